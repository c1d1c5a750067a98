"""The table of working days: staff's own word first, then the State Council's, then weekends."""

from datetime import date, datetime

import pytest

from bot.desk import holiday_sheets, holidays
from bot.desk.holidays import calendar_of
from bot.desk.tables import Holiday
from ingest.readers.sheet import Cell, Sheet
from knowledge.database import reading, writing
from knowledge.errors import BadInput
from tests.bot.desk.cast import Desk

HEADER: tuple[Cell, ...] = ("日期", "休/班", "名称")


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet("2027", (("2027年放假安排", None, None), HEADER, *rows))


def test_a_table_is_read_whatever_its_cells_are() -> None:
    parsed = holiday_sheets.parse(
        [sheet((datetime(2027, 1, 1), "休", "元旦"), ("2027年1月3日", " 班 ", None), (None, None, None))]
    )
    assert [(one.day, one.is_working, one.name) for one in parsed.rows] == [
        (date(2027, 1, 1), False, "元旦"),
        (date(2027, 1, 3), True, ""),
    ]
    assert parsed.errors == ()


def test_wrong_rows_say_where_and_the_others_are_taken() -> None:
    parsed = holiday_sheets.parse(
        [
            sheet(
                ("元旦", "休", ""),
                ("2027-01-02", "上课", ""),
                ("2027-01-01", "休", ""),
                ("2027-01-01", "班", ""),
            )
        ]
    )
    assert [one.day for one in parsed.rows] == [date(2027, 1, 1)]
    assert [(one.sheet, one.row, one.column) for one in parsed.errors] == [
        ("2027", 3, "日期"), ("2027", 4, "休/班"), ("2027", 6, "日期"),
    ]  # fmt: skip
    assert parsed.errors[1].reason == "“休/班”要写“休”或“班”，这里是“上课”"


@pytest.mark.parametrize("rows", [(), (("项目", "金额"),), (HEADER,)])
def test_no_table_is_told_in_chinese(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(BadInput, match="表"):
        holiday_sheets.parse([Sheet("1", rows)])


def test_staffs_own_word_comes_first(desk: Desk) -> None:
    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    with writing(desk.engine) as session:
        holidays.put(session, [Holiday(day=monday, is_working=False), Holiday(day=sunday, is_working=True)])
        holidays.put(session, [Holiday(day=monday, is_working=False, name="停电")])
    with reading(desk.engine) as session:
        calendar = holidays.calendar_for(session)
        assert [one.name for one in holidays.listed(session)] == ["停电", ""]
    assert not calendar.is_working_day(monday) and calendar.is_working_day(sunday)


def test_years_that_nobody_knows_are_by_weekends() -> None:
    calendar = calendar_of(())
    assert calendar.is_working_day(date(2027, 1, 1)) and not calendar.is_working_day(date(2027, 1, 2))
    assert (calendar.covers(2026), calendar.covers(2027), calendar.covers(1999)) == (True, False, False)
    one_day = calendar_of([Holiday(day=date(2027, 1, 1), is_working=False)])
    assert not one_day.covers(2027)  # a day is no year
