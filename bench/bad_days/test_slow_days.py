"""What takes long: a line that hangs, is away or cut; large files; long replies."""

from datetime import UTC, datetime
from pathlib import Path

from bench.bad_days.parks import fragile, killed_when, small_park
from bot.files import LARGEST
from bot.messages import outbox
from bot.messages.contents import Outgoing
from bot.people import bindings
from bot.people.bindings import person_of
from knowledge.database import writing
from tests.journeys.days import Line, Park, eventually, told
from tests.journeys.test_bad_days import HELP
from tests.journeys.test_bad_files import photo
from tests.telegram_server.telegram import Telegram


def test_a_line_that_hangs_holds_up_nobody_else(park: Park) -> None:
    park.says("第一个人", "/start", "五好园区助手")
    park.telegram.fails_next("sendMessage", "hang")
    park.telegram.says("遇见慢的", "/help")
    eventually(lambda: not park.telegram.world.failures["sendMessage"], lambda: "nothing was sent")
    park.says("别人", "/start", "五好园区助手")
    park.telegram.chat("遇见慢的").wait_for(HELP, 40)
    assert sum(HELP in text for text in park.heard("遇见慢的")) == 1


def test_a_menu_that_telegram_didnt_take_is_set_later(park: Park) -> None:
    park.telegram.fails_next("setMyCommands", 500, times=1)
    who = park.owner("吕经理")
    eventually(lambda: "report" in park.telegram.commands(who), lambda: str(park.telegram.commands(who)))


def test_telegram_that_is_away_at_the_start_is_there_once_it_is_back(
    tmp_path: Path, telegram: Telegram
) -> None:
    line = Line(telegram.url)
    with small_park(tmp_path, telegram) as park:
        park.running.telegram = None
        park.running.settings |= {
            "WUHAO_TELEGRAM_TOKEN": telegram.token,
            "WUHAO_TELEGRAM_API_URL": line.url,
        }
        owner = park.owner("王经理")
        telegram.says(owner, "/report 停电。")
        telegram.says(owner, "确认")
        park.running.start()
        (note,) = eventually(lambda: told(park.running)["notes"], lambda: park.running.log)
        assert "连不上 Telegram" in note and "网页不受影响" in note
        line.mend()
        park.hears(owner, "已提交，编号")
        eventually(lambda: not told(park.running)["notes"], lambda: str(told(park.running)))
        line.cut()
        eventually(lambda: told(park.running)["notes"], lambda: "nobody notices")
        telegram.says(owner, "/mine")
        line.mend()
        park.hears(owner, "WT-")
        line.cut()


def test_twenty_megabytes_and_a_byte_more(park: Park) -> None:
    who = park.owner("大图")
    park.says(who, "/report 图纸。", "请核对后回复“确认”提交")
    largest = photo("red").ljust(LARGEST, b"\0")
    park.telegram.sends_photo(who, largest)
    park.hears(who, "照片.jpg")
    for size in (None, 5):  # what it says of its size may be wrong
        park.telegram.sends_document(who, "太大.jpg", largest + b"\0", size=size)
        park.hears(who, "20 MB")
    park.telegram.says(who, "确认")
    number = park.hears(who, "已提交，编号").partition("编号 ")[2][:12]
    assert park.issue(number)[0].text == "图纸。"


def test_killed_within_a_reply_of_many_parts_it_goes_on_where_it_was(
    tmp_path: Path, telegram: Telegram
) -> None:
    parts = 6
    text = "\n\n".join(f"第{number}部分：" + "条款。" * 1_300 for number in range(parts))
    with fragile(tmp_path, telegram) as park:
        owner = park.owner("王经理")
        park.says(owner, "/start", "您现在的身份")
        before = len(park.heard(owner))
        with writing(park.home.engine) as session:
            outbox.put(session, park.address(owner), Outgoing(text), datetime.now(UTC))
        killed_when(park, lambda: len(park.heard(owner)) >= before + 2)
        park.hears(owner, f"第{parts - 1}部分")
        heard = [one[:5] for one in park.heard(owner)[before:]]
        assert list(dict.fromkeys(heard)) == [f"第{number}部分：" for number in range(parts)]
        assert len(heard) <= parts + 1, "at most the part whose answer was lost comes twice"


def test_a_file_that_never_comes_is_said_and_the_words_are_kept(park: Park) -> None:
    who = park.owner("取不到")
    park.telegram.fails_next("getFile", 500, times=3)
    park.telegram.sends_photo(who, photo("red"), caption="门口塌陷")
    park.hears(who, "文件暂时取不到")
    assert "门口塌陷" in park.hears(who, "请核对后回复“确认”提交")


def test_a_menu_of_who_was_sent_away_while_nobody_served_is_taken_back(
    tmp_path: Path, telegram: Telegram
) -> None:
    with small_park(tmp_path, telegram) as park:
        owner = park.owner("王经理")
        park.running.start()
        eventually(lambda: "mine" in telegram.commands(owner), lambda: str(telegram.commands(owner)))
        park.running.kill()
        with writing(park.home.engine) as session:
            person = person_of(session, park.address(owner))
            assert person and bindings.revoke_person(session, person.id or 0, datetime.now(UTC))
        park.running.start()
        eventually(lambda: "mine" not in telegram.commands(owner), lambda: str(telegram.commands(owner)))
