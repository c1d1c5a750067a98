"""The tables over time: what the migrations make is what the code expects, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from bot.tables import METADATA
from knowledge import migrations
from knowledge.database import connect, writing
from knowledge.errors import DatabaseUnavailable


@pytest.fixture
def engine(empty_engine: Engine) -> Iterator[Engine]:
    migrations.ensure_current(empty_engine)
    yield empty_engine


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))


def set_revision(engine: Engine, revision: str) -> None:
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def alembic(engine: Engine, act: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    with writing(engine) as session:
        config.attributes["connection"] = session.connection()
        config.attributes["metadata"] = METADATA
        getattr(command, act)(config, revision)


def test_an_empty_database_is_made_as_the_code_expects_it(engine: Engine) -> None:
    assert set(METADATA.tables) | {"alembic_version"} == tables(engine)
    assert differences(engine) == []


def test_a_database_of_this_version_is_left_alone(engine: Engine) -> None:
    before = tables(engine)
    migrations.ensure_current(engine)
    migrations.migrate(engine)
    assert tables(engine) == before


def test_down_and_up_again_is_where_it_was(engine: Engine) -> None:
    alembic(engine, "downgrade", "base")
    assert tables(engine) == {"alembic_version"}
    alembic(engine, "upgrade", "head")
    assert differences(engine) == []


def test_a_newer_database_is_refused(engine: Engine) -> None:
    set_revision(engine, "9999")
    with pytest.raises(DatabaseUnavailable, match="更新版本的程序建立，请升级本程序"):
        migrations.ensure_current(engine)


def test_an_older_database_is_refused_until_it_is_migrated(empty_engine: Engine) -> None:
    alembic(empty_engine, "upgrade", "head")
    alembic(empty_engine, "downgrade", "base")  # what a version before the first tables would leave
    with pytest.raises(DatabaseUnavailable, match="旧版本的结构，请先备份，再运行 wuhao migrate"):
        migrations.ensure_current(empty_engine)
    migrations.migrate(empty_engine)
    migrations.ensure_current(empty_engine)


def test_somebody_elses_tables_are_not_taken_for_an_empty_database(empty_engine: Engine) -> None:
    with writing(empty_engine) as session:
        session.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(DatabaseUnavailable, match="wuhao migrate"):
        migrations.ensure_current(empty_engine)
    assert tables(empty_engine) == {"theirs"}


def test_many_that_open_a_new_database_at_once_make_it_once(empty_database: str) -> None:
    engines = [connect(empty_database) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrations.ensure_current, engines))
    assert differences(engines[0]) == []
    for engine in engines:
        engine.dispose()


def test_a_file_that_is_no_database_is_told_in_chinese(tmp_path: Path) -> None:
    file = tmp_path / "wuhao.db"
    file.write_bytes(b"no database at all\n" * 400)
    with pytest.raises(DatabaseUnavailable, match="数据库"):
        migrations.ensure_current(connect(f"sqlite:///{file}"))


@pytest.mark.parametrize("url", ["nonsense", "mongodb://here/there", "", "oracle://a@b/c"])
def test_a_url_that_means_nothing_is_told_in_chinese(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="WUHAO_DATABASE_URL"):
        connect(url)


def test_a_database_server_that_is_not_there_is_told_in_chinese() -> None:
    with pytest.raises(DatabaseUnavailable, match="数据库连不上"):
        migrations.ensure_current(connect("postgresql://nobody@127.0.0.1:1/nothing"))
