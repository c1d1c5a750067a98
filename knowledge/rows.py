"""The rest of tables of which some rows were found: who is first is told only beside all the others."""

from collections.abc import Mapping

from sqlmodel import Session

from knowledge.documents import Found, surrounding
from knowledge.writing.stretch import REACH
from knowledge.writing.tables import tables


def with_rest_of_tables(session: Session, scores: Mapping[Found, float]) -> dict[Found, float]:
    """Passages with their scores; for each that has rows, also those with the rest of them, with its score."""
    known = {one.passage.id for one in scores}
    more: dict[Found, float] = {}
    for found, score in scores.items():
        for one in surrounding(session, found, REACH) if tables(found.passage.text) else ():
            if one.passage.heading == found.passage.heading and one.passage.id not in known:
                known.add(one.passage.id)
                more[one] = score
    return {**scores, **more}
