"""Text into terms: normalised, as character bigrams, as characters and as words."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

import rjieba

from knowledge.index.domain_words import DOMAIN_WORDS
from knowledge.index.folding import one_width, plain_numbers, simplified
from knowledge.index.synonyms import GROUPS

for _word in dict.fromkeys((*DOMAIN_WORDS, *chain.from_iterable(GROUPS))):
    rjieba.add_word(_word, rjieba.suggest_freq(_word), "n")

_RUNS = re.compile(r"[㐀-鿿豈-﫿]+|[a-z0-9]+(?:[.\-/][a-z0-9]+)*")
_ISO_DATE = re.compile(r"(?<![\d.\-/])((?:19|20)\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d.\-/])")
_PADDED = re.compile(r"(?<=[年月])0(?=\d[月日])")
_MAYBE_DATE = re.compile(r"\d[-/.年月]\d")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")


def normal(text: str) -> str:
    """One width, one case, one spelling of numbers, and dates as people write them."""
    return plain_numbers(spelled(text).lower())


def spelled(text: str) -> str:
    """One width, Simplified characters, and dates as people write them: 2026-09 as 2026年9月."""
    plain = simplified(one_width(text))
    if not _MAYBE_DATE.search(plain):
        return plain
    return _PADDED.sub("", _ISO_DATE.sub(_spelled_date, plain))


def bigrams(text: str) -> list[str]:
    """Overlapping character bigrams of Chinese runs (a lone character itself), other words whole."""
    return [gram for run in _RUNS.findall(normal(text)) for gram in _grams(run)]


def characters(text: str) -> list[str]:
    """Each Chinese character, other words whole."""
    return [one for run in _RUNS.findall(normal(text)) for one in (run if has_han(run) else [run])]


def words(text: str) -> list[str]:
    """Words as a search index cuts them: long ones and the shorter ones within."""
    return [word for word in rjieba.cut_for_search(normal(text)) if _RUNS.search(word)]


def cut(text: str) -> list[str]:
    """A (normalised) text as words of the dictionary alone; what is in none stands by itself, character by character."""
    return list(rjieba.cut(text, False))


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Words with their part of speech in jieba's tags (ns place, nr person, m number, …)."""
    return tuple(rjieba.tag(unicodedata.normalize("NFKC", text)))


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in `text`."""
    return bool(_HAN.search(text))


def _spelled_date(date: re.Match[str]) -> str:
    year, month, day = date.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def _grams(run: str) -> list[str]:
    if len(run) == 1 or not has_han(run):
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]
