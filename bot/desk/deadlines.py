"""An issue's clock: how it starts, stands still, goes on and is given more time. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.desk import texts
from bot.desk.working_time import DAY_MINUTES, LOCAL, Calendar, add, between, closing

STAFF_MINUTES = DAY_MINUTES  # to accept, and again to assign
DEPARTMENT_MINUTES = 5 * DAY_MINUTES


class Clocked(Protocol):
    """The clock as an issue carries it."""

    @property
    def clock_from(self) -> datetime | None: ...
    @property
    def clock_minutes(self) -> int | None: ...
    @property
    def due_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """Runs from `clock_from` for so many working minutes, or up to a day that was named (minutes None).

    Standing still it has no `clock_from`, and the minutes that are left.
    """

    clock_from: datetime | None = None
    clock_minutes: int | None = None
    due_at: datetime | None = None


STOPPED = Clock()


def started(calendar: Calendar, now: datetime, minutes: int) -> Clock:
    return Clock(now, minutes, add(calendar, now, minutes))


def started_until(now: datetime, day: date) -> Clock:
    """Up to the end of work on a day, whatever the holidays."""
    return Clock(now, None, closing(day))


def left(calendar: Calendar, clock: Clocked, now: datetime) -> int | None:
    """The working minutes left, below nought where it is late; None without a clock."""
    if clock.clock_from is None or clock.due_at is None:
        return clock.clock_minutes
    if clock.clock_minutes is None:
        return between(calendar, now, clock.due_at)
    return clock.clock_minutes - between(calendar, clock.clock_from, now)


def paused(calendar: Calendar, clock: Clocked, now: datetime) -> Clock:
    return Clock(None, left(calendar, clock, now), None)


def resumed(calendar: Calendar, clock: Clocked, now: datetime) -> Clock:
    return started(calendar, now, clock.clock_minutes or 0)


def extended(calendar: Calendar, clock: Clocked, minutes: int, now: datetime) -> Clock:
    """Given more time, running or not."""
    if clock.clock_from is None:
        return Clock(None, (clock.clock_minutes or 0) + minutes, None)
    if clock.clock_minutes is None:
        return started(calendar, now, (left(calendar, clock, now) or 0) + minutes)
    return started(calendar, clock.clock_from, clock.clock_minutes + minutes)


def recomputed(calendar: Calendar, clock: Clocked) -> Clock:
    """The same time by another calendar; a day that was named stays."""
    if clock.clock_from is None or clock.clock_minutes is None:
        return Clock(clock.clock_from, clock.clock_minutes, clock.due_at)
    return started(calendar, clock.clock_from, clock.clock_minutes)


def said(calendar: Calendar, due_at: datetime) -> str:
    """A deadline for people, with a word where that year's holidays aren't known."""
    year = due_at.astimezone(LOCAL).year
    guessed = "" if calendar.covers(year) else f"（{texts.HOLIDAY_GUESSED.format(year=year)}）"
    return texts.moment(due_at) + guessed
