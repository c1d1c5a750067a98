"""New rows as they come, over real HTTP."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.people import bindings
from bot.web.cookies import SECURE
from bot.web.events import BEAT, ENDED, Stream
from bot.web.log import OVERLAP, parsed_cursor
from bot.web.visitors import visitor_with
from bot.web.waking import Signal
from knowledge import migrations
from knowledge.database import connect, reading, writing
from knowledge.scope import Role
from tests.bot.web.served import LiveTown, Server, served
from tests.bot.web.town import BAMBOO, STORAGE, Browser, Town


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveTown]:
    engine = connect(f"sqlite:///{tmp_path / 'wuhao.db'}")
    migrations.ensure_current(engine)
    town = LiveTown(engine, tmp_path)
    town.settle()
    yield town
    engine.dispose()


@contextmanager
def listening(server: Server, browser: Browser, **headers: str) -> Iterator[Iterator[tuple[str, str, Any]]]:
    """The events that a browser hears: name, id, data."""
    cookies = {SECURE: browser.client.cookies[SECURE]}
    with (
        httpx.Client(
            base_url=server.url, timeout=10, headers={"Cookie": f"{SECURE}={cookies[SECURE]}"}
        ) as client,
        client.stream("GET", "/events", headers=headers) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield heard(answer.iter_lines())


def heard(lines: Iterator[str]) -> Iterator[tuple[str, str, Any]]:
    name = mark = data = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "id":
            mark = value
        elif field == "data":
            data = value
        elif not line and name:
            if name != "beat":
                yield name, mark, json.loads(data)
            name = mark = data = ""


def texts(events: Iterator[tuple[str, str, Any]], count: int) -> list[str]:
    """The next rows' texts."""
    found = []
    for name, _, data in events:
        if name == "row":
            found.append(data["text"])
        if len(found) == count:
            break
    return found


def test_an_answer_arrives_and_goes_to_nobody_else(live: LiveTown) -> None:
    storage = Browser.of(live, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    bamboo = Browser.of(live, Role.ENTERPRISE, "林总", enterprise=BAMBOO)
    with served(live) as server, listening(server, storage) as ours, listening(server, bamboo) as theirs:
        time.sleep(0.2)
        storage.send("停电了")
        assert texts(ours, 2) == ["停电了", "收到：停电了"]
        live.say(bamboo.address, "只给竹缠")
        assert texts(theirs, 1) == ["只给竹缠"]


def test_it_goes_on_after_a_lost_connection_with_nothing_lost(live: LiveTown) -> None:
    person = Browser.of(live, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    live.say(person.address, "一")
    mark = person.client.get("/log").json()["cursor"]
    live.say(person.address, "二")
    live.say(person.address, "三")
    with served(live) as server, listening(server, person, **{"Last-Event-ID": mark}) as events:
        assert texts(events, 3) == ["一", "二", "三"]  # the first again: a page knows it by its key


def test_it_ends_when_the_session_does(live: LiveTown) -> None:
    person = Browser.of(live, Role.STAFF, "小吴")
    with served(live) as server, listening(server, person) as events:
        threading.Timer(0.2, person.client.post, ("/sign-out",), {"data": {"csrf": person.csrf}}).start()
        assert [name for name, _, _ in events] == ["ended"]


def test_it_ends_when_the_role_is_taken_away(small_town: Town) -> None:
    person = Browser.of(small_town, Role.STAFF, "小吴")
    stream = streamed(small_town, person)
    assert stream.look() is not None
    with writing(small_town.engine) as session:
        bindings.revoke_person(session, person.row.person_id or 0, small_town.now())
    assert stream.look() is None


def test_a_row_committed_late_is_told_though_its_id_is_lower(town: Town) -> None:
    person = Browser.of(town, Role.STAFF, "小吴")
    for text in ("一", "二"):
        town.say(person.address, text)
    stream = streamed(town, person, "0.2")  # the second row was seen, the first one wasn't there yet
    assert told(stream) == ["一", "二"]
    assert told(stream) == []
    town.say(person.address, "三")
    assert told(stream) == ["三"]
    town.at += OVERLAP + timedelta(seconds=1)
    assert told(stream) == []
    assert told(streamed(town, person, "0.2")) == ["三"]


def test_a_quiet_stream_beats(small_town: Town) -> None:
    person = Browser.of(small_town, Role.STAFF, "小吴")

    async def listen() -> list[str]:
        events = streamed(small_town, person).events()
        said = [await anext(events)]
        small_town.at += timedelta(seconds=16)
        said.append(await anext(events))
        person.client.post("/sign-out", data={"csrf": person.csrf})
        said += [one async for one in events]
        return said

    assert asyncio.run(listen()) == [BEAT, BEAT, ENDED]
    assert BEAT.startswith(":")


def test_closing_the_signal_ends_every_stream(small_town: Town) -> None:
    person = Browser.of(small_town, Role.STAFF, "小吴")

    async def listen() -> list[str]:
        asyncio.get_running_loop().call_later(0.1, small_town.wake.close)
        return [one async for one in streamed(small_town, person).events()]

    began = time.monotonic()
    assert asyncio.run(listen()) == [BEAT]
    assert time.monotonic() - began < 0.9


def test_a_signal_wakes_from_another_thread() -> None:
    signal = Signal()

    async def wait() -> float:
        threading.Timer(0.05, signal.ring).start()
        began = time.monotonic()
        await signal.wait(5)
        return time.monotonic() - began

    assert asyncio.run(wait()) < 2


@pytest.mark.parametrize("text", [None, "", "x", "1", "1.x", "-1.2", "9" * 30 + ".1", "１.２"])
def test_a_broken_cursor_is_none(text: str | None) -> None:
    assert parsed_cursor(text) is None


def streamed(town: Town, browser: Browser, cursor: str | None = None) -> Stream:
    place = town.app.state.place
    with reading(town.engine) as session:
        visitor = visitor_with(session, place, browser.client.cookies[SECURE])
    assert visitor is not None
    return Stream(place, visitor, parsed_cursor(cursor))


def told(stream: Stream) -> list[str]:
    """The texts of the rows that a look tells."""
    news = stream.look()
    assert news is not None
    return texts(heard(iter(stream.told(news).split("\n"))), 99)
