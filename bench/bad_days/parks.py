"""Parks of a story's own: a directory and no papers; served, killed and served again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.home import Home
from tests.fakes import settings_at
from tests.journeys.days import Park, directory, eventually
from tests.served import Served, free_port, served
from tests.telegram_server.telegram import Telegram


@contextmanager
def small_park(folder: Path, telegram: Telegram, **settings: str) -> Iterator[Park]:
    """A park that isn't served yet."""
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


@contextmanager
def fragile(folder: Path, telegram: Telegram) -> Iterator[Park]:
    """A park that is served and may be killed."""
    with small_park(folder, telegram) as park:
        park.running.start()
        yield park


@contextmanager
def on_postgres(folder: Path, url: str, telegram: Telegram | None = None) -> Iterator[Served]:
    """A home of its own on a database that may be others' too."""
    with served(folder, telegram, WUHAO_DATABASE_URL=url) as running:
        yield running
        assert running.stop() < 10
        assert "Traceback" not in running.log, running.log


def killed_when(park: Park, happens: Callable[[], object]) -> None:
    """Kill it at that moment, and start it again."""
    eventually(happens, lambda: park.running.log)
    park.running.kill()
    park.telegram.world.failures.clear()
    park.running.start()
