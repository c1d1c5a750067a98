"""Whether the evidence is enough to answer from: decided here, in code. Pure."""

from knowledge.evidence import Evidence

COVERAGE_WEIGHT = 0.5  # of the whole passage; the rest is its best sentence's, with what stands above it
ENOUGH = 0.5  # the least support from which an answer is given
AS_GOOD = 0.9  # a further passage is quoted where it has this share of the best one's fitness

ALONE_WEIGHT = 0.3
TELLS_WEIGHT = 0.15
RANK_WEIGHT = 0.4


def support(evidence: Evidence) -> float:
    """How far a passage bears out an answer, 0 to 1, whatever it contradicts."""
    return COVERAGE_WEIGHT * evidence.coverage + (1 - COVERAGE_WEIGHT) * evidence.in_one


def fitness(evidence: Evidence, ranking: float) -> float:
    """By what the passages that bear out an answer are ordered; `ranking` is the retrieval's score, 0 to 1."""
    tells = any(one.tells and one.coverage >= evidence.alone / 2 for one in evidence.sentences)
    return support(evidence) + ALONE_WEIGHT * evidence.alone + TELLS_WEIGHT * tells + RANK_WEIGHT * ranking
