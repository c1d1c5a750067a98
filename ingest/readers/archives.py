"""Office files are zip archives of XML: what must hold of one before anything in it is opened."""

import io
import zipfile
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

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
    packed = min(sum(member.compress_size for member in members), len(data))
    if unpacked > MAX_UNPACKED or unpacks_too_much(unpacked, packed):
        raise UnreadableFile(texts.TOO_LARGE_UNPACKED)


def unpacks_too_much(unpacked: int, packed: int) -> bool:
    return unpacked > _SUSPECT and unpacked > _MAX_RATIO * max(packed, 1)


def xml_root(data: bytes) -> Any:
    """The root of an XML part: no entity is resolved and nothing fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
