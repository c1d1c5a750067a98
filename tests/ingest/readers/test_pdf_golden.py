"""PDFs that LibreOffice made of the .fodt files beside them."""

from pathlib import Path

import pytest

from ingest.pages import Block, Kind
from ingest.readers.pdf import read_pdf

GOLDEN = Path(__file__).parents[1] / "golden" / "pdf"


@pytest.mark.parametrize("name", ["two-columns", "long-table", "footnotes"])
def test_a_pdf_reads_as_written(name: str) -> None:
    reading = read_pdf((GOLDEN / f"{name}.pdf").read_bytes())
    assert (
        list(map(written, reading.blocks)) == (GOLDEN / f"{name}.blocks.txt").read_text("utf-8").splitlines()
    )


def written(block: Block) -> str:
    return "\t".join((str(block.page), block.kind.value, block.table or "", block.text))


def test_every_row_of_a_table_over_eight_pages_has_its_number_and_its_park() -> None:
    rows = [b for b in read_pdf((GOLDEN / "long-table.pdf").read_bytes()).blocks if b.kind is Kind.ROW]
    assert [row.text.split("；")[0] for row in rows] == [f"序号：{number}" for number in range(1, 61)]
    assert all("；园区：" in row.text and "投资（万元）总投资：" in row.text for row in rows)
    assert {row.page for row in rows} == set(range(1, 9))


def test_a_footnote_never_stands_in_a_sentence() -> None:
    texts = [b.text for b in read_pdf((GOLDEN / "footnotes.pdf").read_bytes()).blocks]
    assert "1 本办法所称诉求，是指企业在生产经营中遇到的需要政府协调解决的困难和问题" in "".join(texts)
    assert any(text.startswith("第五条") and "诉求²，由" in text for text in texts)
    assert all(text.endswith("。") for text in texts[1:])
