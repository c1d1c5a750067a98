"""What there is to do: the files found, against those known. `plan` is pure."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest import texts
from ingest.hints import HINTS_FILE

CHUNK_BYTES = 1 << 20
IGNORED = {"Thumbs.db", "desktop.ini", HINTS_FILE}


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as found: its stamp says without reading whether it is as it was."""

    path: str
    stamp: str
    size: int


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was taken in the last time."""

    path: str
    stamp: str
    content_hash: str
    is_current: bool  # read by these readers, for the audience that is asked for now
    is_document: bool = True  # else a ledger, or a container that is nothing but what lies in it


@dataclass(frozen=True, slots=True)
class Add:
    path: str


@dataclass(frozen=True, slots=True)
class Replace:
    path: str


@dataclass(frozen=True, slots=True)
class Move:
    path: str
    old_path: str


@dataclass(frozen=True, slots=True)
class Retire:
    path: str


Intent = Add | Replace | Move | Retire


class NotTaken(OSError):
    """A file that is there but isn't read; its `strerror` is the whole reason."""


def plan(seen: Mapping[str, str], known: Mapping[str, Known]) -> list[Intent]:
    """What to do so that what is known becomes what is seen (path → content hash), in path order.

    Of one content, a path that is gone and one that is new are a move.
    """
    gone: dict[str, list[str]] = {}
    for path in sorted(known.keys() - seen.keys()):
        gone.setdefault(known[path].content_hash, []).append(path)
    intents: list[Intent] = []
    for path in sorted(seen):
        before = known.get(path)
        if before is None:
            from_path = gone.get(seen[path], [])
            intents.append(Move(path, from_path.pop(0)) if from_path else Add(path))
        elif before.content_hash != seen[path] or not before.is_current:
            intents.append(Replace(path))
    intents += [Retire(path) for paths in gone.values() for path in paths]
    return sorted(intents, key=lambda intent: intent.path)


def find(given: Iterable[Path]) -> Iterator[Seen | tuple[str, OSError]]:
    """Every file under the given paths, once each; what can't be looked at comes with its error.

    A folder that can't be listed is such a thing too.
    """
    done: set[str] = set()
    for path in given:
        for file in _files(path):
            if isinstance(file, OSError):
                yield os.path.abspath(file.filename), file  # noqa: PTH100
                continue
            name = os.path.abspath(file)  # noqa: PTH100 - Path.resolve would follow links
            if name in done:
                continue
            done.add(name)
            try:
                if not _is_utf8(name):
                    raise NotTaken(errno.EILSEQ, texts.NAME_NOT_UTF8, name)
                yield _look(name)
            except OSError as error:
                yield name, error


def reason_of(error: OSError) -> str:
    """Why a file couldn't be looked at, for people."""
    if isinstance(error, NotTaken):
        return str(error.strerror)
    if isinstance(error, FileNotFoundError):
        return texts.MISSING
    if error.errno == errno.ELOOP:
        return texts.LINK_LOOPS
    return (
        texts.NO_PERMISSION if isinstance(error, PermissionError) else texts.unreadable(str(error.strerror))
    )


def printable(path: str) -> str:
    """A path as it can be shown; bytes that aren't UTF-8 as \\xff."""
    return path if _is_utf8(path) else os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_under(path: str, given: Iterable[Path]) -> bool:
    """Whether `path` lies in one of the given folders."""
    return under(given)(path)


def under(given: Iterable[Path]) -> Callable[[str], bool]:
    """The same rule for many paths."""
    folders = tuple(os.path.abspath(folder).rstrip(os.sep) + os.sep for folder in given)  # noqa: PTH100
    return lambda path: path.startswith(folders)


def content_hash(path: str, hint: object) -> str:
    """The SHA-256 of a file, and of what was said of it by hand."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    if hint:
        digest.update(repr(hint).encode())
    return digest.hexdigest()


def hashes(
    seen: Iterable[Seen], known: Mapping[str, Known], hash_of: Callable[[str], str]
) -> tuple[dict[str, str], dict[str, OSError]]:
    """Content hashes by path, read only where the stamp changed; and what couldn't be read."""
    found: dict[str, str] = {}
    faults: dict[str, OSError] = {}
    for one in seen:
        before = known.get(one.path)
        if before and before.stamp == one.stamp:
            found[one.path] = before.content_hash
            continue
        try:
            found[one.path] = hash_of(one.path)
        except OSError as error:
            faults[one.path] = error
    return found, faults


def _files(path: Path) -> Iterator[Path | OSError]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir fails on a name that is too long
        yield path
        return
    faults: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=faults.append):
        kept = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in kept if not _leads_out(Path(folder, name), path)]
        for name in sorted(set(kept) - set(folders)):
            yield NotTaken(errno.ELOOP, texts.LINK_LEADS_OUT, str(Path(folder, name)))
        for name in sorted(names):
            if name.startswith((".", "~$")) or name in IGNORED:
                continue
            file = Path(folder, name)
            out = _leads_out(file, path)
            yield NotTaken(errno.ELOOP, texts.LINK_LEADS_OUT, str(file)) if out else file
    yield from faults


def _leads_out(file: Path, given: Path) -> bool:
    """Whether a link leads out of the folder that was given."""
    if not os.path.islink(file):  # noqa: PTH114 - Path.is_symlink fails where the folder may not be searched
        return False
    target, folder = os.path.realpath(file), os.path.realpath(given)
    return target != folder and not is_under(target, [Path(folder)])


def _look(path: str) -> Seen:
    found = Path(path).stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, texts.NOT_A_FILE)  # reading a pipe would wait for ever
    return Seen(path, f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}", found.st_size)
