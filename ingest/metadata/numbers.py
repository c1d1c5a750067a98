"""The 文号 that a document bears itself, not one that it cites."""

import re
from collections.abc import Iterator

from ingest.metadata.lines import Lines, labelled
from ingest.metadata.said import Said
from knowledge.numerals import number

_YEARS = r"(?:19|20|１９|２０)\d{2}|[一二][〇零○一二三四五六七八九]{3}"
_YEAR = rf"\s?[〔\[［（(【〈]\s?(?:{_YEARS})\s?[〕\]］）)】〉]\s?"
_FEW = r"(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6})"
_COUNT = rf"(?:第\s?)?{_FEW}\s?号"
NUMBER = rf"[一-龥]{{2,16}}{_YEAR}{_COUNT}"
ORDER = rf"[一-龥]{{2,30}}令\s?[（(]?(?:第\s?)?{_FEW}\s?号"
_ANNOUNCEMENT = rf"[一-龥]{{0,30}}公告\s?[（(]?(?:{_YEARS})\s?年\s?第\s?{_FEW}\s?号"
ANY_NUMBER = rf"(?:{NUMBER}|{ORDER}|{_ANNOUNCEMENT})"

_NUMBER = re.compile(ANY_NUMBER)
_NUMBER_LINE = re.compile(rf"[（(]?\s?({ANY_NUMBER})\s?[)）]?(?:\s?签发人\s?[:：]?.{{0,12}})?")
_TITLE_NUMBER = re.compile(rf"[^《》。；]{{4,90}}[（(]\s?({ANY_NUMBER})\s?[)）]")
_ENACTED = re.compile(rf"日\s?({ORDER})\s?(?:公布|发布|修订|修正)")
_BRACKETED = re.compile(rf"[〔\[［（(【〈]({_YEARS})[〕\]］）)】〉](?:第(?={_FEW}号))?({_FEW}(?=号))?")
_BROKEN = re.compile(rf"[（(]?(?:(?:{_YEARS})\s?年\s?)?第\s?{_FEW}\s?号[)）]?")
_WHITE = re.compile(r"\s+")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_LABELS = (r"文\s?号", "发文字号", "发文文号", "文件编号", "文件字号", "公文字号")
_LONGEST_LINE = 100


def own_number(lines: Lines) -> Said[str] | None:
    """The document's 文号, normalised; None where it bears none."""
    label = labelled(lines.edges, *_LABELS)
    match = _NUMBER.search(label.value) if label else None
    if label and match:
        return Said(normalised(match[0]), label.words)
    found = next(_in_head(lines), None)
    return Said(normalised(found.value), found.words) if found else None


def normalised(found: str) -> str:
    """永政办发 [２０２１] 第15 号 → 永政办发〔2021〕15号."""
    tight = _WHITE.sub("", found).translate(_HALF_WIDTH)
    return _BRACKETED.sub(_in_digits, tight).replace("令（", "令").replace("令(", "令")


def _in_digits(year: re.Match[str]) -> str:
    count = number(year[2]) if year[2] else None
    return f"〔{number(year[1])}〕{'' if count is None else count}"


def is_number_line(line: str) -> bool:
    """Whether a line is a 文号 and nothing else."""
    return len(line) <= _LONGEST_LINE and _NUMBER_LINE.fullmatch(line) is not None


def _closed(line: str) -> str:
    """永 政 办 发 〔2021〕 15 号 without the gaps between its characters."""
    apart = all(len(word) == 1 for word in line.split()[:3])
    return _WHITE.sub("", line) if apart else line


def _in_head(lines: Lines) -> Iterator[Said[str]]:
    short = [line for line in lines.preamble if len(line) <= _LONGEST_LINE]
    for line, after in zip(short, [*short[1:], ""], strict=False):
        tight = _closed(line)
        if match := _NUMBER_LINE.fullmatch(tight) or _TITLE_NUMBER.fullmatch(tight):
            yield Said(match[1], line)
        elif (
            line.endswith(("令", "公告"))
            and _BROKEN.fullmatch(after)
            and _NUMBER.fullmatch(line + after.strip("（()）"))
        ):
            yield Said(line + after.strip("（()）"), f"{line}\n{after}")
    for line in reversed(lines.preamble):
        if enacted := _ENACTED.findall(line):
            yield Said(enacted[-1], line)
    for line in short:  # an information table whose cells aren't told apart
        if "文号" in line and (match := _NUMBER.search(line)):
            yield Said(match[0], line)
