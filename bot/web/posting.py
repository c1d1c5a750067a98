"""What the page sends: messages with their files, presses of buttons, and what it has shown."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session, col, select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from bot.files import LARGEST, check_handed_in, cleaned, sniff
from bot.messages import inbox, outbox
from bot.messages.contents import INCOMING, Channel, Envelope, FileRef, Incoming, Kind
from bot.messages.tables import Inbox, Outbox
from bot.people.permissions import Right, may
from bot.web import log, texts
from bot.web.place import Place, place_of
from bot.web.refusals import Refusal
from bot.web.visitors import CSRF_FIELD, CSRF_HEADER, TheVisitor, Visitor, check_csrf, check_pace
from knowledge.database import reading, writing

LONGEST_TEXT = 100_000
LARGEST_FIELD = 12 * LONGEST_TEXT  # bytes of the longest text, each of which a form may write as %XX
MOST_FILES = 10
FILE_RIGHTS = (Right.REPORT, Right.REPORT_FOR, Right.QUEUE)  # whoever has none has no use for files
URGENT = ("/stop", "/cancel")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

router = APIRouter()


@router.post("/messages")
async def message(request: Request, visitor: TheVisitor) -> dict[str, Any]:
    """A text, files, or both; the same id again is the same message."""
    form = await checked_form(request, visitor)
    return await run_in_threadpool(_message, place_of(request), visitor, form)


@router.post("/presses")
async def press(request: Request, visitor: TheVisitor) -> dict[str, Any]:
    """A button of a message that was shown to this person."""
    form = await checked_form(request, visitor)
    return await run_in_threadpool(_press, place_of(request), visitor, form)


@router.post("/seen")
async def seen(request: Request, visitor: TheVisitor) -> dict[str, int]:
    """The page has shown what was said up to the row with this id."""
    form = await checked_form(request, visitor, is_paced=False)
    return await run_in_threadpool(_seen, place_of(request), visitor, _field(form, "up_to"))


async def checked_form(request: Request, visitor: Visitor, *, is_paced: bool = True) -> FormData:
    """The form that a visitor sent, once it is known to be theirs and not one too many.

    Where the token is in a header a false request is refused before its body is read.
    """
    place = place_of(request)
    header = request.headers.get(CSRF_HEADER)
    if header is not None:
        check_csrf(visitor, header)
    if is_paced:
        check_pace(place, visitor)
        _check_uploads(place, visitor, int(request.headers.get("content-length", "0")))
    form = await read_form(request, MOST_FILES if may_send_files(visitor) else 0)
    if header is None:
        check_csrf(visitor, form.get(CSRF_FIELD))
    return form


def may_send_files(visitor: Visitor) -> bool:
    """Whether anything could be done with files of theirs."""
    return any(may(visitor.actor, right) for right in FILE_RIGHTS)


async def read_form(request: Request, most_files: int = MOST_FILES) -> FormData:
    """A form; what is no form, or too much of one, is refused with a word, a file too many before it is read."""
    try:
        return await request.form(max_files=most_files, max_fields=20, max_part_size=LARGEST_FIELD)
    except HTTPException as error:
        detail = str(error.detail)
        if "exceeded maximum size" in detail or "too large" in detail.lower():
            raise Refusal(413, texts.TEXT_TOO_LONG) from error
        if "Too many files" in detail:
            raise _too_many(most_files) from error
        raise Refusal(400, texts.FORM_BROKEN) from error


def _too_many(most_files: int) -> Refusal:
    return Refusal(413, texts.TOO_MANY_FILES) if most_files else Refusal(403, texts.FILES_NEED_ROLE)


def _message(place: Place, visitor: Visitor, form: FormData) -> dict[str, Any]:
    message_id, text = _message_id(form), _text(form)
    files = tuple(
        _stored(place, visitor, file) for file in form.getlist("files") if isinstance(file, UploadFile)
    )
    if not text.strip() and not files:
        raise Refusal(400, texts.EMPTY)
    kind = Kind.FILES if files else Kind.TEXT
    incoming = Incoming(visitor.address, kind, text, files=files, name=visitor.actor.name)
    return _kept(place, visitor, message_id, incoming)


def _press(place: Place, visitor: Visitor, form: FormData) -> dict[str, Any]:
    message_id, data = _message_id(form), _field(form, "data")
    with reading(place.engine) as session:
        label = _label_of(session, visitor.address.thread, data, _field(form, "label"))
    if label is None:
        raise Refusal(400, texts.NO_BUTTON)
    incoming = Incoming(visitor.address, Kind.PRESS, label, data=data, name=visitor.actor.name)
    return _kept(place, visitor, message_id, incoming)


def _seen(place: Place, visitor: Visitor, up_to: str) -> dict[str, int]:
    if not (up_to.isascii() and up_to.isdecimal() and len(up_to) < 19):
        raise Refusal(400, texts.BAD_REQUEST)
    with writing(place.engine) as session:
        outbox.shown(session, visitor.address, int(up_to), place.now())
        return {"unread": log.count_unread(session, visitor.address.thread)}


def _kept(place: Place, visitor: Visitor, message_id: str, incoming: Incoming) -> dict[str, Any]:
    """Take a message in, once, and answer with its row."""
    now = place.now()
    envelope = Envelope(
        external_id=message_id,
        address=visitor.address,
        sequence=(now - EPOCH) // timedelta(microseconds=1),
        raw=INCOMING.dump_json(incoming).decode(),
        is_urgent=incoming.text.strip().lower() in URGENT,
    )
    with writing(place.engine) as session:
        inbox.keep(session, [envelope], now)
        row = session.exec(
            select(Inbox).where(
                Inbox.channel == Channel.WEB,
                Inbox.external_id == message_id,
                Inbox.thread == visitor.address.thread,
            )
        ).one_or_none()
        if row is None:  # somebody else's
            raise Refusal(409, texts.ID_WRONG)
        answer = log.row_json(row)
    place.arrived()
    place.wake.ring()
    return answer


def _label_of(session: Session, thread: str, data: str, label: str) -> str | None:
    """The label of a button that was shown to this thread, `label` where several had the same data."""
    with_buttons = select(Outbox).where(Outbox.thread == thread, Outbox.has_buttons)
    found = None
    for row in session.exec(with_buttons.order_by(col(Outbox.id).desc())):
        outgoing = log.answered(row)
        for shown in (button for line in outgoing.buttons for button in line) if outgoing else ():
            if shown.data == data:
                found = found or shown.label
                if shown.label == label:
                    return label
    return found


def _stored(place: Place, visitor: Visitor, file: UploadFile) -> FileRef:
    """Kept under the name that it was sent with: whoever takes it in may read it by that."""
    if (file.size or 0) > LARGEST:
        raise Refusal(413, texts.BODY_TOO_LARGE)
    data, name = file.file.read(LARGEST + 1), file.filename or ""
    if not may(visitor.actor, Right.UPLOAD):
        check_handed_in(sniff(data, name))
    stored = place.files.store(data, name)
    return FileRef(stored.digest, cleaned(name) or stored.name, stored.mime, stored.size)


def _check_uploads(place: Place, visitor: Visitor, size: int) -> None:
    now = place.now()
    wait = place.limits.uploads.take(str(visitor.session.id), now, size)
    wait = wait or place.limits.uploads_of_network.take(visitor.network, now, size)
    if wait:
        raise Refusal(429, texts.too_fast(wait), wait)


def _message_id(form: FormData) -> str:
    message_id = _field(form, "id")
    if not ID.fullmatch(message_id):
        raise Refusal(400, texts.ID_WRONG)
    return message_id


def _text(form: FormData) -> str:
    text = _field(form, "text").replace("\r\n", "\n").replace("\x00", "")
    if len(text) > LONGEST_TEXT:
        raise Refusal(413, texts.TEXT_TOO_LONG)
    return text


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
