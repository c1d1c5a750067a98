"""Who may do what: tables of data, and one rule of whose an issue is. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from bot.desk.words import Act
from bot.people.actors import Actor
from knowledge.scope import Role


class Right(StrEnum):
    """What a route takes. SEE is of an issue; the others are of nobody's in particular."""

    START = "start"
    HELP = "help"
    ASK = "question"  # an Act is called "ask": no word is both
    NEW = "new"
    STOP = "stop"
    CANCEL = "cancel"
    HANDOVER = "handover"
    PROJECT = "project"
    REPORT = "report"
    REPORT_FOR = "report_for"  # on behalf of an enterprise
    MINE = "mine"
    QUEUE = "queue"
    SEE = "see"
    SWITCH_ROLE = "switch_role"
    SIGN_IN_CODE = "sign_in_code"
    ANSWER_HANDOVER = "answer_handover"
    SEE_FAILURES = "see_failures"
    INVITE = "invite"
    REVOKE = "revoke"
    UPLOAD = "upload"
    JUDGE = "judge"
    KEEP_FAQ = "keep_faq"


class Tie(StrEnum):
    """What binds an actor to an issue."""

    OWN = "own"  # its enterprise
    LEAD = "lead"  # its 主办
    SUPPORTING = "supporting"  # a 协办
    ZONE = "zone"  # an official of its zone
    DESK = "desk"  # those who run the queue


class Owned(Protocol):
    """What of an issue decides whose it is."""

    @property
    def enterprise(self) -> str: ...
    @property
    def zone(self) -> str | None: ...
    @property
    def department(self) -> str | None: ...
    @property
    def supporting(self) -> Sequence[str]: ...
    @property
    def reporter_id(self) -> int | None: ...
    @property
    def is_anonymous(self) -> bool: ...


_ANYONE = frozenset(
    {Right.START, Right.HELP, Right.ASK, Right.NEW, Right.STOP, Right.CANCEL, Right.HANDOVER, Right.JUDGE}
)
_BOUND = _ANYONE | {Right.PROJECT, Right.SWITCH_ROLE, Right.SIGN_IN_CODE}
_DESK = _BOUND | {
    Right.REPORT_FOR,
    Right.QUEUE,
    Right.ANSWER_HANDOVER,
    Right.SEE_FAILURES,
    Right.INVITE,
    Right.REVOKE,
    Right.UPLOAD,
    Right.KEEP_FAQ,
}

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.GUEST: _ANYONE,
    Role.ENTERPRISE: _BOUND | {Right.REPORT, Right.MINE},
    Role.DEPARTMENT: _BOUND | {Right.QUEUE},
    Role.OFFICIAL: _BOUND | {Right.QUEUE},
    Role.STAFF: _DESK,
    Role.ADMIN: _DESK,
}

TIES: Mapping[Role, frozenset[Tie]] = {
    Role.GUEST: frozenset(),
    Role.ENTERPRISE: frozenset({Tie.OWN}),
    Role.DEPARTMENT: frozenset({Tie.LEAD, Tie.SUPPORTING}),
    Role.OFFICIAL: frozenset({Tie.ZONE}),
    Role.STAFF: frozenset({Tie.DESK}),
    Role.ADMIN: frozenset({Tie.DESK}),
}

# Whoever is tied to an issue sees it. The clock's own acts stand in no line: nobody does them by hand.
BY_TIE: Mapping[Tie, frozenset[Act]] = {
    Tie.OWN: frozenset({Act.SUBMIT, Act.WITHDRAW, Act.SUPPLY, Act.RATE, Act.REDO, Act.REMIND, Act.REOPEN}),
    Tie.LEAD: frozenset({Act.ACKNOWLEDGE, Act.RETURN, Act.ASK, Act.REPLY, Act.REQUEST_EXTENSION, Act.NOTE}),
    Tie.SUPPORTING: frozenset({Act.NOTE}),
    Tie.ZONE: frozenset(),
    Tie.DESK: frozenset(
        {
            *(Act.SUBMIT, Act.ACCEPT, Act.DECLINE, Act.MERGE, Act.ASSIGN, Act.ANSWER),
            *(Act.DEFER, Act.RESUME, Act.EXTEND, Act.REFUSE_EXTENSION, Act.REMIND, Act.NOTE),
            *(Act.REDO, Act.REOPEN),
            *(Act.ACKNOWLEDGE, Act.ASK, Act.REPLY),  # for a department that doesn't use the system
        }
    ),
}

INVITES: Mapping[Role, frozenset[Role]] = {
    Role.STAFF: frozenset({Role.ENTERPRISE, Role.DEPARTMENT, Role.OFFICIAL}),
    Role.ADMIN: frozenset(Role) - {Role.GUEST},
}


def may(actor: Actor, what: Right | Act, issue: Owned | None = None) -> bool:
    """Whether `actor` may do `what`, to `issue` where there is one.

    Without an issue an act, or SEE, is asked of in general: whether there could be one that it may be done to.
    """
    if isinstance(what, Right) and what is not Right.SEE:
        return what in RIGHTS[actor.role]
    ties = TIES[actor.role] if issue is None else ties_of(actor, issue)
    return bool(ties) if what is Right.SEE else any(what in BY_TIE[tie] for tie in ties)


def ties_of(actor: Actor, issue: Owned) -> frozenset[Tie]:
    """What binds `actor` to `issue`: one rule for all that is seen and done."""
    match actor.role:
        case Role.STAFF | Role.ADMIN:
            return frozenset({Tie.DESK})
        case Role.ENTERPRISE if actor.enterprise and actor.enterprise == issue.enterprise:
            return frozenset({Tie.OWN})
        case Role.DEPARTMENT if actor.department and actor.department == issue.department:
            return frozenset({Tie.LEAD})
        case Role.DEPARTMENT if actor.department in issue.supporting:
            return frozenset({Tie.SUPPORTING})
        case Role.OFFICIAL if actor.zones is None or issue.zone in actor.zones:
            return frozenset({Tie.ZONE})
        case _:
            return frozenset()


def names_shown(actor: Actor, issue: Owned) -> bool:
    """Whether `actor` is shown the enterprise's name, the contact and the telephone of `issue`."""
    ties = ties_of(actor, issue)
    if issue.is_anonymous:
        return bool(ties & {Tie.OWN, Tie.DESK})
    return bool(ties)


def may_invite(actor: Actor, role: Role) -> bool:
    """Whether `actor` may bind people to `role`, and revoke that: nobody makes more of themselves."""
    return role in INVITES.get(actor.role, frozenset())
