"""By what the passages that bear out an answer are ordered. Pure."""

from knowledge.evidence import Evidence
from knowledge.evidence.extent import Extent

AS_GOOD = 0.9  # a further passage is quoted where it has this share of the best one's fitness

ALONE_WEIGHT = 0.3
TELLS_WEIGHT = 0.15
RANK_WEIGHT = 0.4
WIDER_WEIGHT = -0.5  # of a text of the province or the country where one of the place itself may be there


def fitness(evidence: Evidence, ranking: float) -> float:
    """How well a passage answers, beside the others; `ranking` is the retrieval's score, 0 to 1."""
    tells = any(one.tells and one.coverage >= evidence.alone / 2 for one in evidence.sentences)
    wider = evidence.extent is Extent.WIDER
    matched = (evidence.coverage + evidence.in_one) / 2 + ALONE_WEIGHT * evidence.alone
    return matched + TELLS_WEIGHT * tells + RANK_WEIGHT * ranking + WIDER_WEIGHT * wider
