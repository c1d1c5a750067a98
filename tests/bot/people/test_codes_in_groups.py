"""A code that is sent in a group, where everyone sees it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people import texts
from knowledge.scope import Role
from tests.bot.dialogue.park import Park


@pytest.fixture
def park(engine: Engine, tmp_path: Path) -> Park:
    return Park(engine, tmp_path)


@pytest.mark.parametrize("command", ["/start {}", "/start@wuhao_bot {}", "/start http://park/sign-in#{}"])
def test_a_code_sent_in_a_group_is_void(park: Park, command: str) -> None:
    code, person = park.invite(Role.STAFF), park.person("吴")
    told = person.in_group.says(command.format(code))
    assert "已经作废" in told and "工作人员" in told and told.endswith("https://t.me/wuhao_bot")
    assert code not in told
    assert "撤销" in person.says(f"/start {code}")
    assert person.actor.is_guest


@pytest.mark.parametrize("words", ["/start", "/start 邀请码", "/start " + "A" * 22, "/mine"])
def test_what_is_no_open_code_is_led_to_the_private_chat_as_ever(park: Park, words: str) -> None:
    code, person = park.invite(Role.STAFF), park.person("吴")
    assert "私聊里办理" in person.in_group.says(words)
    assert "绑定成功" in person.says(f"/start {code}")


def test_a_used_code_shown_in_a_group_takes_no_role_away(park: Park) -> None:
    code, person = park.invite(Role.STAFF), park.person("吴")
    person.says(f"/start {code}")
    assert "私聊里办理" in person.in_group.says(f"/start {code}")
    assert person.actor.role is Role.STAFF


def test_without_a_chat_of_its_own_the_word_ends_without_a_link() -> None:
    assert texts.seen_by_group(None).endswith("。")
