"""The 文号 that a document bears itself, not one that it cites."""

import re
from collections.abc import Iterator

from ingest.metadata.lines import Lines, labelled

_YEAR = r"\s?[〔\[［（(【〈]\s?(?:19|20|１９|２０)\d{2}\s?[〕\]］）)】〉]\s?"
_COUNT = r"(?:第\s?)?\d{1,5}\s?号"
NUMBER = rf"[一-龥]{{2,16}}{_YEAR}{_COUNT}"
ORDER = r"[一-龥]{2,30}令\s?(?:第\s?)?(?:\d{1,5}|[一二三四五六七八九十百]{1,6})\s?号"
_ANNOUNCEMENT = r"[一-龥]{2,30}公告\s?(?:19|20)\d{2}\s?年\s?第\s?\d{1,4}\s?号"
ANY_NUMBER = rf"(?:{NUMBER}|{ORDER}|{_ANNOUNCEMENT})"

_NUMBER = re.compile(ANY_NUMBER)
_NUMBER_LINE = re.compile(rf"[（(]?\s?({ANY_NUMBER})\s?[)）]?(?:\s?签发人\s?[:：]?.{{0,12}})?")
_TITLE_NUMBER = re.compile(rf"[^《》。；]{{4,90}}[（(]\s?({ANY_NUMBER})\s?[)）]")
_ENACTED = re.compile(rf"日\s?({ORDER})\s?(?:公布|发布|修订|修正)")
_BRACKETED = re.compile(r"[〔\[［（(【〈]((?:19|20|１９|２０)\d{2})[〕\]］）)】〉](?:第(?=\d))?")
_WHITE = re.compile(r"\s+")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_LABELS = (r"文\s?号", "发文字号", "发文文号", "文件编号", "文件字号", "公文字号")
_LONGEST_LINE = 100


def own_number(lines: Lines) -> str | None:
    """The document's 文号, normalised; None where it bears none."""
    value = labelled(lines.edges, *_LABELS)
    match = _NUMBER.search(value) if value else None
    found = match[0] if match else next(_in_head(lines), None)
    return normalised(found) if found else None


def normalised(found: str) -> str:
    """永政办发 [２０２１] 第15 号 → 永政办发〔2021〕15号."""
    return _BRACKETED.sub(r"〔\1〕", _WHITE.sub("", found).translate(_HALF_WIDTH))


def is_number_line(line: str) -> bool:
    """Whether a line is a 文号 and nothing else."""
    return len(line) <= _LONGEST_LINE and _NUMBER_LINE.fullmatch(line) is not None


def _in_head(lines: Lines) -> Iterator[str]:
    short = [line for line in lines.preamble if len(line) <= _LONGEST_LINE]
    for line in short:
        if match := _NUMBER_LINE.fullmatch(line) or _TITLE_NUMBER.fullmatch(line):
            yield match[1]
    for line in reversed(lines.preamble):
        if enacted := _ENACTED.findall(line):
            yield enacted[-1]
    for line in short:  # an information table whose cells aren't told apart
        if "文号" in line and (match := _NUMBER.search(line)):
            yield match[0]
