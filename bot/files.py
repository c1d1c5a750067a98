"""Files that people hand in: told by their content, kept once under the SHA-256 of their bytes."""

import hashlib
import os
import zipfile
from io import BytesIO
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile

from bot import texts
from bot.messages.contents import StoredFile
from knowledge.errors import BadInput, HomeUnavailable
from knowledge.texts import home_unwritable

LARGEST = 20 * 1024 * 1024  # bytes; what Telegram lets a bot fetch
LONGEST_NAME = 100
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"GIF8", "image/gif", ".gif"),
    (b"%PDF-", "application/pdf", ".pdf"),
)
_OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
}
_OLD_OFFICE = {
    "WordDocument": ("application/msword", ".doc"),
    "Workbook": ("application/vnd.ms-excel", ".xls"),
}


class Files:
    """The folder of handed-in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def store(self, data: bytes, name: str) -> StoredFile:
        """Keep a file; the same bytes are kept once.

        Raises BadInput where it is too large or no picture or document, HomeUnavailable where it can't be written.
        """
        if len(data) > LARGEST:
            raise BadInput(texts.FILE_TOO_LARGE)
        mime, suffix = sniff(data)
        digest = hashlib.sha256(data).hexdigest()
        try:
            self._write(self.path(digest), data)
        except OSError as error:
            raise HomeUnavailable(home_unwritable(str(self.folder))) from error
        return StoredFile(digest, _named(name, suffix), mime, len(data))

    def path(self, digest: str) -> Path:
        """Where the file of this digest lies, if it was ever stored."""
        return self.folder / digest[:2] / digest

    def _write(self, path: Path, data: bytes) -> None:
        """Whole or not at all, and on the disk before anyone hears of it."""
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)


def sniff(data: bytes) -> tuple[str, str]:
    """A file's type and suffix, by its content. Raises BadInput for what isn't taken."""
    if not data:
        raise BadInput(texts.FILE_EMPTY)
    for magic, mime, suffix in _MAGIC:
        if data.startswith(magic):
            return mime, suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", ".webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1"):
        return "image/heic", ".heic"
    if data.startswith(b"PK"):
        return _office(data)
    if data.startswith(OLE2):
        return _old_office(data)
    if _is_text(data):
        return "text/plain", ".txt"
    raise BadInput(texts.FILE_NOT_TAKEN)


def _office(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadInput(texts.FILE_NOT_TAKEN) from error
    for part, found in _OFFICE.items():
        if "[Content_Types].xml" in names and any(name.startswith(part) for name in names):
            return found
    raise BadInput(texts.FILE_IS_ARCHIVE)


def _old_office(data: bytes) -> tuple[str, str]:
    for stream, found in _OLD_OFFICE.items():
        if stream.encode("utf-16-le") in data:
            return found
    raise BadInput(texts.FILE_NOT_TAKEN)


def _is_text(data: bytes) -> bool:
    """Whether it reads as Chinese or plain text; a script or a page is text, and is never run."""
    if b"\x00" in data:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _named(name: str, suffix: str) -> str:
    """The name for people, with the suffix of what it really is and no path in it."""
    stem = PurePath(name.replace("\\", "/")).name
    stem = "".join(sign for sign in stem if sign.isprintable()).strip(" .")
    stem = stem.removesuffix(PurePath(stem).suffix)[:LONGEST_NAME] or texts.UNNAMED_FILE
    return stem + suffix
