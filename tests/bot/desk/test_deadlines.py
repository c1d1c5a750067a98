"""Deadlines: what starts them, stops them, gives them more time; no minute is lost or won on the way."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import clock, deadlines, holidays
from bot.desk.deadlines import Clock, extended, paused, recomputed, resumed, started
from bot.desk.holidays import calendar_of
from bot.desk.issues import Missing
from bot.desk.tables import Holiday
from bot.desk.words import Act, State
from bot.desk.working_time import Calendar, between
from knowledge.database import writing
from tests.bot.desk.cast import DENG, POWER, WU, YUAN, Desk, at

CALENDAR = calendar_of(())
DAY = 420
waits = st.integers(0, 6 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@settings(max_examples=60)
@given(
    st.datetimes(datetime(2026, 9, 15), datetime(2027, 1, 5)).map(lambda one: one.replace(tzinfo=UTC)),
    st.lists(
        st.tuples(st.sampled_from(["pause", "resume", "extend"]), waits, st.integers(1, 840)), max_size=12
    ),
)
def test_no_minute_is_lost_however_often_it_is_stopped(
    start: datetime, turns: list[tuple[str, timedelta, int]]
) -> None:
    now, one, given_minutes, run = start, started(CALENDAR, start, 5 * DAY), 5 * DAY, 0
    for turn, wait, minutes in turns:
        run += between(CALENDAR, now, now + wait) if one.clock_from else 0
        now += wait
        if turn == "extend":
            one, given_minutes = extended(CALENDAR, one, minutes, now), given_minutes + minutes
        elif turn == "pause" and one.clock_from:
            one = paused(CALENDAR, one, now)
        elif turn == "resume" and not one.clock_from:
            one = resumed(CALENDAR, one, now)
        assert deadlines.left(CALENDAR, one, now) == given_minutes - run
        if one.due_at:
            assert between(CALENDAR, now, one.due_at) == given_minutes - run


def test_a_named_day_stays_whatever_the_holidays_but_can_be_stopped_and_extended() -> None:
    now = at("2026-11-23 10:00")
    named = deadlines.started_until(now, date(2026, 11, 27))
    assert named == Clock(now, None, at("2026-11-27 17:00"))
    off = calendar_of([Holiday(day=date(2026, 11, 27), is_working=False)])
    assert recomputed(off, named) == named
    standing = paused(CALENDAR, named, at("2026-11-25 17:00"))
    assert standing == Clock(None, 2 * DAY, None)
    assert resumed(CALENDAR, standing, at("2026-11-30 09:00")).due_at == at("2026-12-01 17:00")
    assert extended(CALENDAR, named, DAY, now).due_at == at("2026-11-30 17:00")


def test_who_has_how_long(desk: Desk) -> None:
    issue = desk.submit()
    assert issue.due_at == at("2026-11-24 10:00")  # a working day to accept
    desk.later(hours=2)
    assert desk.done(WU, Act.ACCEPT, issue).due_at == at("2026-11-24 12:00")  # and one to assign
    desk.later(hours=3)
    assert desk.done(WU, Act.ASSIGN, issue, department=POWER).due_at == at("2026-11-30 15:00")
    assert desk.done(WU, Act.ASSIGN, issue, department=POWER, working_days=1).due_at == at("2026-11-24 15:00")
    named = desk.done(WU, Act.ASSIGN, issue, department=POWER, due_on=date(2026, 12, 4))
    assert named.due_at == at("2026-12-04 17:00")
    desk.done(DENG, Act.ACKNOWLEDGE, issue)
    assert desk.done(DENG, Act.REPLY, issue, note="已增容。").due_at is None
    assert [step.due_at for step in desk.steps(issue)][-2:] == [at("2026-12-04 17:00"), None]


def test_the_clock_stands_still_while_the_enterprise_is_asked(desk: Desk) -> None:
    issue = desk.in_hand(desk.submit(), working_days=1)
    desk.now = at("2026-11-23 16:00")
    waiting = desk.done(DENG, Act.ASK, issue, note="请补充负荷清单。")
    assert (waiting.due_at, waiting.clock_minutes) == (None, DAY - 5 * 60)
    desk.now = at("2026-12-07 15:30")
    back = desk.done(YUAN, Act.SUPPLY, issue, note="清单见附件。")
    assert (back.state, back.due_at) == (State.IN_HAND, at("2026-12-08 09:30"))


def test_a_late_one_is_still_late_after_a_pause(desk: Desk) -> None:
    issue = desk.in_hand(desk.submit(), working_days=1)
    desk.now = at("2026-11-24 12:00")  # two hours late
    desk.done(DENG, Act.ASK, issue, note="请补充。")
    desk.now = at("2026-12-01 09:00")
    assert desk.done(YUAN, Act.SUPPLY, issue, note="好。").due_at == at("2026-11-30 15:00")


def test_more_time_is_asked_for_and_given_or_not(desk: Desk) -> None:
    issue = desk.in_hand(desk.submit())
    asked = desk.done(DENG, Act.REQUEST_EXTENSION, issue, working_days=3, note="设备未到货")
    assert (asked.asked_minutes, asked.due_at) == (3 * DAY, at("2026-11-30 10:00"))
    assert desk.steps(issue)[-1].note == "申请延期 3 个工作日：设备未到货"
    refused = desk.done(WU, Act.REFUSE_EXTENSION, issue, note="企业等着投产")
    assert (refused.asked_minutes, refused.due_at) == (None, at("2026-11-30 10:00"))
    desk.done(DENG, Act.REQUEST_EXTENSION, issue, working_days=3)
    assert desk.done(WU, Act.EXTEND, issue).due_at == at("2026-12-03 10:00")
    assert isinstance(desk.act(WU, Act.EXTEND, issue), Missing)  # nothing is asked for any more
    assert desk.done(WU, Act.EXTEND, issue, working_days=1).due_at == at("2026-12-04 10:00")


def test_a_redo_begins_afresh_and_no_enterprise_sets_its_deadline(desk: Desk) -> None:
    issue = desk.replied(desk.submit())
    desk.now = at("2026-11-25 14:00")
    again = desk.done(YUAN, Act.REDO, issue, note="还是跳闸", working_days=1, due_on=desk.today)
    assert (again.state, again.department, again.due_at) == (State.ASSIGNED, POWER, at("2026-12-02 14:00"))
    assert (again.reply, again.replied_at) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        {"working_days": 0},
        {"working_days": 9999},
        {"due_on": date(2026, 11, 22)},
        {"due_on": date(2099, 1, 1)},
    ],
)
def test_no_time_is_no_deadline(desk: Desk, said: dict[str, Any]) -> None:
    issue = desk.submit()
    desk.done(WU, Act.ACCEPT, issue)
    assert isinstance(desk.act(WU, Act.ASSIGN, issue, department=POWER, **said), Missing)


def test_open_deadlines_are_computed_again_when_the_holidays_are_known(desk: Desk) -> None:
    desk.now = at("2026-12-30 10:00")
    issue, closed, named = desk.in_hand(desk.submit()), desk.closed(desk.submit()), desk.submit()
    desk.assigned(named, due_on=date(2027, 1, 8))
    waiting = desk.in_hand(desk.submit())
    desk.done(DENG, Act.ASK, waiting, note="请补充。")
    assert desk.kept(issue).due_at == at("2027-01-06 10:00")  # by weekends: 2027 isn't published
    new_year = [Holiday(day=date(2027, 1, day), is_working=False, name="元旦") for day in (1, 4)]
    with writing(desk.engine) as session:
        holidays.put(session, new_year)
        assert clock.recompute(session, desk.now) == 1
        assert clock.recompute(session, desk.now) == 0
    step = desk.steps(issue)[-1]
    assert (step.act, step.role, step.due_at) == (Act.RECOMPUTE, None, at("2027-01-08 10:00"))
    assert desk.kept(issue).due_at == at("2027-01-08 10:00")
    assert desk.kept(named).due_at == at("2027-01-08 17:00")
    assert [desk.steps(one)[-1].act for one in (closed, waiting)] == [Act.RATE, Act.ASK]
    assert "现为 1月8日 10:00（2027年放假安排未公布，按周末推算）" in desk.told(YUAN)[-1].text


def test_a_deadline_says_where_the_holidays_are_guessed() -> None:
    due = at("2027-01-06 10:00")
    assert deadlines.said(CALENDAR, due) == "1月6日 10:00（2027年放假安排未公布，按周末推算）"
    assert deadlines.said(CALENDAR, at("2026-12-31 17:00")) == "12月31日 17:00"
    whole_year = calendar_of([Holiday(day=date(2027, 10, day), is_working=False) for day in range(1, 12)])
    assert deadlines.said(whole_year, due) == "1月6日 10:00"
    assert deadlines.said(Calendar(lambda _: True), due) == "1月6日 10:00"
