"""Word documents: the body's paragraphs and tables in order, as they read with all changes accepted.

A note stands after the paragraph or table that refers to it. Left out: headers and footers, comments,
and what a table of contents repeats.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart

from ingest import texts
from ingest.pages import Block, Kind, Reading
from ingest.readers.archives import check_unpacks_sanely, xml_root
from ingest.readers.inline import lowered, raised
from ingest.readers.numbering import Numbering, numbering_of
from ingest.readers.styles import Style, styles_of
from ingest.readers.tables import Row, is_amount, row_blocks, unrepeated
from knowledge.errors import UnreadableFile

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAK, _HYPHEN = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr")), qn("w:noBreakHyphen")
_WRAPPERS = {qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")}
_UNSEEN = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:instrText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMathPara",
}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_RUN, _VAL = qn("w:r"), qn("w:val")
_OFF = ("0", "false", "off")
_SHIFTS = {"superscript": raised, "subscript": lowered}
_BOX = qn("w:txbxContent")
_LONG = 40  # characters: a cell with more beside only one other is no table of data
PartFactory.part_type_for.update(
    {
        "application/vnd.ms-word.document.macroEnabled.main+xml": DocumentPart,
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": DocumentPart,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": DocumentPart,
    }
)


@dataclass(slots=True)
class Notes:
    """The parts that hold foot- and endnotes, and how many notes have been read."""

    parts: dict[str, Any]
    count: int = 0

    def taken(self, mark: Any) -> Any:
        """The note that a mark in the text stands for."""
        part, number = self.parts[mark.tag], mark.get(qn("w:id"))
        found = () if part is None else (note for note in part if note.get(qn("w:id")) == number)
        self.count += 1
        return next(iter(found), None)


@dataclass(frozen=True, slots=True)
class Word:
    """What a document's paragraphs refer to."""

    styles: dict[str, Style]
    numbering: Numbering
    notes: Notes


def read_docx(data: bytes) -> Reading:
    check_unpacks_sanely(data)
    try:
        document = _opened(data)
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    except (KeyError, ValueError, PackageNotFoundError) as fault:
        raise UnreadableFile(texts.NOT_DOCX) from fault
    numbering = numbering_of(_related(document, "numbering"))
    notes = Notes({tag: _related(document, part) for tag, part in _NOTES.items()})
    word = Word(styles_of(document.styles.element), numbering, notes)
    blocks = tuple(_blocks(document.element.body, word))
    return Reading(blocks, _title(document, word, blocks))


def _opened(data: bytes) -> Document:
    """The document, also where it is a template or has macros: these are nothing but bytes to us."""
    part = Package.open(io.BytesIO(data)).main_document_part
    if not isinstance(part, DocumentPart):
        raise ValueError(part.content_type)
    document: Document = part.document
    return document


def _related(document: Document, kind: str) -> Any:
    """The root of a part that the document refers to; None where it has none."""
    related = document.part.rels.values()
    part = next((rel.target_part for rel in related if rel.reltype.endswith(f"/{kind}")), None)
    if part is None:
        return None
    return part.element if hasattr(part, "element") else xml_root(part.blob)


def _blocks(parent: Any, word: Word, caption: str | None = None) -> Iterator[Block]:
    for element in parent:
        if element.tag == _P:
            for block in _paragraph_blocks(element, word):
                caption = block.text if block.kind is Kind.HEADING or len(block.text) <= 40 else None
                yield block
        elif element.tag == _TBL:
            yield from _table_blocks(element, word, caption)
        elif element.tag in _WRAPPERS:
            yield from _blocks(element, word, caption)


def _paragraph_blocks(paragraph: Any, word: Word) -> Iterator[Block]:
    """A paragraph, a block for each of its lines, and the text boxes that hang on it."""
    style = word.styles.get(_style_id(paragraph), Style())
    text = _text(paragraph)
    if text.strip() and not style.contents:
        level = _level(paragraph, style)
        text = _label(paragraph, style, word.numbering) + text
        if level:
            yield Block(" ".join(text.split("\n")), Kind.HEADING, level=level)
        else:
            yield from (Block(line) for line in text.split("\n") if line.strip())
    yield from _note_blocks(paragraph, word)
    for box in paragraph.iter(_BOX):
        if not any(parent.tag in _UNSEEN for parent in box.iterancestors()):
            yield from _blocks(box, word)


def _note_blocks(element: Any, word: Word) -> Iterator[Block]:
    """The foot- and endnotes that an element refers to, each with its number."""
    for mark in element.iter(*_NOTES):
        note = word.notes.taken(mark)
        text = "" if note is None else " ".join(" ".join(map(_text, note.iter(_P))).split())
        if text:
            yield Block(f"[{word.notes.count}] {text}")


def _style_id(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"), "")


def _level(paragraph: Any, style: Style) -> int:
    """A heading's depth: the paragraph's own outline level, else its style's."""
    outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if outline is None:
        return style.level
    depth = int(outline.get(qn("w:val"), 9))
    return depth + 1 if depth < 9 else 0


def _label(paragraph: Any, style: Style, numbering: Numbering) -> str:
    numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbered is None:
        return numbering.label(style.number, style.depth) if style.number else ""
    number, depth = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
    if number is None:
        return numbering.label(style.number, style.depth) if style.number else ""
    return numbering.label(number.get(qn("w:val")), 0 if depth is None else int(depth.get(qn("w:val"))))


def _text(element: Any) -> str:
    """The visible text below an element; a line break inside a paragraph stays one."""
    parts: list[str] = []
    for child in element:
        if child.tag in _UNSEEN or child.tag == _BOX:
            continue
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag in _BREAK:
            parts.append("\n")
        elif child.tag == _TAB:
            parts.append(" ")
        elif child.tag == _HYPHEN:
            parts.append("-")
        elif child.tag == _RUN:
            parts.append(_run(child))
        elif len(child):
            parts.append(_text(child))
    return "".join(parts)


def _run(run: Any) -> str:
    """A run's text: nothing where it is struck through, raised and lowered figures as such."""
    looks = run.find(qn("w:rPr"))
    if looks is None:
        return _text(run)
    struck = (looks.find(qn(tag)) for tag in ("w:strike", "w:dstrike"))
    if any(mark is not None and mark.get(qn("w:val"), "1") not in _OFF for mark in struck):
        return ""
    shift = looks.find(qn("w:vertAlign"))
    shifted = _SHIFTS.get("" if shift is None else shift.get(qn("w:val"), ""))
    return shifted(_text(run)) if shifted else _text(run)


def _table_blocks(table: Any, word: Word, caption: str | None) -> Iterator[Block]:
    if not _is_layout(table):
        rows, headers = _rows(table, word.numbering), _headers(table)
        yield from row_blocks(unrepeated(rows, headers), caption, headers)
        yield from _note_blocks(table, word)
        return
    for row in _below(table, _TR):
        for cell in _below(row, _TC):
            if not _goes_on(cell):
                yield from _blocks(cell, word, caption)


def _is_layout(table: Any) -> bool:
    """Whether a table only places text: a frame, long texts beside each other, tables within a table."""
    rows = [list(_below(row, _TC)) for row in _below(table, _TR)]
    wide = [row for row in rows if len(row) > 1]
    if not wide or any(True for inner in table.iter(_TBL) if inner is not table):
        return True
    return len(wide) == 1 and any(len(_text(cell)) > _LONG for cell in wide[0])


def _headers(table: Any) -> int:
    """How many rows at the top are said again on every page."""
    repeated = (row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in _below(table, _TR))
    return sum(
        1 for _ in takewhile(lambda mark: mark is not None and mark.get(_VAL, "1") not in _OFF, repeated)
    )


def _rows(table: Any, numbering: Numbering) -> list[Row]:
    """The grid: a cell merged across is followed by None, words merged downwards stand in every row."""
    rows: list[Row] = []
    above: dict[int, str] = {}
    for row in _below(table, _TR):
        cells: list[str | None] = [""] * _spare(row)
        for cell in _below(row, _TC):
            text = _cell_text(cell, numbering)
            text = above.get(len(cells), "") if _goes_on(cell) else text
            above[len(cells)] = "" if is_amount(text) else text
            cells += [text, *[None] * (_span(cell) - 1)]
        rows.append(cells)
    return rows


def _below(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through the wrappers of content controls and revisions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, tag)


def _cell_text(cell: Any, numbering: Numbering) -> str:
    texts_of = (_label(part, Style(), numbering) + _text(part) for part in cell.iter(_P))
    return " ".join(" ".join(texts_of).split())


def _spare(row: Any) -> int:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return 0 if before is None else min(int(before.get(qn("w:val"))), 63)


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else max(1, min(int(span.get(qn("w:val"))), 63))


def _goes_on(cell: Any) -> bool:
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _title(document: Document, word: Word, blocks: tuple[Block, ...]) -> str | None:
    """The paragraph styled as title; else the title among the properties, if the text has it too."""
    for paragraph in document.element.body.iterfind(_P):
        style = word.styles.get(_style_id(paragraph))
        if style and style.title and (text := " ".join(_text(paragraph).split())):
            return text
    stated = document.core_properties.title.strip()
    return stated if stated and any(stated in block.text for block in blocks[:20]) else None
