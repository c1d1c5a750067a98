"""What an act changes in an issue's columns. Pure: the issue, the act and its details in, new values out."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.desk import deadlines
from bot.desk.deadlines import DEPARTMENT_MINUTES, STAFF_MINUTES, STOPPED, Clock
from bot.desk.details import Details
from bot.desk.tables import Issue
from bot.desk.words import Act, Outcome, Rating, State
from bot.desk.working_time import DAY_MINUTES, Calendar

Values = dict[str, Any]

_NOBODY: Values = {"department": None, "supporting": []}
_NO_REPLY: Values = {"reply": None, "proposed": None, "replied_at": None}
_CLOSED_NO_MORE: Values = {"outcome": None, "closed_at": None, "rating": None, "rating_why": None}


def changes(issue: Issue, act: Act, to: State, details: Details, calendar: Calendar, now: datetime) -> Values:
    """The columns that change, with what they become."""
    clock = _clock(issue, act, to, details, calendar, now)
    return {
        "state": to,
        "clock_from": clock.clock_from,
        "clock_minutes": clock.clock_minutes,
        "due_at": clock.due_at,
        **(_OTHER[act](issue, details, now) if act in _OTHER else {}),
    }


def minutes_in(details: Details) -> int | None:
    """The working minutes that are asked for or given."""
    if details.minutes is not None:
        return details.minutes
    return None if details.working_days is None else details.working_days * DAY_MINUTES


def _clock(issue: Issue, act: Act, to: State, details: Details, calendar: Calendar, now: datetime) -> Clock:
    given = minutes_in(details)
    match act:
        case Act.ASK | Act.DEFER:
            return deadlines.paused(calendar, issue, now)
        case Act.SUPPLY | Act.RESUME | Act.WAKE:
            return deadlines.resumed(calendar, issue, now)
        case Act.EXTEND:
            return deadlines.extended(calendar, issue, given or issue.asked_minutes or 0, now)
        case Act.RECOMPUTE:
            return deadlines.recomputed(calendar, issue)
        case Act.ACKNOWLEDGE | Act.NOTE | Act.REMIND | Act.REQUEST_EXTENSION | Act.REFUSE_EXTENSION:
            return Clock(issue.clock_from, issue.clock_minutes, issue.due_at)
    if to is State.ACCEPTED:
        return deadlines.started(calendar, now, STAFF_MINUTES)
    if to is State.ASSIGNED and details.due_on:
        return deadlines.started_until(now, details.due_on)
    if to is State.ASSIGNED:
        return deadlines.started(calendar, now, given or DEPARTMENT_MINUTES)
    return STOPPED


def _assigned(_: Issue, details: Details, __: datetime) -> Values:
    return {
        "department": details.department,
        "supporting": list(details.supporting),
        "asked_minutes": None,
    }


def _returned(_: Issue, __: Details, ___: datetime) -> Values:
    return {**_NOBODY, "asked_minutes": None}


def _replied(issue: Issue, details: Details, now: datetime) -> Values:
    return {
        "reply": details.note,
        "proposed": details.outcome or Outcome.ANSWERED,
        "replied_at": now,
        "asked_minutes": None,
    }


def _deferred(issue: Issue, details: Details, _: datetime) -> Values:
    return {"deferred_until": details.until, "back_to": issue.state}


def _woken(_: Issue, __: Details, ___: datetime) -> Values:
    return {"deferred_until": None, "back_to": None}


def _asked_for_time(_: Issue, details: Details, __: datetime) -> Values:
    return {"asked_minutes": minutes_in(details)}


def _time_settled(_: Issue, __: Details, ___: datetime) -> Values:
    return {"asked_minutes": None}


def _rated(issue: Issue, details: Details, now: datetime) -> Values:
    return {
        "rating": details.rating,
        "rating_why": details.note or None,
        "outcome": issue.proposed or Outcome.ANSWERED,
        "closed_at": now,
    }


def _silent(_: Issue, __: Details, now: datetime) -> Values:
    return {"outcome": Outcome.SILENT, "closed_at": now}


def _redone(_: Issue, details: Details, __: datetime) -> Values:
    why = details.note or None
    return {**_NO_REPLY, "rating": Rating.DISSATISFIED, "rating_why": why}


def _reopened(_: Issue, __: Details, ___: datetime) -> Values:
    return {**_NO_REPLY, **_CLOSED_NO_MORE, **_NOBODY}


def _merged(_: Issue, details: Details, now: datetime) -> Values:
    return {"merged_into": details.merge_into, "closed_at": now}


def _ended(_: Issue, __: Details, now: datetime) -> Values:
    return {"closed_at": now}


_OTHER: dict[Act, Callable[[Issue, Details, datetime], Values]] = {
    Act.DECLINE: _ended,
    Act.WITHDRAW: _ended,
    Act.MERGE: _merged,
    Act.ASSIGN: _assigned,
    Act.RETURN: _returned,
    Act.REPLY: _replied,
    Act.ANSWER: _replied,
    Act.DEFER: _deferred,
    Act.RESUME: _woken,
    Act.WAKE: _woken,
    Act.REQUEST_EXTENSION: _asked_for_time,
    Act.EXTEND: _time_settled,
    Act.REFUSE_EXTENSION: _time_settled,
    Act.RATE: _rated,
    Act.SILENCE: _silent,
    Act.REDO: _redone,
    Act.REOPEN: _reopened,
}
