"""Ledgers in the database, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from ingest.ledgers import Parsed, remove, store
from ingest.readers.sheet import Cell
from knowledge import changes
from knowledge.database import connect, reading, writing
from knowledge.documents import Place
from knowledge.errors import BadInput
from knowledge.parks import Department, Enterprise, Zone
from knowledge.projects.tables import Project, Stage
from tests.ingest.ledger_sheets import BATTERY, HEADER, MOTOR, read, sample, sheet, with_cell

HERE, ELSEWHERE = 1, 2
MOTOR_CODE, WIRE_CODE = "91439900MA4Y02968J", "91439900MA4Y03339P"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with the places of two ledgers."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'wuhao.db'}" if on_sqlite else request.getfixturevalue("postgres")
    engine = connect(url)
    SQLModel.metadata.drop_all(engine)
    SQLModel.metadata.create_all(engine)
    with writing(engine) as session:
        for place_id in (HERE, ELSEWHERE):
            path = f"/ledgers/{place_id}.xlsx"
            hashed: dict[str, Any] = {"content_hash": path, "stamp": "", "reader": 1, "audience": "internal"}
            session.add(Place(id=place_id, path=path, **hashed))
    yield engine
    engine.dispose()


def put(engine: Engine, parsed: Parsed, place_id: int = HERE) -> list[str]:
    """Store a ledger; the codes whose index entries must be made again."""
    with writing(engine) as session:
        before = changes.latest(session)
        store(session, parsed, place_id)
        return [change.key for change in changes.after(session, before, 1000)]


def codes(session: Session, place_id: int) -> list[str]:
    held = select(Project.code).where(col(Project.place_id) == place_id).order_by(col(Project.code))
    return list(session.exec(held))


def enterprises(*rows: tuple[Cell, ...]) -> Parsed:
    return read(sheet(("企业名称", "统一社会信用代码", "所属园区", "联系人"), *rows))


def test_a_ledger_given_again_replaces_its_own_projects_alone(engine: Engine) -> None:
    wire = with_cell("项目编号", "LC-2024-008")
    put(engine, read(sheet(HEADER, MOTOR)), ELSEWHERE)
    assert put(engine, read(sheet(HEADER, BATTERY, MOTOR))) == ["LC-2024-001", "LC-2024-007"]
    again = put(engine, read(sheet(HEADER, with_cell("项目阶段", "投产"), wire)))
    assert again == ["LC-2024-001", "LC-2024-007", "LC-2024-008"]
    with reading(engine) as session:
        assert codes(session, HERE) == ["LC-2024-001", "LC-2024-008"]
        assert codes(session, ELSEWHERE) == ["LC-2024-007"]
        battery = session.exec(select(Project).where(Project.code == "LC-2024-001")).one()
        assert (battery.stage, battery.investment) == (Stage.IN_PRODUCTION, 1_980_000_000)


def test_what_was_parsed_can_be_stored_twice(engine: Engine) -> None:
    parsed = sample("项目台账.xlsx")
    assert len(put(engine, parsed)) == len(put(engine, parsed)) == 40
    assert all(row.model_dump()["place_id"] == 0 for row in parsed.rows)


def test_a_retired_ledger_takes_its_projects_with_it(engine: Engine) -> None:
    put(engine, read(sheet(HEADER, BATTERY)))
    with writing(engine) as session:
        before = changes.latest(session)
        remove(session, HERE)
        recorded = changes.after(session, before, 10)
        assert [(change.kind, change.key) for change in recorded] == [(changes.Kind.PROJECT, "LC-2024-001")]
        assert codes(session, HERE) == []


def test_a_ledger_that_fails_half_way_leaves_everything_as_it_was(engine: Engine) -> None:
    put(engine, read(sheet(HEADER, BATTERY)))
    with pytest.raises(RuntimeError), writing(engine) as session:
        store(session, read(sheet(HEADER, MOTOR)), HERE)
        raise RuntimeError
    with reading(engine) as session:
        assert codes(session, HERE) == ["LC-2024-001"]
        assert changes.latest(session) == 1


def test_a_file_that_becomes_a_directory_loses_its_projects(engine: Engine) -> None:
    put(engine, read(sheet(HEADER, BATTERY)))
    assert put(engine, sample("园区名录.xlsx")) == ["LC-2024-001"]
    with reading(engine) as session:
        assert (codes(session, HERE), len(session.exec(select(Zone)).all())) == ([], 6)


def test_directories_are_brought_up_to_date_and_nobody_is_dropped(engine: Engine) -> None:
    put(engine, enterprises(("微驱电机", MOTOR_CODE, "青石", "魏经理"), ("绕丰线圈", None, "青石", "饶主任")))
    put(engine, enterprises(("绕丰线圈", WIRE_CODE, "青石", None)))
    put(engine, read(sheet(("企业名称", "统一社会信用代码", "产业链"), ("微驱电机集团", MOTOR_CODE, "电机"))))
    with reading(engine) as session:
        motor, wire = session.exec(select(Enterprise).order_by(col(Enterprise.id))).all()
        assert (motor.name, motor.zone, motor.chain, motor.contact) == (
            "微驱电机集团",
            "青石",
            "电机",
            "魏经理",
        )
        assert (wire.credit_code, wire.contact) == (WIRE_CODE, None)


def test_one_enterprise_cannot_take_anothers_name(engine: Engine) -> None:
    put(engine, enterprises(("微驱电机", MOTOR_CODE, "青石", None), ("绕丰线圈", WIRE_CODE, "青石", None)))
    with pytest.raises(BadInput, match=r"“绕丰线圈”的统一社会信用代码.*属于“微驱电机”"):
        put(engine, enterprises(("绕丰线圈", MOTOR_CODE, "青石", None)))


def test_departments_keep_their_duties(engine: Engine) -> None:
    for _ in range(2):
        put(engine, sample("部门职责.csv"))
    with reading(engine) as session:
        found = session.exec(select(Department).where(Department.name == "市财政局")).one()
        assert (found.zone, found.duties) == (None, "惠企资金拨付、贷款贴息、专项债券")
