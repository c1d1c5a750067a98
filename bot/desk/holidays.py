"""Which days are working days: staff's own table, then the State Council's by chinesecalendar, then weekends."""

from collections.abc import Iterable, Sequence
from datetime import date

import chinese_calendar
from sqlmodel import Session, col, select

from bot.desk.tables import Holiday
from bot.desk.working_time import Calendar

STATUTORY_DAYS = 11  # fewer days than that are no whole year's table
KNOWN_YEARS = range(
    min(chinese_calendar.constants.holidays).year, max(chinese_calendar.constants.holidays).year + 1
)


def calendar_of(rows: Iterable[Holiday]) -> Calendar:
    """The calendar with staff's own rows first."""
    own = {row.day: row.is_working for row in rows}
    years = [day.year for day in own]
    filled = {year for year in years if years.count(year) >= STATUTORY_DAYS}

    def is_working_day(day: date) -> bool:
        if day in own:
            return own[day]
        if day.year in KNOWN_YEARS:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5

    return Calendar(is_working_day, lambda year: year in KNOWN_YEARS or year in filled)


def calendar_for(session: Session) -> Calendar:
    """The calendar as it is now."""
    return calendar_of(session.exec(select(Holiday)).all())


def listed(session: Session) -> Sequence[Holiday]:
    return session.exec(select(Holiday).order_by(col(Holiday.day))).all()


def put(session: Session, rows: Iterable[Holiday]) -> None:
    """Add days, or say anew what they are."""
    for row in rows:
        session.merge(row)
    session.flush()
