"""What a document says of other documents: which it repeals, amends or implements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.metadata import voids
from ingest.metadata.dates import DATE, first_date
from ingest.metadata.lines import Lines
from ingest.metadata.numbers import ANY_NUMBER, normalised
from knowledge.documents import RelationKind


@dataclass(frozen=True, slots=True)
class Related:
    """What is said of another document, by title or number, and in which words.

    A repeal is from a day, None: from this document's own effect. One that names nothing is of the
    document itself.
    """

    kind: RelationKind
    title: str | None
    number: str | None
    day: date | None = None
    words: str = ""


_NAME = r"《(?P<title>(?:[^《》]|《[^《》]{1,80}》){2,120})》"
_BARE = r"(?:原|[，,、：:；]|^)(?P<bare>[一-龥（）()]{4,40}(?:办法|规定|通知|意见|条例|方案|细则|措施|政策|决定|公告))"
_OPEN, _CLOSE = r"\s?[（(〔\[]\s?", r"[^）)]{0,12}[)）]"
_NAMED = rf"{_NAME}(?:{_OPEN}(?P<number>{ANY_NUMBER}){_CLOSE})?"
_OBJECT = re.compile(rf"{_NAMED}|{_BARE}{_OPEN}(?P<bare_number>{ANY_NUMBER}){_CLOSE}|(?P<alone>{ANY_NUMBER})")
_GROUND = re.compile(r"(?:根据|依据|按照|依照)[^，,；《》]{0,60}(?:《[^《》]{1,80}》[、和及与以]{0,2}){0,8}$")
_PART = r"\s?(?:等[^废停]{0,20}中|中|第[一二三四五六七八九十百\d]{1,5}[章节条款项]|(?:的)?(?:有关|相关|部分)[^，。；]{0,12}"
_PART_ONLY = re.compile(rf"{_PART}|(?:第.{{1,3}}次)?(?:修正|修订|修改)|和《国务院关于修改)")
_IN_PART = re.compile(rf"{_PART})")
_EVENT = r"(?:废止|停止执行|不再执行|停止施行|失效|停止使用)"
_ENDS = re.compile(
    rf"(?:同时|即行|一并|相应|均|也|予以|自行|自动|自{DATE}起|自即日起|自.{{2,12}}之日起|起|[》）)，,]|文件|文)"
    rf"(?:同时|即行|一并|予以)?{_EVENT}"
)
_ORDERS = re.compile(r"(?:决定|现|研究[，,]?|同意)(?:将|对)?(?:宣布)?废止(?:以下|下列)?[^《。]{0,20}(?=《)")
_FROM = re.compile(
    rf"(?:自|从)\s?({DATE})起?(?:同时|一并|予以|正式)?(?:废止|停止执行|不再执行|停止施行|失效)"
)
_CHANGE_VERB = re.compile(
    r"[作做](?:出|了)?(?:如下|以下|部分|相应|适当)*(?:修改|修订|修正|调整|补充)|(?:修改|修订|调整)为|予以(?:修改|修订|修正|调整)|进行(?:了)?(?:如下|以下|相应)*(?:修改|修订|修正|调整)"
)
_CHANGE_START = re.compile(
    r"(?:决定|现|经研究[，,]?|^|[，,：:])\s?(?:将|对)(?:原)?(?=[^。；《]{0,20}《|[^。；]{4,40}[（(〔])"
)
_CHANGE_TITLE = re.compile(r"关于(?:修改|修订|修正|调整|补充)[^《》]{0,10}(?=《)")
_FOLLOWS = re.compile(
    r"(?:根据|依据|按照|依照|遵照|(?:贯彻|落实|执行|实施)(?:好|落实)?)[^。；《》]{0,40}(?=《)"
)
_TO_MAKE = re.compile(
    r"(?:特?制[定订]|出台|现(?:就|将|提出|印发|予)|提出|[，,]结合|印发|我[市省县州区局委厅])"
)
_FOLLOWS_TITLE = re.compile(r"(?:贯彻|落实|实施|执行|转发)[^《》]{0,10}(?=《)")
_BYLAW = re.compile(r"(.{2,40}(?:法|条例|办法|规定))(?:实施(?:条例|细则|办法)|施行细则)$")
_SENTENCE = re.compile(r"[^。；;！!]+")
_MASK = re.compile(r"《(?:[^《》]|《[^《》]{1,80}》){2,120}》")
_TRIGGER = re.compile(_EVENT)
_ABOUT_OTHERS = re.compile(r"(?:解读|问答|答记者问|简报|纪要|讲话|报道)$")
_LIST_TITLE = re.compile(r"(?:废止|宣布失效)(?!.{0,12}修改).{0,40}(?:决定|通知|公告|目录)$")
_LIST_ITEM = re.compile(
    rf"(?:\d{{1,3}}[.、．\s]\s?|[（(]?[一二三四五六七八九十]{{1,3}}[)）、]\s?)?{_NAMED}[；。;]?"
)
_SECOND = re.compile(r"第[二2]条")
_LONGEST_SENTENCE, _FIRST_LINES = 1_500, 15


def relations_of(lines: Lines, title: str, issued: date | None) -> tuple[Related, ...]:
    """What the document does to others, and to itself; nothing for texts that only report on a document."""
    own = voids.void_of(lines, title)
    found = [Related(RelationKind.REPEALS, None, None, own.value, own.words)] if own else []
    if not _ABOUT_OTHERS.search(title):
        found += _repeals(lines, title, issued)
        found += _amends(lines, title)
        found += _implements(lines, title)
    return tuple({(one.kind, one.title, one.number): one for one in reversed(found)}.values())[::-1]


def objects(text: str, kind: RelationKind, words: str, day: date | None = None) -> Iterator[Related]:
    """The documents that a text names: 《甲办法》（永政发〔2021〕6号）、永政发〔2022〕7号."""
    for match in _OBJECT.finditer(text):
        if not text.endswith("简称", 0, match.start()):
            yield _related(match, kind, words, day)


def _repeals(lines: Lines, title: str, issued: date | None) -> Iterator[Related]:
    for words in _sentences(lines.all, _TRIGGER):
        yield from _repealed(words, issued)
    if _LIST_TITLE.search(title) and "修改" not in title:
        for line in lines.all:
            if "《" in line and len(line) <= 200 and (match := _LIST_ITEM.fullmatch(line)):
                yield _related(match, RelationKind.REPEALS, line, None)


def _sentences(lines: tuple[str, ...], trigger: re.Pattern[str]) -> Iterator[str]:
    for line in lines:
        if trigger.search(line):
            yield from (
                part.strip()
                for part in _SENTENCE.findall(line)
                if len(part) <= _LONGEST_SENTENCE and trigger.search(part)
            )


def _repealed(words: str, issued: date | None) -> Iterator[Related]:
    """What a sentence repeals; what it repeals in part, it amends."""
    spoken = _MASK.sub(lambda name: "《" + "某" * (len(name[0]) - 2) + "》", words)
    if order := _ORDERS.search(spoken):
        start, end = order.end(), len(words)
    elif ends := _ENDS.search(spoken):
        start, end = 0, ends.end()
    else:
        return
    day = _day(spoken, issued)
    for match in _OBJECT.finditer(words, start, end):
        if _GROUND.search(words[start : match.start()]):
            continue
        if not _PART_ONLY.match(words, match.end()):
            yield _related(match, RelationKind.REPEALS, words, day)
        elif _IN_PART.match(words, match.end()):
            yield _related(match, RelationKind.AMENDS, words, None)


def _amends(lines: Lines, title: str) -> Iterator[Related]:
    if start := _CHANGE_TITLE.search(title):
        yield from objects(title[start.end() :], RelationKind.AMENDS, title)
    for words in _sentences(lines.all, _CHANGE_VERB):
        start, verb = _CHANGE_START.search(words), _CHANGE_VERB.search(words)
        if start and verb and start.end() < verb.start() and "拟" not in words[: start.end()]:
            yield from objects(words[start.end() : verb.start()], RelationKind.AMENDS, words)


def _implements(lines: Lines, title: str) -> Iterator[Related]:
    if start := _FOLLOWS_TITLE.search(title):
        yield from objects(title[start.end() :], RelationKind.IMPLEMENTS, title)
    if bylaw := _BYLAW.fullmatch(title):
        yield Related(RelationKind.IMPLEMENTS, bylaw[1], None, None, title)
    for words in _sentences(_beginning(lines), _FOLLOWS):
        start = _FOLLOWS.search(words)
        made = _TO_MAKE.search(words, start.end()) if start else None
        if start and made:
            yield from objects(words[start.end() : made.start()], RelationKind.IMPLEMENTS, words)


def _beginning(lines: Lines) -> tuple[str, ...]:
    """Where a text says what it is made for: up to its second article, or in its first lines."""
    end = next((at for at, line in enumerate(lines.head) if _SECOND.match(line)), _FIRST_LINES)
    return lines.head[:end]


def _related(match: re.Match[str], kind: RelationKind, words: str, day: date | None) -> Related:
    named = match.groupdict()
    number = named["number"] or named.get("bare_number") or named.get("alone")
    return Related(
        kind, named["title"] or named.get("bare"), normalised(number) if number else None, day, words
    )


def _day(words: str, issued: date | None) -> date | None:
    if "即日起" in words:
        return issued
    stated = _FROM.findall(words)
    return first_date(stated[-1]) if stated else None
