"""Hand-ins over Telegram while `wuhao serve` is killed at random moments: every one arrives, once.

`python -m bench.kills [--hand-ins 200] [--kills 20] [--people 20] [--seed 1]`
"""

import argparse
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from bot.desk.tables import Issue, Step
from bot.messages.contents import Address, Channel
from bot.people import invitations
from knowledge.database import reading, writing
from knowledge.home import Home
from knowledge.parks import Enterprise
from knowledge.scope import Role
from knowledge.settings import Settings
from tests.served import Served, served
from tests.telegram_server.serving import serving
from tests.telegram_server.telegram import Telegram


def main() -> None:
    """Run it and print what was found; exit 1 where anything is lost or double."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("hand-ins", 200), ("kills", 20), ("people", 20), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="wuhao-kills-") as folder,
        serving() as server,
        server.telegram() as telegram,
    ):
        telegram.stop_pacing()
        home = Path(folder) / "home"
        counts = hand_in(home, telegram, asked.hand_ins, asked.kills, asked.people, asked.seed)
    lost = [text for text in expected(asked.hand_ins) if not counts[text]]
    double = [text for text, count in counts.items() if count > 1]
    print(f"{asked.kills} kills, {asked.hand_ins} hand-ins: {sum(counts.values())} issues, "
          f"{len(lost)} lost, {len(double)} double, {time.monotonic() - begun:.0f} s")  # fmt: skip
    if lost or double:
        raise SystemExit(1)


def expected(count: int) -> list[str]:
    return [f"第 {number} 号问题：厂区停电。" for number in range(count)]


def hand_in(
    home: Path, telegram: Telegram, hand_ins: int, kills: int, people: int, seed: int
) -> "Counter[str]":
    """How often each problem is in the database in the end; raises where a number or a Step is missing."""
    chance = random.Random(seed)
    who = [f"企业{number}" for number in range(people)]
    _bind(home, telegram, who)
    with served(home, telegram) as running:
        _wait(running, lambda: not telegram.waiting)
        killer = threading.Thread(target=_kill, args=(running, telegram, chance, kills))
        killer.start()
        for number, text in enumerate(expected(hand_ins)):
            telegram.says(who[number % people], f"/report {text}")
            telegram.says(who[number % people], "确认")
            time.sleep(chance.uniform(0.0, 0.6))
        killer.join()
        _wait(running, lambda: len(_numbers(telegram, who)) >= hand_ins)
        running.stop()
    return _counts(home, telegram, who)


def _bind(home: Path, telegram: Telegram, who: list[str]) -> None:
    place = Home(Settings(home=home, database_url=None))
    now = datetime.now(UTC)
    with writing(place.engine) as session:
        for name in who:
            session.add(Enterprise(name=name))
        session.flush()
        for name in who:
            code = invitations.invite(session, Role.ENTERPRISE, now, enterprise=name).code
            user = str(telegram.user(name).id)
            invitations.redeem(session, code, Address(Channel.TELEGRAM, user, user), name, now)
    place.engine.dispose()
    for name in who:
        telegram.says(name, "/start")


def _kill(running: Served, telegram: Telegram, chance: random.Random, kills: int) -> None:
    """Each time while it is at work: it takes messages in, and a moment later is gone."""
    for _ in range(kills):
        _wait(running, telegram.is_polled)
        time.sleep(chance.uniform(0.0, 2.0))
        running.kill()
        running.start()


def _numbers(telegram: Telegram, who: list[str]) -> set[str]:
    """The numbers that people were told."""
    told = (text for name in who for text in telegram.chat(name).texts)
    return {text.partition("编号 ")[2][:12] for text in told if text.startswith("已提交，编号 ")}


def _wait(running: Served, done: Callable[[], bool], patience: float = 240.0) -> None:
    until = time.monotonic() + patience
    while not done():
        assert time.monotonic() < until, running.log[-3000:]
        time.sleep(0.2)


def _counts(home: Path, telegram: Telegram, who: list[str]) -> "Counter[str]":
    place = Home(Settings(home=home, database_url=None))
    with reading(place.engine) as session:
        issues = session.exec(select(Issue)).all()
        steps = Counter(step.issue_id for step in session.exec(select(Step)))
    place.engine.dispose()
    assert len({one.number for one in issues}) == len(issues)
    assert all(steps[one.id or 0] == 1 for one in issues)
    assert {one.number for one in issues} == _numbers(telegram, who), "somebody wasn't told their number"
    return Counter(one.text for one in issues)


if __name__ == "__main__":
    main()
