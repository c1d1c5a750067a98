"""One file's bytes → what it says: all that touches foreign bytes, for a worker process."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from ingest import ledgers, texts
from ingest.cleaning import clean
from ingest.folder import IGNORED, reason_of
from ingest.hints import HINTS_FILE, Hint, hints_in
from ingest.metadata import read_facts
from ingest.readers import is_sheet, read, sheets
from ingest.readers.members import Found, Refused, is_archive, is_container, members
from ingest.readers.ocr_cache import keeping
from ingest.splitting import split
from ingest.taken import Begun, Done, Event, Job, Outcome, Part, Same, Text, Unread, member_hint
from knowledge.errors import BadInput, UnreadableFile

LOG = logging.getLogger(__name__)


def take(job: Job) -> Iterator[Event]:
    """Read a file, and whatever lies in it."""
    with keeping(job.kept_pages) if job.kept_pages else nullcontext():
        yield from _take(job)


def _take(job: Job) -> Iterator[Event]:
    yield Begun("")
    if "" in job.fatal:
        yield Part("", "", Unread(job.fatal[""]))
        yield Done()
        return
    name = Path(job.path).name
    try:
        data = Path(job.path).read_bytes()
    except OSError as error:
        yield Part("", "", Unread(reason_of(error)))
        yield Done()
        return
    contains = is_container(name, data)
    if "" not in job.done and not is_archive(name, data):
        yield Part("", "", outcome(name, data, job.today), contains)
    if contains:
        yield from _members(job, name, data)
    yield Done(contains)


def _members(job: Job, name: str, data: bytes) -> Iterator[Event]:
    try:
        found = members(name, data)
        tables = _tables(found)
    except BadInput as error:
        yield Part("", "", Unread(str(error)), True)
        return
    for one in found:
        file = PurePosixPath(one.name).name
        if one.name in job.done or file in IGNORED:
            continue
        if isinstance(one, Refused):
            yield Part(one.name, "", Unread(one.reason))
            continue
        said = "".join(repr(hint) for hint in (member_hint(job, one.name), tables.get(one.name)) if hint)
        digest = hashlib.sha256(one.data + said.encode()).hexdigest()
        if job.known.get(one.name) == digest:
            yield Part(one.name, digest, Same())
        elif one.name in job.fatal:
            yield Part(one.name, "", Unread(job.fatal[one.name]))
        else:
            yield Begun(one.name)
            read = outcome(file, one.data, job.today)
            yield Part(one.name, digest, _as_said(read, tables.get(one.name), job.hints.get(one.name)))


def _tables(found: Sequence[Found]) -> dict[str, Hint]:
    """What the tables in a container say of the files beside them. Raises BadInput where one can't be read."""
    said: dict[str, Hint] = {}
    for one in found:
        folder, name = one.name[: -len(HINTS_FILE)], one.name[-len(HINTS_FILE) :]
        if name == HINTS_FILE and (not folder or folder.endswith("/")):
            said |= {folder + file: hint for file, hint in _table(one).items()}
    return said


def _table(one: Found) -> dict[str, Hint]:
    try:
        if isinstance(one, Refused):
            raise BadInput(one.reason)
        return hints_in(one.data)
    except BadInput as error:
        raise BadInput(texts.hints_inside(one.name, str(error))) from error


def _as_said(read: Outcome, hint: Hint | None, outer: Hint | None) -> Outcome:
    """A member with what the table beside it says; what is said outside of that member itself wins."""
    if hint is None or not isinstance(read, Text):
        return read
    audience = None if outer and outer.audience else hint.audience
    return replace(read, facts=hint.applied_to(read.facts), audience=audience)


def outcome(name: str, data: bytes, today: date) -> Outcome:
    """What a file says, or why it can't be read; a fault of ours is the file's alone."""
    try:
        return _outcome(name, data, today)
    except BadInput as error:
        is_large = isinstance(error.__cause__, MemoryError)
        return Unread(texts.TOO_MUCH_MEMORY if is_large else str(error))
    except MemoryError:
        return Unread(texts.TOO_MUCH_MEMORY)
    except Exception:
        LOG.exception("reading %s failed", name)
        return Unread(texts.INTERNAL_FAULT)


def _outcome(name: str, data: bytes, today: date) -> Outcome:
    if is_sheet(name, data):
        tables = sheets(name, data)
        kind = ledgers.recognise(tables)
        if kind:
            return ledgers.parse(kind, tables, today)
    reading = read(name, data)
    cleaned = clean(reading)
    if not any(block.text for block in cleaned.blocks):
        raise UnreadableFile(texts.NO_TEXT)
    text, pieces = split(cleaned)
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    return Text(read_facts(cleaned, name), text_hash, pieces, reading.poor)
