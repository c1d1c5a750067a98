"""Every route and every act by everyone, on their own and on others': as `may` says, through the dialogue itself.

Generated from the routing table and the lifecycle: a route or a question without a case fails.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk import issues
from bot.desk.details import Details, Draft
from bot.desk.lifecycle import CLOCK_ACTS, MOVES, Whither
from bot.desk.tables import Issue
from bot.desk.words import Act, Outcome, Rating, State
from bot.dialogue import acting, texts
from bot.dialogue.finding import find
from bot.dialogue.route import Route
from bot.dialogue.routes import ROUTES, TABLE
from bot.messages.contents import Address, Channel, Incoming, Kind
from bot.people.actors import GUEST_ACTOR, Actor
from bot.people.permissions import Right, may
from bot.tables import METADATA
from knowledge.database import reading, writing
from knowledge.documents import Passage
from knowledge.scope import Role
from tests.bot.dialogue.cast import BAMBOO, BATTERY, EVERYONE, LABOUR, OTHER_ZONE, POWER, ZONE, Cast
from tests.bot.dialogue.park import Park, Person
from tests.knowledge import cast as papers

ONE_OF_EACH = ("路人", "原经理", "老邓", "沈处", "小吴", "王主任")
REFUSALS = {texts.NOT_FOR_GUESTS, texts.NOT_ALLOWED}
SECRET = "变压器容量不足"
TALKING = {"inbox", "outbox", "conversation"}  # what every message leaves behind
CLERK = Actor(None, "小吴", Role.STAFF)

# what each route is asked for; {issue} is the batteries', {handover} waits for an answer, {passage} is public
CASES = {
    "start": "",
    "help": "",
    "report": "路灯坏了。",
    "as_issue": "",
    "mine": "",
    "queue": "全部",
    "project": "",
    "handovers": "",
    "failures": "",
    "switch": "",
    "code": "",
    "upload": "",
    "questions": "",
    "faq": "",
    "useful": "",
    "useless": "",
    "judge": "1:useful",
    "handover": "怎么报名？",
    "new": "",
    "stop": "",
    "cancel": "",
    "issue": "{issue}",
    "act": "accept:{issue}:1",
    "answer": "{handover}:1",
    "passage": "{passage}",
    "source": "1",
    "courtesy": "THANKS",
    "ask": "主题日是哪天？",
}


@dataclass
class Town:
    """The park with an issue, a question for staff and a paper in it."""

    park: Park
    ids: dict[str, int]


@pytest.fixture(scope="module", autouse=True)
def quick(lasting_cast: Cast) -> None:
    """The stories look at every label; here it would take most of the time."""
    lasting_cast.park.checks_labels = False


@pytest.fixture(scope="module")
def town(lasting_cast: Cast) -> Town:
    park = lasting_cast.park
    lasting_cast.reported(f"{SECRET}，影响投产。")
    lasting_cast.guest.says("怎么报名？")
    lasting_cast.guest.says("转人工")
    papers.add(park.engine, "公开办法", "主题日每周一举办。")
    with reading(park.engine) as session:
        passage = session.exec(select(Passage.id)).one() or 0
    return Town(park, {"issue": park.issue().id or 0, "handover": 1, "passage": passage})


def kept(park: Park) -> dict[str, list[Any]]:
    """Everything in the database but the talking itself."""
    with reading(park.engine) as session:
        return {
            table.name: list(session.execute(table.select()).all())
            for table in METADATA.sorted_tables
            if table.name not in TALKING
        }


def allowed(route: Route, person: Person) -> bool:
    return any(may(person.actor, right) for right in route.rights)


def test_every_route_has_its_case() -> None:
    assert set(CASES) == {route.name for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_way_to_a_route_takes_the_same_rights(route: Route) -> None:
    somebody = Address(Channel.TERMINAL, "1", "1")
    argument = CASES[route.name].format(issue=1, handover=1, passage=1)
    ways = [Incoming(somebody, Kind.PRESS, data=f"r:{route.name}:{argument}")]
    ways += [Incoming(somebody, Kind.TEXT, word) for word in route.words]
    if route.command:
        ways += [Incoming(somebody, Kind.TEXT, f"/{route.command} {argument}")]
    if route.prefix:
        ways += [Incoming(somebody, Kind.PRESS, data=f"{route.prefix}:{argument}")]
    for way in ways:
        step = find(TABLE, way, GUEST_ACTOR, None, [])
        assert (step.rights, step.run, step.is_personal) == (route.rights, route.run, route.is_personal)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_by_everyone(town: Town, route: Route) -> None:
    assert route.rights, "a route that takes no right is nobody's"
    argument = CASES[route.name].format(**town.ids)
    for person in map(town.park.person, EVERYONE):
        before = kept(town.park)
        told = person.presses_data(f"r:{route.name}:{argument}")
        if allowed(route, person):
            assert told and (told not in REFUSALS or route.name == "act"), person.name
        else:
            guest = person.actor.is_guest
            assert told == (texts.NOT_FOR_GUESTS if guest else texts.NOT_ALLOWED), person.name
            assert kept(town.park) == before
        if not may(person.actor, Right.SEE, town.park.issue()):
            assert SECRET not in told
        if person.talk:
            person.says("/cancel")


@pytest.mark.parametrize("route", [one for one in ROUTES if one.is_personal], ids=lambda route: route.name)
def test_no_personal_route_goes_in_a_group(town: Town, route: Route) -> None:
    argument = CASES[route.name].format(**town.ids)
    for person in map(town.park.person, ONE_OF_EACH):
        before = kept(town.park)
        told = person.in_group.presses_data(f"r:{route.name}:{argument}")
        assert told == texts.only_in_private("https://t.me/wuhao_bot")
        assert kept(town.park) == before and person.in_group.talk is None


# Acts

TYPED = {
    "note": "情况说明。",
    "department": LABOUR,
    "deadline": "3",
    "days": "3",
    "until": "12月31日",
    "outcome": "已解决",
    "sure": "确认撤回",
}
TRIED = [act for act in Act if act is not Act.SUBMIT]  # handed in, it is one already: see the route "report"


@dataclass
class Case:
    """Whose issue it is, and who has it in hand."""

    enterprise: str
    zone: str
    department: str
    supporting: tuple[str, ...]


OURS = Case(BATTERY, ZONE, POWER, (LABOUR,))
THEIRS = Case(BAMBOO, OTHER_ZONE, LABOUR, ())


def way_to(act: Act) -> Sequence[Act]:
    """The acts that lead from hand-in to a state where `act` is possible, the shortest and mainly on."""
    needs = {Act.REFUSE_EXTENSION: Act.REQUEST_EXTENSION}
    waiting: deque[tuple[State, tuple[Act, ...]]] = deque([(State.SUBMITTED, ())])
    seen = {State.SUBMITTED}
    while waiting:
        state, way = waiting.popleft()
        if (state, act) in MOVES and (state is not State.ACCEPTED or act is not Act.DEFER):
            return (*way, needs[act]) if act in needs else way
        for (begin, step), to in MOVES.items():
            if begin is state and not isinstance(to, Whither) and to not in seen and step is not Act.ANSWER:
                seen.add(to)
                waiting.append((to, (*way, step)))
    raise AssertionError(f"nothing leads to {act}")


def issue_for(park: Park, act: Act, case: Case) -> Issue:
    """A new issue in a state where `act` is possible."""
    details = Details(
        note="说明。",
        department=case.department,
        supporting=case.supporting,
        working_days=2,
        until=park.now().date() + timedelta(days=9),
        outcome=Outcome.NOT_NOW,
        rating=Rating.FAIRLY,
    )
    with writing(park.engine) as session:
        draft = Draft(f"{SECRET}。", enterprise=case.enterprise, zone=case.zone)
        handed_in = issues.submit(session, draft, CLERK, park.now())
        assert isinstance(handed_in, Issue)
        issue = session.get_one(Issue, handed_in.id)
        for step in way_to(act):
            done = issues.apply(session, issue, step, CLERK, park.now(), details)
            assert isinstance(done, Issue), done
        return issue


def try_act(person: Person, act: Act, issue: Issue, other: Issue) -> str:
    """Press the act's button, made by hand if need be, and answer all that is asked."""
    rating = ":satisfied" if act is Act.RATE else ""
    told = person.presses_data(f"a:{act.value}:{issue.id}:{issue.version}{rating}")
    if person.talk == acting.NAME:
        for asked in acting.ASKS[act]:
            told += person.says(other.number if asked == "merge_into" else TYPED[asked])
    return told


@pytest.mark.parametrize("act", TRIED, ids=lambda act: act.value)
def test_every_act_by_everyone_on_ours_and_theirs(lasting_cast: Cast, act: Act) -> None:
    park = lasting_cast.park
    other = issue_for(park, Act.ACCEPT, OURS)
    for case in (OURS, THEIRS):
        issue = issue_for(park, act, case)
        for person in map(park.person, EVERYONE):
            actor = person.actor
            told = try_act(person, act, issue, other)
            is_done = park.issue(issue.number).version > issue.version
            nobody_to_remind = act is Act.REMIND and actor.is_staff and not issue.department
            allowed = act not in CLOCK_ACTS and may(actor, act, issue) and not nobody_to_remind
            assert is_done == allowed, (person.name, told)
            if is_done:
                assert person.talk is None
                issue = issue_for(park, act, case)
            elif not may(actor, Right.SEE, issue):
                assert told == (texts.NOT_FOR_GUESTS if actor.is_guest else texts.NO_SUCH_ISSUE)
            else:
                word = "没有可催的部门" if nobody_to_remind else texts.NOT_ALLOWED
                assert word in told, person.name


def test_every_issue_is_seen_as_may_says(lasting_cast: Cast) -> None:
    park = lasting_cast.park
    for case in (OURS, THEIRS):
        issue = issue_for(park, Act.ACKNOWLEDGE, case)
        for person in map(park.person, EVERYONE):
            is_seen = may(person.actor, Right.SEE, issue)
            for told in (person.presses_data(f"i:{issue.id}"), person.says(issue.number)):
                assert told.startswith(issue.number) == is_seen == (SECRET in told), person.name


def test_buttons_are_what_may_be_done(lasting_cast: Cast) -> None:
    park = lasting_cast.park
    for act in TRIED:
        issue = issue_for(park, act, OURS)
        for person in map(park.person, EVERYONE):
            if act in CLOCK_ACTS or not may(person.actor, act, issue):
                continue
            person.presses_data(f"i:{issue.id}")
            begun = {data.split(":")[1] for data in person.last.labels.values() if data.startswith("a:")}
            assert all(may(person.actor, Act(one), issue) for one in begun)
            assert act.value in begun, (person.name, act)
