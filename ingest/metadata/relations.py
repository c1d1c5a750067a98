"""Which other documents a text says hold no longer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.metadata.dates import DATE, first_date
from ingest.metadata.lines import Lines
from ingest.metadata.numbers import ANY_NUMBER, normalised


@dataclass(frozen=True, slots=True)
class Repealed:
    """Another document, by title or number, and from when; None: from this document's own effect."""

    title: str | None
    number: str | None
    day: date | None


_NAME = r"《(?P<title>(?:[^《》]|《[^《》]{1,80}》){2,120})》"
_BARE = r"(?:原|[，,、：:；]|^)(?P<bare>[一-龥（）()]{4,40}(?:办法|规定|通知|意见|条例|方案|细则|措施|政策|决定|公告))"
_OPEN, _CLOSE = r"\s?[（(〔\[]\s?", r"[^）)]{0,12}[)）]"
_NAMED = rf"{_NAME}(?:{_OPEN}(?P<number>{ANY_NUMBER}){_CLOSE})?"
_OBJECT = re.compile(rf"{_NAMED}|{_BARE}{_OPEN}(?P<bare_number>{ANY_NUMBER}){_CLOSE}|(?P<alone>{ANY_NUMBER})")
_GROUND = re.compile(r"(?:根据|依据|按照|依照)[^，,；《》]{0,60}(?:《[^《》]{1,80}》[、和及与以]{0,2}){0,8}$")
_PART_ONLY = re.compile(
    r"\s?(?:等[^废停]{0,20}中|中|第[一二三四五六七八九十百\d]{1,5}[章节条款项]|(?:的)?(?:有关|相关|部分)"
    r"|(?:第.{1,3}次)?(?:修正|修订|修改)|和《国务院关于修改)"
)
_ENDS = re.compile(
    rf"(?:同时|即行|一并|相应|均|也|予以|自行|自动|自{DATE}起|自即日起|自.{{2,12}}之日起|起|[》）)，,]|文件|文)"
    r"(?:同时|即行|一并|予以)?(?:废止|停止执行|不再执行|停止施行|失效|停止使用)"
)
_ORDERS = re.compile(r"(?:决定|现|研究[，,]?|同意)(?:将|对)?(?:宣布)?废止(?:以下|下列)?[^《。]{0,20}(?=《)")
_FROM = re.compile(
    rf"(?:自|从)\s?({DATE})起?(?:同时|一并|予以|正式)?(?:废止|停止执行|不再执行|停止施行|失效)"
)
_SENTENCE = re.compile(r"[^。；;！!]+")
_MASK = re.compile(r"《(?:[^《》]|《[^《》]{1,80}》){2,120}》")
_TRIGGER = re.compile(r"废止|停止执行|不再执行|停止施行|失效|停止使用")
_ABOUT_OTHERS = re.compile(r"(?:解读|问答|答记者问|简报|纪要|讲话|报道)$")
_LIST_TITLE = re.compile(r"(?:废止|宣布失效)(?!.{0,12}修改).{0,40}(?:决定|通知|公告|目录)$")
_LIST_ITEM = re.compile(
    rf"(?:\d{{1,3}}[.、．\s]\s?|[（(]?[一二三四五六七八九十]{{1,3}}[)）、]\s?)?{_NAMED}[；。;]?"
)
_LONGEST_SENTENCE = 1_500


def repeals_of(lines: Lines, title: str, issued: date | None) -> tuple[Repealed, ...]:
    """What the document repeals; nothing for texts that only report on a document."""
    if _ABOUT_OTHERS.search(title):
        return ()
    found = [repeal for sentence in _sentences(lines) for repeal in _repealed(sentence, issued)]
    if _LIST_TITLE.search(title) and "修改" not in title:
        found += _listed(lines)
    return tuple(dict.fromkeys(found))


def _sentences(lines: Lines) -> Iterator[str]:
    for line in lines.all:
        if _TRIGGER.search(line):
            yield from (part for part in _SENTENCE.findall(line) if len(part) <= _LONGEST_SENTENCE)


def _repealed(sentence: str, issued: date | None) -> Iterator[Repealed]:
    spoken = _MASK.sub(lambda name: "《" + "某" * (len(name[0]) - 2) + "》", sentence)
    if order := _ORDERS.search(spoken):
        part = sentence[order.end() :]
    elif end := _ENDS.search(spoken):
        part = sentence[: end.end()]
    else:
        return
    day = _day(spoken, issued)
    for match in _OBJECT.finditer(part):
        if not _GROUND.search(part[: match.start()]) and not _PART_ONLY.match(part, match.end()):
            yield _as_repealed(match, day)


def _as_repealed(match: re.Match[str], day: date | None) -> Repealed:
    named = match.groupdict()
    number = named["number"] or named.get("bare_number") or named.get("alone")
    return Repealed(named["title"] or named.get("bare"), normalised(number) if number else None, day)


def _day(sentence: str, issued: date | None) -> date | None:
    if "即日起" in sentence:
        return issued
    stated = _FROM.findall(sentence)
    return first_date(stated[-1]) if stated else None


def _listed(lines: Lines) -> list[Repealed]:
    matches = (_LIST_ITEM.fullmatch(line) for line in lines.all if "《" in line and len(line) <= 200)
    return [_as_repealed(match, None) for match in matches if match]
