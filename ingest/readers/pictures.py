"""Photos and scans of documents: png, jpeg, tiff (every page of it), bmp, webp."""

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest import texts
from ingest.pages import Reading
from ingest.readers.layout.flow import blocks
from ingest.readers.layout.margins import without_margins
from ingest.readers.layout.shapes import Page
from ingest.readers.ocr import Picture
from ingest.readers.progress import page_done
from ingest.readers.scans import scanned_page
from knowledge.errors import UnreadableFile

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MOST_PIXELS = 100_000_000
_MOST_FRAMES = 1_000
_SHORT_SIDE = 2_000


def read_picture(data: bytes) -> Reading:
    """The text that stands on a picture; UnreadableFile where there is none."""
    pages: list[Page] = []
    poor: list[int] = []
    for number, picture in enumerate(pictures_in(data), 1):
        page, is_poor = scanned_page(picture, number)
        pages.append(page)
        poor += [number] if is_poor else []
        page_done(number)
    found = tuple(blocks(without_margins(pages)))
    if not found:
        raise UnreadableFile(texts.NOTHING_RECOGNISED)
    return Reading(found, poor=tuple(poor))


def pictures_in(data: bytes) -> Iterator[Picture]:
    """The pictures in a file, upright as the camera held them, no larger than is needed to read them."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            for at, frame in enumerate(ImageSequence.Iterator(opened)):
                if at >= _MOST_FRAMES:
                    raise UnreadableFile(texts.TOO_MANY_PAGES)
                if frame.width * frame.height > _MOST_PIXELS:
                    raise UnreadableFile(texts.PICTURE_TOO_LARGE)
                yield _pixels(frame)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    except Image.DecompressionBombError as fault:
        raise UnreadableFile(texts.PICTURE_TOO_LARGE) from fault


def _pixels(frame: Image.Image) -> Picture:
    """On white where a picture is transparent; blue first, as the models want it."""
    frame = ImageOps.exif_transpose(frame)
    short = min(frame.size)
    if short > _SHORT_SIDE:
        part = _SHORT_SIDE / short
        frame = frame.resize(
            (round(frame.width * part), round(frame.height * part)), Image.Resampling.BILINEAR
        )
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        ground = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(ground, frame.convert("RGBA"))
    colours = np.asarray(frame.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(colours[:, :, ::-1])
