"""`wuhao serve` where not all is as it should be: at its start, and beside others."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.messages.contents import Address, Channel
from bot.people.bindings import person_of
from bot.telegram.webhook import PATH, secret_of
from knowledge.database import reading
from knowledge.home import Home
from knowledge.scope import Role
from tests.fakes import settings_at
from tests.journeys.days import Page, Park, directory, eventually, wuhao
from tests.served import Served, free_port
from tests.telegram_server.telegram import Telegram


@contextmanager
def small_park(folder: Path, telegram: Telegram, **settings: str) -> Iterator[Park]:
    """A park with a directory and no papers, not served yet."""
    home = Home(settings_at(folder / "home"))
    directory(home)
    telegram.stop_pacing()
    running = Served(home.settings.home, free_port(), telegram, settings)
    try:
        yield Park(home, running, telegram)
    finally:
        if running.process and running.process.poll() is None:
            running.kill()
        home.engine.dispose()
    assert "Traceback" not in running.log, running.log


def told(running: Served) -> dict[str, Any]:
    """What /readyz says, once there is somebody to say it."""

    def answer() -> Any:
        try:
            return httpx.get(f"{running.url}/readyz", trust_env=False).json()
        except httpx.HTTPError:
            return None

    said: dict[str, Any] = eventually(answer, lambda: running.log)
    return said


def test_a_wrong_token_is_said_plainly_and_the_web_goes_on(tmp_path: Path, telegram: Telegram) -> None:
    with small_park(tmp_path, telegram) as park:
        park.running.telegram = None
        park.running.settings |= {
            "WUHAO_TELEGRAM_TOKEN": "8100000000:AAF-wrong",
            "WUHAO_TELEGRAM_API_URL": telegram.url,
        }
        park.running.start()
        eventually(lambda: told(park.running)["notes"], lambda: park.running.log)
        park.running.wait_until_ready()
        assert told(park.running)["ready"]
        assert told(park.running)["notes"] == [
            "Telegram 不认这个令牌，请核对 WUHAO_TELEGRAM_TOKEN。本程序会继续重试。"
        ]
        park.page(Role.STAFF, "小吴").says("/help", "/queue")
        assert park.running.log.count("Telegram 不认这个令牌") == 1
        assert "AAF-wrong" not in park.running.log


def test_over_the_webhook_and_back_to_polling(tmp_path: Path, telegram: Telegram) -> None:
    with small_park(tmp_path, telegram) as park:
        running = park.running
        running.settings["WUHAO_WEBHOOK_URL"] = running.url
        owner = park.owner("王经理")
        telegram.says(owner, "/report 停电。")
        running.start()
        park.hears(owner, "请核对后回复“确认”提交")
        telegram.presses(owner, "确认")
        park.hears(owner, "已提交，编号")
        assert telegram.world.webhook and telegram.world.webhook.url == running.url + PATH
        forged = {"update_id": 9, "message": telegram.updates[0]["message"]}
        for secret, status in (("", 401), ("wrong", 401), (secret_of(telegram.token), 200)):
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
            answer = httpx.post(running.url + PATH, json=forged, headers=headers, trust_env=False)
            assert answer.status_code == status
        for body, status in (("{", 400), ("[]", 400), ('{"update_id": 1}', 200), ("x" * 2**21, 413)):
            answer = httpx.post(running.url + PATH, content=body, headers=headers, trust_env=False)
            assert answer.status_code == status
        out_of_order = [one for one in telegram.updates if "message" in one][::-1]
        for update in out_of_order:  # all of them were taken already
            assert httpx.post(running.url + PATH, json=update, headers=headers, trust_env=False).is_success
        half = json.dumps({"update_id": 10, "message": {**telegram.updates[0]["message"], "text": "\ud83d"}})
        assert httpx.post(running.url + PATH, content=half, headers=headers, trust_env=False).is_success
        assert running.stop() < 10
        telegram.says(owner, "/mine")
        del running.settings["WUHAO_WEBHOOK_URL"]
        running.start()
        park.hears(owner, "WT-")
        assert telegram.world.webhook is None
        assert [one.text for one in park.issues()] == ["停电。"]


def test_a_second_serve_a_taken_port_and_a_home_that_cant_be_written(park: Park, tmp_path: Path) -> None:
    """Each is refused in Chinese, at once, without a trace."""
    eventually(lambda: told(park.running), lambda: park.running.log)
    asked: tuple[tuple[dict[str, str], str], ...] = (
        ({}, "已经有一个 wuhao serve 在运行"),
        ({"WUHAO_HOME": str(tmp_path / "other"), "WUHAO_WEB_PORT": str(park.running.port)}, "WUHAO_WEB_PORT"),
        ({"WUHAO_HOME": "/proc/home"}, "WUHAO_HOME"),
    )
    answers: dict[int, Any] = {}

    def ask(number: int, settings: dict[str, str]) -> None:
        answers[number] = wuhao(park.running, "serve", **{"WUHAO_WEB_PORT": "0", **settings})

    threads = [threading.Thread(target=ask, args=(n, settings)) for n, (settings, _) in enumerate(asked)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, (_, word) in enumerate(asked):
        answer = answers[number]
        assert answer.returncode == 1 and word in answer.stderr, (answer.stdout, answer.stderr)
        assert "Traceback" not in answer.stderr


def test_a_person_who_is_revoked_beside_a_running_serve_is_out_at_once(park: Park) -> None:
    who = park.owner("秦经理")
    park.says(who, "/report 还没有写完", "请核对后回复“确认”提交")
    with reading(park.home.engine) as session:
        address = Address(Channel.TELEGRAM, *[str(park.telegram.user(who).id)] * 2)
        person = person_of(session, address)
    assert person
    code = wuhao(park.running, "people", "code", str(person.id), "--json").stdout
    page = Page(park.running.url, json.loads(code)["code"])
    page.says("/help", "/mine")
    done = wuhao(park.running, "people", "revoke", str(person.id))
    assert done.returncode == 0, done.stderr
    assert page.sends("/mine").status_code == 401, "the browser's session is over"
    assert "您现在的身份" not in park.says(who, "/start", "五好园区助手")
    park.telegram.says(who, "确认")
    park.says(who, "/mine", "要先绑定身份")
    assert not [one for one in park.issues() if one.text == "还没有写完"]


def test_an_act_on_the_terminal_reaches_the_enterprise_in_telegram(park: Park) -> None:
    who = park.owner("尤经理")
    number = park.hands_in(who, "门禁失灵。")
    begun = time.monotonic()
    done = wuhao(park.running, "issues", "act", number, "accept")
    assert done.returncode == 0, done.stderr
    park.hears(who, "已受理，即将交办")
    assert time.monotonic() - begun < 10


def test_papers_taken_in_beside_a_running_serve_are_answered_from(park: Park, tmp_path: Path) -> None:
    park.running.wait_until_ready()
    paper = tmp_path / "食堂.md"
    paper.write_text("# 园区食堂管理办法\n\n第一条 园区食堂每天早上六点四十五分开门。\n", "utf-8")
    done = wuhao(park.running, "ingest", str(paper), "--audience", "public")
    assert done.returncode == 0, done.stderr
    page, begun = park.page(), time.monotonic()

    def answered() -> bool:
        return "六点四十五" in page.says("园区食堂每天几点开门？", "")

    eventually(answered, lambda: str(page.heard))
    assert time.monotonic() - begun < 10
