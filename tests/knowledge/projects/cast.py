"""The cast: two zones, their projects, and the people who ask."""

from datetime import date
from typing import Any

from sqlmodel import Session

from knowledge.documents import Place
from knowledge.projects.lookups import Sourced
from knowledge.projects.tables import Project, Stage
from knowledge.scope import Role, Scope

EAST, EAST_IN_FULL, WEST = "东江高新区", "东江高新技术产业开发区", "西岭工业园"
LEDGER = "/台账/项目.xlsx"
ZONES = {
    EAST: frozenset({EAST, EAST_IN_FULL}),
    EAST_IN_FULL: frozenset({EAST, EAST_IN_FULL}),
    WEST: frozenset({WEST}),
}

OFFICIAL_EAST = Scope(Role.OFFICIAL, frozenset({EAST, EAST_IN_FULL}))
OFFICIAL_WEST = Scope(Role.OFFICIAL, frozenset({WEST}))
MOTOR_WORKS = Scope(Role.ENTERPRISE, enterprise="东江微驱电机有限公司")
FOOD_WORKS = Scope(Role.ENTERPRISE, enterprise="西岭禾仓食品有限公司")
ENVIRONMENT = Scope(Role.DEPARTMENT, department="市生态环境局")
STAFF, ADMIN, GUEST = Scope(Role.STAFF), Scope(Role.ADMIN), Scope(Role.GUEST)


def project(code: str, name: str, **others: Any) -> Project:
    usual: dict[str, Any] = {
        "place_id": 1,
        "sheet": "项目台账",
        "row": 3,
        "zone": EAST,
        "stage": Stage.STARTED,
        "as_of": date(2026, 10, 31),
    }
    return Project(**{**usual, "code": code, "name": name, **others})


def everyone() -> list[Project]:
    """Motors, in production; magnets, started late; both in the east. Ready meals in the west, signed."""
    motors = {"enterprise": "东江微驱电机有限公司", "chain": "微型电机产业链", "lead": "靳伯石"}
    return [
        project(
            "LC-2024-001", "微型电机扩能一期", stage=Stage.IN_PRODUCTION, investment=450_000_000, **motors
        ),
        project(
            "LC-2025-002",
            "钕铁硼磁瓦项目",
            chain="微型电机产业链",
            department="市生态环境局",
            started_on=date(2025, 9, 28),
            completion_planned=date(2026, 10, 31),
        ),
        project(
            "LC-2026-003",
            "预制菜加工中心",
            zone=WEST,
            enterprise="西岭禾仓食品有限公司",
            stage=Stage.SIGNED,
            start_planned=date(2026, 12, 31),
        ),
    ]


def sourced() -> list[Sourced]:
    return [Sourced(one, LEDGER) for one in everyone()]


def ledger(session: Session, place_id: int, projects: list[Project]) -> None:
    """Put a ledger with these projects into the database."""
    path = LEDGER if place_id == 1 else f"/台账/{place_id}.xlsx"
    rest: dict[str, Any] = {"content_hash": path, "stamp": "", "reader": 1, "audience": "internal"}
    session.add(Place(id=place_id, path=path, **rest))
    session.flush()
    for one in projects:
        one.place_id = place_id
    session.add_all(projects)
    session.flush()
