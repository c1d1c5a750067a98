"""A database with the directory in it, on both backends."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from knowledge import migrations
from knowledge.database import writing
from tests.bot.people.cast import bind_everyone, directory


@pytest.fixture
def engine(empty_engine: Engine) -> Iterator[Engine]:
    migrations.ensure_current(empty_engine)
    with writing(empty_engine) as session:
        directory(session)
    yield empty_engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """One transaction that goes through a whole story."""
    with writing(engine) as opened:
        yield opened


@pytest.fixture
def everyone(empty_engine: Engine) -> Iterator[Session]:
    """The same, with the cast bound."""
    migrations.ensure_current(empty_engine)
    with writing(empty_engine) as opened:
        bind_everyone(opened)
        yield opened
