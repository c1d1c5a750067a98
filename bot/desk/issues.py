"""An issue from hand-in to its end: every change a compare-and-swap on its version, with a Step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.desk import checks, deadlines, effects, notices, texts
from bot.desk.details import NO_DETAILS, Details, Draft, cleaned
from bot.desk.holidays import calendar_for
from bot.desk.lifecycle import CLOCK_ACTS, next_state
from bot.desk.numbers import next_number
from bot.desk.queue import Filter, Group, Page, counts, file_for, find, listing, visible
from bot.desk.refusals import Missing, NotAllowed, NotPossible, Refused, Stale
from bot.desk.seen import (
    PUBLIC_NOTES,
    SeenStep,
    attachments,
    distinct,
    seen_by,
    step_is_public,
    timeline,
    who_did,
)
from bot.desk.tables import Attachment, Issue, Step
from bot.desk.words import Act, Rating, State
from bot.messages.contents import StoredFile
from bot.people.actors import Actor
from bot.people.permissions import Right, may
from knowledge.database import changed_by
from knowledge.parks import Enterprise
from knowledge.scope import Role

__all__ = [
    "Details", "Draft", "Filter", "Group", "Missing", "NotAllowed", "NotPossible", "Page", "Refused",
    "SeenStep", "Stale", "acts_for", "apply", "attachments", "counts", "file_for", "find", "listing", "perform",
    "stale", "submit", "timeline", "visible",
]  # fmt: skip


def submit(session: Session, draft: Draft, actor: Actor, now: datetime) -> Issue | Refused:
    """Hand a problem in; it has its number at once. Raises BadInput, in Chinese, on an unusable draft."""
    draft = cleaned(draft)
    if not may(actor, Act.SUBMIT, draft):
        return NotAllowed(texts.SUBMIT_NOT_ALLOWED)
    calendar = calendar_for(session)
    clock = deadlines.started(calendar, now, deadlines.STAFF_MINUTES)
    issue = Issue(
        number=next_number(session, now),
        state=State.SUBMITTED,
        title=draft.title or "",
        text=draft.text,
        category=draft.category,
        origin=draft.origin,
        enterprise=draft.enterprise,
        zone=_zone_of(session, draft.enterprise) or draft.zone,
        is_anonymous=draft.is_anonymous,
        contact=draft.contact,
        phone=draft.phone,
        reporter_id=actor.person_id if actor.role is Role.ENTERPRISE else None,
        created_at=now,
        clock_from=clock.clock_from,
        clock_minutes=clock.clock_minutes,
        due_at=clock.due_at,
    )
    session.add(issue)
    session.flush()
    step = _record(session, issue, Act.SUBMIT, None, actor, now, Details(files=draft.files))
    notices.tell(session, issue, step, actor, calendar, now)
    return seen_by(actor, issue)


def perform(
    session: Session,
    issue_id: int,
    version: int,
    act: Act,
    actor: Actor,
    now: datetime,
    details: Details = NO_DETAILS,
) -> Issue | Refused:
    """Do an act to an issue of that version; what is refused changes nothing."""
    if act is Act.RATE and details.rating is Rating.DISSATISFIED:
        act = Act.REDO
    issue = session.get(Issue, issue_id, populate_existing=True)
    if issue is None or not may(actor, Right.SEE, issue):
        return NotAllowed(texts.NOT_YOURS)
    if act in CLOCK_ACTS:
        return NotAllowed(texts.BY_THE_CLOCK.format(act=texts.ACTS[act]))
    if not may(actor, act, issue):
        return NotAllowed(texts.NOT_ALLOWED.format(act=texts.ACTS[act]))
    if issue.version != version:
        return _stale(session, issue, actor)
    return apply(session, issue, act, actor, now, checks.tidied(details, actor))


def apply(
    session: Session,
    issue: Issue,
    act: Act,
    actor: Actor | None,
    now: datetime,
    details: Details = NO_DETAILS,
) -> Issue | Refused:
    """Do an act that is allowed, to an issue as it was just read; `actor` None is the clock."""
    before, relieved = issue.state, issue.department
    to = next_state(issue, act, now)
    if to is None:
        return NotPossible(_why_not(issue, act), before)
    refused = checks.lacking(session, issue, act, details, actor, now)
    if refused is not None:
        return refused
    calendar = calendar_for(session)
    values = effects.changes(issue, act, to, details, calendar, now)
    if not _swap(session, issue, values):
        session.refresh(issue)
        return _stale(session, issue, actor)
    step = _record(session, issue, act, before, actor, now, details)
    notices.tell(session, issue, step, actor, calendar, now, relieved)
    return seen_by(actor, issue) if actor else issue


def stale(
    session: Session, issue: Issue, version: int, _act: Act | None = None, actor: Actor | None = None
) -> Stale | None:
    """Whether somebody changed the issue since that version, before anything is asked of a person."""
    kept = session.get(Issue, issue.id)
    return _stale(session, kept, actor) if kept is not None and kept.version != version else None


def acts_for(actor: Actor, issue: Issue, now: datetime | None = None) -> list[Act]:
    """What the actor can do to an issue now: what buttons are drawn from."""
    return notices.acts_for(actor, issue, now or datetime.now(UTC))


def _swap(session: Session, issue: Issue, values: dict[str, Any]) -> bool:
    """Change the row if it still has the version that was read."""
    version = issue.version
    statement = (
        update(Issue)
        .where(col(Issue.id) == issue.id, col(Issue.version) == version)
        .values(**values, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if not changed_by(session, statement):
        return False
    session.refresh(issue)
    return True


def _record(
    session: Session,
    issue: Issue,
    act: Act,
    before: State | None,
    actor: Actor | None,
    now: datetime,
    details: Details,
) -> Step:
    """The step of an act that was just done, with its files."""
    role = actor.role if actor else None
    is_public = details.is_public or act in PUBLIC_NOTES or role is Role.ENTERPRISE
    step = Step(
        issue_id=issue.id or 0,
        version=issue.version,
        act=act,
        from_state=before,
        to_state=issue.state,
        person_id=actor.person_id if actor else None,
        name=actor.name if actor else texts.CLOCK,
        role=role,
        department=(actor.department if actor else None) or issue.department,
        at=now,
        note=_note(act, details) or None,
        is_public=is_public and act is not Act.NOTE,
        due_at=issue.due_at,
    )
    session.add(step)
    session.flush()
    _attach(session, step, details.files)
    return step


def _note(act: Act, details: Details) -> str:
    """What is written down of the details."""
    match act:
        case Act.DEFER if details.until:
            return texts.deferred(details.until, details.note)
        case Act.RATE if details.rating:
            return texts.rated(details.rating, details.note)
        case Act.REQUEST_EXTENSION if details.working_days:
            return texts.days_asked(details.working_days, details.note)
    return details.note


def _attach(session: Session, step: Step, files: Sequence[StoredFile]) -> None:
    for file in distinct(files):
        session.add(
            Attachment(
                issue_id=step.issue_id,
                step_id=step.id,
                digest=file.digest,
                name=file.name,
                mime=file.mime,
                size=file.size,
                is_public=step.is_public and step_is_public(step.act, step.role),
            )
        )
    session.flush()


def _stale(session: Session, issue: Issue, actor: Actor | None) -> Stale:
    """What happened meanwhile, as far as the actor may know it."""
    last = session.exec(
        select(Step).where(Step.issue_id == issue.id).order_by(col(Step.version).desc()).limit(1)
    ).one()
    state = texts.STATES[issue.state]
    hidden = Stale(
        texts.STALE_HIDDEN.format(number=issue.number, state=state), issue.version, None, None, None
    )
    if actor is None or (actor.role is Role.ENTERPRISE and not step_is_public(last.act, last.role)):
        return hidden
    who, act = who_did(last, actor, issue), texts.ACTS[last.act]
    said = texts.STALE.format(number=issue.number, who=who, at=texts.moment(last.at), act=act, state=state)
    return replace(hidden, text=said, by=who, act=last.act, at=last.at)


def _why_not(issue: Issue, act: Act) -> str:
    if act is Act.REOPEN and issue.state is State.CLOSED:
        return texts.NO_REOPENING.format(number=issue.number)
    if act is Act.REFUSE_EXTENSION and issue.state in (State.IN_HAND, State.WAITING):
        return texts.NO_REQUEST.format(number=issue.number)
    name = texts.act_name(act, issue.state)
    return texts.NOT_POSSIBLE.format(number=issue.number, state=texts.STATES[issue.state], act=name)


def _zone_of(session: Session, enterprise: str) -> str | None:
    return session.exec(select(Enterprise.zone).where(Enterprise.name == enterprise)).first()
