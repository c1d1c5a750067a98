"""Dates as Chinese documents write them."""

import re
from datetime import date

from knowledge.numerals import number

_CHINESE = "〇零○一二三四五六七八九十"
_YEAR = r"(?:(?<!\d)[12１２]\d{3}|[一二][〇零○一二三四五六七八九]{3})"
DATE = rf"{_YEAR}\s?[年\-/.]\s?(?:\d{{1,2}}|[{_CHINESE}]{{1,3}})\s?[月\-/.]\s?(?:\d{{1,2}}(?!\d)|[{_CHINESE}]{{1,3}})\s?日?"

_DATE = re.compile(DATE)
_PART = re.compile(rf"\d+|[{_CHINESE}]+")
_DATE_LINE = re.compile(rf"[（(]?\s?({DATE})\s?[)）]?(?:\s?[（(【][^）)】]{{1,30}}[)）】])?")


def first_date(text: str) -> date | None:
    """The first date in `text` that the calendar has."""
    return next(iter(all_dates(text)), None)


def all_dates(text: str) -> list[date]:
    """Every date in `text`, in its order."""
    found = (_calendar_date(match.group()) for match in _DATE.finditer(text))
    return [day for day in found if day]


def date_line(line: str) -> date | None:
    """The date of a line that is a date and nothing else (but a note in brackets)."""
    match = _DATE_LINE.fullmatch(line) if len(line) <= 60 else None
    return first_date(match[1]) if match else None


def months_after(day: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    return day


def _calendar_date(text: str) -> date | None:
    year, month, day = (number(part) for part in _PART.findall(text)[:3])
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
