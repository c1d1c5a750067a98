"""Finding projects in the table, within the asker's scope."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from knowledge.changes import Entry, Kind
from knowledge.documents import Place
from knowledge.projects.tables import Project
from knowledge.projects.words import STAGE_NAMES
from knowledge.scope import ZONE_PREFIX, Role, Scope


@dataclass(frozen=True, slots=True)
class Sourced:
    """A project's current state with the path of the ledger that says so."""

    project: Project
    path: str


def visible(scope: Scope) -> ColumnElement[bool]:
    """Who sees which projects: officials their zones', departments those they serve, enterprises their own."""
    match scope.role:
        case Role.STAFF | Role.ADMIN:
            return true()
        case Role.OFFICIAL:
            return true() if scope.zones is None else col(Project.zone).in_(scope.zones)
        case Role.DEPARTMENT if scope.department:
            return _serves(scope.department)
        case Role.ENTERPRISE if scope.enterprise:
            return col(Project.enterprise) == scope.enterprise
        case _:
            return false()


def _serves(department: str) -> ColumnElement[bool]:
    """Keeps the projects that a department serves, alone or beside others (甲局、乙局)."""
    listed = "、" + col(Project.department) + "、"
    return listed.contains(f"、{department}、", autoescape=True)


def is_current() -> ColumnElement[bool]:
    """Keeps, of the rows with one code, the one of the newest as-of date (then the newest row)."""
    newer = aliased(Project)
    return ~(
        select(newer.id)
        .where(
            newer.code == col(Project.code),
            or_(
                col(newer.as_of) > col(Project.as_of),
                (col(newer.as_of) == col(Project.as_of)) & (col(newer.id) > col(Project.id)),
            ),
        )
        .exists()
    )


def projects(session: Session, scope: Scope, codes: Collection[str] | None = None) -> list[Sourced]:
    """The current projects that `scope` sees, by code; all of them, or those with `codes`."""
    statement = (
        select(Project, Place.path)
        .join(Place, col(Place.id) == Project.place_id)
        .where(is_current(), visible(scope))
        .order_by(col(Project.code))
    )
    if codes is not None:
        statement = statement.where(col(Project.code).in_(list(codes)))
    return [Sourced(project, path) for project, path in session.exec(statement)]


def matching(session: Session, scope: Scope, part: str) -> list[Sourced]:
    """The current projects whose code or name contains `part`, whatever its case; an exact code alone."""
    wanted = unicodedata.normalize("NFKC", part).strip().casefold()
    found = [
        sourced
        for sourced in projects(session, scope)
        if wanted in sourced.project.code.casefold() or wanted in sourced.project.name.casefold()
    ]
    exact = [sourced for sourced in found if sourced.project.code.casefold() == wanted]
    return exact or found


def count_current(session: Session) -> int:
    """How many projects there are, whoever sees them."""
    return session.exec(select(func.count(col(Project.id))).where(is_current())).one()


def entries(session: Session, keys: Iterable[str]) -> list[Entry]:
    """The cards of the projects with these codes, as the indexes hold them."""
    statement = select(Project).where(is_current(), col(Project.code).in_(list(keys)))
    return [
        Entry(Kind.PROJECT, project.code, ZONE_PREFIX + project.zone, project.name, card(project))
        for project in session.exec(statement)
    ]


def card(project: Project) -> str:
    """A project in words, to be searched; its figures stay in the table."""
    parts = (project.zone, project.enterprise, project.chain, project.content, STAGE_NAMES[project.stage])
    return "，".join(part for part in parts if part)
