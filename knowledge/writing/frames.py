"""How quotations are put before people, in Chinese: led in by their documents, marked, side by side. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answers import Citation
from knowledge.checking import figures
from knowledge.documents import Level
from knowledge.numerals import chinese
from knowledge.replies import STATUS_NAMES, later_text, titled

LEVEL_NAMES = {
    Level.NATION: "国家",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.PARK: "园区",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with a citation for each passage that it touches; of a list cut short, how much is shown.

    `changes` is the article of another document that it changes; `is_changed` where another changes it.
    `note` says how it is put.
    """

    citations: tuple[Citation, ...]
    shown: int | None = None
    total: int | None = None
    changes: str = ""
    is_changed: bool = False
    note: str = ""


def quoted(quotes: Sequence[Quoted]) -> str:
    """Quotations with their marks, each led in by its document."""
    return "\n\n".join(f"{_lead(one)}：\n{_marked(one)}" for one in quotes)


def side_by_side(quotes: Sequence[Quoted]) -> str:
    """Passages in force that differ on a figure, each with whose word it is and since when."""
    told = [f"· {_lead(one)}{_whose(one.citations[0])}：\n{_marked(one)}" for one in quotes]
    return "\n".join(["现行文件里有不同的数字，都列在下面，请对照：", *told])


def former(quote: Quoted, why: Sequence[Citation], successor: Sequence[Citation]) -> str:
    """What a document that is out of force laid down; by whose word it is so; what is in force instead."""
    own = quote.citations[0]
    status = STATUS_NAMES[own.status] if own.status else ""
    lines = [f"{named(own)}：{status}。它不再执行，{spot(own)}曾规定{_cut(quote)}：", _marked(quote)]
    for one in why:
        who = "它自己写明" if one.source == own.source else f"废止它的是{named(one)}"
        lines.append(f"{who}{_colon(one)}“{one.quote}”[{one.n}]")
    lines += [f"现行的是{named(one)}{_colon(one)}“{one.quote}”[{one.n}]" for one in successor]
    return "\n".join(lines)


def coming(quote: Quoted) -> str:
    """What a document that isn't in force yet lays down, and since when it will hold."""
    own = quote.citations[0]
    since = f"，自{own.effective.isoformat()}起施行" if own.effective else ""
    return "\n".join([f"{named(own)}：尚未施行{since}。{spot(own)}将规定{_cut(quote)}：", _marked(quote)])


def on_day(day: date, text: str) -> str:
    """An answer of another day than today."""
    return f"按{day.year}年{day.month}月{day.day}日有效的文件：\n{text}"


def as_meant(meant: str, text: str) -> str:
    """An answer to a question that was put right before it was looked up."""
    return f"按“{meant}”查的：\n{text}"


def but_for(parts: Sequence[str], text: str) -> str:
    """An answer to some parts of a question; that others remain open."""
    said = [f"“{part}”" for part in parts if not figures(part)]
    return f"{text}\n\n另外问的{'、'.join(said)}，没有一并找到，可以单独再问。" if said else text


def _whose(citation: Citation) -> str:
    facts = [
        LEVEL_NAMES[citation.level] if citation.level else "",
        citation.issued.isoformat() if citation.issued else "",
    ]
    told = "，".join(fact for fact in facts if fact)
    return f"（{told}）" if told else ""


def _colon(citation: Citation) -> str:
    return f"{spot(citation)}：" if citation.article else "："


def _lead(one: Quoted) -> str:
    """The document, with where in it the quotation stands and how much of a long list it is."""
    note = f"（{one.note}）" if one.note else ""
    return named(one.citations[0]) + spot(one.citations[0]) + _cut(one) + note + _change(one)


def _change(one: Quoted) -> str:
    """Which of two wordings holds: since when one changes the other."""
    own = one.citations[0]
    if one.is_changed:
        return "（修改前的原文，修改之处不再执行）"
    since = own.effective or own.issued
    return (
        f"（{f'自{since.isoformat()}起' if since else ''}修改原文{one.changes}，以此为准）"
        if one.changes
        else ""
    )


def named(citation: Citation) -> str:
    number = f"（{citation.number}）" if citation.number else ""
    later = f"（{later_text(citation)}）" if citation.is_later_text else ""
    return titled(citation.title) + number + later


def spot(citation: Citation) -> str:
    """The article; where there is none, the headings above what is quoted, without figures of their own."""
    if citation.article and "条" in citation.article:
        return citation.article
    heading = citation.heading
    says_more = heading and heading not in citation.quote and heading not in citation.title
    return f"“{heading}”" if says_more and figures(heading) <= figures(citation.quote) else ""


def _cut(one: Quoted) -> str:
    """Counted in Chinese numerals: no figure that a passage would have to bear."""
    if one.shown is None:
        return ""
    shown = f"以下为前{chinese(one.shown)}项"
    return f"（共{chinese(one.total)}项，{shown}）" if one.total else f"（项目较多，{shown}）"


def _marked(one: Quoted) -> str:
    return "\n".join(f"“{citation.quote}”[{citation.n}]" for citation in one.citations)
