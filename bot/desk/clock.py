"""What the clock does to issues: silent ones are closed, deferrals end, deadlines follow the holidays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, select

from bot.desk import deadlines, issues
from bot.desk.holidays import calendar_for
from bot.desk.lifecycle import SILENT_AFTER
from bot.desk.refusals import Refused
from bot.desk.tables import Issue
from bot.desk.words import Act, State
from bot.desk.working_time import LOCAL
from knowledge.database import reading, writing


def tick(engine: Engine, now: datetime) -> int:
    """Do what is due, each in a transaction of its own; how many issues changed."""
    with reading(engine) as session:
        due = [(act, key) for act in (Act.SILENCE, Act.WAKE) for key in _due(session, act, now)]
    return sum(_do(engine, key, act, now) for act, key in due)


def recompute(session: Session, now: datetime) -> int:
    """The open deadlines by the calendar as it is now; how many moved, each with a Step."""
    calendar = calendar_for(session)
    running = select(Issue).where(col(Issue.clock_from).is_not(None)).with_for_update()
    moved = 0
    for issue in session.exec(running).all():
        if deadlines.recomputed(calendar, issue).due_at != issue.due_at:
            moved += not isinstance(issues.apply(session, issue, Act.RECOMPUTE, None, now), Refused)
    return moved


def _due(session: Session, act: Act, now: datetime) -> Sequence[int | None]:
    which: tuple[ColumnElement[bool], ...]
    if act is Act.SILENCE:
        which = (col(Issue.state) == State.REPLIED, col(Issue.replied_at) <= now - SILENT_AFTER)
    else:
        today = now.astimezone(LOCAL).date()
        which = (col(Issue.state) == State.DEFERRED, col(Issue.deferred_until) <= today)
    return session.exec(select(Issue.id).where(*which).order_by(col(Issue.id))).all()


def _do(engine: Engine, key: int | None, act: Act, now: datetime) -> bool:
    """Somebody may have been quicker: then it isn't due any more."""
    with writing(engine) as session:
        issue = session.get(Issue, key)
        return issue is not None and not isinstance(issues.apply(session, issue, act, None, now), Refused)
