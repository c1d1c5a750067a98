"""Who issued a document: its information table, its history, its signature or its head."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from ingest.metadata.dates import DATE, date_line, first_date
from ingest.metadata.lines import Lines, labelled
from ingest.metadata.said import Said

_ORGAN = (
    r"[一-龥“”（）()、]{0,40}?(?:人民政府|政府|国务院|人大|政协|委员会|管委会|常委会|工委|党委|局|厅|部|署|院|法院|检察院|税务局"
    r"|办公厅|办公室|领导小组|指挥部|协会|商会|联合会|总工会|中心|银行|市委|省委|州委|县委|区委|党组|银监会|证监会)"
)
_ORGANS = re.compile(rf"{_ORGAN}(?:[\s、]{_ORGAN}){{0,7}}")
_SIGNED_LINE = re.compile(
    rf"({_ORGAN}(?:\s{_ORGAN}){{0,4}})\s?({DATE})(?:\s?[（(【][^）)】]{{1,30}}[)）】])?"
)
_RED_HEAD = re.compile(rf"({_ORGAN}(?:\s{_ORGAN}){{0,4}})\s?文件")
_TITLE_ORGAN = re.compile(rf"({_ORGAN}(?:[\s、]{_ORGAN}){{0,4}})\s?关于")
_CONGRESS = re.compile(
    rf"{DATE}\s?(?:经)?(?:([一-龥]{{0,20}}?)第[一二三四五六七八九十]{{1,3}}届)?([一-龥]{{0,20}}?人民代表大会(?:常务委员会)?)第"
)
_ORDERED = re.compile(rf"{DATE}\s?(?:中华人民共和国)?([一-龥]{{2,24}}?)(?:令|发布|公布|第.{{1,4}}次常务会议)")
_NO_ORGAN = re.compile(r"附[件表录]|^各|^市直|^本|^关于|负责|[，。：；:]")
_LONGEST_LINE, _MOST_ORGANS = 60, 12
_ISSUER_LABELS = (
    "发文机关",
    "发文单位",
    "发布机构",
    "发布机关",
    "发布单位",
    "制定机关",
    "公布机关",
    "公开机构",
    "责任部门",
)
_SOURCE_LABELS = ("信息来源", "来源", "供稿单位", "供稿")


def issuer_of(lines: Lines, title: str) -> Said[str] | None:
    """The organ (or organs, with a space between) that issued the document."""
    return next(_issuers(lines, title), None)


def is_organ(line: str) -> bool:
    """Whether a line names organs and nothing else."""
    return len(line) <= _LONGEST_LINE and not _NO_ORGAN.search(line) and bool(_ORGANS.fullmatch(_close(line)))


def signatures(lines: Lines) -> Iterator[tuple[str, Said[date]]]:
    """Organs with the date below or beside them, in the document's order."""
    for at, line in enumerate(lines.all):
        if len(line) > _LONGEST_LINE:
            continue
        if (day := date_line(line)) and (above := _organs_above(lines.all, at)):
            yield " ".join(map(_close, above)), Said(day, "\n".join((*above, line)))
        elif (match := _SIGNED_LINE.fullmatch(line)) and (day := first_date(match[2])):
            yield match[1], Said(day, line)


def _issuers(lines: Lines, title: str) -> Iterator[Said[str]]:
    label = labelled(lines.edges, *_ISSUER_LABELS)
    if label and is_organ(label.value):
        yield Said(_close(label.value), label.words)
    yield from _legislators(lines)
    yield from (Said(organs, day.words) for organs, day in signatures(lines))
    yield from (Said(match[1], line) for line in lines.preamble if (match := _RED_HEAD.fullmatch(line)))
    if match := _TITLE_ORGAN.match(title):
        yield Said(match[1], title)
    source = labelled(lines.edges, *_SOURCE_LABELS)
    if source and is_organ(source.value):
        yield source


def _legislators(lines: Lines) -> Iterator[Said[str]]:
    for line in lines.preamble:
        if match := _CONGRESS.search(line):
            yield Said((match[1] or "") + match[2], line)
        elif match := _ORDERED.search(line):
            yield Said(match[1], line)


def _organs_above(lines: tuple[str, ...], at: int) -> list[str]:
    """The lines right above a date that name organs: several issue a document together."""
    above = takewhile(is_organ, reversed(lines[max(0, at - _MOST_ORGANS) : at]))
    return list(above)[::-1]


def _close(line: str) -> str:
    """澜 川 市 人 民 政 府 → 澜川市人民政府; names apart stay apart."""
    words = line.split()
    return "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)
