"""How one cell is read: dates, amounts, stages, names as people type them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ledgers import cells
from ingest.ledgers.cells import Unfit
from ingest.ledgers.headers import read_header
from ingest.readers.sheet import Cell
from knowledge.projects.tables import Stage


@pytest.mark.parametrize(
    "cell",
    [
        date(2025, 3, 12),
        datetime(2025, 3, 12, 17, 30),
        "2025-03-12",
        "2025/3/12",
        "2025.3.12",
        "2025年3月12日",
        " 2025 年 3 月 12 日 ",
        "２０２５－０３－１２",
        "2025-3-12 00:00:00",
        "2025-03-12T09:30",
        "20250312",
        20250312,
        45728,
        45728.0,
        "45728",
    ],
)
def test_a_day_however_it_is_written(cell: Cell) -> None:
    assert cells.day(cell) == date(2025, 3, 12)


@pytest.mark.parametrize("cell", ["2025-3-1 10:00", "2025/3/1 1:00:00"])
def test_a_time_of_day_never_runs_into_the_date(cell: str) -> None:
    assert cells.day(cell) == date(2025, 3, 1)


@pytest.mark.parametrize(
    "cell", [12, 29_999, 60_000, 2025, 2025.3, True, "3月12日", "25-3-12", "2025-13-01", "上半年", "2025年"]
)
def test_what_may_mean_another_day_is_no_date(cell: Cell) -> None:
    with pytest.raises(Unfit):
        cells.day_or_month(cell)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("2025年2月", date(2025, 2, 28)),
        ("2024.2", date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 31)),
        ("2025年12月底前", date(2025, 12, 31)),
        ("2026年底", date(2026, 12, 31)),
        ("2025年6月30日前", date(2025, 6, 30)),
    ],
)
def test_a_planned_month_is_its_last_day_and_a_month_is_no_day(cell: str, last: date) -> None:
    assert cells.day_or_month(cell) == last
    with pytest.raises(Unfit):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "unit", "yuan"),
    [
        (86000, "万元", 860_000_000),
        (19.8, "亿元", 1_980_000_000),
        (0.1 + 0.2, "亿元", 30_000_000),
        ("１，２３４.５", "万元", 12_345_000),
        ("3.2亿元", "万元", 320_000_000),
        ("500 万元", "", 5_000_000),
        (12, "元", 12),
        (0, "万元", 0),
    ],
)
def test_money_is_whole_yuan(cell: Cell, unit: str, yuan: int) -> None:
    assert cells.money(cell, unit) == yuan


@pytest.mark.parametrize(
    "cell", ["约3000", "3000余", "1,23", "1e5", "nan", "３千", float("nan"), float("inf"), "3-5"]
)
def test_what_is_no_plain_number_is_no_amount(cell: Cell) -> None:
    with pytest.raises(Unfit):
        cells.money(cell, "万元")


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("签约", Stage.SIGNED),
        ("已签约", Stage.SIGNED),
        ("在建", Stage.STARTED),
        ("建设中", Stage.STARTED),
        ("开工阶段", Stage.STARTED),
        ("完工", Stage.COMPLETED),
        ("已竣工", Stage.COMPLETED),
        (" 已 投产 ", Stage.IN_PRODUCTION),
        ("达产", Stage.IN_PRODUCTION),
    ],
)
def test_stages_by_any_of_their_words(said: str, stage: Stage) -> None:
    assert cells.stage(said) is stage


@pytest.mark.parametrize("said", ["未开工", "洽谈", "停工", "试生产", "投产/停产"])
def test_other_words_are_no_stage(said: str) -> None:
    with pytest.raises(Unfit):
        cells.stage(said)


@pytest.mark.parametrize(
    "cell", [None, "", " \n", "-", "——", "/", "待定", "暂无", "N/A", "n/a", "…", "\u200b"]
)
def test_cells_that_say_nothing(cell: Cell) -> None:
    assert cells.is_blank(cell)


@pytest.mark.parametrize("cell", [0, False, "0", "待定区", "√", "#REF!", "无锡"])
def test_cells_that_say_something(cell: Cell) -> None:
    assert not cells.is_blank(cell)


def test_a_name_is_the_same_however_it_was_typed() -> None:
    assert cells.name("澜川 (集团)\n有限公司") == cells.name("澜川（集团）有限公司") == "澜川（集团）有限公司"
    assert cells.name("ABC Battery 项目") == "ABC Battery项目"
    assert cells.code("lc–2024－001 ") == "LC-2024-001"


def test_a_name_that_no_index_could_hold_is_refused() -> None:
    with pytest.raises(Unfit, match="200"):
        cells.name("长" * 201)


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("总投资（万元）", "总投资", "万元"),
        ("总投资(亿元,含税)", "总投资", "亿元"),
        ("总投资\n万元", "总投资", "万元"),
        ("*项目编号", "项目编号", ""),
        ("面积【平方公里】", "面积", "平方公里"),
    ],
)
def test_headers_say_a_name_and_a_unit(header: str, name: str, unit: str) -> None:
    names, found = read_header(header)
    assert (names[-1], found) == (name, unit)


@pytest.mark.parametrize("cell", ["市林业局、市水利局", "市林业局，市水利局", "市林业局/市水利局；"])
def test_several_names_in_one_cell(cell: str) -> None:
    assert cells.names(cell) == "市林业局、市水利局"


@given(st.one_of(st.text(), st.integers(), st.floats(), st.datetimes(), st.booleans()), st.text(max_size=3))
def test_a_cell_is_read_or_unfit(cell: Cell, unit: str) -> None:
    readers = (cells.day, cells.day_or_month, cells.money, cells.stage, cells.yes_or_no, cells.credit_code)
    for convert in (*readers, cells.text, cells.name, cells.names, cells.code, cells.measured):
        try:
            convert(cell, unit)
        except Unfit as unfit:
            assert str(unfit)
