"""What takes long: a line that hangs, is away or cut; large files; long replies; two serves on one PostgreSQL."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from bot.files import LARGEST
from bot.messages import outbox
from bot.messages.contents import Address, Channel, Outgoing
from bot.messages.tables import Inbox, Outbox
from bot.people import bindings
from bot.people.bindings import person_of
from knowledge.database import reading, writing
from knowledge.home import Home
from knowledge.scope import Role
from tests.journeys.days import BAMBOO, POWER, STORAGE, Line, Park, eventually
from tests.journeys.test_bad_days import HELP
from tests.journeys.test_bad_files import photo
from tests.journeys.test_bad_starts import small_park, told
from tests.journeys.test_killed import fragile, killed_when
from tests.journeys.test_on_postgres import home, lease_ends, on_postgres
from tests.telegram_server.telegram import Telegram

__all__ = ["home"]


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
            address = Address(Channel.TELEGRAM, *[str(telegram.user(owner).id)] * 2)
            outbox.put(session, address, Outgoing(text), datetime.now(UTC))
        killed_when(park, lambda: len(park.heard(owner)) >= before + 2)
        park.hears(owner, f"第{parts - 1}部分")
        heard = [one[:5] for one in park.heard(owner)[before:]]
        assert list(dict.fromkeys(heard)) == [f"第{number}部分：" for number in range(parts)]
        assert len(heard) <= parts + 1, "at most the part whose answer was lost comes twice"


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


def test_a_file_that_never_comes_is_said_and_the_words_are_kept(park: Park) -> None:
    who = park.owner("取不到")
    park.telegram.fails_next("getFile", 500, times=3)
    park.telegram.sends_photo(who, photo("red"), caption="门口塌陷")
    park.hears(who, "文件暂时取不到")
    assert "门口塌陷" in park.hears(who, "请核对后回复“确认”提交")


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


def test_a_menu_of_who_was_sent_away_while_nobody_served_is_taken_back(
    tmp_path: Path, telegram: Telegram
) -> None:
    with small_park(tmp_path, telegram) as park:
        owner = park.owner("王经理")
        park.running.start()
        eventually(lambda: "mine" in telegram.commands(owner), lambda: str(telegram.commands(owner)))
        park.running.kill()
        with writing(park.home.engine) as session:
            address = Address(Channel.TELEGRAM, *[str(telegram.user(owner).id)] * 2)
            person = person_of(session, address)
            assert person and bindings.revoke_person(session, person.id or 0, datetime.now(UTC))
        park.running.start()
        eventually(lambda: "mine" not in telegram.commands(owner), lambda: str(telegram.commands(owner)))
