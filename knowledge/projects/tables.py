"""The project ledger's table: one row of one ledger each."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.database import one_of


class Stage(StrEnum):
    """How far a project is; the order is the order of life."""

    SIGNED = "signed"
    STARTED = "started"
    COMPLETED = "completed"
    IN_PRODUCTION = "in_production"


class Project(SQLModel, table=True):
    """What one ledger says of a project on its as-of date; amounts are whole yuan.

    A code may stand in many ledgers: the newest as-of date is the project's current state.
    `sheet` and `row` (from 1) are where the ledger says so.
    """

    __table_args__ = (UniqueConstraint("place_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(foreign_key="place.id", index=True)
    sheet: str
    row: int
    code: str = Field(index=True)
    name: str
    zone: str = Field(index=True)
    enterprise: str | None = Field(default=None, index=True)
    department: str | None = Field(default=None, index=True)
    chain: str | None = None
    content: str | None = None
    investment: int | None = Field(default=None, sa_type=BigInteger)
    stage: Stage = Field(sa_column=one_of(Stage))
    signed_on: date | None = None
    start_planned: date | None = None
    started_on: date | None = None
    completion_planned: date | None = None
    completed_on: date | None = None
    production_planned: date | None = None
    production_on: date | None = None
    lead: str | None = None
    service_team: str | None = None
    progress: str | None = None
    as_of: date


# Each stage with the columns of its planned and its actual day.
MILESTONES: tuple[tuple[Stage, str | None, str], ...] = (
    (Stage.SIGNED, None, "signed_on"),
    (Stage.STARTED, "start_planned", "started_on"),
    (Stage.COMPLETED, "completion_planned", "completed_on"),
    (Stage.IN_PRODUCTION, "production_planned", "production_on"),
)


def is_late(project: Project) -> bool:
    """Whether something was planned for the as-of date or before and hadn't happened by then."""
    plans = (
        (project.start_planned, project.started_on),
        (project.completion_planned, project.completed_on),
        (project.production_planned, project.production_on),
    )
    return any(planned and not actual and planned <= project.as_of for planned, actual in plans)


def was_late(project: Project, stage: Stage) -> bool:
    """Whether one stage came after its planned day, or hadn't come by the as-of date though planned."""
    for each, plan, fact in MILESTONES:
        planned = getattr(project, plan) if each is stage and plan else None
        if planned:
            actual = getattr(project, fact)
            return bool(actual > planned if actual else planned <= project.as_of)
    return False
