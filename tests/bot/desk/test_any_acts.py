"""From any acts by anybody, right and wrong, stale and fresh: no illegal state, no step lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func
from sqlmodel import select

from bot.desk import clock, issues
from bot.desk.issues import Refused, Stale
from bot.desk.tables import Attachment, Issue, Step
from bot.desk.words import Act, Outcome, Rating, State
from bot.messages.contents import Address, StoredFile
from bot.messages.tables import Outbox
from knowledge import migrations
from knowledge.database import connect, reading
from knowledge.scope import Role
from tests.bot.desk.cast import BATTERY, DENG, HE, LABOUR, POWER, QIN, SHEN, STRANGER, WU, YUAN, ZHU, Desk
from tests.bot.desk.cast import desk_on as a_desk_on
from tests.bot.desk.test_lifecycle import LEGAL

EVERYONE = (YUAN, ZHU, DENG, HE, WU, SHEN, QIN, STRANGER)
RUNNING = {State.SUBMITTED, State.ACCEPTED, State.ASSIGNED, State.IN_HAND}
OVER = {State.DECLINED, State.MERGED, State.WITHDRAWN}
STANDING = {State.WAITING, State.DEFERRED}
PHOTO = StoredFile("a" * 64, "变压器.jpg", "image/jpeg", 1000)

# who may, as the issue has it: written down once more, apart from the permissions' own table
BY_ENTERPRISE = {Act.WITHDRAW, Act.SUPPLY, Act.RATE, Act.REDO, Act.REMIND, Act.REOPEN}
BY_LEAD = {Act.ACKNOWLEDGE, Act.RETURN, Act.ASK, Act.REPLY, Act.REQUEST_EXTENSION, Act.NOTE}
BY_DESK = {
    *(Act.ACCEPT, Act.DECLINE, Act.MERGE, Act.ASSIGN, Act.ANSWER, Act.DEFER, Act.RESUME, Act.EXTEND),
    *(Act.REFUSE_EXTENSION, Act.REMIND, Act.NOTE, Act.REDO, Act.REOPEN, Act.ACKNOWLEDGE, Act.ASK, Act.REPLY),
}

CHOICES: dict[str, list[Any]] = {
    "note": ["", "请补充负荷清单。", "<b>不属于本单位</b>\x00"],
    "department": [None, POWER, POWER, LABOUR, "没有这个部门"],
    "supporting": [(), (), (LABOUR,)],
    "working_days": [None, 1, 5, 15, 0, 9999],
    "outcome": [None, *Outcome],
    "rating": [None, *Rating],
    "merge_into": [None, "WT-2026-0001", "wt-2026-0002 ", "WT-1999-0001"],
    "files": [(), (PHOTO,)],
    "is_public": [False, True],
}


@dataclass
class Seen:
    """Everything that an act could have changed."""

    issue: Issue
    steps: int
    told: int
    files: int


def seen(desk: Desk, key: int) -> Seen:
    with reading(desk.engine) as session:

        def count(table: Any) -> int:
            return session.exec(select(func.count()).select_from(table)).one()

        issue = session.get(Issue, key)
        assert issue is not None
        return Seen(issue, count(Step), count(Outbox), count(Attachment))


def allowed(desk: Desk, who: Address, act: Act, issue: Issue) -> bool:
    actor = desk.actor(who)
    match actor.role:
        case Role.STAFF:
            return act in BY_DESK
        case Role.ENTERPRISE:
            return actor.enterprise == issue.enterprise and act in BY_ENTERPRISE
        case Role.DEPARTMENT if actor.department == issue.department:
            return act in BY_LEAD
        case Role.DEPARTMENT:
            return actor.department in issue.supporting and act is Act.NOTE
        case _:
            return False


def check_act(desk: Desk, key: int, who: Address, act: Act, version: int, said: dict[str, Any]) -> None:
    """Do it; it is refused and nothing changed, or it is legal and left its step."""
    before = seen(desk, key)
    done = desk.act(who, act, key, version, **said)
    after = seen(desk, key)
    if act is Act.RATE and said["rating"] is Rating.DISSATISFIED:
        act = Act.REDO
    if isinstance(done, Refused):
        assert done.text
        assert after == before
        if allowed(desk, who, act, before.issue):
            assert isinstance(done, Stale) == (version != before.issue.version)
        return
    assert allowed(desk, who, act, before.issue)
    assert version == before.issue.version
    assert after.issue.version == version + 1
    assert after.steps == before.steps + 1
    assert (before.issue.state, act, after.issue.state) in LEGAL


def check_issue(desk: Desk, key: int) -> None:
    """The steps chain from hand-in to where the issue is, and its clock is its state's."""
    issue, steps = desk.kept(key), desk.steps(key)
    assert [step.version for step in steps] == list(range(1, issue.version + 1))
    assert steps[0].act is Act.SUBMIT and steps[0].from_state is None
    for one, next_one in pairwise(steps):
        assert next_one.from_state is one.to_state
        assert (one.to_state, next_one.act, next_one.to_state) in LEGAL
        assert one.at <= next_one.at
    assert steps[-1].to_state is issue.state and steps[-1].due_at == issue.due_at
    assert (issue.due_at is not None) == (issue.clock_from is not None) == (issue.state in RUNNING)
    if issue.state in STANDING:
        assert issue.clock_minutes is not None
    assert (issue.deferred_until is not None) == (issue.state is State.DEFERRED)
    assert (issue.outcome is not None) == (issue.state is State.CLOSED)
    if issue.state in {State.ASSIGNED, State.IN_HAND, State.WAITING}:
        assert issue.department
    if issue.state in {State.SUBMITTED, State.ACCEPTED}:
        assert issue.department is None


class Walk:
    """What happens to one issue, step by step, as chance will have it."""

    def __init__(self, desk: Desk, chance: Random) -> None:
        self.desk, self.chance = desk, chance
        self.other = desk.submit(ZHU).id or 0
        self.key = desk.submit(YUAN, is_anonymous=True).id or 0
        self.reached: set[tuple[State, Act, State]] = set()

    def go(self, steps: int) -> None:
        ways = (self.what_is_offered, self.anything, self.time)
        for _ in range(steps):
            self.chance.choices(ways, (6, 3, 1))[0]()
            check_issue(self.desk, self.key)
            check_issue(self.desk, self.other)
            if self.desk.kept(self.key).state in OVER and self.chance.random() < 0.5:
                break  # nothing is left but notes
        taken = self.desk.steps(self.key)[1:]
        self.reached = {(step.from_state, step.act, step.to_state) for step in taken if step.from_state}

    def anything(self) -> None:
        """Anybody, any act, any details, now and then by an older or a made-up version."""
        version = max(1, self.desk.kept(self.key).version - self.chance.choice([0, 0, 0, 1, -1]))
        who, act = self.chance.choice(EVERYONE), self.chance.choice(list(Act))
        self.do(who, act, version, self.details())

    def what_is_offered(self) -> None:
        """Somebody does one of the acts that their buttons show, with what it needs."""
        issue, who = self.desk.kept(self.key), self.chance.choice((YUAN, DENG, HE, WU, WU))
        offered = issues.acts_for(self.desk.actor(who), issue, self.desk.now)
        rare = {Act.NOTE, Act.REMIND, Act.WITHDRAW, Act.DECLINE, Act.MERGE}
        if not offered:
            return
        act = self.chance.choices(offered, [1 if act in rare else 6 for act in offered])[0]
        filled = {"note": "见附件。", "department": POWER, "working_days": 3, "rating": Rating.FAIRLY}
        until = self.desk.today + timedelta(days=self.chance.choice([1, 40]))
        outcome = self.chance.choice([None, Outcome.SOLVED, Outcome.NOT_NOW, Outcome.NOT_NOW])
        self.do(who, act, issue.version, {**self.details(), **filled, "until": until, "outcome": outcome})

    def time(self) -> None:
        self.desk.later(hours=self.chance.choice([1, 5, 30, 24 * 8, 24 * 8, 24 * 31]))
        clock.tick(self.desk.engine, self.desk.now)

    def do(self, who: Address, act: Act, version: int, said: dict[str, Any]) -> None:
        print(f"{self.desk.actor(who).name} {act} v{version} {said}")
        check_act(self.desk, self.key, who, act, version, said)

    def details(self) -> dict[str, Any]:
        days = self.chance.choice([None, -1, 0, 3, 9999])
        until = None if days is None else self.desk.today + timedelta(days=days)
        return {"until": until, **{name: self.chance.choice(some) for name, some in CHOICES.items()}}


@pytest.fixture(scope="module")
def sqlite_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'wuhao.db'}")
    migrations.ensure_current(engine)
    yield a_desk_on(engine)
    engine.dispose()


REACHED: set[tuple[State, Act, State]] = set()


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_no_illegal_state_and_no_step_lost(sqlite_desk: Desk, seed: int) -> None:
    walk = Walk(sqlite_desk, Random(seed))
    walk.go(40)
    REACHED.update(walk.reached)


def test_the_walks_led_nearly_everywhere(sqlite_desk: Desk) -> None:
    """Or the test above would show little. The clock's own holidays are tested by themselves."""
    walked = {move for move in LEGAL if move[1] is not Act.RECOMPUTE}
    for seed in range(14):
        walk = Walk(sqlite_desk, Random(seed))
        walk.go(40)
        REACHED.update(walk.reached)
    assert len(REACHED & walked) > 0.7 * len(walked), sorted(walked - REACHED)


def test_the_same_on_both_databases(desk: Desk) -> None:
    Walk(desk, Random(7)).go(40)


def test_the_cast_is_who_the_tables_above_take_them_for(sqlite_desk: Desk) -> None:
    roles = [sqlite_desk.actor(who).role for who in EVERYONE]
    assert [role.value for role in roles] == [
        *("enterprise", "enterprise", "department", "department", "staff", "official", "official", "guest")
    ]
    assert sqlite_desk.actor(YUAN).enterprise == BATTERY
