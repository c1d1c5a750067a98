"""Who one is here: codes, several roles, roles taken away, and groups where everyone is a guest."""

import pytest
from sqlalchemy import delete
from sqlmodel import col, select

from bot.dialogue import texts
from bot.messages.contents import Address, Channel, Kind
from bot.messages.tables import Conversation
from bot.people import bindings
from bot.people.tables import Membership
from knowledge.database import writing
from knowledge.scope import Role
from tests.bot.dialogue.cast import BATTERY, POWER, Cast
from tests.bot.dialogue.park import Person

LINK = "https://t.me/wuhao_bot"


def revoke(cast: Cast, who: Person, role: Role) -> None:
    with writing(cast.park.engine) as session:
        found = select(Membership.id).where(
            Membership.person_id == who.actor.person_id, Membership.role == role
        )
        assert bindings.revoke(session, session.exec(found).one() or 0, cast.park.now())


def test_a_guest_is_told_how_to_begin(cast: Cast) -> None:
    for hello in ("/start", "开始", "／start", "/START", "/start@wuhao_bot"):
        assert "请用邀请码绑定身份" in cast.guest.says(hello)
    assert set(cast.guest.last.labels) == {"帮助"}
    shown = cast.guest.presses("帮助")
    assert "/help" in shown and "/queue" not in shown and "/report" not in shown


def test_help_is_of_ones_role(cast: Cast) -> None:
    assert "/report" in cast.yuan.says("/help") and "/queue" not in cast.yuan.last.text
    assert "/queue" in cast.deng.says("帮助") and "/report" not in cast.deng.last.text
    assert "待答复" in cast.wu.says("／ｈｅｌｐ") and "/report" in cast.wu.last.text


def test_a_code_lets_in_once(cast: Cast) -> None:
    code = cast.park.invite(Role.ENTERPRISE, enterprise=BATTERY)
    told = cast.guest.says(f"/start  {code} ")
    assert f"绑定成功，路人，您好。您的身份：企业 · {BATTERY}" in told
    assert {"反映问题", "我的诉求", "帮助"} == set(cast.guest.last.labels)
    assert "已经用这个邀请码绑定过" in cast.guest.says(f"/start {code}")
    other = cast.park.person("生人")
    assert "邀请码已经用过" in other.says(f"/start {code}")
    assert "邀请码不对" in other.says("/start abc")


def test_a_code_to_sign_in_on_the_web(cast: Cast) -> None:
    told = cast.yuan.says("登录码")
    assert "10 分钟内有效" in told
    code = told.splitlines()[1]
    assert f"http://park/sign-in#{code}" in told
    browser = Person(cast.park, "网页", Address(Channel.TERMINAL, "g9", "g9"))
    assert "登录成功，原经理" in browser.says(f"/start {code}")
    assert browser.actor.person_id == cast.yuan.actor.person_id
    assert cast.guest.says("登录码") == texts.NOT_FOR_GUESTS


def test_several_roles_one_at_a_time(cast: Cast) -> None:
    assert cast.yuan.says("切换身份") == texts.ONLY_ROLE
    cast.yuan.says("/report 写到一半。")
    cast.yuan.says(f"/start {cast.park.invite(Role.DEPARTMENT, department=POWER)}")
    assert "写到一半。" in "".join(one.text for one in cast.yuan.heard[-3:]) and cast.yuan.talk is None
    assert {"诉求队列", "帮助", "切换身份"} == set(cast.yuan.last.labels)
    cast.yuan.says(QUESTION := "补贴多少？")
    assert cast.park.asked[-1][1].role is Role.DEPARTMENT

    cast.yuan.says("切换身份")
    assert f"企业 · {BATTERY}" in cast.yuan.says(f"企业 · {BATTERY}")
    assert {"反映问题", "我的诉求", "帮助", "切换身份"} == set(cast.yuan.last.labels)
    cast.yuan.says(QUESTION)
    assert cast.park.asked[-1][1].scope.enterprise == BATTERY
    cast.yuan.says("/report 又写到一半。")
    cast.yuan.says("/mine")
    cast.yuan.presses_data("r:switch")
    assert "又写到一半。" in cast.yuan.presses(f"部门 · {POWER}") and cast.yuan.talk is None
    assert cast.yuan.says("/mine") == texts.NOT_ALLOWED


def test_another_persons_role_is_not_to_be_chosen(cast: Cast) -> None:
    theirs = cast.wu.actor.membership_id
    assert cast.yuan.presses_data(f"w:{theirs}") == texts.ONLY_ROLE
    cast.yuan.says("补贴多少？")
    assert cast.park.asked[-1][1].role is Role.ENTERPRISE


def test_a_role_taken_away_in_the_middle_of_a_talk(cast: Cast) -> None:
    cast.reported()
    cast.wu.presses("不予受理")
    revoke(cast, cast.wu, Role.STAFF)
    assert cast.wu.talk is None
    cast.wu.says("不属于园区职责。")
    assert cast.park.asked[-1][0] == "不属于园区职责。"
    assert cast.wu.says("受理") == texts.NOT_FOR_GUESTS
    assert cast.wu.says("WT-2026-0001") == texts.NOT_FOR_GUESTS
    assert len(cast.park.steps()) == 1


@pytest.mark.parametrize("is_new_chat", [False, True])
def test_a_role_taken_away_while_an_answer_is_thought_about(cast: Cast, is_new_chat: bool) -> None:
    """What was found for an official isn't told to whom is none any more."""
    if is_new_chat:
        with writing(cast.park.engine) as session:
            session.execute(delete(Conversation).where(col(Conversation.thread) == cast.shen.address.thread))
    cast.park.meanwhile.append(lambda: revoke(cast, cast.shen, Role.OFFICIAL))
    cast.shen.says("督办怎么通报？")
    assert [actor.role for _, actor in cast.park.asked] == [Role.OFFICIAL, Role.GUEST]


PERSONAL = (
    "/start abc",
    "/report 变压器容量不足。",
    "/report",
    "/mine",
    "/queue",
    "/project",
    "我的诉求",
    "登录码",
    "切换身份",
    "转人工",
    "待答复",
    "WT-2026-0001",
)


@pytest.mark.parametrize("words", PERSONAL)
def test_in_a_group_what_is_personal_is_led_to_the_private_chat(cast: Cast, words: str) -> None:
    cast.reported()
    for person in (cast.yuan, cast.wu, cast.shen, cast.guest):
        told = person.in_group.says(words)
        assert told.endswith(LINK) and "变压器" not in told
        assert person.in_group.talk is None
    assert len(cast.park.issues()) == 1


def test_in_a_group_everyone_asks_as_a_guest(cast: Cast) -> None:
    cast.shen.in_group.says("补贴多少？")
    assert cast.park.asked[-1][1].role is Role.GUEST
    assert cast.shen.in_group.presses("转人工").endswith(LINK)
    assert cast.shen.in_group.says("转人工").endswith(LINK)
    assert "/queue" not in cast.wu.in_group.says("/help")
    assert cast.shen.in_group.sends("一.jpg").endswith(LINK)
    for kind in (Kind.STICKER, Kind.VOICE, Kind.LOCATION, Kind.EDIT, Kind.OTHER):
        assert cast.shen.in_group.sends_kind(kind)


def test_a_button_of_the_private_chat_pressed_in_a_group(cast: Cast) -> None:
    cast.reported()
    for data in (cast.wu.data("受理"), cast.wu.data("查看 WT-2026-0001"), "q::1", "m:1", "w:1", "r:mine"):
        assert cast.wu.in_group.presses_data(data).endswith(LINK)
    assert len(cast.park.steps()) == 1


def test_chatter_in_a_group_is_not_answered(cast: Cast) -> None:
    assert cast.yuan.in_group.sends_kind(Kind.CHATTER, text="中午吃什么") == ""


def test_a_blocked_bot_and_back(cast: Cast) -> None:
    cast.reported()
    cast.yuan.sends_kind(Kind.GONE)
    cast.wu.presses("受理")
    assert "已受理" in cast.yuan.last.text  # it waits for them, or fails in sight of the staff
    cast.yuan.sends_kind(Kind.GONE, text="back")
    cast.wu.says("WT-2026-0001")
    cast.wu.presses("交办")
    cast.wu.presses(POWER)
    cast.wu.presses("5 个工作日")
    assert "已交办" in cast.yuan.last.text
