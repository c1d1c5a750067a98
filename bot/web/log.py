"""The log of a thread: what the person said and what was said to them, in order of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, and_, func, or_, true
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from bot.messages.contents import INCOMING, OUTGOING, Incoming, Outgoing
from bot.messages.tables import UNFINISHED, Inbox, Outbox, Stage
from bot.web import texts
from bot.web.place import LOCAL_TIME

PAGE = 50
OVERLAP = timedelta(seconds=60)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = Inbox | Outbox


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far someone has read: the last row of what came in, and of what went out."""

    inbox: int = 0
    outbox: int = 0

    def __str__(self) -> str:
        return f"{self.inbox}.{self.outbox}"

    def after(self, row: Row) -> "Cursor":
        """The cursor once `row` is read too."""
        key = row.id or 0
        if isinstance(row, Inbox):
            return Cursor(max(self.inbox, key), self.outbox)
        return Cursor(self.inbox, max(self.outbox, key))


def parsed_cursor(text: str | None) -> Cursor | None:
    """A cursor as the page sends it back; None for anything else."""
    inbox, _, outbox = (text or "").partition(".")
    if _is_number(inbox) and _is_number(outbox):
        return Cursor(int(inbox), int(outbox))
    return None


def current(session: Session, thread: str) -> Cursor:
    """The cursor of one who has read everything."""
    inbox = session.exec(select(func.max(col(Inbox.id))).where(Inbox.thread == thread)).one()
    outbox = session.exec(select(func.max(col(Outbox.id))).where(Outbox.thread == thread)).one()
    return Cursor(inbox or 0, outbox or 0)


def page(session: Session, thread: str, before: str | None) -> list[Row]:
    """The last rows of a thread, or those before a mark that `row_json` gave; the oldest first.

    One more than a page where there are earlier ones.
    """
    mark = _parsed_mark(before)
    earlier_in = _before(col(Inbox.received_at), col(Inbox.id), "i", mark)
    earlier_out = _before(col(Outbox.created_at), col(Outbox.id), "o", mark)
    came = (
        select(Inbox)
        .where(Inbox.thread == thread, earlier_in)
        .order_by(col(Inbox.received_at).desc(), col(Inbox.id).desc())
    )
    went = (
        select(Outbox)
        .where(Outbox.thread == thread, earlier_out)
        .order_by(col(Outbox.created_at).desc(), col(Outbox.id).desc())
    )
    rows = [*session.exec(came.limit(PAGE + 1)), *session.exec(went.limit(PAGE + 1))]
    return sorted(rows, key=_order)[-PAGE - 1 :]


def since(session: Session, thread: str, cursor: Cursor, now: datetime) -> list[Row]:
    """Rows that came after the cursor, and those of the last minute.

    A row with a lower id may be committed after one with a higher; who reads knows each by its key.
    """
    lately = now - OVERLAP
    came = select(Inbox).where(
        Inbox.thread == thread, or_(col(Inbox.id) > cursor.inbox, col(Inbox.received_at) > lately)
    )
    went = select(Outbox).where(
        Outbox.thread == thread, or_(col(Outbox.id) > cursor.outbox, col(Outbox.created_at) > lately)
    )
    return sorted([*session.exec(came), *session.exec(went)], key=_order)


def is_busy(session: Session, thread: str) -> bool:
    """Whether something that the person said isn't handled yet."""
    unfinished = select(Inbox.id).where(Inbox.thread == thread, col(Inbox.stage).in_(UNFINISHED))
    return session.exec(unfinished.limit(1)).first() is not None


def count_unread(session: Session, thread: str) -> int:
    """How many messages no page has shown yet."""
    waiting = select(func.count(col(Outbox.id))).where(Outbox.thread == thread, Outbox.stage == Stage.WAITING)
    return session.exec(waiting).one()


def said(row: Inbox) -> Incoming | None:
    """What a row of the web holds; None where it can't be read."""
    try:
        return INCOMING.validate_json(row.raw)
    except ValidationError:
        return None


def answered(row: Outbox) -> Outgoing | None:
    """What a row says; None where it can't be read."""
    try:
        return OUTGOING.validate_python(row.payload)
    except ValidationError:
        return None


def key(row: Row) -> str:
    """What the page knows a row by."""
    return f"{'i' if isinstance(row, Inbox) else 'o'}{row.id}"


def rows_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as the page reads them."""
    return [row_json(row) for row in rows]


def row_json(row: Row) -> dict[str, Any]:
    """A row as the page reads it: text, never markup."""
    at = _at(row).astimezone(LOCAL_TIME)
    common = {
        "key": key(row),
        "mark": _mark(row),
        "at": at.isoformat(timespec="seconds"),
        "day": texts.day_name(at.month, at.day, at.weekday()),
        "time": f"{at:%H:%M}",
    }
    return common | (_said_json(row) if isinstance(row, Inbox) else _answered_json(row))


def _said_json(row: Inbox) -> dict[str, Any]:
    incoming = said(row)
    files = incoming.files if incoming else ()
    return {
        "side": "you",
        "id": row.external_id,
        "text": (incoming.text or incoming.phone) if incoming else texts.UNREADABLE,
        "files": [{"digest": one.ref, "name": one.name, "mime": one.mime, "size": one.size} for one in files],
    }


def _answered_json(row: Outbox) -> dict[str, Any]:
    outgoing = answered(row) or Outgoing(texts.UNREADABLE)
    return {
        "side": "us",
        "id": row.id,
        "isNew": row.stage is Stage.WAITING,
        "asksContact": outgoing.asks_contact,
    } | {name: value for name, value in OUTGOING.dump_python(outgoing, mode="json").items() if name in _SHOWN}


_SHOWN = ("text", "sources", "buttons", "files")


def _at(row: Row) -> datetime:
    return row.received_at if isinstance(row, Inbox) else row.created_at


def _order(row: Row) -> tuple[datetime, bool, int]:
    return _at(row), isinstance(row, Outbox), row.id or 0


def _mark(row: Row) -> str:
    """A row's place in the order, to read on from."""
    return f"{(_at(row) - EPOCH) // timedelta(microseconds=1)}.{key(row)}"


def _parsed_mark(text: str | None) -> tuple[datetime, str, int] | None:
    moment, _, row = (text or "").partition(".")
    if not (_is_number(moment) and row[:1] in ("i", "o") and _is_number(row[1:])):
        return None
    try:
        at = EPOCH + timedelta(microseconds=int(moment))
    except OverflowError:
        return None
    return at, row[0], int(row[1:])


def _is_number(text: str) -> bool:
    """Whether it is an id or a moment that a database can compare."""
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _before(
    at: Mapped[datetime], row_id: Mapped[int | None], kind: str, mark: tuple[datetime, str, int] | None
) -> ColumnElement[bool]:
    """Keeps the rows of one table that stand before the mark in the order of time, kind, id."""
    if mark is None:
        return true()
    moment, marked_kind, marked_id = mark
    if kind == marked_kind:
        return or_(at < moment, and_(at == moment, row_id < marked_id))
    return at <= moment if kind < marked_kind else at < moment
