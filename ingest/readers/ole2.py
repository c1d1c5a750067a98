"""OLE2, the container of Office files of before 2007: the names of what lies in one."""

import io

import olefile  # type: ignore[import-untyped]

_KNOWN = (
    "EncryptedPackage",
    "EncryptedSummary",
    "WordDocument",
    "PowerPoint Document",
    "Workbook",
    "Book",
    "__properties_version1.0",
)
_ENCRYPTED = 0x0100  # among the flags at the 10th byte of a Word document


def streams(data: bytes) -> frozenset[str]:
    """The names at the top; of a broken container, the known names that are seen anywhere in it."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return frozenset(path[0] for path in container.listdir(streams=True, storages=True))
    except Exception:  # it raises whatever a broken file makes it raise
        return frozenset(name for name in _KNOWN if name.encode("utf-16-le") in data)


def stream(data: bytes, *names: str) -> bytes | None:
    """The content of the first of these that is there; None where none can be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = next(name for name in names if container.exists(name))
            content: bytes = container.openstream(name).read()
    except Exception:
        return None
    return content


def is_locked_word(data: bytes) -> bool:
    head = stream(data, "WordDocument") or bytes(12)
    return bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED)
