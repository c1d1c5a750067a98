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


def is_locked_word(data: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            head = container.openstream("WordDocument").read(12)
    except Exception:
        return False
    return len(head) == 12 and bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED)
