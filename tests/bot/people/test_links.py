"""Links: to the bot where its name is known, else to the web."""

from pathlib import Path

import pytest

from bot.people.links import bot_name, link
from knowledge.settings import Settings


@pytest.mark.parametrize(
    ("of", "bot", "opened"),
    [
        ({}, "wuhao_bot", "https://t.me/wuhao_bot?start=CODE"),
        ({}, None, "http://127.0.0.1:8000/sign-in#CODE"),
        ({"web_host": "10.0.0.5", "web_port": 80}, None, "http://10.0.0.5:80/sign-in#CODE"),
        ({"web_host": "fd00::5"}, None, "http://[fd00::5]:8000/sign-in#CODE"),
        (
            {"webhook_url": "https://wuhao.example.cn/telegram/webhook"},
            None,
            "https://wuhao.example.cn/sign-in#CODE",
        ),
    ],
)
def test_a_link_leads_where_the_code_is_taken(of: dict[str, object], bot: str | None, opened: str) -> None:
    assert link(Settings(**of), bot, "CODE") == opened  # type: ignore[arg-type]


def test_a_host_that_is_every_address_is_called_by_the_machines_name() -> None:
    assert "0.0.0.0" not in link(Settings(web_host="0.0.0.0"), None, "CODE")


def test_the_bots_name_is_what_serve_wrote(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert bot_name(settings) is None
    (tmp_path / "telegram-name").write_text("@wuhao_bot\n", "utf-8")
    assert bot_name(settings) == "wuhao_bot"
    (tmp_path / "telegram-name").write_bytes(b"\xff")
    assert bot_name(settings) is None
