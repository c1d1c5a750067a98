"""Issue numbers: WT-2026-0001, counted within a year of local time."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from bot.desk.working_time import LOCAL

_NEXT = text(
    "INSERT INTO yearnumber (year, last) VALUES (:year, 1) "
    "ON CONFLICT (year) DO UPDATE SET last = yearnumber.last + 1 RETURNING last"
)


def next_number(session: Session, now: datetime) -> str:
    """A number that nobody else gets; the year's row stays locked until the transaction ends."""
    year = now.astimezone(LOCAL).year
    last: int = session.execute(_NEXT, {"year": year}).scalar_one()
    return f"WT-{year}-{last:04d}"
