"""Which places a text names. Pure."""

from knowledge.index import tokens
from knowledge.place_names import ALSO_WORDS, PLACE_NAMES
from knowledge.question_words import NO_PLACE, PLACE_SUFFIXES

SHORTEST_ZONE = 6


def places_in(text: str) -> tuple[str, ...]:
    """The places that a text names, without what kind of place each is; of 北京市海淀区 the narrower."""
    places: list[str] = []
    end = -1
    for start, word, core in place_words(text):
        if places and start == end:
            places[-1] = core  # the narrower one right behind the wider
        elif core not in places:
            places.append(core)
        end = start + len(word)
    return tuple(dict.fromkeys(places))


def place_core(place: str) -> str:
    """A place's name without what kind of place it is: 永州市 → 永州."""
    for suffix in PLACE_SUFFIXES:
        if place.endswith(suffix) and len(place) - len(suffix) >= 2:
            return place.removesuffix(suffix)
    return place


def place_words(text: str) -> list[tuple[int, str, str]]:
    """Start, words as written and core of every place: a known name, or a word that jieba takes for one
    and that says what kind of place it is.
    """
    found, start = [], 0
    tagged = tokens.tagged(text)
    for index, (word, tag) in enumerate(tagged):
        following = tagged[index + 1][0] if index + 1 < len(tagged) else ""
        suffix = following if following in PLACE_SUFFIXES else ""
        core = place_core(word)
        says_kind = bool(suffix) or core != word
        known = core in PLACE_NAMES and (says_kind or core not in ALSO_WORDS)
        if before := _place_of_zone(word):
            found.append((start, before, place_core(before)))
        elif word not in NO_PLACE and (known or (tag == "ns" and says_kind and len(core) > 1)):
            found.append((start, word + suffix, core))
        start += len(word)
    return found


def _place_of_zone(word: str) -> str:
    """The place that a zone's name begins with, where that is one word: 北京 of 北京经济技术开发区."""
    if len(word) < SHORTEST_ZONE or word[-1] not in "区园":
        return ""
    heads = (word[:size] for size in (4, 3, 2))
    known = (one for one in heads if place_core(one) in PLACE_NAMES and one not in ALSO_WORDS)
    return next(known, "")
