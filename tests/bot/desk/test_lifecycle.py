"""The table of the life of an issue against the design's words, and what else an act asks for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.lifecycle import ENDS, MOVES, ORDER, acts_in, next_state
from bot.desk.words import Act, Outcome, State

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

# design §4, with the acts that stay where they are
DESIGN = """
submitted accept accepted
submitted decline declined
submitted merge merged
accepted merge merged
submitted withdraw withdrawn
accepted withdraw withdrawn
submitted answer replied
accepted answer replied
accepted assign assigned
assigned assign assigned
assigned acknowledge in_hand
assigned return accepted
in_hand ask waiting
waiting supply in_hand
in_hand reply replied
accepted defer deferred
in_hand defer deferred
deferred resume accepted|in_hand
deferred wake accepted|in_hand
replied redo assigned|accepted
replied rate closed
replied silence closed
closed reopen accepted
in_hand request_extension in_hand
in_hand extend in_hand
waiting extend waiting
in_hand refuse_extension in_hand
waiting refuse_extension waiting
submitted remind submitted
accepted remind accepted
assigned remind assigned
in_hand remind in_hand
submitted recompute submitted
accepted recompute accepted
assigned recompute assigned
in_hand recompute in_hand
"""
LEGAL = {
    (State(before), Act(act), State(after))
    for before, act, afters in (line.split() for line in DESIGN.split("\n") if line)
    for after in afters.split("|")
} | {(state, Act.NOTE, state) for state in State}


@dataclass(frozen=True)
class Facts:
    state: State
    department: str | None = None
    back_to: State | None = None
    outcome: Outcome | None = None
    asked_minutes: int | None = None
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    deferred_until: date | None = None


def every_facts(state: State) -> list[Facts]:
    long_ago = NOW - timedelta(days=10)
    return [
        Facts(state, department, back_to, outcome, 420, long_ago, long_ago, date(2026, 11, 1))
        for department in (None, "市供电公司")
        for back_to in (State.ACCEPTED, State.IN_HAND)
        for outcome in (Outcome.SOLVED, Outcome.SILENT)
    ]


def test_the_table_is_the_designs() -> None:
    reached = {
        (state, act, to)
        for state in State
        for act in Act
        for facts in every_facts(state)
        if (to := next_state(facts, act, NOW)) is not None
    }
    assert reached == LEGAL


def test_what_is_over_stays_over_but_for_a_note_and_a_reopening() -> None:
    left = {act for state, act in MOVES if state in ENDS}
    assert left == {Act.NOTE, Act.REOPEN}


def test_every_act_of_people_has_its_place_in_the_order() -> None:
    assert len(set(ORDER)) == len(ORDER)
    assert set(ORDER) == set(Act) - {Act.SUBMIT, Act.SILENCE, Act.WAKE, Act.RECOMPUTE}
    assert acts_in(State.WAITING) == [Act.SUPPLY, Act.EXTEND, Act.REFUSE_EXTENSION, Act.NOTE]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize(("days", "in_time"), [(0, True), (30, True), (30.01, False)])
def test_reopened_within_thirty_days_where_it_was_not_settled(
    outcome: Outcome, days: float, in_time: bool
) -> None:
    facts = Facts(State.CLOSED, outcome=outcome, closed_at=NOW - timedelta(days=days))
    is_unsettled = outcome in (Outcome.NOT_NOW, Outcome.SILENT)
    assert (next_state(facts, Act.REOPEN, NOW) is State.ACCEPTED) == (in_time and is_unsettled)


def test_the_clock_waits_for_its_day() -> None:
    replied = Facts(State.REPLIED, replied_at=NOW - timedelta(days=6, hours=23))
    assert next_state(replied, Act.SILENCE, NOW) is None
    assert next_state(replied, Act.SILENCE, NOW + timedelta(hours=1)) is State.CLOSED
    deferred = Facts(State.DEFERRED, back_to=State.IN_HAND, deferred_until=date(2026, 11, 24))
    assert next_state(deferred, Act.WAKE, datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) is None
    assert next_state(deferred, Act.WAKE, datetime(2026, 11, 23, 16, tzinfo=UTC)) is State.IN_HAND


def test_there_is_nothing_to_refuse_where_nobody_asked_for_more_time() -> None:
    assert next_state(Facts(State.IN_HAND), Act.REFUSE_EXTENSION, NOW) is None
    assert next_state(Facts(State.IN_HAND), Act.EXTEND, NOW) is State.IN_HAND
