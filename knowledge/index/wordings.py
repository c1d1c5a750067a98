"""Other wordings of a question: with synonyms, with what initials stand for, with one wrong character put right."""

import re
from collections.abc import Callable, Iterator, Sequence

from knowledge.index import tokens
from knowledge.index.synonyms import GROUPS
from knowledge.index.vocabulary import LENGTHS, LONGEST_CODE, SHORTEST_CODE, Gap, Vocabulary

MOST = 2  # other wordings of one question: each costs a millisecond or two
ALONE = frozenset(  # what stands alone in many a question
    "的地得在对为和与将从到由被把使让给向有要应可会能请其该这那各每等及或但也都就不没未已了着过吗呢吧么哪几如什谁是"
    "中上下内外前后时年月日元个家项条人名位件份号区市省县镇乡村州做办用交报领去来给再还只更最很多少大小新老全本此于以所之"
)
Holds = Callable[[str], bool]  # whether some entry holds a bigram

_OTHERS = {
    word: tuple(dict.fromkeys(other for group in GROUPS if word in group for other in group if other != word))
    for group in GROUPS
    for word in group
}
_CODE = re.compile(rf"(?<![a-z0-9])[a-z]{{{SHORTEST_CODE},{LONGEST_CODE}}}(?![a-z]|\d(?!\d{{3}}年))")
_HAN_RUN = re.compile(r"[㐀-鿿]+")


def wordings(text: str, holds: Holds, vocabulary: Callable[[], Vocabulary]) -> list[str]:
    """Up to MOST other wordings of a question; `vocabulary` is asked for only where a word is unknown."""
    plain = tokens.normal(text)
    meant = as_meant(text, holds, vocabulary)
    others = [] if meant == plain else [meant]
    return list(dict.fromkeys([*others, *_with_synonyms(meant)]))[:MOST]


def as_meant(text: str, holds: Holds, vocabulary: Callable[[], Vocabulary]) -> str:
    """A question (normalised) with initials spelled out and one wrong character put right."""
    return _mended(_spelled_out(tokens.normal(text), holds, vocabulary), holds, vocabulary)


def _with_synonyms(plain: str) -> Iterator[str]:
    """The longest words first, each with what else it is called."""
    found = dict.fromkeys(word for word in tokens.words(plain) if word in _OTHERS)
    for word in sorted(found, key=len, reverse=True):
        for other in _OTHERS[word]:
            if other not in plain:
                yield plain.replace(word, other)


def _spelled_out(plain: str, holds: Holds, vocabulary: Callable[[], Vocabulary]) -> str:
    """Initials of pinyin that no entry holds as a word of its own, as the word that they stand for."""
    for code in _CODE.findall(plain):
        if not holds(code) and (word := vocabulary().of_initials(code)):
            plain = plain.replace(code, word)
    return plain


def _mended(plain: str, holds: Holds, vocabulary: Callable[[], Vocabulary]) -> str:
    """One wrong character put right: one that breaks a word apart, and stands where it never does."""
    cut = tokens.cut(plain)
    for at, sign in enumerate(cut):
        if len(sign) == 1 and tokens.has_han(sign) and sign not in ALONE:
            gaps = [gap for gap in _gaps(cut, at) if not all(map(holds, tokens.bigrams("".join(gap))))]
            if gaps and (found := vocabulary().fitting(gaps)):
                return plain.replace("".join(found[0]), found[1])
    return plain


def _gaps(cut: Sequence[str], at: int) -> Iterator[Gap]:
    """The lone character at `at` with up to two words before and behind it, as long as words are."""
    for begin in range(max(0, at - 2), at + 1):
        for end in range(at + 1, min(len(cut), at + 3) + 1):
            gap = Gap("".join(cut[begin:at]), cut[at], "".join(cut[at + 1 : end]))
            if len("".join(gap)) in LENGTHS and _HAN_RUN.fullmatch("".join(gap)):
                yield gap
