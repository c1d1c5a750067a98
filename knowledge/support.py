"""By what the passages that bear out an answer are ordered and chosen. Pure."""

from collections.abc import Sequence

from knowledge.confidence import is_enough
from knowledge.evidence import Evidence
from knowledge.evidence.extent import Extent
from knowledge.evidence.mismatches import Mismatch

AS_GOOD = 0.9  # a further passage is quoted where it has this share of the best one's fitness

ALONE_WEIGHT = 0.3
TELLS_WEIGHT = 0.15
RANK_WEIGHT = 0.4

Fit = tuple[float, Evidence]  # a passage with its fitness


def fitness(evidence: Evidence, ranking: float) -> float:
    """How well a passage answers, beside the others; `ranking` is the retrieval's score, 0 to 1."""
    tells = any(one.tells and one.coverage >= evidence.alone / 2 for one in evidence.sentences)
    matched = (evidence.coverage + evidence.in_one) / 2 + ALONE_WEIGHT * evidence.alone
    return matched + TELLS_WEIGHT * tells + RANK_WEIGHT * ranking


def bearing_out(fit: Sequence[Fit]) -> list[Fit]:
    """Of the passages, the fittest first, those that an answer may be given from.

    One of the province or the country is taken where none is of the place itself, and where none of
    another place fits clearly better: then that place's rule was meant, and the place asked has none here.
    """
    good = [(fits, one) for fits, one in fit if one.sentences and is_enough(one)]
    of_place = [(fits, one) for fits, one in good if one.extent is Extent.SAME]
    elsewhere = [
        fits for fits, one in fit if one.extent is Extent.OTHER and one.mismatches == {Mismatch.PLACE}
    ]
    least = AS_GOOD * max(elsewhere, default=0.0)
    return of_place or [(fits, one) for fits, one in good if fits >= least]
