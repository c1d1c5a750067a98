"""Files that people hand in: told by their content, kept once under the SHA-256 of their bytes."""

import hashlib
import os
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile

from bot import texts
from bot.messages.contents import StoredFile
from knowledge.errors import BadInput, HomeUnavailable, UnreadableFile
from knowledge.texts import home_unwritable

LARGEST = 20 * 1024 * 1024  # bytes; what Telegram lets a bot fetch
LONGEST_STEM = 200  # bytes: a file system takes 255 with the suffix
LONGEST_SUFFIX = 10
ARCHIVE = "application/zip"
PLAIN = "text/plain"
_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_OFFICE, _OPEN = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
_DOCUMENTS = {
    "PDF": "application/pdf",
    "DOCX": _OFFICE + "wordprocessingml.document",
    "XLSX": _OFFICE + "spreadsheetml.sheet",
    "PPTX": _OFFICE + "presentationml.presentation",
    "DOC": "application/msword",
    "XLS": "application/vnd.ms-excel",
    "PPT": "application/vnd.ms-powerpoint",
    "ODT": _OPEN + "text",
    "ODS": _OPEN + "spreadsheet",
    "ODP": _OPEN + "presentation",
    "RTF": "application/rtf",
    "OFD": "application/ofd",
    "PICTURE": "image/bmp",  # those of other kinds show themselves
    "ZIP": ARCHIVE,
}
_SUFFIXES = {
    **{mime: f".{kind.lower()}" for kind, mime in _DOCUMENTS.items()},
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
    "image/heic": ".heic",
    PLAIN: ".txt",
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
        mime = sniff(data, name)
        digest = hashlib.sha256(data).hexdigest()
        try:
            self._write(self.path(digest), data)
        except OSError as error:
            raise HomeUnavailable(home_unwritable(str(self.folder))) from error
        return StoredFile(digest, named(name, mime), mime, len(data))

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


def sniff(data: bytes, name: str = "") -> str:
    """A file's type, by its content; a script or a page is text, and is never run.

    Raises BadInput for what is neither a picture nor anything that is read.
    """
    if not data:
        raise BadInput(texts.FILE_EMPTY)
    return _picture(data) or _document(data, name)


def check_handed_in(mime: str) -> None:
    """Raises BadInput for what is only taken as documents: nobody unpacks what an enterprise hands in."""
    if mime == ARCHIVE:
        raise BadInput(texts.FILE_IS_ARCHIVE)


def named(name: str, mime: str) -> str:
    """The name for people, with the suffix of what it really is and no path in it."""
    plain = cleaned(name)
    stem = plain.removesuffix(PurePath(plain).suffix) or texts.UNNAMED_FILE
    return stem + _SUFFIXES.get(mime, "")


def cleaned(name: str) -> str:
    """A name as it was sent, without a path or what can't be seen, no longer than a file's may be."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    suffix = PurePath(plain).suffix if len(PurePath(plain).suffix) <= LONGEST_SUFFIX else ""
    stem = plain.removesuffix(suffix).encode()[:LONGEST_STEM].decode("utf-8", "ignore")
    return stem + suffix


def _picture(data: bytes) -> str | None:
    for magic, mime in _PICTURES:
        if data.startswith(magic):
            return mime
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/heic" if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1") else None


def _document(data: bytes, name: str) -> str:
    from ingest.readers import decoding, formats  # the readers take a second to import

    form = formats.sniff(name, data)
    if form.name in _DOCUMENTS:
        return _DOCUMENTS[form.name]
    if form in (formats.Format.TEXT, formats.Format.MARKDOWN, formats.Format.CSV):
        try:
            decoding.decode(data)
        except UnreadableFile as error:
            raise BadInput(texts.FILE_NOT_TAKEN) from error
    return PLAIN
