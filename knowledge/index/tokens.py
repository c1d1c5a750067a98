"""Text into terms: normalised, as character bigrams and as words."""

import re
import unicodedata
from functools import lru_cache

import rjieba

_RUNS = re.compile(r"[㐀-鿿豈-﫿]+|[a-z0-9]+(?:[.\-/][a-z0-9]+)*")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")


def normal(text: str) -> str:
    """Full-width and half-width, upper and lower case made one."""
    return unicodedata.normalize("NFKC", text).lower()


def bigrams(text: str) -> list[str]:
    """Overlapping character bigrams of Chinese runs (a lone character itself), other words whole."""
    return [gram for run in _RUNS.findall(normal(text)) for gram in _grams(run)]


def words(text: str) -> list[str]:
    """Words as a search index cuts them: long ones and the shorter ones within."""
    return [word for word in rjieba.cut_for_search(normal(text)) if _RUNS.search(word)]


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Words with their part of speech in jieba's tags (ns place, nr person, m number, …)."""
    return tuple(rjieba.tag(unicodedata.normalize("NFKC", text)))


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in `text`."""
    return bool(_HAN.search(text))


def _grams(run: str) -> list[str]:
    if len(run) == 1 or not has_han(run):
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]
