"""What an update says. Golden updates of each kind; odd ones never raise."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from bot.messages.contents import Address, Channel, FileRef, Incoming, Kind
from bot.telegram.translate import described, envelope, incoming, pressed, update_id
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import JPEG

BOT = "wuhao_test_bot"
SHEN = {"id": 7_100_000_001, "is_bot": False, "first_name": "沈", "last_name": "处", "username": "shen"}
PRIVATE = {"id": 7_100_000_001, "type": "private", "first_name": "沈"}
GROUP = {"id": -1_002_000_000_001, "type": "supergroup", "title": "交流群"}
HOME = Address(Channel.TELEGRAM, "7100000001", "7100000001")


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"update_id": 87, "message": {"message_id": 5, "from": SHEN, "chat": chat, "date": 1, **content}}


def read(chat: dict[str, Any] = PRIVATE, **content: Any) -> Incoming:
    return incoming(message(chat, **content), BOT)


PHOTO = [
    {"file_id": "small", "width": 90, "height": 67, "file_size": 900},
    {"file_id": "large", "width": 1280, "height": 960, "file_size": 90_000},
    {"file_id": "medium", "width": 320, "height": 240, "file_size": 9_000},
]
DOCUMENT = {"file_id": "d", "file_name": "停电/说明.pdf", "mime_type": "application/pdf", "file_size": 7}
OWN = {"phone_number": "+8613800000000", "first_name": "沈", "user_id": 7_100_000_001}


@pytest.mark.parametrize(
    ("content", "kind", "fields"),
    [
        ({"text": " 何时举办？ "}, Kind.TEXT, {"text": "何时举办？"}),
        ({"text": "/start@Wuhao_Test_Bot abc"}, Kind.TEXT, {"text": "/start abc"}),
        ({"text": f"@{BOT} 何时举办"}, Kind.TEXT, {"text": "何时举办"}),
        ({"text": "a@wuhao_test_bot.cn"}, Kind.TEXT, {"text": "a@wuhao_test_bot.cn"}),
        ({"text": "停\x00电\ud800\r\n了"}, Kind.TEXT, {"text": "停电\n了"}),
        (
            {"photo": PHOTO, "caption": "漏水", "media_group_id": "9"},
            Kind.FILES,
            {"text": "漏水", "files": (FileRef("large", "照片.jpg", "image/jpeg", 90_000),)},
        ),
        (
            {"document": DOCUMENT},
            Kind.FILES,
            {"files": (FileRef("d", "停电_说明.pdf", "application/pdf", 7),)},
        ),
        ({"document": {"file_id": "d"}}, Kind.FILES, {"files": (FileRef("d", "未命名文件"),)}),
        ({"document": {"file_id": "d"}, "animation": {}}, Kind.OTHER, {}),
        ({"photo": []}, Kind.OTHER, {}),
        ({"contact": OWN}, Kind.CONTACT, {"phone": "+8613800000000"}),
        ({"contact": {**OWN, "user_id": 5}}, Kind.OTHER, {}),
        ({"contact": {"phone_number": "1"}}, Kind.OTHER, {}),
        ({"location": {"latitude": 28.1, "longitude": 113}}, Kind.LOCATION, {"data": "28.100000,113.000000"}),
        (
            {
                "location": {"latitude": 28.1, "longitude": 113},
                "venue": {"title": "招商中心", "address": "一路"},
            },
            Kind.LOCATION,
            {"data": "28.100000,113.000000", "text": "招商中心 一路"},
        ),
        ({"sticker": {"emoji": "👍"}}, Kind.STICKER, {"text": "👍"}),
        ({"voice": {}}, Kind.VOICE, {}),
        ({"audio": {}, "caption": "录音"}, Kind.VOICE, {"text": "录音"}),
        ({"video_note": {}}, Kind.VOICE, {}),
        ({"video": {}, "caption": "现场"}, Kind.OTHER, {"text": "现场"}),
        ({"poll": {}}, Kind.OTHER, {}),
        ({"dice": {}}, Kind.OTHER, {}),
        ({"pinned_message": {}}, Kind.CHATTER, {}),
        ({"new_chat_members": []}, Kind.CHATTER, {}),
    ],
)
def test_golden_messages(content: dict[str, Any], kind: Kind, fields: dict[str, Any]) -> None:
    assert read(**content) == Incoming(HOME, kind, name="沈 处", **fields)


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ({"text": "大家好"}, Kind.CHATTER, "大家好"),
        ({"text": "/board"}, Kind.TEXT, "/board"),
        ({"text": f"/board@{BOT}"}, Kind.TEXT, "/board"),
        ({"text": "/board@other_bot"}, Kind.CHATTER, "/board@other_bot"),
        ({"text": f"请问@{BOT} 何时举办"}, Kind.TEXT, "请问 何时举办"),
        ({"text": f"x@{BOT}x"}, Kind.CHATTER, f"x@{BOT}x"),
        ({"text": "谢谢", "reply_to_message": {"from": {"username": BOT}}}, Kind.TEXT, "谢谢"),
        ({"text": "谢谢", "reply_to_message": {"from": {"username": "shen"}}}, Kind.CHATTER, "谢谢"),
        ({"photo": PHOTO}, Kind.CHATTER, ""),
        ({"photo": PHOTO, "caption": f"@{BOT} 漏水"}, Kind.FILES, "漏水"),
        ({"sticker": {"emoji": "👍"}}, Kind.CHATTER, ""),
        ({"migrate_from_chat_id": -5}, Kind.CHATTER, ""),
        ({"left_chat_member": SHEN}, Kind.CHATTER, ""),
    ],
)
def test_golden_group_messages(content: dict[str, Any], kind: Kind, text: str) -> None:
    found = read(GROUP, **content)
    assert (found.kind, found.text, found.is_group) == (kind, text, True)
    assert found.address == Address(Channel.TELEGRAM, "-1002000000001", "7100000001")


def test_another_bot_in_a_group_is_chatter() -> None:
    update = message(GROUP, text=f"@{BOT} 你好")
    update["message"]["from"] = {**SHEN, "is_bot": True}
    assert incoming(update, BOT).kind is Kind.CHATTER


def test_a_group_that_moved() -> None:
    found = read({**GROUP, "type": "group"}, migrate_to_chat_id=-1_002_000_000_009)
    assert (found.kind, found.data) == (Kind.MOVED, "-1002000000009")


def test_presses_edits_and_blocks() -> None:
    press = {
        "update_id": 1,
        "callback_query": {"id": "77", "from": SHEN, "message": {"chat": PRIVATE}, "data": "m:2"},
    }
    assert incoming(press, BOT) == Incoming(HOME, Kind.PRESS, data="m:2", name="沈 处")
    assert pressed(press) == "77" and pressed(message()) is None
    edit = {"update_id": 1, "edited_message": message(text="停电")["message"]}
    assert incoming(edit, BOT) == Incoming(HOME, Kind.EDIT, text="停电", name="沈 处")
    walking = {"update_id": 1, "edited_message": message(location={"latitude": 1, "longitude": 1})["message"]}
    assert incoming(walking, BOT).kind is Kind.CHATTER
    for status, kind, text in (
        ("kicked", Kind.GONE, ""),
        ("left", Kind.GONE, ""),
        ("member", Kind.GONE, "back"),
        ("restricted", Kind.CHATTER, ""),
    ):
        member = {"chat": PRIVATE, "from": SHEN, "new_chat_member": {"status": status}}
        found = incoming({"update_id": 1, "my_chat_member": member}, BOT)
        assert (found.kind, found.text) == (kind, text)


def test_without_a_name_yet_a_group_is_answered_where_it_commands() -> None:
    assert incoming(message(GROUP, text="/board"), "").kind is Kind.TEXT
    assert incoming(message(GROUP, text="@x 你好"), "").kind is Kind.CHATTER


def test_an_envelope() -> None:
    update = message(GROUP, photo=PHOTO, media_group_id="13000")
    found = envelope(update)
    assert found is not None
    assert (found.external_id, found.sequence, found.album, found.is_urgent) == ("87", 87, "13000", False)
    assert found.address.thread == "telegram:-1002000000001:7100000001"
    assert json.loads(found.raw) == update


@pytest.mark.parametrize(
    ("text", "is_urgent"),
    [
        ("/stop", True),
        (" /cancel@x_bot 了", True),
        ("/STOP", True),
        ("/stopping", False),
        ("停 /stop", False),
        ("取消", False),
    ],
)
def test_stop_and_cancel_are_urgent(text: str, is_urgent: bool) -> None:
    for chat in (PRIVATE, GROUP):
        found = envelope(message(chat, text=text))
        assert found and found.is_urgent == is_urgent
    edited = envelope({"update_id": 1, "edited_message": message(text=text)["message"]})
    assert edited and not edited.is_urgent


@pytest.mark.parametrize(
    "update",
    [
        None,
        [],
        "x",
        {},
        {"update_id": 1},
        {"update_id": True, **{"message": message()["message"]}},
        {"update_id": -1, **{"message": message()["message"]}},
        {"update_id": 2**63, **{"message": message()["message"]}},
        {"update_id": "1", **{"message": message()["message"]}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"chat": PRIVATE}},
        {"update_id": 1, "message": {"chat": {"id": "7", "type": "private"}, "from": SHEN}},
        {"update_id": 1, "message": {"chat": {"id": 2**60, "type": "private"}, "from": SHEN}},
        {"update_id": 1, "message": {"chat": {"id": 0, "type": "private"}, "from": SHEN}},
        {"update_id": 1, "channel_post": {"chat": {"id": -5, "type": "channel"}}},
        {"update_id": 1, "message": {"chat": {"id": -5, "type": "channel"}, "from": SHEN}},
        {"update_id": 1, "callback_query": {"id": "1", "from": SHEN, "inline_message_id": "x"}},
        {"update_id": 1, "inline_query": {"id": "1", "from": SHEN, "query": "x"}},
    ],
)
def test_updates_of_nobody_have_no_envelope(update: Any) -> None:
    assert envelope(update) is None
    assert len(described(update)) <= 200


def test_deep_json_has_no_envelope() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    update = message(text="x")
    update["message"]["deep"] = deep
    assert envelope(update) is None
    assert described(update)
    while isinstance(deep, list):  # freed from within, as deep as it is
        deep = deep.pop()


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["private", "group", 5, "/stop"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "update_id message edited_message callback_query my_chat_member chat from id type text photo "
                "document contact location data caption media_group_id new_chat_member status voice venue "
                "reply_to_message migrate_to_chat_id file_id width user_id sticker is_bot username".split()
            ),
            inner,
            max_size=8,
        )
    ),
    max_leaves=40,
)


@run(max_examples=50)
@given(JUNK)
def test_odd_json_never_raises(junk: Any) -> None:
    envelope(junk), update_id(junk), pressed(junk), described(junk)


@run(max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from(
            "text photo document contact location caption media_group_id voice venue entities reply_to_message "
            "migrate_to_chat_id sticker animation".split()
        ),
        JUNK,
    ),
    st.sampled_from(["message", "edited_message", "my_chat_member"]),
    st.sampled_from([PRIVATE, GROUP]),
)
def test_odd_content_is_read_as_something(content: dict[str, Any], kind: str, chat: dict[str, Any]) -> None:
    update = {"update_id": 1, kind: {**content, "chat": chat, "from": SHEN}}
    kept = envelope(update)
    if kept is not None:
        found = incoming(json.loads(kept.raw), BOT)
        assert found.address == kept.address
        assert "\x00" not in found.text
        found.text.encode()


def test_what_telegram_sends_is_understood(telegram: Telegram) -> None:
    telegram.says("沈处", "/start")
    telegram.sends_album("沈处", JPEG, JPEG, caption="漏水")
    telegram.sends_document("沈处", "说明.pdf", b"%PDF")
    telegram.sends_contact("沈处", "+8613800000000")
    telegram.sends_contact("沈处", "+8613900000000", of="小吴")
    telegram.sends_location("沈处")
    telegram.sends_sticker("沈处")
    telegram.sends_voice("沈处")
    telegram.blocks("沈处")
    telegram.unblocks("沈处")
    group = telegram.group("交流群", "沈处")
    telegram.says("沈处", "大家好", chat=group)
    telegram.upgrades_to_supergroup(group)
    kinds = [incoming(update, telegram.bot_name).kind for update in telegram.updates]
    assert all(map(envelope, telegram.updates))
    assert kinds == [
        Kind.TEXT,
        Kind.FILES,
        Kind.FILES,
        Kind.FILES,
        Kind.CONTACT,
        Kind.OTHER,
        Kind.LOCATION,
        Kind.STICKER,
        Kind.VOICE,
        Kind.GONE,
        Kind.GONE,
        Kind.GONE,
        Kind.CHATTER,
        Kind.MOVED,
        Kind.CHATTER,
    ]
