"""Who is told of a step, and what: rows of the outbox in the step's own transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.desk import notice_texts
from bot.desk.deadlines import said
from bot.desk.lifecycle import acts_in, next_state
from bot.desk.notice_texts import Facts
from bot.desk.seen import masked, seen_by
from bot.desk.tables import Issue, Step
from bot.desk.texts import RATINGS, SEE, act_name
from bot.desk.words import Act, Rating
from bot.desk.working_time import Calendar
from bot.messages import outbox
from bot.messages.contents import Address, Button, Outgoing
from bot.people.actors import Actor
from bot.people.bindings import addresses_of
from bot.people.permissions import may
from knowledge.scope import Role

IN_A_ROW = 3
MOST_BUTTONS = 6
DESK_ROLES = (Role.STAFF, Role.ADMIN)
_NOT_OFFERED = frozenset({Act.NOTE, Act.REMIND})


def tell(
    session: Session,
    issue: Issue,
    step: Step,
    actor: Actor | None,
    calendar: Calendar,
    now: datetime,
    relieved: str | None = None,
) -> None:
    """Tell the enterprise, the desk and the departments what concerns them, never the actor themselves.

    `relieved` is the department that had it before.
    """
    own = addresses_of(session, person_id=actor.person_id) if actor and actor.person_id else []
    told = {address.thread for address in own}
    for audience, addresses in _audiences(session, issue, step):
        words = _words(issue, step, audience, calendar)
        if words is None:
            continue
        message = Outgoing(words, buttons=buttons(audience, issue, now))
        for address in addresses:
            if address.thread not in told:
                told.add(address.thread)
                key = f"issue:{issue.id}:{step.version}:{address.thread}"
                outbox.put(session, address, message, now, key)
    if step.act is Act.ASSIGN and relieved not in (None, issue.department, *issue.supporting):
        for address in addresses_of(session, department=relieved):
            key = f"issue:{issue.id}:{step.version}:{address.thread}"
            outbox.put(session, address, Outgoing(notice_texts.relieved(issue.number)), now, key)


def buttons(viewer: Actor, issue: Issue, now: datetime) -> tuple[tuple[Button, ...], ...]:
    """What the viewer can do next, the issue itself at the end."""
    row: list[Button] = []
    for act in acts_for(viewer, issue, now):
        if act not in _NOT_OFFERED:
            row += _buttons(act, issue, viewer)
    row = [*row[:MOST_BUTTONS], Button(f"{SEE} {issue.number}", f"i:{issue.id}")]
    return tuple(tuple(row[at : at + IN_A_ROW]) for at in range(0, len(row), IN_A_ROW))


def acts_for(actor: Actor, issue: Issue, now: datetime) -> list[Act]:
    """What the actor can do to an issue now, in the order of buttons."""
    return [
        act
        for act in acts_in(issue.state)
        if may(actor, act, issue) and next_state(issue, act, now) is not None
    ]


def _audiences(session: Session, issue: Issue, step: Step) -> Iterable[tuple[Actor, Sequence[Address]]]:
    """Each kind of people that may be told, as one of them, with where they are reached."""
    enterprise = Actor(None, "", Role.ENTERPRISE, enterprise=issue.enterprise)
    yield enterprise, addresses_of(session, enterprise=issue.enterprise)
    for name in filter(None, (issue.department, *issue.supporting)):
        yield Actor(None, "", Role.DEPARTMENT, department=name), addresses_of(session, department=name)
    yield Actor(None, "", Role.STAFF), addresses_of(session, roles=DESK_ROLES)


def _words(issue: Issue, step: Step, viewer: Actor, calendar: Calendar) -> str | None:
    """What this viewer is told of the step, None for nothing."""
    seen = seen_by(viewer, issue)
    is_hidden = seen.enterprise != issue.enterprise
    facts = Facts(
        number=seen.number,
        title=seen.title,
        enterprise=seen.enterprise,
        department=seen.department,
        due=said(calendar, seen.due_at) if seen.due_at else "",
        note=(masked(step.note, issue) if is_hidden else step.note) or "",
        by_clock=step.role is None,
        by_enterprise=step.role is Role.ENTERPRISE,
        is_public=step.is_public,
    )
    match viewer.role:
        case Role.ENTERPRISE:
            return notice_texts.for_enterprise(step.act, facts, seen)
        case Role.DEPARTMENT if viewer.department == issue.department:
            return notice_texts.for_department(step.act, facts, seen)
        case Role.DEPARTMENT:
            return notice_texts.for_supporting(step.act, facts)
        case _:
            return notice_texts.for_desk(step.act, facts, seen)


def _buttons(act: Act, issue: Issue, viewer: Actor) -> list[Button]:
    data = f"a:{act}:{issue.id}:{issue.version}"
    if act is Act.RATE:
        good = (Rating.SATISFIED, Rating.FAIRLY)
        return [Button(RATINGS[rating], f"{data}:{rating}") for rating in good]
    if act is Act.REDO and viewer.role is Role.ENTERPRISE:
        return [Button(RATINGS[Rating.DISSATISFIED], data)]
    return [Button(act_name(act, issue.state), data)]
