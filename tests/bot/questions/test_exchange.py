"""The answers of staff go out as a workbook and come in again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from bot.questions import exchange
from bot.tables import METADATA
from ingest.ledgers.parsing import RowError
from knowledge.database import connect, reading, writing
from knowledge.errors import BadInput
from knowledge.faq import entries
from knowledge.faq.entries import Draft
from knowledge.faq.tables import FaqEntry, FaqState

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path / 'wuhao.db'}")
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def wrote(
    engine: Engine, question: str = "怎么报名？", answer: str = "在公众号报名。\n每月5日前。", **of: object
) -> None:
    with writing(engine) as session:
        entries.write(session, Draft(question, answer, "小吴", **of), NOW, DAY)  # type: ignore[arg-type]


def take_in(engine: Engine, file: Path, now: datetime = NOW) -> tuple[int, list[RowError]]:
    with writing(engine) as session:
        return exchange.take_in(session, file, now, "本机操作员")


def every(engine: Engine) -> list[FaqEntry]:
    with reading(engine) as session:
        return entries.listing(session, list(FaqState))


def sheet_of(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)  # type: ignore[arg-type]
    book.save(file := tmp_path / "faq.xlsx")
    return file


def test_out_and_in_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    wrote(engine, wordings=("报名在哪", "怎样参加"), sources=("市会展办通知",), valid_until=date(2027, 1, 1))
    wrote(engine, "内部的？", "=1+1", audience="internal")
    wrote(engine, "园区的？", "有。", audience="zone:澜川经开区")
    before = [one.model_dump() for one in every(engine)]
    with reading(engine) as session:
        assert exchange.put_out(session, tmp_path / "faq.xlsx") == 3
    assert load_workbook(tmp_path / "faq.xlsx").active["C3"].data_type == "s"  # type: ignore[index]
    assert take_in(engine, tmp_path / "faq.xlsx", NOW + timedelta(days=3)) == (3, [])
    assert [one.model_dump() for one in every(engine)] == before


def test_edited_in_the_sheet(engine: Engine, tmp_path: Path) -> None:
    wrote(engine)
    with reading(engine) as session:
        exchange.put_out(session, tmp_path / "faq.xlsx")
    book = load_workbook(tmp_path / "faq.xlsx")
    book.active["C2"] = "改在网站报名。"  # type: ignore[index]
    book.save(tmp_path / "faq.xlsx")
    take_in(engine, tmp_path / "faq.xlsx", NOW + timedelta(days=3))
    (entry,) = every(engine)
    assert entry.answer == "改在网站报名。" and entry.written_at > NOW


def test_new_rows_and_wrong_ones(engine: Engine, tmp_path: Path) -> None:
    file = sheet_of(
        tmp_path,
        ("问题", "答复", "其他问法", "受众", "编号", "有效期至"),
        ("停车收费吗？", "不收费。", "停车要钱吗；车位多少钱", "内部"),
        ("没有答复", None),
        ("给谁看？", "有。", None, "大家"),
        ("哪一条？", "有。", None, None, 99),
        ("过期的？", "有。", None, None, None, date(2020, 1, 1)),
        ("编号？", "有。", None, None, "甲"),
    )
    count, errors = take_in(engine, file)
    assert count == 1 and sorted(one.row for one in errors) == [3, 4, 5, 6, 7]
    (entry,) = every(engine)
    assert (entry.question, entry.audience, entry.author) == ("停车收费吗？", "internal", "本机操作员")


def test_the_same_question_again_is_the_same_entry(engine: Engine, tmp_path: Path) -> None:
    wrote(engine)
    take_in(engine, sheet_of(tmp_path, ("问题", "答复"), ("请问如何报名", "电话报名。")))
    (entry,) = every(engine)
    assert entry.answer == "电话报名。"


def test_no_such_sheet(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="“问题”“答复”"):
        take_in(engine, sheet_of(tmp_path, ("姓名", "电话"), ("甲", 1)))
