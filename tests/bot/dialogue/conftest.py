"""The park with everybody bound, on a database made once and copied; the main stories on both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from knowledge import migrations
from knowledge.database import connect
from tests.bot.dialogue.cast import ROLES, Cast, bind, settle
from tests.bot.dialogue.park import Park


@pytest.fixture(scope="package")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which everybody is bound."""
    file = tmp_path_factory.mktemp("park") / "wuhao.db"
    engine = connect(f"sqlite:///{file}")
    _people(engine, file.parent)
    engine.dispose()
    return file


@pytest.fixture
def cast(settled: Path, tmp_path: Path) -> Iterator[Cast]:
    engine = connect(f"sqlite:///{shutil.copy(settled, tmp_path / 'wuhao.db')}")
    yield Cast(Park(engine, tmp_path))
    engine.dispose()


@pytest.fixture(scope="package")
def settled_postgres(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database in which everybody is bound, to be copied."""
    name = f"park_settled_{uuid4().hex}"
    _on_server(postgres, f"CREATE DATABASE {name}")
    engine = connect(make_url(postgres).set(database=name).render_as_string(hide_password=False))
    _people(engine, tmp_path_factory.mktemp("park"))
    engine.dispose()
    return name


@pytest.fixture
def postgres_engine(postgres: str, settled_postgres: str) -> Iterator[Engine]:
    name = f"park_{uuid4().hex}"
    _on_server(postgres, f"CREATE DATABASE {name} TEMPLATE {settled_postgres}")
    engine = connect(make_url(postgres).set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    _on_server(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def cast_on_both(request: pytest.FixtureRequest, tmp_path: Path) -> Cast:
    """The same on SQLite and on PostgreSQL."""
    if request.param == "postgresql":
        return Cast(Park(request.getfixturevalue("postgres_engine"), tmp_path))
    cast: Cast = request.getfixturevalue("cast")
    return cast


@pytest.fixture(scope="module")
def lasting_cast(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """For many cases that leave each other alone."""
    folder = tmp_path_factory.mktemp("lasting")
    engine = connect(f"sqlite:///{shutil.copy(settled, folder / 'wuhao.db')}")
    yield Cast(Park(engine, folder))
    engine.dispose()


def _people(engine: Engine, folder: Path) -> Park:
    migrations.ensure_current(engine)
    settle(engine)
    park = Park(engine, folder)
    for name in ROLES:
        bind(park, name)
    return park


def _on_server(url: str, statement: str) -> None:
    server = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()
