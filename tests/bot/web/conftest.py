"""A town to tell stories in, on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge import migrations
from knowledge.database import connect
from tests.bot.web.town import Town


@pytest.fixture
def town(empty_engine: Engine, tmp_path: Path) -> Town:
    return _settled(empty_engine, tmp_path)


@pytest.fixture
def small_town(tmp_path: Path) -> Iterator[Town]:
    """A town on SQLite, for what has nothing to do with the database."""
    engine = connect(f"sqlite:///{tmp_path / 'wuhao.db'}")
    yield _settled(engine, tmp_path)
    engine.dispose()


def _settled(engine: Engine, folder: Path) -> Town:
    migrations.ensure_current(engine)
    town = Town(engine, folder)
    town.settle()
    return town
