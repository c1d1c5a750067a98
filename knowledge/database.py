"""The database: SQLite in the home by default, PostgreSQL by URL."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Update,
    create_engine,
    event,
    insert,
    inspect,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from knowledge import texts
from knowledge.errors import DatabaseUnavailable

BUSY_TIMEOUT_MS = 30_000
ROWS_AT_ONCE = 1000


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC whatever the backend makes of time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(words: type[StrEnum], *, optional: bool = False) -> Column[Any]:
    """A column that keeps an enum's words as text, so that a new word needs no change of a type."""
    return Column(
        Enum(words, native_enum=False, length=32, values_callable=lambda enum: [word.value for word in enum]),
        nullable=optional,
    )


def connect(url: str) -> Engine:
    """An engine for `url`; connects lazily. Raises DatabaseUnavailable on a URL that means nothing."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        engine = create_engine(parsed)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise DatabaseUnavailable(texts.DATABASE_URL_INVALID) from error
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads; sees one consistent state, as SQLite's transactions do anyway."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A short transaction that writes: committed at the end, rolled back on any error.

    On SQLite it begins IMMEDIATE, so that it waits for another writer instead of failing later.
    """
    with Session(engine.execution_options(wuhao_writes=True), expire_on_commit=False) as session:
        yield session
        session.commit()


def serialise(session: Session, lock: int) -> None:
    """Let one transaction after another go on from here; SQLite's writers do so from their beginning."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def insert_rows(session: Session, table: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert any number of rows, some at a time and past the ORM: a document may have 300,000 passages."""
    statement, rest = insert(inspect(table).local_table), iter(rows)
    while some := list(islice(rest, ROWS_AT_ONCE)):
        session.execute(statement, some)


def insert_new(session: Session, table: type[SQLModel], values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same unique values is there; whether it was new."""
    on_conflict = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    key = inspect(table).primary_key[0]
    new = on_conflict(table).values(**values).on_conflict_do_nothing().returning(key)
    return session.execute(new).first() is not None


def changed_by(session: Session, statement: Update) -> int:
    """Execute an update; how many rows it changed."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN below is the only one
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "synchronous=FULL",
    ):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except Exception as error:
            if "readonly" not in str(error):  # a read-only home can still be asked
                raise


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("wuhao_writes")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    except OperationalError as error:
        raise DatabaseUnavailable(texts.database_fault(str(error.orig))) from error
