"""Working time: 9:00–12:00 and 13:00–17:00 in Asia/Shanghai on working days, by whole minutes. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
HOURS = ((time(9), time(12)), (time(13), time(17)))
DAY_MINUTES = 7 * 60
CLOSING = HOURS[-1][1]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days; `covers` says whether a year's holidays are known."""

    is_working_day: Callable[[date], bool]
    covers: Callable[[int], bool] = lambda _year: True


def between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """The working minutes from `start` to `end`; negative where `end` comes first."""
    start, end = _local(start), _local(end)
    if end < start:
        return -between(calendar, end, start)
    if start.date() == end.date():
        return _minutes_until(calendar, end) - _minutes_until(calendar, start)
    whole = (start.date() + timedelta(days) for days in range(1, (end.date() - start.date()).days))
    on_whole_days = DAY_MINUTES * sum(map(calendar.is_working_day, whole))
    first = _minutes_on(calendar, start.date()) - _minutes_until(calendar, start)
    return first + on_whole_days + _minutes_until(calendar, end)


def add(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """When so many working minutes have passed since `start`; with less than none, when they had to begin."""
    at = _local(start)
    if minutes == 0:
        return at.astimezone(UTC)
    done = _minutes_until(calendar, at)
    day, wanted = at.date(), done + minutes
    while wanted > _minutes_on(calendar, day):
        wanted -= _minutes_on(calendar, day)
        day += timedelta(1)
    while wanted <= 0 and (minutes > 0 or wanted < 0 or not _minutes_on(calendar, day)):
        day -= timedelta(1)
        wanted += _minutes_on(calendar, day)
    return _moment(day, wanted, ends=minutes > 0)


def closing(day: date) -> datetime:
    """The end of work on a day."""
    return datetime.combine(day, CLOSING, LOCAL).astimezone(UTC)


def _local(at: datetime) -> datetime:
    return at.astimezone(LOCAL).replace(second=0, microsecond=0)


def _minutes_on(calendar: Calendar, day: date) -> int:
    return DAY_MINUTES if calendar.is_working_day(day) else 0


def _minutes_until(calendar: Calendar, at: datetime) -> int:
    """The working minutes of a day up to a moment of it."""
    if not calendar.is_working_day(at.date()):
        return 0
    now = at.hour * 60 + at.minute
    return sum(min(max(now - _of_day(begin), 0), _of_day(end) - _of_day(begin)) for begin, end in HOURS)


def _moment(day: date, minutes: int, *, ends: bool) -> datetime:
    """The moment of a working day by which so many minutes of it have passed.

    At a break that is the break's beginning where something `ends` there, else its end.
    """
    for begin, end in HOURS:
        long = _of_day(end) - _of_day(begin)
        if minutes < long or (ends and minutes == long):
            break
        minutes -= long
    else:
        begin, minutes = CLOSING, 0
    at = datetime.combine(day, begin, LOCAL) + timedelta(minutes=minutes)
    return at.astimezone(UTC)


def _of_day(at: time) -> int:
    return at.hour * 60 + at.minute
