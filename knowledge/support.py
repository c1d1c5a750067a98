"""Whether the evidence is enough to answer from: decided here, in code. Pure."""

from knowledge.evidence import Evidence

COVERAGE_WEIGHT = 0.55  # of the whole passage; the rest is its best sentence's
ENOUGH = 0.5  # the least support from which an answer is given
AS_GOOD = 0.92  # a further passage is quoted where it has this share of the best one's support


def support(evidence: Evidence) -> float:
    """How far a passage bears out an answer, 0 to 1, whatever it contradicts."""
    return COVERAGE_WEIGHT * evidence.coverage + (1 - COVERAGE_WEIGHT) * evidence.best
