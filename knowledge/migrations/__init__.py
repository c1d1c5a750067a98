"""The database's structure over time (Alembic).

What the tables should be is handed in as metadata where a migration is made, so that none is known here.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError

from knowledge.database import serialise, writing
from knowledge.errors import DatabaseUnavailable
from knowledge.texts import DATABASE_NEWER, DATABASE_OLDER, database_fault

MIGRATION_LOCK = 0x57756862  # one advisory lock number of ours on PostgreSQL


def ensure_current(engine: Engine) -> None:
    """Make the tables of an empty database; raises DatabaseUnavailable where they are another version's."""
    try:
        with engine.connect() as connection:
            found = revision(connection)
            empty = found is None and not inspect(connection).get_table_names()
    except DatabaseError as error:
        raise DatabaseUnavailable(database_fault(str(error.orig))) from error
    if empty:
        migrate(engine)
    elif found != head():
        known = found is None or found in {one.revision for one in _scripts().walk_revisions()}
        raise DatabaseUnavailable(DATABASE_OLDER if known else DATABASE_NEWER)


def migrate(engine: Engine) -> None:
    """Bring the database's tables to this version; two at once do no harm.

    Raises DatabaseUnavailable where they are a newer version's, or no database at all.
    """
    try:
        with writing(engine) as session:
            serialise(session, MIGRATION_LOCK)
            config = _config()
            config.attributes["connection"] = session.connection()
            command.upgrade(config, "head")
    except DatabaseError as error:
        raise DatabaseUnavailable(database_fault(str(error.orig))) from error
    except CommandError as error:  # a revision that isn't among ours
        raise DatabaseUnavailable(DATABASE_NEWER) from error


def revision(connection: Connection) -> str | None:
    """The revision that the database is at, None where it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """The revision of this version's tables."""
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
