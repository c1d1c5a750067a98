"""Which files and folders were given to be taken in, to be looked at again every night; what that can't read."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlmodel import Field, Session, SQLModel, col, select

from ingest.folder import under
from knowledge.changes import in_turn
from knowledge.database import UtcDateTime


class Watched(SQLModel, table=True):
    """A file or folder that a person gave, for the audience that they asked for."""

    id: int | None = Field(default=None, primary_key=True)
    path: str = Field(unique=True)
    asked: str | None = None
    given_at: datetime = Field(sa_type=UtcDateTime)


class Trouble(SQLModel, table=True):
    """What a night's run couldn't read, and staff were told of; without a reason, a path that was away."""

    id: int | None = Field(default=None, primary_key=True)
    path: str
    reason: str = ""


def remember(session: Session, given: Sequence[Path], asked: str | None, now: datetime) -> None:
    """Keep what was given; what lies in a folder that is kept for the same audience needs no row of its own."""
    in_turn(session)
    kept = {one.path: one for one in session.exec(select(Watched))}
    for path in sorted({os.path.abspath(one) for one in given}):  # noqa: PTH100 - Path.resolve follows links
        row = kept.get(path) or Watched(path=path, given_at=now)
        row.asked = asked or row.asked
        if path not in kept and _is_covered(row, kept):
            continue
        kept[path] = row
        session.add(row)
        for inner in [one for one in kept.values() if one is not row and _covers(row, one)]:
            del kept[inner.path]
            session.delete(inner)


def by_audience(session: Session) -> dict[str | None, list[Path]]:
    """What is kept, by the audience that was asked for."""
    found: dict[str | None, list[Path]] = {}
    for one in session.exec(select(Watched).order_by(col(Watched.path))):
        found.setdefault(one.asked, []).append(Path(one.path))
    return found


def troubles(session: Session) -> set[tuple[str, str]]:
    """What staff were told of, as paths and reasons."""
    return {(one.path, one.reason) for one in session.exec(select(Trouble))}


def keep_troubles(session: Session, found: set[tuple[str, str]]) -> None:
    """These in place of those of the night before: what is mended and breaks again is news."""
    for one in session.exec(select(Trouble)):
        if (one.path, one.reason) not in found:
            session.delete(one)
    session.add_all(Trouble(path=path, reason=reason) for path, reason in sorted(found - troubles(session)))


def _is_covered(row: Watched, kept: dict[str, Watched]) -> bool:
    return any(_covers(one, row) for one in kept.values())


def _covers(outer: Watched, inner: Watched) -> bool:
    return inner.asked in (None, outer.asked) and under([Path(outer.path)])(inner.path)
