"""Whether the details of an act will do; what is lacking is told before anything changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from sqlmodel import Session, col, select

from bot.desk import texts
from bot.desk.details import LONGEST_TEXT, Details, plain
from bot.desk.effects import minutes_in
from bot.desk.lifecycle import ENDS
from bot.desk.refusals import Missing, NotPossible, Refused
from bot.desk.tables import Issue, Step
from bot.desk.words import Act, Outcome, Rating, State
from bot.desk.working_time import DAY_MINUTES, LOCAL, closing
from bot.people.actors import Actor
from knowledge.database import serialise
from knowledge.parks import Department
from knowledge.scope import Role

LONGEST_DAYS = 250
LONGEST_WAIT = timedelta(days=366)
MERGE_LOCK = 0x57756D67  # one merge after another, so that no two are merged into each other

Check = Callable[[Session, Issue, Details, Actor | None, datetime], Refused | None]


def tidied(details: Details, actor: Actor | None) -> Details:
    """The same in text that every database keeps; an enterprise sets no deadline."""
    number = (details.merge_into or "").strip().upper() or None
    details = replace(details, note=plain(details.note), merge_into=number)
    if actor is not None and actor.role is Role.ENTERPRISE:
        return replace(details, minutes=None, working_days=None, due_on=None)
    return details


def lacking(
    session: Session, issue: Issue, act: Act, details: Details, actor: Actor | None, now: datetime
) -> Refused | None:
    """What stands against the act, None where nothing does."""
    if len(details.note) > LONGEST_TEXT:
        return Missing(texts.TOO_LONG.format(length=len(details.note), most=LONGEST_TEXT), "note")
    if act in texts.NEEDS and not details.note:
        return Missing(texts.NEEDS[act], "note")
    return _CHECKS[act](session, issue, details, actor, now) if act in _CHECKS else None


def near_departments(session: Session, name: str) -> list[str]:
    """The departments that a wrong name may have meant."""
    names = list(session.exec(select(Department.name).order_by(col(Department.id))))
    containing = [one for one in names if name and name in one]
    return list(dict.fromkeys([*containing, *get_close_matches(name, names, 3, 0.4)]))[:3]


def _assign(session: Session, _: Issue, details: Details, __: Actor | None, now: datetime) -> Refused | None:
    if not details.department:
        return Missing(texts.NEEDS_DEPARTMENT, "department")
    for name in (details.department, *details.supporting):
        if session.exec(select(Department.id).where(Department.name == name)).first() is None:
            what = "department" if name == details.department else "supporting"
            return Missing(texts.unknown_department(name, near_departments(session, name)), what)
    if details.department in details.supporting:
        return Missing(texts.SUPPORTS_ITSELF, "supporting")
    return _time(details, now)


def _redo(_: Session, __: Issue, details: Details, ___: Actor | None, now: datetime) -> Refused | None:
    return _time(details, now)


def _time(details: Details, now: datetime) -> Refused | None:
    if details.due_on and not now < closing(details.due_on) <= now + LONGEST_WAIT:
        return Missing(texts.DUE_PAST, "due_on")
    minutes = minutes_in(details)
    if minutes is not None and not 0 < minutes <= LONGEST_DAYS * DAY_MINUTES:
        return Missing(texts.DAYS_ODD, "working_days")
    return None


def _more_time(
    _: Session, issue: Issue, details: Details, actor: Actor | None, now: datetime
) -> Refused | None:
    return _time(details, now) or (
        Missing(texts.NEEDS_DAYS, "working_days") if minutes_in(details) is None else None
    )


def _extend(
    session: Session, issue: Issue, details: Details, actor: Actor | None, now: datetime
) -> Refused | None:
    if issue.asked_minutes is not None and minutes_in(details) is None:
        return None
    return _more_time(session, issue, details, actor, now)


def _defer(_: Session, __: Issue, details: Details, ___: Actor | None, now: datetime) -> Refused | None:
    if details.until is None:
        return Missing(texts.NEEDS_UNTIL, "until")
    today: date = now.astimezone(LOCAL).date()
    return None if today < details.until <= today + LONGEST_WAIT else Missing(texts.UNTIL_PAST, "until")


def _merge(session: Session, issue: Issue, details: Details, _: Actor | None, __: datetime) -> Refused | None:
    number = details.merge_into
    if not number:
        return Missing(texts.NEEDS_NUMBER, "merge_into")
    if number == issue.number:
        return Missing(texts.MERGE_SELF, "merge_into")
    serialise(session, MERGE_LOCK)
    target = session.exec(
        select(Issue).where(Issue.number == number).execution_options(populate_existing=True)
    ).one_or_none()
    if target is None:
        return Missing(texts.MERGE_UNKNOWN.format(number=number), "merge_into")
    if target.state in ENDS:
        state = texts.STATES[target.state]
        return Missing(texts.MERGE_OVER.format(number=number, state=state), "merge_into")
    return None


def _reply(_: Session, __: Issue, details: Details, ___: Actor | None, ____: datetime) -> Refused | None:
    return Missing(texts.OUTCOME_ODD, "outcome") if details.outcome is Outcome.SILENT else None


def _supply(_: Session, __: Issue, details: Details, ___: Actor | None, ____: datetime) -> Refused | None:
    return None if details.note or details.files else Missing(texts.NEEDS_SUPPLY, "note")


def _rate(_: Session, __: Issue, details: Details, ___: Actor | None, ____: datetime) -> Refused | None:
    if details.rating in (Rating.SATISFIED, Rating.FAIRLY):
        return None
    return Missing(texts.NEEDS_RATING, "rating")


def _remind(session: Session, issue: Issue, _: Details, actor: Actor | None, now: datetime) -> Refused | None:
    """Staff remind a department, where there is one; an enterprise reminds once a day."""
    if actor is None or actor.role is not Role.ENTERPRISE:
        if issue.department:
            return None
        return NotPossible(texts.NOBODY_TO_REMIND.format(number=issue.number), State(issue.state))
    theirs = select(Step.at).where(
        Step.issue_id == issue.id, Step.act == Act.REMIND, Step.role == Role.ENTERPRISE
    )
    today = now.astimezone(LOCAL).date()
    if any(at.astimezone(LOCAL).date() == today for at in session.exec(theirs)):
        return NotPossible(texts.REMINDED_TODAY.format(number=issue.number), State(issue.state))
    return None


_CHECKS: dict[Act, Check] = {
    Act.ASSIGN: _assign,
    Act.REDO: _redo,
    Act.REQUEST_EXTENSION: _more_time,
    Act.EXTEND: _extend,
    Act.DEFER: _defer,
    Act.MERGE: _merge,
    Act.REPLY: _reply,
    Act.ANSWER: _reply,
    Act.SUPPLY: _supply,
    Act.RATE: _rate,
    Act.REMIND: _remind,
}
