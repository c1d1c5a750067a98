"""A desk on both databases, whose tables are made once and emptied for each test."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from bot.tables import METADATA
from knowledge import migrations
from knowledge.database import connect, writing
from tests.bot.desk.cast import Desk, desk_on


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def desk_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database of each backend with all its tables."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'wuhao.db'}")
    else:
        engine = connect(_new_postgres(request.getfixturevalue("postgres")))
    migrations.ensure_current(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def desk(desk_engine: Engine) -> Desk:
    """The desk with nothing on it, everybody bound."""
    with writing(desk_engine) as session:
        tables = [f'"{table.name}"' for table in reversed(METADATA.sorted_tables)]
        if desk_engine.dialect.name == "postgresql":
            session.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))
        else:
            for table in tables:
                session.execute(text(f"DELETE FROM {table}"))
    return desk_on(desk_engine)


def _new_postgres(server: str) -> str:
    """A database of the desk's own on the tests' server."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    name = f"wuhao_desk_{uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
