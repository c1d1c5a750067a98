"""Telegram's moods, and its people's: each gets a clear word, nothing is lost or done twice."""

import time
from typing import Any

import httpx
import pytest

from bot.messages.tables import Outbox
from knowledge.scope import Role
from tests.journeys.days import PATIENCE, Park, eventually
from tests.telegram_server.world import Trouble

HELP = "直接写一句话就是提问"
BROKEN: tuple[dict[str, Any], ...] = (
    {"message": {}},
    {"message": {"chat": {"id": 10**30}}},
    {"message": None},
    {"odd": [[]]},
)
TROUBLES: dict[str, Trouble] = {"甲": 500, "乙": "drop", "丙": "nonsense", "丁": 429}


def test_trouble_with_one_chat_is_that_chats_alone(park: Park) -> None:
    """Everything at once: whoever's reply meets trouble gets it later, everybody else at once."""
    telegram, begun = park.telegram, time.monotonic()
    park.says("第一个人", "/start", "五好园区助手")
    for who, trouble in TROUBLES.items():
        telegram.fails_next("sendMessage", trouble, retry_after=2 if trouble == 429 else None)
        telegram.says(who, "/help")
        eventually(lambda: not telegram.world.failures["sendMessage"], lambda: "nothing was sent")
    asked = time.monotonic()
    park.says("别人", "/start", "五好园区助手")
    assert time.monotonic() - asked < 2
    for who in TROUBLES:
        telegram.chat(who).wait_for(HELP, PATIENCE)
        assert sum(HELP in text for text in park.heard(who)) == 1
    assert time.monotonic() - begun > 2, "retry_after is kept"


def test_an_answer_that_is_lost_doubles_a_message_and_no_effect(park: Park) -> None:
    who = park.owner("周经理")
    park.says(who, "/report 车间漏雨。", "请核对后回复“确认”提交")
    park.telegram.fails_next("sendMessage", 500, done=True, of="已提交，编号")
    park.telegram.says(who, "确认")
    eventually(
        lambda: sum("已提交，编号" in one for one in park.heard(who)) == 2, lambda: str(park.heard(who))
    )
    assert [one.text for one in park.issues()].count("车间漏雨。") == 1


def test_another_poller_is_said_plainly_and_survived(park: Park) -> None:
    telegram = park.telegram
    other = f"{telegram.url}/bot{telegram.token}/getUpdates"
    eventually(telegram.is_polled, lambda: "nobody polls")
    assert httpx.get(other, params={"offset": 1}, trust_env=False).json()["ok"]

    def notes() -> Any:
        answer = httpx.get(f"{park.running.url}/readyz", trust_env=False).json()
        return [note for note in answer["notes"] if "同一个令牌" in note]

    eventually(notes, lambda: park.running.log)
    park.says("赶来的人", "/start", "五好园区助手")
    eventually(lambda: not notes(), lambda: "the note stays")
    assert "另一个程序正用同一个令牌接收 Telegram 消息（409）" in park.running.log


def test_updates_twice_out_of_order_and_broken_have_one_effect_each(park: Park) -> None:
    who, telegram = park.owner("钱经理"), park.telegram
    park.says(who, "/report 排污管道破裂。", "请核对后回复“确认”提交")
    with telegram.world.lock:  # one batch: the first are broken, the last comes first, one comes twice
        for broken in BROKEN:
            telegram.sends_update(**broken)
        telegram.says(who, "厂区北门。")
        telegram.says(who, "确认")
        updates = telegram.world.updates
        updates.reverse()
        updates.append(updates[0])
    number = park.hears(who, "已提交，编号").partition("编号 ")[2][:12]
    for update in telegram.updates[-2:]:
        telegram.redelivers(update["update_id"])
    park.says(who, "/help", "/mine")
    issue, steps = park.issue(number)
    assert issue.text == "排污管道破裂。\n厂区北门。" and len(steps) == 1
    assert sum("已提交，编号" in text for text in park.heard(who)) == 1


@pytest.mark.parametrize("is_told", [True, False], ids=["told by Telegram", "found out"])
def test_who_blocks_us_is_seen_by_a_clerk_and_gets_what_waited_when_he_is_back(
    park: Park, is_told: bool
) -> None:
    who, clerk, telegram = park.owner(f"吴经理{is_told}"), park.page(Role.STAFF, "小吴"), park.telegram
    park.says(who, "/start", "您现在的身份")
    telegram.fails_next("sendMessage", 429, retry_after=2)
    telegram.says(who, "/help")
    eventually(lambda: not telegram.world.failures["sendMessage"], lambda: "nothing was sent")
    if is_told:
        telegram.blocks(who)
    else:
        telegram.world.private(who).is_blocked = True

    def undelivered() -> list[Outbox]:
        return [row for row in park.outgoing(HELP) if row.chat == _id(park, who) and row.error]

    eventually(lambda: [row for row in undelivered() if row.stage == "failed"], lambda: str(undelivered()))
    assert f"发给{who}" in clerk.says("未送达", "未送达或处理失败")
    tried = undelivered()[0].attempts
    time.sleep(1)
    assert undelivered()[0].attempts == tried <= 2 and HELP not in park.heard(who)[-1]
    telegram.unblocks(who)
    park.seen(who, HELP)
    assert f"发给{who}" not in clerk.says("未送达", "未送达")


def test_a_deleted_chat_is_a_failure_that_nobody_waits_for(park: Park) -> None:
    who, clerk = park.owner("冯经理"), park.page(Role.STAFF, "小李")
    park.says(who, "/start", "您现在的身份")
    park.telegram.deletes_chat(who)
    park.telegram.says(who, "/help")
    park.says("还在的人", "/start", "五好园区助手")
    eventually(lambda: "deactivated" in clerk.says("未送达", "未送达"), lambda: str(clerk.heard))


def test_a_group_gets_public_answers_and_the_way_to_the_private_chat(park: Park) -> None:
    who, telegram = park.owner("许经理"), park.telegram
    group = telegram.group("企业联络群", who, "路人甲")
    said = park.says(who, "/report 我的问题", "私聊", group)
    assert f"https://t.me/{telegram.bot_name}" in said
    before = len(park.heard(group))
    telegram.says("路人甲", "今天天气不错", group)
    telegram.sends_sticker(who, chat=group)
    park.running.wait_until_ready()
    park.says("路人甲", f"@{telegram.bot_name} 企业交流主题日什么时候举办？", "每周一20:00—22:00", group)
    assert len(park.heard(group)) == before + 1, "chatter is no question"
    telegram.removes_bot(who, group)
    eventually(lambda: not telegram.waiting, lambda: "not taken")
    number = park.hands_in(who, "污水外溢。")
    assert number, "in private he is still reached"


def test_the_admin_who_throws_us_out_of_a_group_is_still_told(park: Park) -> None:
    who, clerk = park.owner("何经理"), park.page(Role.STAFF, "小何")
    group = park.telegram.group("另一个群", who)
    number = park.hands_in(who, "路灯不亮。")
    park.telegram.removes_bot(who, group)
    eventually(lambda: not park.telegram.waiting, lambda: "not taken")
    clerk.hears(number)
    clerk.says(number, "路灯不亮")
    clerk.says("受理", "已受理")
    park.hears(who, "已受理，即将交办")


def test_a_reply_follows_a_group_that_becomes_a_supergroup(park: Park) -> None:
    telegram = park.telegram
    group = telegram.group("要升级的群", "群主", "群友")
    telegram.fails_next("sendMessage", 429, retry_after=2)
    telegram.says("群友", "/help", group)
    eventually(lambda: not telegram.world.failures["sendMessage"], lambda: "nothing was sent")
    new = telegram.upgrades_to_supergroup(group, "群主")
    park.seen("群友", HELP, new)
    assert not park.heard(group)


def _id(park: Park, who: str) -> str:
    return str(park.telegram.user(who).id)
