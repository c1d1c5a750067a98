"""A document's lines, and where on it facts stand: at its head, at its end, behind a label."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ingest.metadata.said import Said
from ingest.pages import Block, Kind, Reading

_HEAD_LINES, _HEAD_LENGTH = 30, 4_000
_TAIL_LINES, _LONGEST_TAIL_LINE = 15, 400
_FIGURE_GAP = re.compile(r"(?<=[一-龥（(—])\s(?=\d)|(?<=\d)\s(?=[一-龥）)—])")
_STARTS_BODY = re.compile(r"第[一1]条\s|第一章")


@dataclass(frozen=True, slots=True)
class Lines:
    """The texts of a document's blocks: all, the first, those before its body, and the last."""

    all: tuple[str, ...]
    head: tuple[str, ...]
    preamble: tuple[str, ...]
    tail: tuple[str, ...]

    @property
    def edges(self) -> tuple[str, ...]:
        """The head and the tail, where documents are labelled."""
        return self.head + self.tail


def lines_of(reading: Reading) -> Lines:
    """The lines of a cleaned reading."""
    texts = tuple(block.text for block in reading.blocks)
    lengths = accumulate(map(len, texts[:_HEAD_LINES]))
    head = tuple(text for text, length in zip(texts, lengths, strict=False) if length <= _HEAD_LENGTH)
    tail = tuple(text for text in texts[len(head) :][-_TAIL_LINES:] if len(text) <= _LONGEST_TAIL_LINE)
    return Lines(texts, head, _before_body(head), tail)


def labelled(lines: Iterable[str], *labels: str) -> Said[str] | None:
    """The value behind the first of `labels` that stands in `lines`, as in 来源：市财政局."""
    pattern = _label_pattern(labels)
    for line in lines:
        if (match := pattern.search(line)) and match["value"].strip():
            return Said(match["value"].strip(), match[0].strip(" ;；|｜（(【"))
    return None


def tight(line: str) -> str:
    """A line without the gaps that PDF leaves around figures: 自 2021 年 7 月 → 自2021年7月."""
    return _FIGURE_GAP.sub("", line)


def is_running(block: Block) -> bool:
    """Whether a block is running text or a heading, not a row of a table."""
    return block.kind is not Kind.ROW


@lru_cache(maxsize=32)
def _label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s;；|｜（(【])(?:{'|'.join(labels)})\s?[:：]\s?"
        r"(?P<value>[^;；|｜）)】]{0,120}?)(?=\s[^\s:：]{2,8}\s?[:：]|[;；|｜）)】]|$)"
    )


def _before_body(head: tuple[str, ...]) -> tuple[str, ...]:
    end = next((at for at, line in enumerate(head) if _STARTS_BODY.match(line)), len(head))
    return head[:end]
