"""The lists of a text: （一）…（二）…, 1.…2.…, 一是…二是…, each with what introduces it. Pure."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.numerals import number

_HAN = "[一二三四五六七八九十]{1,3}"
_STYLES = {
    "paren": rf"[（(]\s?({_HAN})\s?[)）]",
    "digit_paren": r"[（(]\s?(\d{1,2})\s?[)）]",
    "digit_half": r"(\d{1,2})[)）]",
    "han": rf"({_HAN})、",
    "digit": r"(\d{1,2})\s?[.．、](?!\d)",
    "circle": r"([①-⑳])",
    "firstly": rf"({_HAN})(?:是|要(?!求))",
    "ordinal": rf"第({_HAN})[，,、]",
    "bullet": r"([-•·●▪])\s?(?=\S)",
}
_MARK = re.compile(
    r"(?:^|(?<=[\n。；;：:！？!?，,\s”]))(?:"
    + "|".join(f"(?P<{style}>{pattern})" for style, pattern in _STYLES.items())
    + ")"
)
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n")
_BREAK = re.compile(r"[。！？!?\n][”’」』）)]*\s*")
_ANNOUNCES = re.compile(r"[：:]\s*$|(?:如下|以下|下列|下述|分别)[^。；]{0,25}[，,：:。]?\s*$")
_SPEAKS_OF = re.compile(r"下列|下述|如下")
_CLAUSE = re.compile(r"[，,]\s*$")
_FIRST_CIRCLE = ord("①")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: where what introduces it starts (its first item, where nothing does), and its items' spans.

    `is_announced` where words say that a list follows; `is_sections` where 一、二、 number a document's parts.
    """

    start: int
    items: tuple[tuple[int, int], ...]
    is_announced: bool
    is_sections: bool

    @property
    def first(self) -> int:
        """Where the first item starts."""
        return self.items[0][0]

    @property
    def end(self) -> int:
        return self.items[-1][1]


@dataclass(slots=True)
class _Run:
    """Marks of one style that count on from 1; `within` are the runs inside its last item so far."""

    style: str
    starts: list[int]
    end: int = 0
    within: list["_Run"] = field(default_factory=list)


def listings(text: str) -> list[Listing]:
    """The lists of two items or more, in the order of their first items; one may stand within another."""
    runs = [run for run in _runs(text) if len(run.starts) > 1]
    for run in reversed(runs):
        run.end = _end(text, run, runs)
    return [_listing(text, run) for run in runs]


def _runs(text: str) -> list[_Run]:
    every: list[_Run] = []
    open_runs: list[_Run] = []
    for mark in _MARK.finditer(text):
        style = mark.lastgroup or ""
        count = _count(style, next(group for group in mark.groups()[::-1] if group))
        at = next((i for i, run in enumerate(open_runs) if run.style == style), None)
        goes_on = at is not None and (style == "bullet" or count == len(open_runs[at].starts) + 1)
        if goes_on and at is not None:
            del open_runs[at + 1 :]
            open_runs[at].starts.append(mark.start())
        elif count == 1:
            del open_runs[at if at is not None else len(open_runs) :]
            run = _Run(style, [mark.start()])
            open_runs.append(run)
            every.append(run)
    return every


def _count(style: str, written: str) -> int:
    if style == "bullet":
        return 1
    return ord(written) - _FIRST_CIRCLE + 1 if style == "circle" else number(written) or 0


def _end(text: str, run: _Run, runs: list[_Run]) -> int:
    """Where the last item ends: its line (or, where the others are one sentence each within a line, its
    sentence), and lists right behind it.
    """
    last = run.starts[-1]
    if _at_line(text, last) or _are_long(text, run.starts):
        found = text.find("\n", last)
        end = len(text) if found < 0 else found + 1
    else:
        sentence = _SENTENCE_END.search(text, last)
        end = sentence.end() if sentence else len(text)
    for inner in runs:
        if inner.style != run.style and last < inner.starts[0] <= end:
            end = max(end, inner.end)
    return end


def _are_long(text: str, starts: list[int]) -> bool:
    """Whether the items before the last are of several sentences."""
    return any(len(_SENTENCE_END.findall(text[first:last].strip())) > 1 for first, last in pairwise(starts))


def _at_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _listing(text: str, run: _Run) -> Listing:
    ends = [*run.starts[1:], run.end]
    start, is_announced = _introduced(text, run.starts[0])
    items = tuple(zip(run.starts, ends, strict=True))
    is_sections = run.style == "han" and any("\n" in text[first:last].strip() for first, last in items)
    return Listing(start, items, is_announced, is_sections)


def _introduced(text: str, first: int) -> tuple[int, bool]:
    """Where the words that introduce a list start, and whether they announce it: the whole line above
    a list of lines, else the sentence.
    """
    before = text[:first].rstrip()
    if _at_line(text, first) and _SPEAKS_OF.search(line := before[before.rfind("\n") + 1 :]):
        return len(before) - len(line), True
    breaks = [one.end() for one in _BREAK.finditer(before[:-1])]
    start = breaks[-1] if breaks else 0
    words = before[start:]
    if _ANNOUNCES.search(words):
        return start, True
    return (start, False) if _CLAUSE.search(words) else (first, False)
