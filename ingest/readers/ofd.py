"""OFD, China's own fixed-layout format (GB/T 33190): a zip archive of XML that places text on pages.

Left out: annotations (watermarks, remarks) and seals. A library for it would bring a renderer along.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest import texts
from ingest.pages import Reading
from ingest.readers.archives import check_unpacks_sanely, xml_root
from ingest.readers.decoding import INVISIBLE
from ingest.readers.layout.flow import blocks
from ingest.readers.layout.margins import without_margins
from ingest.readers.layout.shapes import Line, Page, Rule, Scan
from ingest.readers.ofd_pictures import Placed, composed, resources
from ingest.readers.progress import page_done
from ingest.readers.scans import page_of, scanned_page
from knowledge.errors import UnreadableFile

_POINTS = 72 / 25.4  # in a millimetre
_MOST_PAGES = 10_000
_MOST_PIECES = 2_000_000
_DEEPEST = 50
_THIN = 1.0  # millimetres: a path no wider is a ruled line

Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Parts:
    """The archive's parts by their path."""

    archive: zipfile.ZipFile
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = {_clean(name): name for name in self.archive.namelist()}

    def root(self, path: str) -> Any:
        name = self.names.get(_clean(path))
        if name is None:
            raise UnreadableFile(texts.DAMAGED)
        return xml_root(self.archive.read(name))

    def bytes(self, path: str) -> bytes:
        name = self.names.get(_clean(path))
        if name is None:
            raise UnreadableFile(texts.DAMAGED)
        return self.archive.read(name)


@dataclass(slots=True)
class Drawn:
    """What a page's XML puts on it, in millimetres from its top."""

    texts: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)

    def put(self, piece: Line) -> None:
        """Add a piece; over the one before, it makes that bold, or the writer didn't move on."""
        last = self.texts[-1] if self.texts else None
        if last is None or piece.left != last.left or abs(piece.bottom - last.bottom) > 0.5 * _high(last):
            self.texts.append(piece)
        elif piece.text != last.text:
            self.texts[-1] = replace(last, text=last.text + piece.text, right=max(last.right, piece.right))


def _high(piece: Line) -> float:
    return piece.bottom - piece.top


def read_ofd(data: bytes) -> Reading:
    check_unpacks_sanely(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = Parts(archive)
            if "Encryptions.xml" in parts.names:
                raise UnreadableFile(texts.LOCKED)
            pages, title, poor = _document(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    found = tuple(blocks(without_margins(pages)))
    if not found:
        raise UnreadableFile(texts.NOTHING_RECOGNISED)
    has_title = title and any(title in block.text for block in found[:20])
    return Reading(found, title if has_title else None, tuple(poor))


def _document(parts: Parts) -> tuple[list[Page], str | None, list[int]]:
    """The pages of all bodies, the title that the first states, and which pages are poorly recognised."""
    root = parts.root("OFD.xml")
    pages: list[Page] = []
    poor: list[int] = []
    for place in root.iterfind(".//{*}DocRoot"):
        _read_body(parts, _clean(place.text or ""), pages, poor)
    if not pages:
        raise UnreadableFile(texts.NOT_OFD)
    return pages, (root.findtext(".//{*}Title") or "").strip() or None, poor


def _read_body(parts: Parts, path: str, pages: list[Page], poor: list[int]) -> None:
    document = parts.root(path)
    files = resources(document, path, parts.root)
    templates = {one.get("ID"): one.get("BaseLoc", "") for one in document.iterfind(".//{*}TemplatePage")}
    drawn: dict[str, Drawn] = {}
    usual = _size(document, (210.0, 297.0))
    left = _MOST_PIECES
    for place in document.iterfind("{*}Pages/{*}Page"):
        if len(pages) >= _MOST_PAGES or left < 0:
            raise UnreadableFile(texts.TOO_MANY_PAGES)
        content = parts.root(_resolved(path, place.get("BaseLoc", "")))
        size = _size(content, usual)
        here = _drawn(content)
        is_picture = bool(here.pictures) and not here.texts
        for used in content.iterfind("{*}Template"):
            name = used.get("TemplateID")
            if name in templates:
                if name not in drawn:
                    drawn[name] = _drawn(parts.root(_resolved(path, templates[name])))
                here.texts += drawn[name].texts
                here.rules += drawn[name].rules
        left -= len(here.texts) + len(here.rules)
        number = len(pages) + 1
        pictures = [
            replace(one, resource=files[one.resource]) for one in here.pictures if one.resource in files
        ]
        if not is_picture or not pictures:
            pages.append(_page(here, number, size[1]))
            continue
        page, is_poor = scanned_page(composed(pictures, *size, parts.bytes), number)
        pages.append(page)
        poor += [number] if is_poor else []
        page_done(number)


def _size(root: Any, default: tuple[float, float]) -> tuple[float, float]:
    box = _numbers(root.findtext(".//{*}PhysicalBox") or "")
    return (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else default


def _page(drawn: Drawn, number: int, height: float) -> Page:
    """Lines and ruled tables in reading order; points from the bottom, as the layout wants them."""

    def turned(one: Any) -> tuple[float, float, float, float]:
        up = height * _POINTS
        return one.left * _POINTS, one.right * _POINTS, up - one.bottom * _POINTS, up - one.top * _POINTS

    lines, rules = [], []
    for line in drawn.texts:
        left, right, bottom, top = turned(line)
        lines.append(Line(line.text, left, right, bottom, top))
    for rule in drawn.rules:
        left, right, bottom, top = turned(rule)
        rules.append(Rule(left, bottom, right, top))
    return page_of(Scan(tuple(lines), tuple(rules), height * _POINTS, confidence=1.0), number)


def _drawn(root: Any) -> Drawn:
    drawn = Drawn()
    for layer in root.iterfind("{*}Content/{*}Layer"):
        _draw(layer, drawn, 0)
    return drawn


def _draw(parent: Any, drawn: Drawn, depth: int) -> None:
    for element in parent:
        kind = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if element.get("Visible") == "false":
            continue
        if kind == "PageBlock" and depth < _DEEPEST:
            _draw(element, drawn, depth + 1)
        elif kind == "TextObject":
            for piece in _texts(element):
                drawn.put(piece)
        elif kind == "PathObject":
            drawn.rules += _rules(element)
        elif kind == "ImageObject" and len(box := _numbers(element.get("Boundary", ""))) == 4:
            drawn.pictures.append(Placed(element.get("ResourceID", ""), box))
        if len(drawn.texts) + len(drawn.rules) + len(drawn.pictures) > _MOST_PIECES:
            raise UnreadableFile(texts.TOO_MANY_PAGES)


def _texts(element: Any) -> Iterator[Line]:
    """The pieces of text of one object; a piece's place is where its first character stands on the line."""
    box = _numbers(element.get("Boundary", ""))
    size = next(iter(_numbers(element.get("Size") or element.get("size", ""))), 0.0)  # some write it small
    if len(box) != 4 or not 0 < size < 1_000:
        return
    matrix = _matrix(element)
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        text = INVISIBLE.sub("", " ".join((code.text or "").split("\n"))).strip()
        x = next(iter(_numbers(code.get("X", ""))), x)
        y = next(iter(_numbers(code.get("Y", ""))), y)
        if text:
            right, down = (
                _shifts(code.get("DeltaX", ""), len(text)),
                _shifts(code.get("DeltaY", ""), len(text)),
            )
            left, base = _at(matrix, box, x, y)
            end, _ = _at(matrix, box, x + right + size, y)
            high = size * (abs(matrix[3]) or 1.0)
            low = base + down if not right else base
            yield Line(text, min(left, end), max(left, end), low + 0.15 * high, base - 0.85 * high)


def _shifts(deltas: str, length: int) -> float:
    """How far the last character stands from the first; `g n d` is n times d."""
    words = deltas.split()
    shifts: list[float] = []
    at = 0
    while at < len(words) and len(shifts) < length:
        if words[at] == "g" and at + 2 < len(words):
            times, shift = _numbers(f"{words[at + 1]} {words[at + 2]}")
            shifts += [shift] * max(0, min(int(times), length))
            at += 3
        else:
            shifts += _numbers(words[at])
            at += 1
    return sum(shifts[: max(0, length - 1)])


def _rules(element: Any) -> Iterator[Rule]:
    """A path of straight strokes, or a thin bar, as ruled lines."""
    box = _numbers(element.get("Boundary", ""))
    if len(box) != 4:
        return
    if min(box[2], box[3]) <= _THIN:
        yield Rule(box[0], box[1], box[0] + box[2], box[1] + box[3])
        return
    matrix = _matrix(element)
    words = (element.findtext("{*}AbbreviatedData") or "").split()
    places: list[tuple[float, float]] = []
    at = 0
    while at < len(words):
        if words[at] in ("M", "S", "L") and at + 2 < len(words):
            place = _at(matrix, box, *_numbers(f"{words[at + 1]} {words[at + 2]}"))
            if words[at] == "L" and places:
                yield from _stroke(places[-1], place)
            places = [*places, place] if words[at] == "L" else [place]
            at += 3
        else:
            if words[at] == "C" and places:
                yield from _stroke(places[-1], places[0])
            at += 1


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(right - left, bottom - top) <= _THIN:
        yield Rule(left, top, right, bottom)


def _matrix(element: Any) -> Matrix:
    found = _numbers(element.get("CTM", ""))
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else _AS_IT_IS


def _at(matrix: Matrix, box: Sequence[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return box[0] + a * x + c * y + e, box[1] + b * x + d * y + f


def _numbers(written: str) -> list[float]:
    """Finite numbers; what isn't one counts as 0."""
    numbers = []
    for word in written.split()[:8]:
        try:
            number = float(word)
        except ValueError:
            number = 0.0
        numbers.append(number if abs(number) < 1e6 else 0.0)
    return numbers


def _resolved(base: str, place: str) -> str:
    """A path as a part of the archive names it: from its own folder, or from the root."""
    return place if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)


def _clean(path: str) -> str:
    return posixpath.normpath("/" + path.strip().replace("\\", "/")).lstrip("/")
