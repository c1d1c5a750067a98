"""The words that an index holds, and which of them somebody may have meant who typed none of them."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice, product
from typing import NamedTuple

from knowledge.index.tokens import has_han

SHORTEST_CODE, LONGEST_CODE = 3, 8  # letters: two stand for far too many words
LENGTHS = range(2, 7)  # characters of a word that one wrong character is looked for in
FEWEST = 2  # entries that hold a word which somebody may have meant
SPELLINGS = 4  # of a word's initials, where its characters are read in several ways


class Gap(NamedTuple):
    """A character that may be wrong, with what stands before and behind it."""

    before: str
    sign: str
    after: str


class Vocabulary:
    """Words with the number of entries that hold each."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = words
        self._beginning: dict[tuple[int, str], list[str]] = defaultdict(list)  # by length and first character
        self._ending: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._by_initials: dict[str, list[str]] = defaultdict(list)
        for word in filter(_is_chinese, words):
            if len(word) in LENGTHS:
                self._beginning[len(word), word[0]].append(word)
                self._ending[len(word), word[-1]].append(word)
            if SHORTEST_CODE <= len(word) <= LONGEST_CODE:
                for code in _initials(word):
                    self._by_initials[code].append(word)

    def of_initials(self, letters: str) -> str | None:
        """The commonest word whose syllables begin with these letters: bzcf as 标准厂房."""
        return max(self._by_initials.get(letters, ()), key=self._often, default=None)

    def fitting(self, gaps: Iterable[Gap]) -> tuple[Gap, str] | None:
        """The longest of the gaps that a word fits into, and that word; one of the same sound if there is one.

        A word of two characters must sound the same: 补帖 is 补贴, but 光电 is not 光伏.
        """
        pairs = [(gap, word) for gap in gaps for word in self._into(gap)]
        alike = [(gap, word) for gap, word in pairs if _sounds_like(gap.sign, word[len(gap.before)])]
        longer = [(gap, word) for gap, word in pairs if len(word) > 2]
        return max(alike or longer, key=lambda pair: (len(pair[1]), self._often(pair[1])), default=None)

    def _into(self, gap: Gap) -> list[str]:
        length = len(gap.before) + 1 + len(gap.after)
        if gap.before:
            alike = self._beginning.get((length, gap.before[0]), [])
        else:
            alike = self._ending.get((length, gap.after[-1]), [])
        return [word for word in alike if _fits(word, gap) and self._often(word) >= FEWEST]

    def _often(self, word: str) -> int:
        return self._words[word]


def _fits(word: str, gap: Gap) -> bool:
    return word.startswith(gap.before) and word.endswith(gap.after) and word[len(gap.before)] != gap.sign


def _is_chinese(word: str) -> bool:
    return has_han(word) and not any(sign.isascii() for sign in word)


def _initials(word: str) -> list[str]:
    letters = [sorted({reading[0] for reading in _readings(sign)}) for sign in word]
    return ["".join(code) for code in islice(product(*letters), SPELLINGS)]


def _sounds_like(sign: str, other: str) -> bool:
    return bool(_readings(sign) & _readings(other))


@cache
def _readings(sign: str) -> frozenset[str]:
    """The syllables of a character, without tones; the character itself where it has none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 40 MB that single characters don't need
    from pypinyin import Style, pinyin

    return frozenset(pinyin(sign, style=Style.NORMAL, heteronym=True)[0])
