"""Which entries may be meant by a question that is none of theirs: for staff to say, never to answer by."""

from sqlmodel import Session, col, select

from knowledge.faq.tables import FaqEntry, FaqState, FaqWording
from knowledge.index.tokens import bigrams

ALIKE = 0.4  # the least share of character pairs that two questions have in common
MOST = 3


def alike(session: Session, text: str) -> list[FaqEntry]:
    """The active entries whose wordings share most with a text, the nearest first."""
    asked = frozenset(bigrams(text))
    rows = session.exec(
        select(FaqWording, FaqEntry)
        .join(FaqEntry, col(FaqEntry.id) == FaqWording.entry_id)
        .where(FaqEntry.state == FaqState.ACTIVE)
    ).all()
    scores: dict[int, float] = {}
    entries: dict[int, FaqEntry] = {}
    for wording, entry in rows:
        score = _shared(asked, frozenset(bigrams(wording.text)))
        entries[wording.entry_id] = entry
        scores[wording.entry_id] = max(score, scores.get(wording.entry_id, 0.0))
    near = sorted((key for key, score in scores.items() if score >= ALIKE), key=lambda key: -scores[key])
    return [entries[key] for key in near[:MOST]]


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0
