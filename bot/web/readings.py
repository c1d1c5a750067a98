"""What the page reads: the log, new rows, passages, files."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, StreamingResponse

from bot.web import log, passages, texts, thread_files
from bot.web.events import Stream
from bot.web.place import place_of
from bot.web.refusals import Refusal
from bot.web.visitors import TheVisitor
from knowledge.database import reading

MOST_STREAMS = 8  # of one browser
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")

router = APIRouter()


@router.get("/log")
def read_log(request: Request, visitor: TheVisitor, before: str | None = None) -> dict[str, Any]:
    """A page of the log, the oldest row first, and where to go on."""
    thread = visitor.address.thread
    with reading(place_of(request).engine) as session:
        cursor = log.current(session, thread)
        rows = log.page(session, thread, before)
        return {
            "rows": log.rows_json(rows[-log.PAGE :]),
            "hasEarlier": len(rows) > log.PAGE,
            "cursor": str(cursor),
            "unread": log.count_unread(session, thread),
        }


@router.get("/events")
async def events(request: Request, visitor: TheVisitor, after: str | None = None) -> StreamingResponse:
    """New rows as they come; after a lost connection the browser says where it stood."""
    open_streams: Counter[str] = request.app.state.streams
    if open_streams[visitor.token] >= MOST_STREAMS:
        raise Refusal(429, texts.TOO_MANY_STREAMS, 5)
    cursor = log.parsed_cursor(request.headers.get("last-event-id")) or log.parsed_cursor(after)
    stream = Stream(place_of(request), visitor, cursor)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    body = _counted(stream.events(), open_streams, visitor.token)
    return StreamingResponse(body, media_type="text/event-stream", headers=headers)


async def _counted(events: AsyncIterator[str], open_streams: Counter[str], token: str) -> AsyncIterator[str]:
    open_streams[token] += 1
    try:
        async for said in events:
            yield said
    finally:
        open_streams[token] -= 1
        if open_streams[token] <= 0:
            del open_streams[token]


@router.get("/passages/{key}")
def passage(request: Request, visitor: TheVisitor, key: str) -> dict[str, Any]:
    """A passage in its document, where the person may see it."""
    place = place_of(request)
    with reading(place.engine) as session:
        shown = passages.passage_json(session, key, visitor.actor, place.today)
    if shown is None:
        raise Refusal(404, texts.NO_PASSAGE)
    return shown


@router.get("/files/{digest}")
def file(request: Request, visitor: TheVisitor, digest: str) -> FileResponse:
    """A file that was handed in or sent here; pictures are shown, all else is saved."""
    place = place_of(request)
    with reading(place.engine) as session:
        found = thread_files.visible_file(session, digest, visitor.address.thread, visitor.actor)
    if found is None or not place.files.path(digest).is_file():
        raise Refusal(404, texts.NO_FILE)
    shown = "inline" if found.mime in PICTURES else "attachment"
    return FileResponse(
        place.files.path(digest),
        media_type=found.mime,
        headers={
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(found.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
