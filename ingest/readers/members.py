"""What lies in a container: the files of a zip archive, and what hangs on a mail."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest import texts
from ingest.readers.archives import MAX_UNPACKED, unpacks_too_much
from ingest.readers.formats import Format, sniff
from ingest.readers.mail import attached, opened
from knowledge.errors import UnreadableFile

MAX_MEMBER = 100 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_DEPTH = 3

_UTF8_NAME, _LOCKED = 0x800, 0x1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NO_DOCUMENTS = {"__MACOSX", "Thumbs.db", "desktop.ini"}
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|[\x00-\x1f]|(?:^|/)\.\.(?:/|$)")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container; in a container of that one, its name is `inner.zip!/name`."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file in a container that wasn't taken out of it."""

    name: str
    reason: str


Found = Member | Refused


@dataclass(slots=True)
class Room:
    """How much more may come out of one container, whatever lies in it."""

    bytes: int = MAX_UNPACKED
    members: int = MAX_MEMBERS


def is_container(name: str, data: bytes) -> bool:
    """Whether there are files in this one."""
    form = _form(name, data)
    return form is Format.ZIP or (form is Format.MAIL and any(True for _ in attached(opened(data))))


def is_archive(name: str, data: bytes) -> bool:
    """Whether a container is nothing but its members; a mail is a document as well."""
    return _form(name, data) is Format.ZIP


def members(name: str, data: bytes) -> tuple[Found, ...]:
    """The files in a container and in those in it; UnreadableFile where it can't be opened at all."""
    try:
        return tuple(_members(sniff(name, data), data, Room(), 1))
    except UnreadableFile:
        raise
    except Exception as fault:  # the libraries fail on broken files in ways of their own
        raise UnreadableFile(texts.DAMAGED) from fault


def _form(name: str, data: bytes) -> Format | None:
    try:
        return sniff(name, data)
    except UnreadableFile:
        return None


def _members(container: Format, data: bytes, room: Room, depth: int) -> Iterator[Found]:
    for one in _directly_in(container, data, room):
        form = _form(one.name, one.data) if isinstance(one, Member) else None
        if isinstance(one, Refused) or form not in (Format.ZIP, Format.MAIL):
            yield one
            continue
        if form is Format.MAIL:
            yield one
        yield from _inner(one, form, room, depth + 1)


def _directly_in(container: Format, data: bytes, room: Room) -> Iterator[Found]:
    match container:
        case Format.ZIP:
            yield from _in_zip(data, room)
        case Format.MAIL:
            yield from _in_mail(data, room)


def _inner(one: Member, form: Format, room: Room, depth: int) -> Iterator[Found]:
    """What lies in a member that is a container itself."""
    if depth > MAX_DEPTH:
        if form is Format.ZIP:
            yield Refused(one.name, texts.TOO_DEEP)
        return
    try:
        for inner in _members(form, one.data, room, depth):
            name = f"{one.name}{texts.INSIDE}{inner.name}"
            yield Member(name, inner.data) if isinstance(inner, Member) else Refused(name, inner.reason)
    except UnreadableFile as refusal:
        yield Refused(one.name, str(refusal))


def _in_mail(data: bytes, room: Room) -> Iterator[Found]:
    seen: set[str] = set()
    for name, content in attached(opened(data)):
        name = _printable(name.replace("\\", "/").rpartition("/")[2]) or texts.UNNAMED_ATTACHMENT
        reason = texts.SAME_NAME if name in seen else _no_room(len(content), room)
        seen.add(name)
        yield Refused(name, reason) if reason else Member(name, content)


def _in_zip(data: bytes, room: Room) -> Iterator[Found]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if sum(entry.compress_size for entry in entries) > len(data):  # entries that lie over each other
            raise UnreadableFile(texts.TOO_LARGE_UNPACKED)
        seen: set[str] = set()
        for entry in entries:
            name = _name(entry)
            if _is_no_document(name):
                continue
            if room.members <= 0:
                yield Refused(_printable(name), texts.TOO_MANY_MEMBERS)
                return
            reason = (
                texts.SAME_NAME if name in seen else _reason(entry, name) or _no_room(entry.file_size, room)
            )
            seen.add(name)
            yield Refused(_printable(name), reason) if reason else _unpacked(archive, entry, name)


def _name(entry: zipfile.ZipInfo) -> str:
    """An entry's name: where nothing says that it is UTF-8, it may be so all the same, or in GBK."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = name.encode("utf-8", "replace")
        for encoding in ("utf-8", "gb18030", "cp437"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _is_no_document(name: str) -> bool:
    """What systems leave behind; `..` is no hidden file."""
    parts = name.split("/")
    return any(
        part in _NO_DOCUMENTS or part.startswith("~$") or (part.startswith(".") and part.strip("."))
        for part in parts
    )


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def _reason(entry: zipfile.ZipInfo, name: str) -> str | None:
    """Why an entry isn't unpacked."""
    if _UNSAFE.search(name):
        return texts.UNSAFE_NAME
    if stat.S_ISLNK(entry.external_attr >> 16):
        return texts.LINK_INSIDE
    if entry.flag_bits & _LOCKED:
        return texts.LOCKED
    if entry.compress_type not in _COMPRESSIONS:
        return texts.UNKNOWN_COMPRESSION
    too_much = unpacks_too_much(entry.file_size, entry.compress_size)
    return texts.TOO_LARGE_UNPACKED if too_much else None


def _no_room(size: int, room: Room) -> str | None:
    """Take a member's place; why there is none for it."""
    room.members -= 1
    if room.members < 0:
        return texts.TOO_MANY_MEMBERS
    if size > MAX_MEMBER:
        return texts.TOO_LARGE
    if size > room.bytes:
        return texts.TOO_LARGE_TOGETHER
    room.bytes -= size
    return None


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Found:
    try:
        return Member(_printable(name), archive.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Refused(_printable(name), texts.DAMAGED)
