"""The numbers that Word writes before a paragraph (第一条, （一）, 1.) and that its text doesn't contain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_TIGHT = tuple("、）)．.：")


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is numbered: `text` is a pattern such as 第%1条."""

    form: str
    text: str
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, depth: int) -> str:
        """The next label of a list at a depth, with the space after it where one is needed."""
        shape = self.lists.get(number)
        level = self.levels.get((shape, depth)) if shape else None
        if shape is None or level is None or level.form in ("bullet", "none"):
            return ""
        counts = self._counted(number, shape, depth, level)
        label = re.sub(r"%(\d)", lambda part: self._written(shape, int(part[1]) - 1, counts), level.text)
        return label if not label or label.endswith(_TIGHT) else f"{label} "

    def _counted(self, number: str, shape: str, depth: int, level: Level) -> dict[int, int]:
        counts = self.counts.setdefault(shape, {})
        restart = self.starts.pop((number, depth), None)
        counts[depth] = restart if restart is not None else counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return counts

    def _written(self, shape: str, depth: int, counts: dict[int, int]) -> str:
        level = self.levels.get((shape, depth), Level("decimal", ""))
        return counted(counts.get(depth, level.start), level.form)


def counted(number: int, form: str) -> str:
    """A number as Word writes it in that format."""
    if form in _CHINESE:
        return chinese(number)
    match form:
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26)
            return letter if form == "lowerLetter" else letter.upper()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= number <= 20:
            return chr(ord("①") + number - 1)
        case "ideographTraditional":
            return _STEMS[(number - 1) % 10]
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五."""
    if not 0 < number < 10_000:
        return "零" if number == 0 else str(number)
    written, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = bool(written) and not digit
    return written.removeprefix("一") if written.startswith("一十") else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        written += letters * (number // value)
        number %= value
    return written


def numbering_of(root: Any) -> Numbering:
    """The numbering part of a document; an empty one where it has none."""
    numbering = Numbering()
    if root is None:
        return numbering
    for shape in root.iterfind(qn("w:abstractNum")):
        name = shape.get(qn("w:abstractNumId"))
        numbering.levels.update(((name, depth), level) for depth, level in _levels(shape))
    for entry in root.iterfind(qn("w:num")):
        number = entry.get(qn("w:numId"))
        numbering.lists[number] = _value(entry, "w:abstractNumId") or ""
        for override in entry.iterfind(qn("w:lvlOverride")):
            if (start := _value(override, "w:startOverride")) is not None:
                numbering.starts[number, int(override.get(qn("w:ilvl")))] = int(start)
    return numbering


def _levels(shape: Any) -> Iterator[tuple[int, Level]]:
    for level in shape.iterfind(qn("w:lvl")):
        yield (
            int(level.get(qn("w:ilvl"))),
            Level(
                _value(level, "w:numFmt") or "decimal",
                _value(level, "w:lvlText") or "",
                int(_value(level, "w:start") or 1),
            ),
        )


def _value(parent: Any, tag: str) -> str | None:
    child = parent.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))
