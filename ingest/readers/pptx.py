"""Presentations: each slide's title, its texts as they are read, tables, charts, diagrams, and notes."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn
from pptx.package import Package

from ingest import texts
from ingest.pages import Block, Kind, Reading
from ingest.readers.archives import check_unpacks_sanely, xml_root
from ingest.readers.inline import lowered, raised
from ingest.readers.sheet import written
from ingest.readers.tables import Row, is_amount, row_blocks, unrepeated
from knowledge.errors import UnreadableFile

_FURNITURE = {
    PP_PLACEHOLDER.SLIDE_NUMBER,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.HEADER,
}
_STRUCK = ("sngStrike", "dblStrike")
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DEEPEST = 20


def read_pptx(data: bytes) -> Reading:
    check_unpacks_sanely(data)
    try:
        presentation = Package.open(io.BytesIO(data)).presentation_part.presentation
        slides = list(presentation.slides)
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    except (KeyError, ValueError, AttributeError, PackageNotFoundError) as fault:
        raise UnreadableFile(texts.NOT_PPTX) from fault
    blocks = [replace(block, page=at) for at, slide in enumerate(slides, 1) for block in _slide_blocks(slide)]
    stated = presentation.part.core_properties.title.strip()
    return Reading(tuple(blocks), _title(stated, blocks))


def _title(stated: str, blocks: Sequence[Block]) -> str | None:
    """The first slide's title; else the title among the properties, if the slides have it too."""
    first = next((block.text for block in blocks if block.kind is Kind.HEADING and block.page == 1), None)
    if first:
        return first
    return stated if stated and any(stated in block.text for block in blocks[:20]) else None


def _slide_blocks(slide: Any) -> Iterator[Block]:
    heading = slide.shapes.title
    title = " ".join(" ".join(_paragraphs(heading.text_frame)).split()) if heading is not None else ""
    if title:
        yield Block(title, Kind.HEADING, level=1)
    rest = [shape for shape in slide.shapes if heading is None or shape.shape_id != heading.shape_id]
    for shape in _in_order(rest):
        yield from _shape_blocks(shape, title or None)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for text in _paragraphs(slide.notes_slide.notes_text_frame):
            yield Block(texts.SLIDE_NOTE + text)


def _shape_blocks(shape: Any, caption: str | None, depth: int = 0) -> Iterator[Block]:
    if shape.is_placeholder and shape.placeholder_format.type in _FURNITURE:
        return
    if shape.shape_type is not None and hasattr(shape, "shapes"):
        for inner in _in_order(shape.shapes) if depth < _DEEPEST else ():
            yield from _shape_blocks(inner, caption, depth + 1)
    elif getattr(shape, "has_table", False):
        yield from row_blocks(unrepeated(_rows(shape.table)), caption)
    elif getattr(shape, "has_chart", False):
        yield from _chart_blocks(shape.chart, caption)
    elif shape.has_text_frame:
        yield from map(Block, _paragraphs(shape.text_frame))
    else:
        yield from map(Block, _diagram_texts(shape))


def _in_order(shapes: Iterable[Any]) -> list[Any]:
    """From top to bottom, from left to right what stands beside each other."""
    bands: list[list[Any]] = []
    for shape in sorted(shapes, key=lambda shape: (_top(shape), _left(shape))):
        if bands and _top(shape) < _top(bands[-1][0]) + _height(bands[-1][0]) / 2:
            bands[-1].append(shape)
        else:
            bands.append([shape])
    return [shape for band in bands for shape in sorted(band, key=_left)]


def _top(shape: Any) -> int:
    return int(shape.top or 0)


def _left(shape: Any) -> int:
    return int(shape.left or 0)


def _height(shape: Any) -> int:
    return int(shape.height or 0)


def _paragraphs(frame: Any) -> Iterator[str]:
    for paragraph in frame._txBody.iterfind(qn("a:p")):
        text = " ".join("".join(_runs(paragraph)).split())
        if text:
            yield text


def _runs(paragraph: Any) -> Iterator[str]:
    """The runs' texts: nothing where struck through, raised and lowered figures as such."""
    for run in paragraph:
        if run.tag == qn("a:br"):
            yield " "
        text = run.findtext(qn("a:t")) or ""
        looks = run.find(qn("a:rPr"))
        if looks is None:
            yield text
        elif looks.get("strike") not in _STRUCK:
            shift = looks.get("baseline", "0").rstrip("%")
            yield text if shift == "0" else lowered(text) if shift.startswith("-") else raised(text)


def _rows(table: Any) -> list[Row]:
    """The grid: a cell merged across is followed by None, words merged downwards stand in every row."""
    rows: list[Row] = []
    above: dict[int, str | None] = {}
    for row in table.rows:
        cells: list[str | None] = []
        for at, cell in enumerate(row.cells):
            text: str | None = " ".join(_paragraphs(cell.text_frame))
            if cell._tc.vMerge:
                text = above.get(at)
            elif cell._tc.hMerge:
                text = None
            above[at] = "" if text and is_amount(text) else text
            cells.append(text)
        rows.append(cells)
    return rows


def _chart_blocks(chart: Any, caption: str | None) -> Iterator[Block]:
    """What a chart draws, as the table that it was drawn from."""
    if chart.has_title and chart.chart_title.has_text_frame:
        caption = " ".join(_paragraphs(chart.chart_title.text_frame)) or caption
    for plot in chart.plots:
        series = list(plot.series)
        rows: list[Row] = [["", *(one.name for one in series)]]
        for at, category in enumerate(plot.categories):
            values = [one.values[at] if at < len(one.values) else None for one in series]
            rows.append([str(category), *map(written, values)])
        yield from row_blocks(rows, caption)


def _diagram_texts(shape: Any) -> Iterator[str]:
    """The texts of a SmartArt diagram, which lie in a part of their own."""
    place = shape._element.find(f".//{{{_DIAGRAM}}}relIds")
    part = None if place is None else shape.part.related_part(place.get(qn("r:dm")))
    if part is None:
        return
    for paragraph in xml_root(part.blob).iter(qn("a:p")):
        if text := "".join(piece.text or "" for piece in paragraph.iter(qn("a:t"))).strip():
            yield text
