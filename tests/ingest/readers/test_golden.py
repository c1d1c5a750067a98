"""Documents that LibreOffice wrote read as they were typed, whatever their format."""

from datetime import date

import pytest

from ingest import ledgers
from ingest.readers import LIBREOFFICE_SUFFIXES, is_sheet, read, sheets
from ingest.readers.formats import suffix
from ingest.readers.libreoffice import program
from tests.ingest.readers.golden import document, expected, written

DOCUMENTS = [
    *("notice.docx", "notice.doc", "notice.rtf", "notice.odt", "notice.ofd"),
    *("ledger.xlsx", "ledger.xls", "ledger.csv", "slides.pptx", "slides.ppt", "slides.odp"),
]


def needs_its_program(name: str) -> None:
    if suffix(name) in LIBREOFFICE_SUFFIXES and program() is None:
        pytest.skip("this machine has no LibreOffice")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_reads_as_it_was_typed(name: str) -> None:
    needs_its_program(name)
    assert written(read(name, document(name))) == expected(name)


@pytest.mark.parametrize("name", ["ledger.xls", "ledger.ods"])
def test_a_ledger_has_the_same_cells_from_every_format(name: str) -> None:
    needs_its_program(name)
    assert is_sheet("台账", document(name))
    assert written(read(name, document(name))) == expected(name)
    assert sheets(name, document(name)) == sheets("ledger.xlsx", document("ledger.xlsx"))


def test_a_ledger_of_before_2007_is_a_ledger() -> None:
    tables = sheets("台账.et", document("ledger.xls"))
    kind = ledgers.recognise(tables)
    assert kind is not None
    parsed = ledgers.parse(kind, tables, date(2024, 6, 30))
    assert len(parsed.rows) == 2
