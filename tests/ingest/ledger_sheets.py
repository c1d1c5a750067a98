"""Small ledgers to test with, built the way offices lay them out."""

from datetime import date
from pathlib import Path

from ingest.ledgers import Parsed, parse, recognise
from ingest.readers import sheets
from ingest.readers.sheet import Cell, Sheet

SAMPLES = Path(__file__).parents[2] / "samples" / "ledgers"
TODAY = date(2026, 11, 20)

HEADER: tuple[str, ...] = (
    "项目编号",
    "项目名称",
    "所属园区",
    "项目阶段",
    "总投资（万元）",
    "签约日期",
    "计划投产日期",
    "最新进展",
)
BATTERY: tuple[Cell, ...] = (
    "LC-2024-001",
    "储能电池基地",
    "澜川经开区",
    "竣工",
    198000,
    date(2024, 2, 26),
    "2026-08-31",
    "设备调试。",
)
MOTOR: tuple[Cell, ...] = (
    "LC-2024-007",
    "微型电机项目",
    "青石产业开发区",
    "投产",
    36000,
    date(2024, 1, 16),
    None,
    "批量供货。",
)


def sheet(*rows: tuple[Cell, ...], name: str = "项目台账", first_row: int = 1) -> Sheet:
    return Sheet(name, rows, first_row)


def with_cell(column: str, cell: Cell) -> tuple[Cell, ...]:
    """The battery project's row with one other cell."""
    at = HEADER.index(column)
    return (*BATTERY[:at], cell, *BATTERY[at + 1 :])


def read(*made: Sheet) -> Parsed:
    """The sheets as the ledger that they are recognised as."""
    kind = recognise(made)
    assert kind is not None
    return parse(kind, made, TODAY)


def sample(name: str) -> Parsed:
    return read(*sheets(name, (SAMPLES / name).read_bytes()))
