"""The webhook keeps an update before it says 200, and lets nobody else in."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.messages.contents import Envelope
from bot.telegram import setup
from bot.telegram.connection import Connection
from bot.telegram.webhook import LARGEST_BODY, PATH, router, secret_of
from tests.bot.telegram.conftest import Online
from tests.telegram_server.telegram import Telegram

SECRET = secret_of("8100:AAF-test")
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


class Kept:
    """An inbox that takes an update once, and can be locked."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.locked = 0

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        if self.locked:
            self.locked -= 1
            raise RuntimeError("database is locked")
        self.ids += [one.external_id for one in envelopes if one.external_id not in self.ids]


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def app(kept: Kept) -> FastAPI:
    app = FastAPI()
    app.include_router(router(kept, SECRET))
    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)


def update(number: int = 1, **content: Any) -> dict[str, Any]:
    user = {"id": 71, "is_bot": False, "first_name": "沈"}
    body = {"message_id": 1, "date": 1, "chat": {"id": 71, "type": "private"}, "from": user, "text": "停电"}
    return {"update_id": number, "message": {**body, **content}}


def test_an_update_is_kept_and_answered(client: TestClient, kept: Kept) -> None:
    answer = client.post(PATH, json=update(), headers=HEADERS)
    assert (answer.status_code, answer.content, kept.ids) == (200, b"", ["1"])


@pytest.mark.parametrize("secret", [None, "", "x", SECRET + "x", SECRET[:-1], "秘密".encode()])
def test_without_the_secret_nothing_is_read(client: TestClient, kept: Kept, secret: Any) -> None:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    assert client.post(PATH, json=update(), headers=headers).status_code == 401
    assert client.get(PATH).status_code == 405
    assert kept.ids == []


def test_the_secret_is_one_that_telegram_takes() -> None:
    assert len(SECRET) == 64 and SECRET.isalnum() and secret_of("8100:AAF-other") != SECRET


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b"1" * 5000]
)
def test_bad_json(client: TestClient, kept: Kept, body: bytes) -> None:
    assert client.post(PATH, content=body, headers=HEADERS).status_code == 400
    assert kept.ids == []


def test_bodies_of_at_most_a_megabyte(client: TestClient, kept: Kept) -> None:
    fits = json.dumps(update(text="x" * (LARGEST_BODY - 300))).encode()
    assert client.post(PATH, content=fits, headers=HEADERS).status_code == 200
    large = json.dumps(update(text="x" * LARGEST_BODY)).encode()
    assert client.post(PATH, content=large, headers=HEADERS).status_code == 413

    def chunks() -> Iterator[bytes]:  # without a length
        yield from (large[at : at + 65_536] for at in range(0, len(large), 65_536))

    assert client.post(PATH, content=chunks(), headers=HEADERS).status_code == 413
    assert kept.ids == ["1"]


def test_an_update_of_nobody_is_not_sent_again(client: TestClient, kept: Kept) -> None:
    assert client.post(PATH, json={"update_id": 5, "poll": {}}, headers=HEADERS).status_code == 200
    assert client.post(PATH, json={"x": [[]]}, headers=HEADERS).status_code == 200
    assert kept.ids == []


def test_what_can_not_be_kept_is_sent_again(client: TestClient, kept: Kept) -> None:
    kept.locked = 1
    assert client.post(PATH, json=update(), headers=HEADERS).status_code == 503
    assert client.post(PATH, json=update(), headers=HEADERS).status_code == 200
    assert client.post(PATH, json=update(), headers=HEADERS).status_code == 200
    assert kept.ids == ["1"]


@pytest.fixture
def hosted(app: FastAPI) -> Iterator[str]:
    """The app over real HTTP."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


def test_telegram_posts_until_it_is_kept(
    telegram: Telegram, online: Online[None], hosted: str, kept: Kept, tmp_path: Path
) -> None:
    kept.locked = 2
    telegram.says("沈处", "等着的")

    async def story(line: Connection) -> None:
        await setup.receive_by_webhook(line.bot, hosted + "/", SECRET)
        keyboard = {"inline_keyboard": [[{"text": "受理", "callback_data": "a:accept:1:0"}]]}
        chat = telegram.user("沈处").id
        await line.bot.send_message(chat, "诉求", reply_markup=None, api_kwargs={"reply_markup": keyboard})

    online(story)
    query = telegram.presses("沈处", "受理")
    telegram.redelivers(telegram.updates[0]["update_id"])
    deadline = time.monotonic() + 5
    while telegram.waiting or not telegram.is_acknowledged(query):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert kept.ids == [str(one["update_id"]) for one in telegram.updates]
