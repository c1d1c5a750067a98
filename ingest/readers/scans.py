"""Recognised pictures → pages, laid out as printed pages are."""

from ingest.readers.layout.cells import open_tables, placed, table_of
from ingest.readers.layout.columns import in_order
from ingest.readers.layout.grids import grids
from ingest.readers.layout.shapes import Line, Page, Part, Scan
from ingest.readers.ocr import POOR, Picture, recognise


def scanned_page(picture: Picture, number: int) -> tuple[Page, bool]:
    """The page, and whether it was recognised with little confidence."""
    scan = recognise(picture)
    return page_of(scan, number), bool(scan.lines) and scan.confidence < POOR


def page_of(scan: Scan, number: int) -> Page:
    """A scan's lines in reading order, its ruled tables as such."""
    parts: list[Part] = []
    outside: list[Line] = list(scan.lines)
    for grid in grids(scan.rules):
        inside, rest = placed(grid, outside)
        table = table_of(grid, inside)
        if table:
            parts.append(table)
            outside = rest
    open_ones, alone = open_tables(scan.rules, outside)
    return Page(number, scan.height, tuple(in_order([*parts, *open_ones, *alone])))
