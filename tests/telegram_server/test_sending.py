"""What the server refuses to send."""

import json
from typing import Any

import httpx
import pytest

from tests.telegram_server.conftest import Call
from tests.telegram_server.markup import BadMarkup, parse
from tests.telegram_server.pace import Pace
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import JPEG


@pytest.fixture
def chat(telegram: Telegram) -> int:
    """The private chat of an official who has written to the bot."""
    return telegram.says("沈处", "/start").chat.id


def refused(answer: dict[str, Any], code: int, description: str) -> bool:
    return answer.get("error_code") == code and description in answer["description"]


def test_a_message_arrives_as_it_was_sent(telegram: Telegram, call: Call, chat: int) -> None:
    sent = call("sendMessage", chat_id=chat, text="<b>您好</b>，1 &lt; 2", parse_mode="HTML")["result"]
    assert sent["text"] == "您好，1 < 2"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["chat"]["id"] == chat and sent["from"]["is_bot"] and sent["message_id"] and sent["date"]
    assert telegram.chat("沈处").texts == ["您好，1 < 2"]


@pytest.mark.parametrize(("text", "code"), [("😀" * 2048, 200), ("😀" * 2048 + "a", 400), ("字" * 4097, 400)])
def test_a_text_has_at_most_4096_utf_16_units(call: Call, chat: int, text: str, code: int) -> None:
    answer = call("sendMessage", chat_id=chat, text=text)
    assert answer["ok"] if code == 200 else refused(answer, 400, "message is too long")


def test_the_length_is_that_after_entities(call: Call, chat: int) -> None:
    assert call("sendMessage", chat_id=chat, text="&amp;" * 4096, parse_mode="HTML")["ok"]
    assert refused(
        call("sendMessage", chat_id=chat, text="&amp;" * 4097, parse_mode="HTML"), 400, "message is too long"
    )


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u2800\ufeff", "\x00\x01", "<b> </b>"])
def test_an_empty_text_is_refused(call: Call, chat: int, text: str) -> None:
    assert refused(
        call("sendMessage", chat_id=chat, text=text, parse_mode="HTML"), 400, "message text is empty"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "a < b",
        "a & b",
        "a > b",
        "&nbsp;",
        "<p>x</p>",
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        '<b class="x">x</b>',
        "<span>x</span>",
        '<span class="red">x</span>',
        "<a>x</a>",
        "<a href='x'>x</b>",
        "<code><b>x</b></code>",
        "<pre><i>x</i></pre>",
        '<code class="language-py">x</code>',
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
        "<blockquote cite>a</blockquote>",
        "</b x>",
        "<br>",
        "<!-- x -->",
    ],
)
def test_markup_that_telegram_does_not_know_is_refused(call: Call, chat: int, markup: str) -> None:
    with pytest.raises(BadMarkup):
        parse(markup)
    assert refused(
        call("sendMessage", chat_id=chat, text=markup, parse_mode="HTML"), 400, "can't parse entities"
    )


def test_markup_that_telegram_knows() -> None:
    text, entities = parse(
        '😀<b>粗<i>斜</i></b><u>u</u><s>s</s><tg-spoiler>p</tg-spoiler><span class="tg-spoiler">p</span>'
        '<a href="https://x.cn/?a=1&amp;b=2">链</a><code>c</code><pre><code class="language-py">d</code></pre>'
        "<blockquote expandable>引</blockquote>&quot;&#65;&#x42;"
    )
    assert text == '😀粗斜uspp链cd引"AB'
    assert [(one["type"], one["offset"], one["length"]) for one in entities] == [
        ("bold", 2, 2),
        ("italic", 3, 1),
        ("underline", 4, 1),
        ("strikethrough", 5, 1),
        ("spoiler", 6, 1),
        ("spoiler", 7, 1),
        ("text_link", 8, 1),
        ("code", 9, 1),
        ("code", 10, 1),
        ("pre", 10, 1),
        ("expandable_blockquote", 11, 1),
    ]
    assert entities[6]["url"] == "https://x.cn/?a=1&b=2"


def test_unknown_parse_modes_are_refused(call: Call, chat: int) -> None:
    assert refused(call("sendMessage", chat_id=chat, text="x", parse_mode="Word"), 400, "parse_mode")


def inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


BUTTON = {"text": "受理", "callback_data": "a:accept:1:0"}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (inline({**BUTTON, "callback_data": "字" * 22}), "BUTTON_DATA_INVALID"),
        (inline({**BUTTON, "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (inline({**BUTTON, "text": " "}), "button text must be non-empty"),
        (inline({"callback_data": "x"}), "can't find field"),
        (inline({"text": "x"}), "Text buttons are unallowed"),
        (inline({**BUTTON, "colour": "red"}), "unknown field colour"),
        (inline(*[BUTTON] * 9), "row"),
        ({"inline_keyboard": [[]]}, "row"),
        ({"inline_keyboard": [[BUTTON]] * 101}, "too many buttons"),
        ({"inline_keyboard": [[{**BUTTON, "text": "字" * 64}]] * 60}, "REPLY_MARKUP_TOO_LONG"),
        ({"inline_keyboard": BUTTON}, "Array of Arrays"),
        ({"keyboard": []}, "must not be empty"),
        ({"keyboard": [[{"text": ""}]]}, "non-empty"),
        ({"buttons": []}, "can't parse reply keyboard"),
        ([], "object expected"),
        ("{", "can't parse reply markup JSON"),
    ],
)
def test_keyboards_that_can_not_be_drawn(call: Call, chat: int, markup: Any, description: str) -> None:
    assert refused(call("sendMessage", chat_id=chat, text="x", reply_markup=markup), 400, description)


def test_keyboards_that_can_be_drawn(telegram: Telegram, call: Call, chat: int) -> None:
    full = inline({**BUTTON, "callback_data": "字" * 21 + "a"})
    assert call("sendMessage", chat_id=chat, text="x", reply_markup=json.dumps(full))["ok"]
    assert telegram.chat("沈处").buttons == ["受理"]
    asking = {"keyboard": [[{"text": "电话", "request_contact": True}, "取消"]], "resize_keyboard": True}
    assert call("sendMessage", chat_id=chat, text="x", reply_markup=asking)["ok"]
    assert telegram.chat("沈处").keyboard == ["电话", "取消"]


def test_a_phone_number_is_asked_for_in_private_only(telegram: Telegram, call: Call) -> None:
    group = telegram.group("交流群", "沈处")
    asking = {"keyboard": [[{"text": "电话", "request_contact": True}]]}
    assert refused(
        call("sendMessage", chat_id=group.id, text="x", reply_markup=asking), 400, "private chats only"
    )


def test_whom_a_bot_can_not_write_to(telegram: Telegram, call: Call, chat: int) -> None:
    def to(number: int) -> dict[str, Any]:
        return call("sendMessage", chat_id=number, text="x")

    assert refused(to(12345), 400, "chat not found")
    assert refused(to(telegram.user("从没来过").id), 403, "can't initiate conversation")
    telegram.blocks("沈处")
    assert refused(to(chat), 403, "bot was blocked by the user")
    telegram.unblocks("沈处")
    assert to(chat)["ok"]
    telegram.deletes_chat("沈处")
    assert refused(to(chat), 403, "user is deactivated")
    group = telegram.group("交流群", "小吴")
    telegram.removes_bot("小吴", group)
    assert refused(to(group.id), 403, "bot was kicked from the group chat")


def test_a_group_that_became_a_supergroup_says_where_it_went(telegram: Telegram, call: Call) -> None:
    group = telegram.group("交流群", "沈处")
    new = telegram.upgrades_to_supergroup(group)
    answer = call("sendMessage", chat_id=group.id, text="x")
    assert refused(answer, 400, "upgraded to a supergroup")
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert call("sendMessage", chat_id=new.id, text="x")["ok"]


def test_too_many_messages_to_one_chat(telegram: Telegram, call: Call, chat: int) -> None:
    telegram.world.pace = Pace(private=(1.0, 3.0))
    answers = [call("sendMessage", chat_id=chat, text="x") for _ in range(4)]
    assert [one["ok"] for one in answers] == [True, True, True, False]
    assert refused(answers[-1], 429, "Too Many Requests: retry after 1")
    assert answers[-1]["parameters"] == {"retry_after": 1}
    other = telegram.says("小吴", "/start").chat.id
    assert call("sendMessage", chat_id=other, text="x")["ok"]
    telegram.stop_pacing()
    assert call("sendMessage", chat_id=chat, text="x")["ok"]


def test_failures_asked_for(telegram: Telegram, call: Call, chat: int) -> None:
    telegram.fails_next("sendMessage", 429, retry_after=3)
    telegram.fails_next("sendMessage", 500)
    telegram.fails_next("sendMessage", 500, done=True)
    answers = [call("sendMessage", chat_id=chat, text=f"{number}") for number in range(4)]
    assert [one.get("error_code") for one in answers] == [429, 500, 500, None]
    assert answers[0]["parameters"] == {"retry_after": 3}
    assert telegram.chat("沈处").texts == ["2", "3"]


@pytest.mark.parametrize(
    ("trouble", "error"), [("drop", httpx.RemoteProtocolError), ("nonsense", ValueError)]
)
def test_answers_that_never_come(
    telegram: Telegram, call: Call, chat: int, trouble: Any, error: type[Exception]
) -> None:
    telegram.fails_next("sendMessage", trouble)
    with pytest.raises(error):
        call("sendMessage", chat_id=chat, text="x")


def test_an_answer_that_hangs(telegram: Telegram) -> None:
    telegram.fails_next("getMe", "hang")
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{telegram.url}/bot{telegram.token}/getMe", timeout=0.1, trust_env=False)


def upload(telegram: Telegram, method: str, chat: int, data: bytes, **fields: str) -> dict[str, Any]:
    kind = method.removeprefix("send").lower()
    answer = httpx.post(
        f"{telegram.url}/bot{telegram.token}/{method}",
        data={"chat_id": str(chat), kind: "attach://it", **fields},
        files={"it": ("照片.jpg", data)},
        trust_env=False,
    )
    body: dict[str, Any] = answer.json()
    return body


def test_files_are_sent_with_captions_of_at_most_1024(telegram: Telegram, chat: int) -> None:
    assert upload(telegram, "sendPhoto", chat, JPEG, caption="字" * 1024)["result"]["caption"] == "字" * 1024
    sent = upload(telegram, "sendDocument", chat, b"PK", caption="<i>x</i>", parse_mode="HTML")["result"]
    assert sent["document"]["file_name"] == "照片.jpg" and sent["caption"] == "x"
    long = upload(telegram, "sendDocument", chat, b"PK", caption="字" * 1025)
    assert refused(long, 400, "message caption is too long")
    assert telegram.chat("沈处").messages[0].data == JPEG


def test_files_that_are_refused(telegram: Telegram, call: Call, chat: int) -> None:
    assert refused(upload(telegram, "sendPhoto", chat, b"MZ"), 400, "IMAGE_PROCESS_FAILED")
    assert refused(upload(telegram, "sendDocument", chat, b""), 400, "file must be non-empty")
    assert refused(call("sendPhoto", chat_id=chat), 400, "there is no photo in the request")
    large = JPEG + bytes(10 * 1024 * 1024)
    assert refused(upload(telegram, "sendPhoto", chat, large), 400, "PHOTO_TOO_LARGE")


def test_editing(telegram: Telegram, call: Call, chat: int) -> None:
    sent = call("sendMessage", chat_id=chat, text="x", reply_markup=inline(BUTTON))["result"]["message_id"]
    assert call("editMessageReplyMarkup", chat_id=chat, message_id=sent)["ok"]
    assert telegram.chat("沈处").buttons == []
    again = call("editMessageReplyMarkup", chat_id=chat, message_id=sent)
    assert refused(again, 400, "message is not modified")
    assert refused(call("editMessageReplyMarkup", chat_id=chat, message_id=10**6), 400, "not found")
    theirs = telegram.says("沈处", "你好").id
    assert refused(call("editMessageText", chat_id=chat, message_id=theirs, text="x"), 400, "can't be edited")
    assert call("editMessageText", chat_id=chat, message_id=sent, text="y")["result"]["text"] == "y"


def test_requests_that_no_bot_api_knows(telegram: Telegram, call: Call, chat: int) -> None:
    assert refused(call("sendLetter", chat_id=chat), 404, "Not Found")
    assert call("sendMessage", chat_id=chat, text="x", colour="red")["ok"]
    assert telegram.faults == ["unknown method sendLetter", "sendMessage: unknown parameters ['colour']"]
    telegram.faults.clear()
    assert refused(call("sendMessage", text="x"), 400, "chat_id is empty")
    assert refused(call("sendMessage", chat_id=chat, text=5), 400, "must be of type String")
    wrong = httpx.get(f"{telegram.url}/bot1:wrong/getMe", trust_env=False)
    assert wrong.status_code == 401 and wrong.json() == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }
    broken = httpx.post(
        f"{telegram.url}/bot{telegram.token}/getMe",
        content=b"{",
        headers={"content-type": "application/json"},
        trust_env=False,
    )
    assert broken.status_code == 400


def test_typing_is_shown(call: Call, chat: int) -> None:
    assert call("sendChatAction", chat_id=chat, action="typing")["result"] is True
    assert refused(call("sendChatAction", chat_id=chat, action="sleeping"), 400, "wrong parameter action")
