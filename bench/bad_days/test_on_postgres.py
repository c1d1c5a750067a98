"""One PostgreSQL under one serve, and under two."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from bench.bad_days.parks import on_postgres
from bot.messages.tables import Inbox, Outbox
from knowledge.database import reading, writing
from knowledge.home import Home
from knowledge.scope import Role
from tests.fakes import settings_at
from tests.journeys.days import BAMBOO, POWER, STORAGE, Park, directory, eventually
from tests.telegram_server.telegram import Telegram


@pytest.fixture
def home(tmp_path: Path, empty_postgres: str) -> Iterator[Home]:
    home = Home(settings_at(tmp_path / "operator", empty_postgres))
    directory(home)
    yield home
    home.engine.dispose()


def lease_ends(home: Home) -> None:
    """As if the minute had passed after which another takes up what a dead process held."""
    with writing(home.engine) as session:
        for table in ("inbox", "outbox"):
            session.execute(text(f"UPDATE {table} SET due_at = now() WHERE stage = 'claimed'"))


def test_from_hand_in_to_rating_with_a_kill_within(
    home: Home, tmp_path: Path, empty_postgres: str, telegram: Telegram
) -> None:
    telegram.stop_pacing()
    with on_postgres(tmp_path / "served", empty_postgres, telegram) as running:
        park = Park(home, running, telegram)
        owner, clerk = park.owner("王经理"), park.binds("小吴", Role.STAFF)
        worker = park.binds("赵科长", Role.DEPARTMENT, department=POWER)
        telegram.says(owner, "/report 停电。")
        park.hears(owner, "请核对后回复“确认”提交")
        telegram.fails_next("sendMessage", "hang", times=2)
        telegram.says(owner, "确认")
        eventually(park.issues, lambda: running.log)
        running.kill()
        telegram.world.failures.clear()
        lease_ends(home)
        running.start()
        park.hears(owner, "已提交，编号")
        number = park.issues()[0].number
        park.hears(clerk, f"新诉求：诉求 {number}")
        park.presses(clerk, "受理", f"已受理：{number}")
        park.presses(clerk, "交办", "部门")
        park.says(clerk, POWER, "限期多久答复")
        park.presses(clerk, "3 个工作日", f"已交办：{number}")
        park.hears(worker, f"新交办：诉求 {number}")
        park.presses(worker, "签收", "状态：办理中")
        park.presses(worker, "答复", "请写下给企业的答复")
        park.says(worker, "已抢修。", "办理结果是")
        park.presses(worker, "已解决", f"已答复：{number}")
        park.hears(owner, "已抢修。")
        park.presses(owner, "满意", "状态：已销号")
        steps = park.issue(number)[1]
        assert [step.act for step in steps] == "submit accept assign acknowledge reply rate".split()


def test_two_share_one_inbox_without_a_double_effect(home: Home, tmp_path: Path, empty_postgres: str) -> None:
    with (
        on_postgres(tmp_path / "one", empty_postgres) as one,
        on_postgres(tmp_path / "two", empty_postgres) as two,
    ):
        here, there = (Park(home, running, None) for running in (one, two))  # type: ignore[arg-type]
        one.wait_until_ready()
        two.wait_until_ready()
        pages = [
            park.page(Role.ENTERPRISE, f"经理{number}", enterprise=(STORAGE, BAMBOO)[number % 2])
            for number in range(4)
            for park in (here, there)
        ]
        for round_ in range(3):
            for number, page in enumerate(pages):
                page.sends(f"/report 第{round_}轮第{number}件。")
            for page in pages:
                page.sends("确认")
        wanted = sorted(f"第{round_}轮第{number}件。" for round_ in range(3) for number in range(8))
        eventually(lambda: len(park_issues(home)) >= len(wanted), lambda: one.log + two.log)
        assert park_issues(home) == wanted
        clerk = there.page(Role.STAFF, "小吴")
        clerk.says("/queue", "WT-")
        eventually(lambda: not unfinished(home), lambda: str(unfinished(home)))
        with reading(home.engine) as session:
            replies = [row.payload["text"] for row in session.exec(select(Outbox))]
            assert all(row.attempts == 1 for row in session.exec(select(Inbox)))
        assert sum("已提交，编号" in one for one in replies) == len(wanted)


def park_issues(home: Home) -> list[str]:
    return sorted(one.text for one in Park(home, None, None).issues())  # type: ignore[arg-type]


def unfinished(home: Home) -> list[Inbox]:
    with reading(home.engine) as session:
        return [row for row in session.exec(select(Inbox)) if row.stage in ("waiting", "claimed")]
