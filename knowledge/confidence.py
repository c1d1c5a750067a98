"""Whether a passage is enough to answer from: how likely it is to answer, and how likely it must be. Pure.

The weights are a logistic regression's, made by tools/train_confidence.py from licensed questions.
"""

import json
import math
from importlib import resources

from knowledge.evidence import Evidence

SIGNALS = ("coverage", "pairs", "missing", "meaning", "above")
FITTED = "confidence.json"

_fitted = json.loads(resources.files("knowledge").joinpath(FITTED).read_text("utf-8"))
_weights: list[float] = [_fitted["weights"][signal] for signal in SIGNALS]
_bias: float = _fitted["bias"]
ENOUGH: float = _fitted["enough"]  # the least likelihood from which an answer is given


def signals(evidence: Evidence) -> list[float]:
    """What the likelihood is told from, in the order of SIGNALS; of the passages ranked above the logarithm."""
    standing = evidence.standing
    return [
        evidence.coverage,
        evidence.pairs,
        evidence.missing,
        standing.meaning,
        math.log1p(standing.above),
    ]


def confidence(evidence: Evidence) -> float:
    """How likely a passage is to answer, 0 to 1, whatever it contradicts."""
    told = sum(weight * signal for weight, signal in zip(_weights, signals(evidence), strict=True))
    return 1 / (1 + math.exp(-(told + _bias)))


def is_enough(evidence: Evidence) -> bool:
    """Whether an answer may be given from a passage: it is likely to answer, and contradicts nothing asked.

    Nearness of meaning alone is not enough: something of the question must stand in it.
    """
    speaks_of_it = evidence.pairs > 0 and evidence.coverage > 0
    return speaks_of_it and not evidence.mismatches and confidence(evidence) >= ENOUGH
