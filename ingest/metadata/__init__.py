"""What a document says about itself: title, 文号, issuer, dates, place, and what it repeals."""

from dataclasses import dataclass
from datetime import date

from ingest.metadata.issuers import issuer_of
from ingest.metadata.lines import lines_of
from ingest.metadata.numbers import own_number
from ingest.metadata.openness import says_public
from ingest.metadata.regions import region_of
from ingest.metadata.repeals import Repealed, repeals_of
from ingest.metadata.titles import title_of
from ingest.metadata.validity import effective_on, expires_on, issued_on
from ingest.pages import Reading

__all__ = ["Facts", "Repealed", "read_facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """A document's facts; None where its text doesn't state them."""

    title: str
    number: str | None
    issuer: str | None
    region: str | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    is_public: bool
    repeals: tuple[Repealed, ...]


def read_facts(reading: Reading, name: str) -> Facts:
    """The facts of a cleaned reading; `name` is its file's, the last resort for a title."""
    lines = lines_of(reading)
    title = title_of(reading, name)
    issuer = issuer_of(lines, title)
    issued = issued_on(lines)
    effective = effective_on(lines, issued)
    return Facts(
        title=title,
        number=own_number(lines),
        issuer=issuer,
        region=region_of(lines, title, issuer),
        issued_on=issued,
        effective_on=effective,
        expires_on=expires_on(lines, effective or issued),
        is_public=says_public(lines),
        repeals=repeals_of(lines, title, issued),
    )
