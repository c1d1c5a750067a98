"""The park with everybody bound, on a database made once and copied; the main stories on both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

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


@pytest.fixture
def cast_on_both(empty_engine: Engine, tmp_path: Path) -> Cast:
    """The same on SQLite and on PostgreSQL."""
    return Cast(_people(empty_engine, tmp_path))


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
