"""One PostgreSQL under one serve, and under two."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from knowledge.database import writing
from knowledge.home import Home
from knowledge.scope import Role
from tests.fakes import settings_at
from tests.journeys.days import Park, directory, eventually
from tests.served import Served, free_port
from tests.telegram_server.telegram import Telegram


@contextmanager
def on_postgres(folder: Path, url: str, telegram: Telegram | None = None) -> Iterator[Served]:
    """A home of its own on a database that may be others' too."""
    folder.mkdir()
    running = Served(folder, free_port(), telegram, {"WUHAO_DATABASE_URL": url})
    running.start()
    try:
        yield running
        assert running.stop() < 10
        assert "Traceback" not in running.log, running.log
    finally:
        if running.process and running.process.poll() is None:
            running.kill()


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


def test_a_hand_in_with_a_kill_within(
    home: Home, tmp_path: Path, empty_postgres: str, telegram: Telegram
) -> None:
    telegram.stop_pacing()
    with on_postgres(tmp_path / "served", empty_postgres, telegram) as running:
        park = Park(home, running, telegram)
        owner, clerk = park.owner("王经理"), park.binds("小吴", Role.STAFF)
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
        park.hears(owner, "已受理，即将交办")
        steps = park.issue(number)[1]
        assert [step.act for step in steps] == ["submit", "accept"]
