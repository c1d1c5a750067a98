"""A park that is served for all the stories of bad days."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from ingest.run import ingest
from knowledge.home import Home
from tests.conftest import SAMPLES
from tests.fakes import settings_at
from tests.journeys.days import Park
from tests.served import served
from tests.telegram_server.fixtures import telegram, telegram_server
from tests.telegram_server.serving import TelegramServer

__all__ = ["telegram", "telegram_server"]


@pytest.fixture(scope="session")
def park(tmp_path_factory: pytest.TempPathFactory, telegram_server: TelegramServer) -> Iterator[Park]:
    """The samples' park, whose papers serve itself takes into the indexes: who asks waits until it is ready."""
    files = tmp_path_factory.mktemp("papers") / "samples"
    shutil.copytree(SAMPLES, files)
    home = Home(settings_at(tmp_path_factory.mktemp("bad-days") / "home"))
    ingest(home.engine, [files], datetime(2026, 11, 22, tzinfo=UTC))
    with telegram_server.telegram() as telegram, served(home.settings.home, telegram) as running:
        telegram.stop_pacing()
        yield Park(home, running, telegram)
        assert "Traceback" not in running.log and "locked" not in running.log, running.log
        assert running.stop() < 10
    home.engine.dispose()
