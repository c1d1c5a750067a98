"""Several at once, on both databases: one wins, the others hear who was quicker; no number twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bot.desk import issues
from bot.desk.issues import Details, Draft, Refused, Stale
from bot.desk.tables import Issue
from bot.desk.words import Act, Category
from bot.people.actors import Actor
from knowledge.database import writing
from knowledge.scope import Role
from tests.bot.desk.cast import BATTERY, DENG, POWER, WU, YUAN, Desk, at


def test_of_two_that_press_at_once_one_wins(desk: Desk) -> None:
    issue = desk.submit()
    desk.done(WU, Act.ACCEPT, issue)
    clerks = [desk.actor(WU), Actor(None, "小郑", Role.STAFF)]
    gate = Barrier(2)

    def assign(clerk: Actor) -> Issue | Refused:
        gate.wait()
        with writing(desk.engine) as session:
            details = Details(department=POWER)
            return issues.perform(session, issue.id or 0, 2, Act.ASSIGN, clerk, desk.now, details)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(assign, clerks))
    winner = next(at for at, one in enumerate(done) if isinstance(one, Issue))
    loser = done[1 - winner]
    assert isinstance(loser, Stale)
    assert (loser.by, loser.act, loser.version) == (clerks[winner].name, Act.ASSIGN, 3)
    assert f"已由{clerks[winner].name}于11月23日 10:00“交办”" in loser.text
    assert [step.version for step in desk.steps(issue)] == [1, 2, 3]


def test_twenty_that_hand_in_at_once_have_twenty_numbers(desk: Desk) -> None:
    gate, each = Barrier(10), 2

    def hand_in(_: int) -> list[str]:
        gate.wait()
        numbers = []
        for _turn in range(each):
            with writing(desk.engine) as session:
                draft = Draft("停水了。", Category.UTILITIES, enterprise=BATTERY)
                done = issues.submit(session, draft, desk.actor(YUAN), desk.now)
                assert isinstance(done, Issue)
                numbers.append(done.number)
        return numbers

    with ThreadPoolExecutor(10) as pool:
        numbers = sorted(number for some in pool.map(hand_in, range(10)) for number in some)
    assert numbers == [f"WT-2026-{one:04}" for one in range(1, 21)]


def test_a_year_begins_at_midnight_in_lanchuan(desk: Desk) -> None:
    desk.now = at("2026-12-31 23:59")
    assert desk.submit().number == "WT-2026-0001"
    desk.now = at("2027-01-01 00:00")
    assert [desk.submit().number, desk.submit().number] == ["WT-2027-0001", "WT-2027-0002"]


def test_a_button_from_last_week_says_who_did_what(desk: Desk) -> None:
    issue = desk.in_hand(desk.submit())
    stale = desk.act(DENG, Act.RETURN, issue, version=3, note="不属于我们")
    assert isinstance(stale, Stale)
    assert stale.text == (
        "诉求 WT-2026-0001 已由老邓于11月23日 10:00“签收”，现在：办理中。请先看最新情况再操作。"
    )


def test_an_enterprise_does_not_hear_of_what_is_internal(desk: Desk) -> None:
    issue = desk.submit()
    desk.done(WU, Act.NOTE, issue, note="这家企业欠租")
    stale = desk.act(YUAN, Act.WITHDRAW, issue, version=1)
    assert isinstance(stale, Stale)
    assert (stale.by, stale.act) == (None, None)
    assert "小吴" not in stale.text and "备注" not in stale.text
    with writing(desk.engine) as session:
        assert issues.stale(session, issue, 2) is None
        assert isinstance(issues.stale(session, issue, 1), Stale)
