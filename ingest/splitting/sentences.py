"""A long paragraph → chunks that begin and end with sentences."""

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？!?][。！？!?；;]*[”’」』）)】]*\s*")
_SEMICOLON = re.compile(r"[；;]\s*")
_PAUSE = re.compile(r"[，,、：:\s]")
_NEW_POINT = re.compile(
    r"[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十][，,、]|[（(][一二三四五六七八九十\d]{1,2}[)）]|首先|其次|再次|最后|同时|此外|另外"
)
_LEAST, _MOST = 300, 500
_LONG_SENTENCE, _LONGEST_SENTENCE = 600, 1_200
_LEAST_REST = 100


def chunks(paragraph: str) -> list[int]:
    """Where the chunks of a paragraph start: 0 first, then at sentence starts, best at 一是…二是…."""
    starts, last, points = [0], 0, list[int]()
    sentences = list(_sentence_starts(paragraph))
    for start, end in zip(sentences, [*sentences[1:], len(paragraph)], strict=True):
        opens_point = _NEW_POINT.match(paragraph, start) is not None
        if opens_point and start > last:
            points.append(start)
        cut = _cut(start, end, last, opens_point, points)
        if cut is not None and len(paragraph) - cut >= _LEAST_REST:
            starts.append(cut)
            last, points = cut, [point for point in points if point > cut]
    return starts


def _cut(start: int, end: int, last: int, opens_point: bool, points: list[int]) -> int | None:
    """Where to cut before the sentence from `start` to `end` is taken in, if anywhere."""
    if opens_point and start - last >= _LEAST:
        return start
    if end - last <= _MOST or start == last:
        return None
    point = points[-1] if points else 0
    return point if point - last >= _LEAST * 2 // 3 else start


def _sentence_starts(paragraph: str) -> Iterator[int]:
    """0, and wherever a sentence ends; a sentence beyond all measure is cut at a pause."""
    start = 0
    yield 0
    for match in _END.finditer(paragraph):
        yield from _overlong(paragraph, start, match.end())
        start = match.end()
        if start < len(paragraph):
            yield start
    yield from _overlong(paragraph, start, len(paragraph))


def _overlong(paragraph: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence is cut all the same: at its semicolons where it is long, at pauses beyond measure."""
    if end - start > _LONG_SENTENCE:
        for match in _SEMICOLON.finditer(paragraph, start, end):
            yield from _beyond_measure(paragraph, start, match.end())
            start = match.end()
            if start < end:
                yield start
    yield from _beyond_measure(paragraph, start, end)


def _beyond_measure(paragraph: str, start: int, end: int) -> Iterator[int]:
    while end - start > _LONGEST_SENTENCE:
        pauses = [match.end() for match in _PAUSE.finditer(paragraph, start + _LEAST, start + _MOST)]
        start = pauses[-1] if pauses else start + _MOST
        yield start
