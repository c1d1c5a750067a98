"""`wuhao serve`."""

import logging

import typer

from knowledge.settings import Settings


def serve() -> None:
    """启动：网页，以及设置了 WUHAO_TELEGRAM_TOKEN 时的 Telegram。"""
    from bot.serving.run import serve as run  # the web and Telegram take a second to import

    logging.getLogger().setLevel(logging.WARNING)
    run(Settings(), typer.echo)
