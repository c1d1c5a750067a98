"""What each may, as a whole table: every right and act × every role × own, supporting, other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.tables import Issue
from bot.desk.words import Act, Category, Origin, State
from bot.people.actors import GUEST_ACTOR, Actor
from bot.people.permissions import Right, may, may_invite, names_shown
from knowledge.scope import Role
from tests.bot.people.cast import BAMBOO, BATTERY, LABOUR, NOW, POWER, ZONE, ZONE_SHORT


@dataclass(frozen=True)
class AnIssue:
    enterprise: str = BATTERY
    zone: str | None = ZONE
    department: str | None = POWER
    supporting: tuple[str, ...] = (LABOUR,)
    reporter_id: int | None = 3
    is_anonymous: bool = False


SHEN = Actor(1, "沈处", Role.OFFICIAL, zone=ZONE, zone_names=frozenset({ZONE_SHORT}))
MAYOR = Actor(2, "市领导", Role.OFFICIAL)
YUAN = Actor(3, "原经理", Role.ENTERPRISE, zone=ZONE, enterprise=BATTERY)
ZHU = Actor(4, "竹经理", Role.ENTERPRISE, zone="松岭经济开发区", enterprise=BAMBOO)
DENG = Actor(5, "老邓", Role.DEPARTMENT, department=POWER)
HE = Actor(6, "老何", Role.DEPARTMENT, department=LABOUR)
WU = Actor(7, "小吴", Role.STAFF)
ADMIN = Actor(8, "王主任", Role.ADMIN)
CAST = (GUEST_ACTOR, SHEN, MAYOR, YUAN, ZHU, DENG, HE, WU, ADMIN)

OURS = AnIssue()
ELSEWHERE = AnIssue(BAMBOO, "松岭经济开发区", "市生态环境局", ())

DESK = "see submit accept decline merge assign acknowledge ask reply answer defer resume extend refuse_extension remind note redo reopen"
# actor → what may be done to OURS, what to ELSEWHERE
DONE = {
    GUEST_ACTOR: ("", ""),
    SHEN: ("see", ""),
    MAYOR: ("see", "see"),
    YUAN: ("see submit withdraw supply rate redo remind reopen", ""),
    ZHU: ("", "see submit withdraw supply rate redo remind reopen"),
    DENG: ("see acknowledge return ask reply request_extension note", ""),
    HE: ("see note", ""),
    WU: (DESK, DESK),
    ADMIN: (DESK, DESK),
}
ANYONE = "start help question new stop cancel handover judge"
BOUND = f"{ANYONE} project switch_role sign_in_code"
HAD = {
    Role.GUEST: ANYONE,
    Role.ENTERPRISE: f"{BOUND} report mine",
    Role.DEPARTMENT: f"{BOUND} queue",
    Role.OFFICIAL: f"{BOUND} queue",
    Role.STAFF: f"{BOUND} report_for queue answer_handover see_failures invite revoke upload keep_faq",
    Role.ADMIN: f"{BOUND} report_for queue answer_handover see_failures invite revoke upload keep_faq",
}
TO_ISSUES: tuple[Act | Right, ...] = (*Act, Right.SEE)


def cases() -> Iterator[tuple[Actor, Act | Right, AnIssue, bool]]:
    for actor, (ours, elsewhere) in DONE.items():
        for what in TO_ISSUES:
            yield actor, what, OURS, what.value in ours.split()
            yield actor, what, ELSEWHERE, what.value in elsewhere.split()


def test_every_act_by_everyone_on_own_and_other_issues() -> None:
    assert set(DONE) == set(CAST)
    wrong = [
        (actor.name, what, issue)
        for actor, what, issue, is_allowed in cases()
        if may(actor, what, issue) is not is_allowed
    ]
    assert not wrong


def test_every_right_of_every_role() -> None:
    for actor in CAST:
        held = {right.value for right in Right if right is not Right.SEE and may(actor, right)}
        assert held == set(HAD[actor.role].split()), actor.name


def test_the_desks_own_issues_are_what_is_asked_about() -> None:
    issue = Issue(
        number="WT-2026-0001",
        state=State.WAITING,
        title="用电",
        text="停电",
        category=Category.UTILITIES,
        origin=Origin.SELF,
        enterprise=BATTERY,
        supporting=[LABOUR],
        created_at=NOW,
    )
    assert may(YUAN, Act.SUPPLY, issue) and may(HE, Act.NOTE, issue) and not may(ZHU, Right.SEE, issue)


def test_no_act_is_taken_for_a_right() -> None:
    assert not {act.value for act in Act} & {right.value for right in Right}


@pytest.mark.parametrize("act", [Act.SILENCE, Act.WAKE, Act.RECOMPUTE])
def test_nobody_does_what_the_clock_does(act: Act) -> None:
    assert not any(may(actor, act, issue) for actor in CAST for issue in (OURS, ELSEWHERE, None))


def test_without_an_issue_an_act_is_asked_of_in_general() -> None:
    assert may(YUAN, Act.SUBMIT) and may(WU, Act.SUBMIT) and not may(DENG, Act.SUBMIT)
    assert may(SHEN, Right.SEE) and not may(GUEST_ACTOR, Right.SEE)


def test_an_issue_of_no_zone_is_for_officials_of_all_zones() -> None:
    nowhere = replace(OURS, zone=None)
    assert may(MAYOR, Right.SEE, nowhere) and not may(SHEN, Right.SEE, nowhere)


def test_a_zone_goes_by_each_of_its_names() -> None:
    assert may(SHEN, Right.SEE, replace(OURS, zone=ZONE_SHORT))


def test_who_lost_what_the_role_is_of_is_tied_to_nothing() -> None:
    nameless = replace(OURS, enterprise="", department=None)
    for role in (Role.ENTERPRISE, Role.DEPARTMENT):
        for blank in (None, ""):
            actor = Actor(9, "某人", role, enterprise=blank, department=blank)
            assert not any(may(actor, what, nameless) for what in TO_ISSUES)


def test_an_anonymous_enterprise_is_named_to_itself_and_the_desk_alone() -> None:
    hidden = replace(OURS, is_anonymous=True)
    assert [actor.name for actor in CAST if names_shown(actor, hidden)] == ["原经理", "小吴", "王主任"]
    assert [actor.name for actor in CAST if not names_shown(actor, OURS)] == ["访客", "竹经理"]


def test_nobody_invites_more_than_they_are() -> None:
    invited = {
        actor.name: {role.value for role in Role if may_invite(actor, role)}
        for actor in CAST
        if not actor.is_staff
    }
    assert not any(invited.values())
    assert {role for role in Role if may_invite(WU, role)} == {
        Role.ENTERPRISE,
        Role.DEPARTMENT,
        Role.OFFICIAL,
    }
    assert {role for role in Role if may_invite(ADMIN, role)} == set(Role) - {Role.GUEST}


names = st.sampled_from(["", "甲", "乙"])
maybe = st.none() | names
actors = st.builds(
    Actor, st.just(1), st.just("某人"), st.sampled_from(Role), zone=maybe, enterprise=maybe, department=maybe
)
issues = st.builds(AnIssue, names, maybe, maybe, st.tuples(names), st.none(), st.booleans())


@given(actors, st.sampled_from(TO_ISSUES), issues)
def test_what_may_be_done_may_be_seen_and_is_of_the_role(
    actor: Actor, what: Act | Right, issue: AnIssue
) -> None:
    if may(actor, what, issue):
        assert may(actor, Right.SEE, issue)
        assert may(actor, what)


@given(actors, issues)
def test_two_enterprises_never_see_each_others(actor: Actor, issue: AnIssue) -> None:
    if actor.role is Role.ENTERPRISE and actor.enterprise != issue.enterprise:
        assert not may(actor, Right.SEE, issue) and not names_shown(actor, issue)
