"""What a document says about itself: title, 文号, issuer, dates, place, level, and what it does to others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ingest.metadata.issuers import issuer_of
from ingest.metadata.levels import level_of
from ingest.metadata.lines import lines_of
from ingest.metadata.numbers import own_number
from ingest.metadata.openness import says_public
from ingest.metadata.regions import region_of
from ingest.metadata.relations import Related, relations_of
from ingest.metadata.said import Said, value_of
from ingest.metadata.titles import title_of
from ingest.metadata.validity import effective_on, expires_on, issued_on
from ingest.pages import Reading
from knowledge.documents import Level

__all__ = ["FACTS", "Facts", "Related", "read_facts"]

FACTS = ("title", "number", "issuer", "region", "level", "issued_on", "effective_on", "expires_on")


@dataclass(frozen=True, slots=True)
class Facts:
    """A document's facts; None where its text doesn't state them.

    `evidence` has for each fact (by its name, or `audience`) the words that it was read from.
    """

    title: str
    number: str | None
    issuer: str | None
    region: str | None
    level: Level | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    is_public: bool
    relations: tuple[Related, ...]
    evidence: Mapping[str, str]


def read_facts(reading: Reading, name: str) -> Facts:
    """The facts of a cleaned reading; `name` is its file's, the last resort for a title."""
    lines = lines_of(reading)
    title = title_of(reading, name)
    issuer = issuer_of(lines, title.value)
    region = region_of(lines, title.value, issuer)
    issued = issued_on(lines)
    effective = effective_on(lines, value_of(issued))
    public = says_public(lines)
    said: dict[str, Said[Any] | None] = {
        "title": title,
        "number": own_number(lines),
        "issuer": issuer,
        "region": region,
        "level": level_of(title, issuer),
        "issued_on": issued,
        "effective_on": effective,
        "expires_on": expires_on(lines, value_of(effective or issued)),
    }
    values: dict[str, Any] = {fact: value_of(one) for fact, one in said.items()}
    return Facts(
        **values,
        is_public=bool(value_of(public)),
        relations=tuple(
            replace(one, words=_as_it_stands(one.words, title))
            for one in relations_of(lines, title.value, value_of(issued))
        ),
        evidence={
            fact: _as_it_stands(one.words, title)
            for fact, one in {**said, "audience": public}.items()
            if one and one.words
        },
    )


def _as_it_stands(words: str, title: Said[str]) -> str:
    """What was read from the title was read from its lines."""
    return title.words or words if words == title.value else words
