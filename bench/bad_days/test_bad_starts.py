"""`wuhao serve` where not all is as it should be at its start."""

import json
import threading
from pathlib import Path
from typing import Any

import httpx

from bench.bad_days.parks import small_park
from bot.telegram.webhook import PATH, secret_of
from knowledge.scope import Role
from tests.journeys.days import Park, eventually, told, wuhao
from tests.telegram_server.telegram import Telegram


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
