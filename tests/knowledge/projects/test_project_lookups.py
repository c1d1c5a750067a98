"""Who finds which projects, and which ledger's word counts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel

from knowledge.changes import Kind
from knowledge.database import connect
from knowledge.parks import Zone, zone_aliases
from knowledge.projects import lookups
from knowledge.projects.tables import Stage
from knowledge.scope import LOCAL_OPERATOR, Role, Scope
from tests.knowledge.projects.cast import (
    ADMIN,
    EAST,
    EAST_IN_FULL,
    ENVIRONMENT,
    FOOD_WORKS,
    GUEST,
    LEDGER,
    MOTOR_WORKS,
    OFFICIAL_EAST,
    OFFICIAL_WEST,
    STAFF,
    WEST,
    everyone,
    ledger,
    project,
)

ALL = ["LC-2024-001", "LC-2025-002", "LC-2026-003"]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = connect(f"sqlite:///{tmp_path / 'wuhao.db'}")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        ledger(session, 1, everyone())
        yield session


def codes(session: Session, scope: Scope) -> list[str]:
    return [one.project.code for one in lookups.projects(session, scope)]


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (STAFF, ALL),
        (ADMIN, ALL),
        (LOCAL_OPERATOR, ALL),
        (OFFICIAL_EAST, ["LC-2024-001", "LC-2025-002"]),
        (OFFICIAL_WEST, ["LC-2026-003"]),
        (MOTOR_WORKS, ["LC-2024-001"]),
        (FOOD_WORKS, ["LC-2026-003"]),
        (ENVIRONMENT, ["LC-2025-002"]),
        (GUEST, []),
        (Scope(Role.OFFICIAL), []),
        (Scope(Role.ENTERPRISE), []),
        (Scope(Role.DEPARTMENT), []),
        (Scope(Role.GUEST, None, "东江微驱电机有限公司", "市生态环境局"), []),
    ],
)
def test_everyone_sees_their_own(session: Session, scope: Scope, seen: list[str]) -> None:
    assert codes(session, scope) == seen


def test_several_departments_serve_one_project(session: Session) -> None:
    ledger(
        session, 2, [project("LC-2027-001", "竹缠绕管材项目", department="市林业局、市生态环境局、市水利局")]
    )
    for name in ("市林业局", "市生态环境局", "市水利局"):
        assert "LC-2027-001" in codes(session, Scope(Role.DEPARTMENT, department=name))
    for other in ("林业局", "市林业局、市生态环境局的科室", "%"):
        assert "LC-2027-001" not in codes(session, Scope(Role.DEPARTMENT, department=other))


def test_a_code_named_outright_opens_nothing(session: Session) -> None:
    assert lookups.projects(session, OFFICIAL_WEST, ["LC-2024-001"]) == []
    assert lookups.matching(session, MOTOR_WORKS, "LC-2026-003") == []


def test_the_newest_ledger_has_the_word(session: Session) -> None:
    older = project("LC-2025-002", "钕铁硼磁瓦项目", stage=Stage.SIGNED, as_of=date(2026, 6, 30))
    newer = project("LC-2024-001", "微型电机扩能一期", stage=Stage.COMPLETED, as_of=date(2026, 11, 15))
    ledger(session, 2, [older, newer])
    stages = {one.project.code: (one.project.stage, one.path) for one in lookups.projects(session, STAFF)}
    assert stages["LC-2025-002"] == (Stage.STARTED, LEDGER)
    assert stages["LC-2024-001"] == (Stage.COMPLETED, "/台账/2.xlsx")


def test_of_two_ledgers_of_one_day_the_one_read_last_has_the_word(session: Session) -> None:
    ledger(session, 2, [project("LC-2025-002", "钕铁硼磁瓦项目", stage=Stage.COMPLETED)])
    found = [one.project.stage for one in lookups.projects(session, STAFF, ["LC-2025-002"])]
    assert found == [Stage.COMPLETED]


def test_a_project_that_moved_is_no_longer_its_old_zones(session: Session) -> None:
    ledger(session, 2, [project("LC-2025-002", "钕铁硼磁瓦项目", zone=WEST, as_of=date(2026, 11, 1))])
    assert codes(session, OFFICIAL_EAST) == ["LC-2024-001"]
    assert codes(session, OFFICIAL_WEST) == ["LC-2025-002", "LC-2026-003"]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("lc-2024-001", ["LC-2024-001"]),
        (" ＬＣ－２０２４－００１ ", ["LC-2024-001"]),
        ("电机", ["LC-2024-001"]),
        ("LC-202", ALL),
        ("不存在", []),
    ],
)
def test_looking_up_by_part_of_a_code_or_name(session: Session, part: str, found: list[str]) -> None:
    assert [one.project.code for one in lookups.matching(session, STAFF, part)] == found


def test_an_exact_code_is_found_alone(session: Session) -> None:
    ledger(session, 2, [project("LC-2024-0011", "另一个")])
    assert [one.project.code for one in lookups.matching(session, STAFF, "LC-2024-001")] == ["LC-2024-001"]


def test_the_index_holds_cards_without_figures(session: Session) -> None:
    (entry,) = lookups.entries(session, ["LC-2024-001", "LC-0000-000"])
    assert (entry.kind, entry.key, entry.audience) == (Kind.PROJECT, "LC-2024-001", f"zone:{EAST}")
    assert (entry.title, entry.text) == (
        "微型电机扩能一期",
        "东江高新区，东江微驱电机有限公司，微型电机产业链，投产",
    )


def test_an_official_invited_by_the_zones_full_name_sees_what_the_ledger_calls_short(
    session: Session,
) -> None:
    session.add(Zone(name=EAST_IN_FULL, short_name=EAST))
    scope = Scope(Role.OFFICIAL, zone_aliases(session)[EAST_IN_FULL])
    assert codes(session, scope) == ["LC-2024-001", "LC-2025-002"]


def test_a_short_name_that_two_zones_claim_is_neithers(session: Session) -> None:
    session.add_all([Zone(name=EAST_IN_FULL, short_name="高新区"), Zone(name=WEST, short_name="高新区")])
    session.add(Zone(name="高新东园", short_name=WEST))
    known = zone_aliases(session)
    assert "高新区" not in known
    assert known[WEST] == frozenset({WEST})
    assert known["高新东园"] == frozenset({"高新东园"})
