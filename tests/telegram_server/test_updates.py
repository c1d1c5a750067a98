"""How the server hands out updates, files and menus, and what its people do."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from tests.telegram_server.conftest import Call
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.test_sending import BUTTON, inline, refused
from tests.telegram_server.world import JPEG


def ids(answer: dict[str, Any]) -> list[int]:
    return [one["update_id"] for one in answer["result"]]


def test_updates_come_again_until_an_offset_confirms_them(telegram: Telegram, call: Call) -> None:
    for text in ("一", "二", "三"):
        telegram.says("沈处", text)
    first, second, third = ids(call("getUpdates"))
    assert ids(call("getUpdates")) == [first, second, third]
    assert ids(call("getUpdates", offset=second)) == [second, third]
    assert ids(call("getUpdates")) == [second, third]
    assert ids(call("getUpdates", offset=third + 1)) == [] == telegram.waiting
    assert [second, third] == [first + 1, first + 2]


def test_limits_and_negative_offsets(telegram: Telegram, call: Call) -> None:
    for number in range(120):
        telegram.says("沈处", f"{number}")
    assert len(ids(call("getUpdates"))) == 100 == len(ids(call("getUpdates", limit=1000)))
    assert len(ids(call("getUpdates", limit=3))) == 3
    assert len(ids(call("getUpdates", offset=-2))) == 2 == len(ids(call("getUpdates")))


def test_a_long_poll_waits_for_an_update(telegram: Telegram, call: Call) -> None:
    began = time.monotonic()
    assert ids(call("getUpdates", timeout=0)) == []
    assert time.monotonic() - began < 0.5
    threading.Timer(0.1, lambda: telegram.says("沈处", "您好")).start()
    (update,) = call("getUpdates", timeout=5)["result"]
    assert 0.09 < time.monotonic() - began < 3
    assert update["message"]["text"] == "您好"


def test_only_allowed_updates_come(telegram: Telegram, call: Call) -> None:
    assert call("getUpdates", allowed_updates=["callback_query"])["ok"]
    telegram.says("沈处", "您好")
    assert ids(call("getUpdates")) == []
    assert call("getUpdates", allowed_updates=[])["ok"]
    telegram.says("沈处", "您好")
    assert len(ids(call("getUpdates"))) == 1
    assert refused(call("getUpdates", allowed_updates=["letters"]), 400, "allowed_updates")


def test_a_second_poller_ends_the_first(telegram: Telegram, call: Call) -> None:
    with ThreadPoolExecutor() as pool:
        first = pool.submit(
            httpx.get,
            f"{telegram.url}/bot{telegram.token}/getUpdates?timeout=20",
            trust_env=False,
            timeout=30,
        )
        while not telegram.is_polled():
            time.sleep(0.01)
        assert call("getUpdates")["ok"]
        answer = first.result(5)
    assert answer.status_code == 409
    assert answer.json()["description"].startswith("Conflict: terminated by other getUpdates request")


def test_no_polling_while_there_is_a_webhook(telegram: Telegram, call: Call) -> None:
    assert refused(call("setWebhook", url="http://example.com/x"), 400, "HTTPS URL must be provided")
    assert refused(
        call("setWebhook", url="https://example.com", secret_token="空 格"), 400, "unallowed characters"
    )
    assert call("setWebhook", url="http://127.0.0.1:9/x", secret_token="s-1")["result"] is True
    assert refused(call("getUpdates"), 409, "can't use getUpdates method while webhook is active")
    assert call("getWebhookInfo")["result"]["url"] == "http://127.0.0.1:9/x"
    assert call("deleteWebhook")["ok"] and call("getUpdates")["ok"]


class Hook(BaseHTTPRequestHandler):
    """A webhook that refuses what it first hears, and then answers with a method."""

    heard: list[tuple[str | None, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.heard.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
        answer = b'{"method":"sendMessage","chat_id":7100000001,"text":"\xe6\x94\xb6\xe5\x88\xb0"}'
        self.send_response(500 if len(self.heard) == 1 else 200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        return


def test_a_webhook_hears_an_update_until_it_says_200(telegram: Telegram, call: Call) -> None:
    Hook.heard = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        call("setWebhook", url=f"http://127.0.0.1:{server.server_port}/x", secret_token="s-1")
        telegram.says("沈处", "您好")
        telegram.chat("沈处").wait_for("收到")
        server.shutdown()
    assert [secret for secret, _ in Hook.heard] == ["s-1", "s-1"]
    assert Hook.heard[0][1] == Hook.heard[1][1] and not telegram.waiting
    assert "500" in call("getWebhookInfo")["result"]["last_error_message"]


def test_a_message_has_the_shape_of_telegrams(telegram: Telegram, call: Call) -> None:
    telegram.says("沈处", "/report 停电 /x")
    message = call("getUpdates")["result"][0]["message"]
    user = telegram.user("沈处")
    assert message["from"] == {
        "id": user.id,
        "is_bot": False,
        "first_name": "沈处",
        "username": "person_1",
        "language_code": "zh-hans",
    }
    assert message["chat"] == {
        "id": user.id,
        "type": "private",
        "first_name": "沈处",
        "username": "person_1",
    }
    assert message["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 7},
        {"type": "bot_command", "offset": 11, "length": 2},
    ]
    assert abs(message["date"] - time.time()) < 5


def test_a_long_text_is_cut_by_the_client(telegram: Telegram, call: Call) -> None:
    telegram.says("沈处", "😀" * 5000)
    texts = [one["message"]["text"] for one in call("getUpdates")["result"]]
    assert [len(text) for text in texts] == [2048, 2048, 904]


def test_a_press_is_answered_once_and_soon(telegram: Telegram, call: Call) -> None:
    chat = telegram.says("沈处", "/start").chat.id
    call("sendMessage", chat_id=chat, text="诉求", reply_markup=inline(BUTTON))
    query = telegram.presses("沈处", "受理")
    press = call("getUpdates")["result"][-1]["callback_query"]
    assert (press["id"], press["data"], press["from"]["id"]) == (query, "a:accept:1:0", chat)
    assert press["message"]["reply_markup"] == inline(BUTTON) and press["chat_instance"]
    assert not telegram.is_acknowledged(query)
    assert refused(call("answerCallbackQuery", callback_query_id="1"), 400, "query is too old")
    assert refused(call("answerCallbackQuery", callback_query_id=query, text="字" * 201), 400, "TOO_LONG")
    assert call("answerCallbackQuery", callback_query_id=query)["ok"]
    assert telegram.is_acknowledged(query)
    assert refused(call("answerCallbackQuery", callback_query_id=query), 400, "query is too old")
    telegram.world.press_lifetime = 0
    late = telegram.presses("沈处", "受理")
    assert refused(call("answerCallbackQuery", callback_query_id=late), 400, "query is too old")
    with pytest.raises(AssertionError, match="no button “退回”"):
        telegram.presses("沈处", "退回")


def test_files_are_fetched_by_their_path(telegram: Telegram, call: Call) -> None:
    data = b"%PDF-1.7"
    document = telegram.sends_document("沈处", "说明.pdf", data, "application/pdf").content["document"]
    assert (document["file_name"], document["file_size"]) == ("说明.pdf", len(data))
    path = call("getFile", file_id=document["file_id"])["result"]["file_path"]
    fetched = httpx.get(f"{telegram.url}/file/bot{telegram.token}/{path}", trust_env=False)
    assert fetched.content == data
    assert httpx.get(f"{telegram.url}/file/bot1:x/{path}", trust_env=False).status_code == 404
    assert refused(call("getFile", file_id="x"), 400, "wrong file_id")
    large = telegram.sends_document("沈处", "大.pdf", data, size=20 * 1024 * 1024 + 1).content["document"]
    assert refused(call("getFile", file_id=large["file_id"]), 400, "file is too big")


def test_albums_photos_and_other_content(telegram: Telegram, call: Call) -> None:
    telegram.sends_album("沈处", JPEG, JPEG, caption="漏水")
    telegram.sends_contact("沈处", "+8613800000000")
    telegram.sends_contact("沈处", "+8613900000000", of="小吴")
    telegram.sends_location("沈处")
    telegram.sends_sticker("沈处")
    telegram.sends_voice("沈处")
    telegram.says("沈处", "停点")
    telegram.edits("沈处", "停电")
    one, two, own, other, place, sticker, voice, _, edit = call("getUpdates")["result"]
    assert one["message"]["media_group_id"] == two["message"]["media_group_id"]
    assert one["message"]["caption"] == "漏水" and "caption" not in two["message"]
    assert [size["width"] for size in one["message"]["photo"]] == [90, 320, 1280]
    assert own["message"]["contact"]["user_id"] == own["message"]["from"]["id"]
    assert other["message"]["contact"]["user_id"] != other["message"]["from"]["id"]
    assert "location" in place["message"] and "sticker" in sticker["message"] and "voice" in voice["message"]
    assert edit["edited_message"]["text"] == "停电" and edit["edited_message"]["edit_date"]


def test_blocking_and_coming_back_are_told(telegram: Telegram, call: Call) -> None:
    telegram.blocks("沈处")
    telegram.says("沈处", "我又来了")
    gone, back, said = call("getUpdates")["result"]
    assert gone["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert said["message"]["text"] == "我又来了"


def test_a_group_and_its_supergroup(telegram: Telegram, call: Call) -> None:
    group = telegram.group("交流群", "沈处", "小吴")
    telegram.says("小吴", "大家好", chat=group)
    new = telegram.upgrades_to_supergroup(group)
    added, said, moved, came = call("getUpdates")["result"]
    assert added["my_chat_member"]["chat"]["type"] == "group"
    assert said["message"]["chat"] == {"id": group.id, "type": "group", "title": "交流群"}
    assert moved["message"]["migrate_to_chat_id"] == new.id == came["message"]["chat"]["id"]
    assert came["message"]["chat"]["type"] == "supergroup" and group.id < 0


def test_menus_by_scope(telegram: Telegram, call: Call) -> None:
    chat = telegram.says("沈处", "/start").chat.id
    menu = [{"command": "report", "description": "提交诉求"}]
    assert call("setMyCommands", commands=menu)["ok"]
    mine = {"type": "chat", "chat_id": chat}
    assert call("setMyCommands", commands=[{**menu[0], "command": "queue"}], scope=mine)["ok"]
    assert telegram.commands("沈处") == ["queue"] and telegram.commands("小吴") == ["report"]
    assert call("getMyCommands", scope=mine)["result"][0]["command"] == "queue"
    assert call("deleteMyCommands", scope=mine)["ok"] and telegram.commands("沈处") == ["report"]


@pytest.mark.parametrize(
    ("command", "description", "error"),
    [
        ("Report", "x", "BOT_COMMAND_INVALID"),
        ("诉求", "x", "BOT_COMMAND_INVALID"),
        ("/report", "x", "BOT_COMMAND_INVALID"),
        ("r" * 33, "x", "BOT_COMMAND_INVALID"),
        ("report", " ", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("report", "字" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_menus_that_are_refused(call: Call, command: str, description: str, error: str) -> None:
    one = {"command": command, "description": description}
    assert refused(call("setMyCommands", commands=[one]), 400, error)
    assert refused(call("setMyCommands", commands=[{"command": "x"}]), 400, "can't parse BotCommand")
    many = [{"command": "x", "description": "x"}] * 101
    assert refused(call("setMyCommands", commands=many), 400, "BOT_COMMANDS_TOO_MUCH")
    nowhere = {"type": "chat", "chat_id": 5}
    assert refused(call("setMyCommands", commands=[], scope=nowhere), 400, "chat not found")
    assert refused(call("setMyCommands", commands=[], scope={"type": "moon"}), 400, "unsupported type")


def test_what_is_new_in_a_chat_is_what_came_since_the_person_acted(telegram: Telegram, call: Call) -> None:
    chat = telegram.says("沈处", "一").chat.id
    call("sendMessage", chat_id=chat, text="答一")
    assert telegram.chat("沈处").wait_for("答").text == "答一"
    telegram.says("沈处", "二")
    with pytest.raises(AssertionError, match="“答” never came to 沈处"):
        telegram.chat("沈处").wait_for("答", timeout=0.05)
    later = threading.Timer(0.05, lambda: call("sendMessage", chat_id=chat, text="答二"))
    later.start()
    assert telegram.chat("沈处").wait_for("答").text == "答二"
    later.join()
    assert telegram.chat("沈处").texts == ["答一", "答二"] and telegram.chat("沈处").last == "答二"


def test_get_me(telegram: Telegram, call: Call) -> None:
    me = call("getMe")["result"]
    assert me["is_bot"] and me["username"] == telegram.bot_name == "wuhao_test_bot"
