"""The life of an issue: one table, (state, act) → state, and what else an act asks for. Pure."""

from datetime import date, datetime, timedelta
from enum import Enum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.desk.words import Act, Outcome, State

LOCAL = ZoneInfo("Asia/Shanghai")
SILENT_AFTER = timedelta(days=7)
REOPEN_WITHIN = timedelta(days=30)


class Whither(Enum):
    """A state that depends on where the issue came from."""

    BACK = "where the deferral began"
    AGAIN = "its department, or staff where they answered themselves"


class Facts(Protocol):
    """What the rules ask about an issue."""

    @property
    def state(self) -> State: ...
    @property
    def department(self) -> str | None: ...
    @property
    def back_to(self) -> State | None: ...
    @property
    def outcome(self) -> Outcome | None: ...
    @property
    def asked_minutes(self) -> int | None: ...
    @property
    def replied_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def deferred_until(self) -> date | None: ...


ENDS = frozenset({State.CLOSED, State.DECLINED, State.MERGED, State.WITHDRAWN})
CLOCK_ACTS = frozenset({Act.SILENCE, Act.WAKE, Act.RECOMPUTE})

_NEW = (State.SUBMITTED, State.ACCEPTED)
_RUNNING = (*_NEW, State.ASSIGNED, State.IN_HAND)

MOVES: dict[tuple[State, Act], State | Whither] = {
    (State.SUBMITTED, Act.ACCEPT): State.ACCEPTED,
    (State.SUBMITTED, Act.DECLINE): State.DECLINED,
    **{(state, Act.MERGE): State.MERGED for state in _NEW},
    **{(state, Act.WITHDRAW): State.WITHDRAWN for state in _NEW},
    **{(state, Act.ANSWER): State.REPLIED for state in _NEW},
    (State.ACCEPTED, Act.ASSIGN): State.ASSIGNED,
    (State.ASSIGNED, Act.ASSIGN): State.ASSIGNED,
    (State.ASSIGNED, Act.ACKNOWLEDGE): State.IN_HAND,
    (State.ASSIGNED, Act.RETURN): State.ACCEPTED,
    (State.IN_HAND, Act.ASK): State.WAITING,
    (State.WAITING, Act.SUPPLY): State.IN_HAND,
    (State.IN_HAND, Act.REPLY): State.REPLIED,
    (State.ACCEPTED, Act.DEFER): State.DEFERRED,
    (State.IN_HAND, Act.DEFER): State.DEFERRED,
    (State.DEFERRED, Act.RESUME): Whither.BACK,
    (State.DEFERRED, Act.WAKE): Whither.BACK,
    (State.IN_HAND, Act.REQUEST_EXTENSION): State.IN_HAND,
    **{(state, act): state for state in (State.IN_HAND, State.WAITING)
       for act in (Act.EXTEND, Act.REFUSE_EXTENSION)},
    (State.REPLIED, Act.RATE): State.CLOSED,
    (State.REPLIED, Act.SILENCE): State.CLOSED,
    (State.REPLIED, Act.REDO): Whither.AGAIN,
    (State.CLOSED, Act.REOPEN): State.ACCEPTED,
    **{(state, Act.REMIND): state for state in _RUNNING},
    **{(state, Act.RECOMPUTE): state for state in _RUNNING},
    **{(state, Act.NOTE): state for state in State},
}  # fmt: skip

ORDER = (
    Act.ACCEPT, Act.ACKNOWLEDGE, Act.ASSIGN, Act.REPLY, Act.RATE, Act.REDO, Act.SUPPLY, Act.EXTEND,
    Act.REFUSE_EXTENSION, Act.RESUME, Act.ANSWER, Act.ASK, Act.REQUEST_EXTENSION, Act.RETURN, Act.DEFER,
    Act.REOPEN, Act.MERGE, Act.DECLINE, Act.REMIND, Act.NOTE, Act.WITHDRAW,
)  # fmt: skip


def next_state(facts: Facts, act: Act, now: datetime) -> State | None:
    """Where an act leads from here; None where it isn't possible."""
    to = MOVES.get((facts.state, act))
    if to is None or not _is_met(facts, act, now):
        return None
    if to is Whither.BACK:
        return facts.back_to
    if to is Whither.AGAIN:
        return State.ASSIGNED if facts.department else State.ACCEPTED
    return to if isinstance(to, State) else None


def acts_in(state: State) -> list[Act]:
    """The acts that people may think of in a state, those that lead on first."""
    return [act for act in ORDER if (state, act) in MOVES]


def _is_met(facts: Facts, act: Act, now: datetime) -> bool:
    """What an act asks for besides the state."""
    if act is Act.REFUSE_EXTENSION:
        return facts.asked_minutes is not None
    if act is Act.SILENCE:
        return facts.replied_at is not None and now - facts.replied_at >= SILENT_AFTER
    if act is Act.WAKE:
        return facts.deferred_until is not None and facts.deferred_until <= now.astimezone(LOCAL).date()
    if act is Act.REOPEN:
        unsettled = facts.outcome in (Outcome.NOT_NOW, Outcome.SILENT)
        return unsettled and facts.closed_at is not None and now - facts.closed_at <= REOPEN_WITHIN
    return True
