"""An issue as somebody may see it: names hidden where they must be, only the public side for its enterprise."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.desk import texts
from bot.desk.tables import Attachment, Issue, Step
from bot.desk.words import Act, State
from bot.messages.contents import StoredFile
from bot.people.actors import Actor
from bot.people.permissions import Right, may, names_shown
from knowledge.scope import Role

# What an enterprise is shown of its issue's steps, and whose notes are meant for it whoever wrote them.
PUBLIC_STEPS = frozenset(Act) - {
    Act.RETURN, Act.NOTE, Act.REMIND, Act.REQUEST_EXTENSION, Act.REFUSE_EXTENSION,
}  # fmt: skip
PUBLIC_NOTES = frozenset({
    Act.SUBMIT, Act.DECLINE, Act.MERGE, Act.ASK, Act.REPLY, Act.ANSWER, Act.DEFER, Act.RATE,
})  # fmt: skip
_COMPANY_ENDS = re.compile(r"(?:股份|集团|有限|责任|公司|总公司|分公司|（集团）|\(集团\))+$")
_SHORTEST = 2  # a single character would hide half of a text


@dataclass(frozen=True, slots=True)
class SeenStep:
    """A step as somebody may see it; `department` is the one that it concerns."""

    version: int
    act: Act
    at: datetime
    who: str
    role: Role | None
    department: str | None
    from_state: State | None
    to_state: State
    note: str | None
    is_public: bool
    due_at: datetime | None


def seen_by(actor: Actor, issue: Issue) -> Issue:
    """A copy, in no session, that holds nothing that the actor may not see."""
    seen = Issue.model_validate(issue.model_dump())
    if actor.role is Role.ENTERPRISE:
        seen.asked_minutes = None
    if names_shown(actor, issue):
        return seen
    for name in ("title", "text", "reply", "rating_why"):
        setattr(seen, name, masked(getattr(issue, name), issue))
    seen.enterprise, seen.contact, seen.phone, seen.reporter_id = texts.SOMEBODY, None, None, None
    return seen


def masked(text: str | None, issue: Issue) -> str | None:
    """A text without the enterprise's name, its short form, the contact's and the telephone."""
    if not text:
        return text
    short = _COMPANY_ENDS.sub("", issue.enterprise)
    for name in (issue.enterprise, short, issue.contact, issue.phone):
        if name and len(name) >= _SHORTEST:
            text = text.replace(name, texts.HIDDEN)
    return text


def step_is_public(act: Act, role: Role | None) -> bool:
    """Whether an issue's enterprise is shown that a step was taken."""
    return act in PUBLIC_STEPS or role is Role.ENTERPRISE


def timeline(session: Session, actor: Actor, issue: Issue) -> list[SeenStep]:
    """The steps as the actor may see them, the first first."""
    kept = _kept(session, actor, issue)
    if kept is None:
        return []
    steps = session.exec(select(Step).where(Step.issue_id == kept.id).order_by(col(Step.version)))
    if actor.role is Role.ENTERPRISE:
        return [_public_side(step) for step in steps if step_is_public(step.act, step.role)]
    return [_whole(step, kept, names_shown(actor, kept)) for step in steps]


def who_did(step: Step, actor: Actor, issue: Issue) -> str:
    """Who took a step, as the actor may know them."""
    if actor.role is Role.ENTERPRISE:
        return _public_name(step)
    if step.role is Role.ENTERPRISE and not names_shown(actor, issue):
        return texts.SOMEBODY
    return step.name


def attachments(session: Session, actor: Actor, issue: Issue) -> list[StoredFile]:
    """The issue's files that the actor may see."""
    kept = _kept(session, actor, issue)
    if kept is None:
        return []
    files = session.exec(
        select(Attachment).where(Attachment.issue_id == kept.id).order_by(col(Attachment.id))
    )
    named = names_shown(actor, kept)
    return [
        StoredFile(file.digest, file.name if named else masked(file.name, kept) or "", file.mime, file.size)
        for file in files
        if file.is_public or actor.role is not Role.ENTERPRISE
    ]


def distinct(files: Collection[StoredFile]) -> list[StoredFile]:
    """Each file once."""
    return list({file.digest: file for file in files}.values())


def _kept(session: Session, actor: Actor, issue: Issue) -> Issue | None:
    """The issue as it is kept, where the actor may see it."""
    kept = session.get(Issue, issue.id)
    return kept if kept is not None and may(actor, Right.SEE, kept) else None


def _whole(step: Step, issue: Issue, named: bool) -> SeenStep:
    is_theirs = step.role is Role.ENTERPRISE
    who = texts.SOMEBODY if is_theirs and not named else step.name
    note = step.note if named else masked(step.note, issue)
    return _seen(step, who, note)


def _public_side(step: Step) -> SeenStep:
    return _seen(step, _public_name(step), step.note if step.is_public else None)


def _public_name(step: Step) -> str:
    match step.role:
        case None:
            return texts.CLOCK
        case Role.ENTERPRISE:
            return step.name
        case Role.DEPARTMENT:
            return step.department or texts.ROLES[Role.DEPARTMENT]
        case _:
            return texts.DESK


def _seen(step: Step, who: str, note: str | None) -> SeenStep:
    return SeenStep(
        version=step.version,
        act=step.act,
        at=step.at,
        who=who,
        role=step.role,
        department=step.department,
        from_state=step.from_state,
        to_state=step.to_state,
        note=note,
        is_public=step.is_public,
        due_at=step.due_at,
    )
