"""Pages of an OFD that are pictures: what lies on them, put together as it is printed, for recognition."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from ingest.readers.ocr import Picture
from ingest.readers.pictures import pictures_in
from knowledge.errors import UnreadableFile

_PER_MM = 200 / 25.4  # 200 dpi
_SHORT_SIDE = 2_000
_LONGEST = 10_000

Box = Sequence[float]  # left, top, width, height in millimetres


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture of the archive's, and where it stands on a page."""

    resource: str
    box: Box


def resources(document: Any, path: str, root: Callable[[str], Any]) -> Mapping[str, str]:
    """The files of pictures by their ids, as the document's lists of resources name them."""
    found: dict[str, str] = {}
    for listed in document.iterfind("{*}CommonData/*"):
        if isinstance(listed.tag, str) and listed.tag.rpartition("}")[2] in ("PublicRes", "DocumentRes"):
            place = _beside(path, (listed.text or "").strip())
            try:
                res = root(place)
            except UnreadableFile:
                continue
            base = _beside(place, res.get("BaseLoc", ""))
            for media in res.iterfind(".//{*}MultiMedia"):
                file = (media.findtext("{*}MediaFile") or "").strip()
                found[media.get("ID", "")] = file if file.startswith("/") else posixpath.join(base, file)
    return found


def composed(placed: Sequence[Placed], width: float, height: float, read: Callable[[str], bytes]) -> Picture:
    """The page as a picture."""
    scale = min(_PER_MM, _SHORT_SIDE / min(width, height), _LONGEST / max(width, height))
    page = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    for one, picture in _opened(placed, read):
        left, top, wide, high = (round(side * scale) for side in one.box)
        if 0 < wide <= _LONGEST and 0 < high <= _LONGEST:
            page.paste(Image.fromarray(picture[:, :, ::-1]).resize((wide, high)), (left, top))
    return np.ascontiguousarray(np.asarray(page, dtype=np.uint8)[:, :, ::-1])


def _opened(placed: Sequence[Placed], read: Callable[[str], bytes]) -> Iterator[tuple[Placed, Picture]]:
    """What can be opened of them: JBIG2 can't."""
    for one in placed:
        try:
            yield one, next(pictures_in(read(one.resource)))
        except UnreadableFile:
            continue


def _beside(path: str, place: str) -> str:
    return place if place.startswith("/") else posixpath.join(posixpath.dirname(path), place)
