"""How quotations are put before people, in Chinese: led in by their documents, marked, side by side. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers import Citation
from knowledge.numerals import chinese
from knowledge.replies import titled


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with a citation for each passage that it touches; of a list cut short, how much is shown."""

    citations: tuple[Citation, ...]
    shown: int | None = None
    total: int | None = None


def quoted(quotes: Sequence[Quoted]) -> str:
    """Quotations with their marks, each led in by its document."""
    return "\n\n".join(f"{_lead(one)}：\n{_marked(one)}" for one in quotes)


def _lead(one: Quoted) -> str:
    """The document, with where in it the quotation stands and how much of a long list it is."""
    return named(one.citations[0]) + spot(one.citations[0]) + _cut(one)


def named(citation: Citation) -> str:
    return titled(citation.title) + (f"（{citation.number}）" if citation.number else "")


def spot(citation: Citation) -> str:
    """The article; where there is none, the headings above what is quoted, without figures of their own."""
    if citation.article and "条" in citation.article:
        return citation.article
    heading = citation.heading
    says_more = heading and heading not in citation.quote
    return f"“{heading}”" if says_more and _figures(heading) <= _figures(citation.quote) else ""


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _cut(one: Quoted) -> str:
    """Counted in Chinese numerals: no figure that a passage would have to bear."""
    if one.shown is None:
        return ""
    shown = f"以下为前{chinese(one.shown)}项"
    return f"（共{chinese(one.total)}项，{shown}）" if one.total else f"（项目较多，{shown}）"


def _marked(one: Quoted) -> str:
    return "\n".join(f"“{citation.quote}”[{citation.n}]" for citation in one.citations)
