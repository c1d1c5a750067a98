"""The power goes, or somebody stops serve, in the middle of something: nothing is lost, nothing done twice."""

import time
from pathlib import Path

from sqlmodel import select

from bench.bad_days.parks import fragile, killed_when
from bot.messages.tables import Inbox, Stage
from knowledge.database import reading
from knowledge.scope import Role
from tests.journeys.days import eventually
from tests.journeys.test_bad_files import photo
from tests.telegram_server.telegram import Telegram


def test_killed_in_the_middle_of_a_hand_in_an_act_and_a_file(tmp_path: Path, telegram: Telegram) -> None:
    with fragile(tmp_path, telegram) as park:
        owner = park.owner("王经理")
        clerk = park.binds("小吴", Role.STAFF)
        telegram.says(owner, "/report 停电。")
        telegram.fails_next("download", "hang")
        telegram.sends_photo(owner, photo("red"))
        killed_when(park, lambda: not telegram.world.failures["download"])
        park.hears(owner, "照片.jpg")
        telegram.fails_next("sendMessage", "hang", times=2)
        telegram.says(owner, "确认")
        killed_when(park, park.issues)
        park.hears(owner, "已提交，编号")
        park.hears(clerk, "新诉求")
        telegram.presses(clerk, "受理")
        number = park.issues()[0].number
        killed_when(park, lambda: len(park.issue(number)[1]) == 2)
        park.hears(owner, "已受理，即将交办")
        park.says(owner, "/mine", number)
        issue, steps = park.issue(number)
        assert (issue.state, [step.act for step in steps]) == ("accepted", ["submit", "accept"])
        assert len(park.issues()) == 1
        for who, word in ((owner, "已提交，编号"), (owner, "即将交办"), (clerk, "新诉求")):
            assert 1 <= sum(word in one for one in park.heard(who)) <= 2, (
                "once, or twice where the answer was lost"
            )


def test_stopped_during_slow_work_it_is_gone_within_ten_seconds(tmp_path: Path, telegram: Telegram) -> None:
    with fragile(tmp_path, telegram) as park:
        owner = park.owner("王经理")
        park.says(owner, "/report 停电。", "请核对后回复“确认”提交")
        telegram.fails_next("download", "hang")
        telegram.sends_photo(owner, photo("red"))
        eventually(lambda: not telegram.world.failures["download"], lambda: park.running.log)
        telegram.fails_next("sendMessage", "hang")
        telegram.says("路人", "/start")
        eventually(lambda: not telegram.world.failures["sendMessage"], lambda: park.running.log)
        assert park.running.stop() < 10
        with reading(park.home.engine) as session:
            assert [row.stage for row in session.exec(select(Inbox))].count(Stage.CLAIMED) == 1
        begun = time.monotonic()
        park.running.start()
        park.hears(owner, "照片.jpg")
        park.hears("路人", "五好园区助手")
        assert time.monotonic() - begun < 15
