"""The queue: which issues somebody sees, filtered, a page at a time."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, String, and_, cast, false, func, not_, or_, true
from sqlmodel import Session, col, select

from bot.desk.seen import attachments, seen_by
from bot.desk.tables import Attachment, Issue
from bot.desk.words import Category, Origin, State
from bot.messages.contents import StoredFile
from bot.people.actors import Actor
from knowledge.scope import Role

PAGE = 8


class Group(StrEnum):
    """The states that people filter by, in the order of the work."""

    NEW = "new"  # 待受理
    TO_ASSIGN = "to_assign"  # 待交办
    IN_PROGRESS = "in_progress"  # 办理中
    TO_RATE = "to_rate"  # 待评价
    CLOSED = "closed"  # 已办结
    OVERDUE = "overdue"  # 逾期
    ALL = "all"


GROUPS: dict[Group, tuple[State, ...]] = {
    Group.NEW: (State.SUBMITTED,),
    Group.TO_ASSIGN: (State.ACCEPTED,),
    Group.IN_PROGRESS: (State.ASSIGNED, State.IN_HAND, State.WAITING, State.DEFERRED),
    Group.TO_RATE: (State.REPLIED,),
    Group.CLOSED: (State.CLOSED, State.DECLINED, State.MERGED, State.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which issues; None and empty mean any. `mine`: those that the actor handed in."""

    group: Group | str = Group.ALL
    state: State | None = None
    department: str | None = None
    category: Category | None = None
    enterprise: str | None = None
    zone: str | None = None
    origin: Origin | None = None
    words: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of issues as the actor may see them; pages count from 1."""

    issues: tuple[Issue, ...]
    number: int
    pages: int
    count: int


def visible(actor: Actor) -> ColumnElement[bool]:
    """The issues that an actor sees, as a condition: the same rule as `permissions.ties_of`."""
    match actor.role:
        case Role.STAFF | Role.ADMIN:
            return true()
        case Role.OFFICIAL:
            zones = actor.zones
            return true() if zones is None else col(Issue.zone).in_(zones)
        case Role.DEPARTMENT if actor.department:
            return or_(col(Issue.department) == actor.department, _supported_by(actor.department))
        case Role.ENTERPRISE if actor.enterprise:
            return col(Issue.enterprise) == actor.enterprise
        case _:
            return false()


def find(session: Session, actor: Actor, key: int | str) -> Issue | None:
    """An issue by its id or its number, as the actor may see it; None where they may not."""
    which = Issue.id == key if isinstance(key, int) else Issue.number == key.strip().upper()
    issue = session.exec(select(Issue).where(which, visible(actor))).one_or_none()
    return seen_by(actor, issue) if issue else None


def file_for(session: Session, actor: Actor, digest: str) -> StoredFile | None:
    """A file by its digest, where one of the issues that the actor sees shows it to them."""
    holding = (
        select(Issue)
        .join(Attachment, col(Attachment.issue_id) == col(Issue.id))
        .where(Attachment.digest == digest, visible(actor))
        .order_by(col(Issue.id))
    )
    for issue in session.exec(holding).unique():
        for file in attachments(session, actor, issue):
            if file.digest == digest:
                return file
    return None


def listing(
    session: Session,
    actor: Actor,
    wanted: Filter,
    number: int = 1,
    now: datetime | None = None,
    size: int = PAGE,
) -> Page:
    """A page of what is wanted: what is due first stands first, what has no deadline after it, the newest first."""
    which = and_(visible(actor), *_conditions(actor, wanted, now or datetime.now(UTC)))
    count = session.exec(select(func.count()).select_from(Issue).where(which)).one()
    pages = max(1, -(-count // size))
    number = min(max(1, number), pages)
    newest = col(Issue.id).desc()
    by_age = actor.role is Role.ENTERPRISE or wanted.group in (Group.CLOSED, Group.TO_RATE)
    order = (newest,) if by_age else (col(Issue.due_at).is_(None), col(Issue.due_at), newest)
    rows = session.exec(select(Issue).where(which).order_by(*order).offset((number - 1) * size).limit(size))
    return Page(tuple(seen_by(actor, row) for row in rows), number, pages, count)


def counts(
    session: Session, actor: Actor, wanted: Filter | None = None, now: datetime | None = None
) -> dict[Group, int]:
    """How many issues of each group the actor sees."""
    at = now or datetime.now(UTC)
    found = {}
    for group in Group:
        which = _conditions(actor, replace(wanted or Filter(), group=group), at)
        counted = select(func.count()).select_from(Issue).where(visible(actor), *which)
        found[group] = session.exec(counted).one()
    return found


def _conditions(actor: Actor, wanted: Filter, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.group == Group.OVERDUE:
        found += [col(Issue.clock_from).is_not(None), col(Issue.due_at) < now]
    elif wanted.group != Group.ALL:
        found.append(col(Issue.state).in_(GROUPS[Group(wanted.group)]))
    if wanted.department:
        found.append(or_(col(Issue.department) == wanted.department, _supported_by(wanted.department)))
    if wanted.enterprise:
        found += [col(Issue.enterprise) == wanted.enterprise, _not_hidden(actor)]
    for column, value in (
        (Issue.state, wanted.state),
        (Issue.category, wanted.category),
        (Issue.zone, wanted.zone),
        (Issue.origin, wanted.origin),
    ):
        if value:
            found.append(col(column) == value)
    if wanted.words.strip():
        found.append(_says(actor, wanted.words.strip()))
    if wanted.mine:
        found.append(col(Issue.reporter_id) == actor.person_id if actor.person_id else false())
    return found


def _says(actor: Actor, words: str) -> ColumnElement[bool]:
    """Holds the words; where a name is hidden, nothing of it is found either."""
    names = [col(Issue.enterprise), func.coalesce(Issue.contact, ""), func.coalesce(Issue.phone, "")]
    named = or_(*(_holds(name, words) for name in names))
    told = or_(*(_holds(column, words) for column in (Issue.number, Issue.title, Issue.text)))
    return or_(and_(_not_hidden(actor), or_(named, told)), and_(not_(named), told))


def _not_hidden(actor: Actor) -> ColumnElement[bool]:
    sees_names = actor.is_staff or actor.role is Role.ENTERPRISE
    return true() if sees_names else col(Issue.is_anonymous).is_(False)


def _holds(column: object, words: str) -> ColumnElement[bool]:
    lowered = func.lower(column)
    return lowered.contains(words.lower(), autoescape=True)


def _supported_by(department: str) -> ColumnElement[bool]:
    """Among the 协办, which are kept as JSON text."""
    return cast(col(Issue.supporting), String).contains(json.dumps(department), autoescape=True)
