"""The place that a document is about, as its text writes it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.metadata.lines import Lines
from ingest.metadata.said import Said, sentence
from knowledge.index.tokens import tagged
from knowledge.place_names import PLACE_NAMES

_LEADING = re.compile(
    r"(?:中共|中国共产党)?((?:[一-龥]{2,4}?(?<![全我本各城都上超门股该])(?:省|市(?!场)|州|盟|县|旗)"
    r"|[一-龥]{2,9}?自治[区州县]))"
)
_AFTER_ABOUT = re.compile(r"(?:.*?关于(?:印发|发布|公布|转发|修改|废止)?)?[《“]?")
_NO_NAME = re.compile(
    r"(?:关于|加快|推进|促进|支持|加强|全面|深入|进一步|建设|做好|规范|实施|兄弟|有关|中心|开发|国家|全国|新型"
    r"|[城国各全本我该新农超都夜早菜股上一县省市在对为赴到向从与和])"
)
_NO_PLACE = re.compile(
    r"全.|[本我各]市|.*(?:开发区|高新区|园区|新区|城区|地区|城市|县市|市区|县区|行政区|保税区|试验区|示范区|大湾区)"
)
_ENDING = re.compile(r"(?:壮族|回族|维吾尔)?(?:省|市|自治州|州|自治县|县|自治区|区)$")
_SENTENCE = re.compile(r"[，,。；：:、！？]")
_LEADING_LINES, _LONGEST_LEADING = 6, 40
_HEAD_SAMPLE, _TAIL_SAMPLE = 5_000, 1_000
_NAMES = ("ns", "nr", "nz")
_FEWEST, _LEAST_SHARE = 3, 0.25


def region_of(lines: Lines, title: str, issuer: Said[str] | None) -> Said[str] | None:
    """From the title, the issuer, else the place that dominates the text."""
    return next(_regions(lines, title, issuer), None)


def _regions(lines: Lines, title: str, issuer: Said[str] | None) -> Iterator[Said[str]]:
    """Candidates, the best first."""
    if place := _named_first(title):
        yield Said(place, title)
    if issuer and (place := _named_first(issuer.value)):
        yield Said(place, issuer.words)
    if place := _tagged_in(title):
        yield Said(place, title)
    yield from (Said(place, line) for line in _short_lines(lines) if (place := _named_first(line)))
    if place := _dominating(lines):
        line = next((line for line in lines.all if place in line), "")
        at = line.find(place)
        yield Said(place, sentence(line, at, at + len(place)) if line else "")


def _short_lines(lines: Lines) -> list[str]:
    first = lines.preamble[:_LEADING_LINES]
    return [line for line in first if len(line) <= _LONGEST_LEADING and not _SENTENCE.search(line)]


def _named_first(text: str) -> str | None:
    """永州市 of 永州市人民政府…, 上海市 of 上海市…条例, whether or not a dictionary knows it."""
    start = _AFTER_ABOUT.match(text)
    match = _LEADING.match(text, start.end() if start else 0)
    return match[1] if match and not _NO_NAME.match(match[1]) else None


def _tagged_in(title: str) -> str | None:
    return next(iter(_places([title])), None)


def _dominating(lines: Lines) -> str | None:
    """The place named most in a sample; its commonest spelling, the longer of equals."""
    spellings = Counter(_places(_sample(lines)))
    places: Counter[str] = Counter()
    for spelling, count in spellings.items():
        places[_stem(spelling)] += count
    if not places:
        return None
    place, count = places.most_common(1)[0]
    if count < _FEWEST or count < places.total() * _LEAST_SHARE:
        return None
    return max(
        (name for name in spellings if _stem(name) == place), key=lambda name: (spellings[name], len(name))
    )


def _sample(lines: Lines) -> list[str]:
    text = "\n".join(_until(lines.all, _HEAD_SAMPLE))
    end = "\n".join(_until(lines.all[::-1], _TAIL_SAMPLE))
    return [text[:_HEAD_SAMPLE]] if len(text) < _HEAD_SAMPLE else [text[:_HEAD_SAMPLE], end[:_TAIL_SAMPLE]]


def _until(lines: Iterable[str], length: int) -> Iterator[str]:
    for line in lines:
        if length <= 0:
            return
        yield line[:length]
        length -= len(line) + 1


def _places(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word, tag in tagged(text) if _is_place(word, tag)]


def _is_place(word: str, tag: str) -> bool:
    """Whether a name is a place in China: known, or tagged as place and with 市, 县 or 区 at its end.

    The tagger takes some places for persons (邵阳) and some words for places (海关).
    """
    if tag not in _NAMES or _NO_PLACE.fullmatch(word):
        return False
    return _stem(word) in PLACE_NAMES or (tag == "ns" and len(word) >= 3 and _ENDING.search(word) is not None)


def _stem(place: str) -> str:
    stem = _ENDING.sub("", place)
    return stem if len(stem) >= 2 else place
