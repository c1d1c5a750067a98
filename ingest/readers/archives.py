"""Office files are zip archives: what must hold of one before anything in it is opened."""

import io
import zipfile

from ingest import texts
from knowledge.errors import UnreadableFile

MAX_UNPACKED = 300 * 1024 * 1024
_MAX_RATIO = 200
_SUSPECT = 10 * 1024 * 1024  # below this, no ratio does harm


def check_unpacks_sanely(data: bytes) -> None:
    """UnreadableFile for a zip bomb, a locked archive or a broken one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(texts.LOCKED)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > _SUSPECT and unpacked > _MAX_RATIO * max(packed, 1)):
        raise UnreadableFile(texts.TOO_LARGE_UNPACKED)
