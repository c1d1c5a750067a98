"""A database with the directory in it, on both backends; stories in one transaction share it."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlmodel import Session

from knowledge import migrations
from knowledge.database import connect, writing
from tests.bot.people.cast import bind_everyone, directory


@pytest.fixture
def engine(empty_engine: Engine) -> Iterator[Engine]:
    """A database of one's own, for what several transactions do."""
    migrations.ensure_current(empty_engine)
    with writing(empty_engine) as session:
        directory(session)
    yield empty_engine


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database where nothing is ever committed, made once."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path_factory.mktemp('people') / 'wuhao.db'}")
    else:
        url = make_url(request.getfixturevalue("postgres")).set(drivername="postgresql+psycopg")
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        name = f"people_stories_{uuid4().hex}"
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        server.dispose()
        engine = connect(url.set(database=name).render_as_string(hide_password=False))
    migrations.ensure_current(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(shared: Engine) -> Iterator[Session]:
    """One transaction that goes through a whole story."""
    with Session(shared.execution_options(wuhao_writes=True), expire_on_commit=False) as opened:
        directory(opened)
        yield opened
        opened.rollback()


@pytest.fixture
def everyone(session: Session) -> Session:
    """The same, with the cast bound."""
    bind_everyone(session)
    return session
