"""The country's own texts beside those of its places: which speak for all, and when they lead. Pure."""

from collections.abc import Sequence
from itertools import combinations

from knowledge.documents import Document, Level
from knowledge.evidence.extent import Extent
from knowledge.evidence.mismatches import Mismatch
from knowledge.place_names import PLACE_NAMES, PROVINCE_OF
from knowledge.places import place_core, place_words, places_in
from knowledge.questions import Question
from knowledge.support import Fit

LIKELY = 0.5  # the share of the best one's fitness from which a passage says of which places a home is
ABOUT_AS_FIT = 0.65  # the share of a local text's fitness that the country's must have to lead
_PROVINCES = PLACE_NAMES - PROVINCE_OF.keys()
_LOCAL = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.PARK)


def is_of_the_country(document: Document) -> bool:
    """Whether a document holds all over the country, not in one place that the country speaks of."""
    named = places_in(f"{document.title} {document.region or ''}")
    return document.level is Level.NATION and not named


def are_of_several_places(fit: Sequence[Fit]) -> bool:
    """Whether likely passages are of places of which none is within another: then the home isn't one place's."""
    likely = [one.found.document for fits, one in fit if fits >= LIKELY * fit[0][0]]
    local = [one for one in likely if one.region and one.level in _LOCAL]
    return any(_are_apart(one, other) for one, other in combinations(local, 2))


def _are_apart(one: Document, other: Document) -> bool:
    """Whether two places lie in different provinces; of places that aren't known, whether they are alike in level."""
    here, there = _province(one), _province(other)
    return here != there and (one.level == other.level or {here, there} <= _PROVINCES)


def _province(document: Document) -> str:
    core = place_core(document.region or "")
    return PROVINCE_OF.get(core) or core


def text_without_places(question: Question) -> str:
    """What is asked, whatever the place."""
    text = question.text
    for start, word, _ in reversed(place_words(text)):
        text = text[:start] + text[start + len(word) :]
    return text if text.strip() else question.text


def local_beside(question: Question, fit: Sequence[Fit], sound: Sequence[Fit]) -> Fit | None:
    """The text of a place that the country's may go before: the best one, where no place is asked and those likely
    are of several; or where nothing is of the place asked, another's.
    """
    if question.places:
        others = [pair for pair in fit if pair[1].extent is Extent.OTHER]
        of_place = [one for _, one in fit if one.extent is Extent.SAME and not one.mismatches]
        elsewhere = next((pair for pair in others if pair[1].mismatches == {Mismatch.PLACE}), None)
        return None if sound or of_place else elsewhere
    best = sound[0] if sound else None
    is_local = best and best[1].found.document.level in _LOCAL
    return best if is_local and are_of_several_places(fit) else None


def without_places_of_others(question: Question, fit: Sequence[Fit], sound: Sequence[Fit]) -> Sequence[Fit]:
    """What bears out an answer; beside the country's text none of one place, where it isn't asked and likely others
    are of other places.
    """
    if not sound or question.places or not is_of_the_country(sound[0][1].found.document):
        return sound
    if not are_of_several_places(fit):
        return sound
    return [pair for pair in sound if pair[1].found.document.level not in _LOCAL]


def leading(national: Sequence[Fit], local: Fit) -> list[Fit]:
    """The country's texts, where the best is about as fit as the local one."""
    return list(national) if national and national[0][0] >= ABOUT_AS_FIT * local[0] else []
