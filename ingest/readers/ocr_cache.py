"""Recognised pages are kept as they finish, so that a stopped run goes on where it was."""

import hashlib
import json
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from ingest.readers.layout.shapes import Line, Rule, Scan

_FOLDER: ContextVar[Path | None] = ContextVar("ocr_folder", default=None)

log = logging.getLogger(__name__)


@contextmanager
def keeping(folder: Path) -> Iterator[None]:
    """Within this, recognised pages are kept in a folder and taken from there."""
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


def key(picture: bytes, shape: tuple[int, ...], version: str) -> str:
    """A picture's name: what it shows, and what recognises it."""
    digest = hashlib.sha256(f"{version} {shape} ".encode())
    digest.update(picture)
    return digest.hexdigest()


def kept(name: str) -> Scan | None:
    """The page as it was recognised before; None where it wasn't, or what was kept can't be read."""
    place = _place(name)
    if place is None:
        return None
    try:
        page = json.loads(place.read_text("utf-8"))
        lines = tuple(
            Line(str(text), float(left), float(right), float(bottom), float(top))
            for text, left, right, bottom, top in page["lines"]
        )
        rules = tuple(Rule(*map(float, box)) for box in page["rules"])
        return Scan(lines, rules, float(page["height"]), float(page["confidence"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(name: str, scan: Scan) -> None:
    """Keep a page, whole or not at all; a full disk doesn't stop the reading."""
    place = _place(name)
    if place is None:
        return
    page = {
        "lines": [(line.text, line.left, line.right, line.bottom, line.top) for line in scan.lines],
        "rules": [(rule.left, rule.bottom, rule.right, rule.top) for rule in scan.rules],
        "height": scan.height,
        "confidence": scan.confidence,
    }
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, delete=False) as written:
            json.dump(page, written, ensure_ascii=False)
        Path(written.name).replace(place)
    except OSError:
        log.warning("a recognised page can't be kept in %s", place.parent, exc_info=True)


def _place(name: str) -> Path | None:
    folder = _FOLDER.get()
    return folder / name[:2] / f"{name}.json" if folder else None
