"""Whether the evidence is enough to answer from: decided here, in code. Pure."""

from knowledge.evidence import Evidence
from knowledge.evidence.extent import Extent

COVERAGE_WEIGHT = 0.5  # of the whole passage; the rest is its best sentence's, with what stands above it
ENOUGH = 0.5  # the least support from which an answer is given
AS_GOOD = 0.9  # a further passage is quoted where it has this share of the best one's fitness

ALONE_WEIGHT = 0.3
TELLS_WEIGHT = 0.15
RANK_WEIGHT = 0.4
WIDER_WEIGHT = -0.5  # of a text of the province or the country where one of the place itself may be there


def support(evidence: Evidence) -> float:
    """How far a passage bears out an answer, 0 to 1, whatever it contradicts."""
    return COVERAGE_WEIGHT * evidence.coverage + (1 - COVERAGE_WEIGHT) * evidence.in_one


def fitness(evidence: Evidence, ranking: float) -> float:
    """By what the passages that bear out an answer are ordered; `ranking` is the retrieval's score, 0 to 1."""
    tells = any(one.tells and one.coverage >= evidence.alone / 2 for one in evidence.sentences)
    wider = evidence.extent is Extent.WIDER
    matched = support(evidence) + ALONE_WEIGHT * evidence.alone + TELLS_WEIGHT * tells
    return matched + RANK_WEIGHT * ranking + WIDER_WEIGHT * wider
