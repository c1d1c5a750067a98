"""Working time against counting it minute by minute, over 调休, New Year and years that nobody knows yet."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.desk.holidays import calendar_of
from bot.desk.tables import Holiday
from bot.desk.working_time import add, between, closing
from tests.bot.desk.cast import at

EIGHT_HOURS = timedelta(hours=8)  # what 澜川 is ahead of UTC, all the year
MINUTE = timedelta(minutes=1)
OWN = [
    Holiday(day=date(2027, 1, 1), is_working=False, name="元旦"),
    Holiday(day=date(2027, 1, 3), is_working=True, name="元旦调休"),
    Holiday(day=date(2026, 11, 25), is_working=False, name="停电检修"),
]
CALENDAR = calendar_of(OWN)
PUBLISHED = calendar_of(())
# as the State Council published them; everything else is by the day of the week
OFF = {date(2026, 9, 25), *(date(2026, 10, day) for day in (1, 2, 5, 6, 7)), OWN[0].day, OWN[2].day}
WORKED = {date(2026, 9, 20), date(2026, 10, 10), OWN[1].day}
moments = st.datetimes(datetime(2026, 9, 15), datetime(2027, 1, 20)).map(
    lambda one: one.replace(second=0, microsecond=0, tzinfo=UTC)
)


def is_worked(moment: datetime) -> bool:
    """Whether somebody is at work in the minute that begins at `moment`."""
    local = moment + EIGHT_HOURS
    day = local.date()
    works = day in WORKED or (day.weekday() < 5 and day not in OFF)
    return works and (9 <= local.hour < 12 or 13 <= local.hour < 17)


def count(start: datetime, end: datetime) -> int:
    minutes = int((end - start) / MINUTE)
    return sum(is_worked(start + at * MINUTE) for at in range(minutes))


@settings(max_examples=25)
@given(moments, st.integers(0, 12 * 24 * 60))
@example(at("2026-09-30 16:59"), 9 * 24 * 60)
@example(at("2026-12-31 23:59"), 5 * 24 * 60)
def test_minutes_between_are_as_many_as_are_counted_one_by_one(start: datetime, long: int) -> None:
    end = start + long * MINUTE
    assert between(CALENDAR, start, end) == count(start, end)
    assert between(CALENDAR, end, start) == -count(start, end)


@settings(max_examples=25)
@given(moments, st.integers(1, 2200))
@example(at("2026-09-30 16:00"), 61)
@example(at("2026-12-31 16:59"), 2)
def test_time_is_up_in_the_minute_after_the_last_one_worked(start: datetime, minutes: int) -> None:
    due, left = start, minutes
    while left:
        left -= is_worked(due)
        due += MINUTE
    assert add(CALENDAR, start, minutes) == due


@settings(max_examples=100)
@given(moments, st.integers(-4000, 4000))
def test_what_is_added_lies_between(start: datetime, minutes: int) -> None:
    assert between(CALENDAR, start, add(CALENDAR, start, minutes)) == minutes


@settings(max_examples=100)
@given(moments, moments, moments)
def test_time_is_neither_lost_nor_won_on_the_way(one: datetime, two: datetime, three: datetime) -> None:
    whole = between(CALENDAR, one, three)
    assert between(CALENDAR, one, two) + between(CALENDAR, two, three) == whole


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23 09:00", 1, "2026-11-23 17:00"),
        ("2026-11-23 10:00", 1, "2026-11-24 10:00"),
        ("2026-11-23 12:30", 1, "2026-11-24 12:00"),
        ("2026-11-23 20:00", 1, "2026-11-24 17:00"),  # 企业交流主题日
        ("2026-11-21 08:00", 5, "2026-11-27 17:00"),  # a Saturday
        ("2026-09-30 10:00", 1, "2026-10-08 10:00"),  # National Day
        ("2026-10-09 10:00", 1, "2026-10-10 10:00"),  # a Saturday that is worked
        ("2026-02-13 16:00", 5, "2026-02-27 16:00"),  # Spring Festival, and a Saturday and a Sunday worked
    ],
)
def test_deadlines_people_know(start: str, days: int, due: str) -> None:
    assert add(PUBLISHED, at(start), days * 420) == at(due)


def test_seconds_count_for_nothing() -> None:
    start = at("2026-11-23 10:00") + timedelta(seconds=59)
    assert add(PUBLISHED, start, 30) == at("2026-11-23 10:30")
    assert between(PUBLISHED, start, at("2026-11-23 10:01")) == 1


def test_a_late_one_is_as_late_as_it_was() -> None:
    assert add(PUBLISHED, at("2026-11-23 09:00"), -60) == at("2026-11-20 16:00")
    assert add(PUBLISHED, at("2026-11-23 09:30"), -30) == at("2026-11-23 09:00")
    assert closing(date(2026, 11, 23)) == at("2026-11-23 17:00")
