"""A figure is found with its row's and its column's name, whatever format its table comes from."""

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.pages import Kind
from ingest.readers import read
from ingest.readers.tables import Row, row_blocks, unrepeated
from tests.ingest.readers.office import append_xml, word


def rows(name: str, data: bytes) -> list[str]:
    return [block.text for block in read(name, data).blocks if block.kind is Kind.ROW]


def lines(name: str, data: bytes) -> list[str]:
    return [block.text for block in read(name, data).blocks]


def table(document: Document, *written: str) -> None:
    made = document.add_table(len(written), len(written[0].split()))
    for row, text in zip(made.rows, written, strict=True):
        for cell, word_in_it in zip(row.cells, text.split(), strict=True):
            cell.text = word_in_it


def test_a_header_of_three_lines_that_the_format_marks_is_one() -> None:
    three: list[Row] = [
        ["园区", "税收", None, None],
        ["园区", "合计", "其中", None],
        ["园区", "合计", "国税", "地税"],
    ]
    [block] = row_blocks([*three, ["东园", "9", "5", "4"]], headers=3)
    assert block.text == "园区：东园；税收合计：9；税收其中国税：5；税收其中地税：4"


def test_a_header_said_again_on_the_next_page_is_no_row() -> None:
    written = ["园区 税收", "东园 9", "园区 税收", "西园 8"]
    assert rows("a.docx", word(lambda document: table(document, *written))) == [
        "园区：东园；税收：9",
        "园区：西园；税收：8",
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split()) + "</tr>" for row in written)
    assert rows("a.html", f"<table>{cells}</table>".encode()) == [
        "园区：东园；税收：9",
        "园区：西园；税收：8",
    ]
    assert unrepeated([["1", "2"], ["1", "2"]]) == [["1", "2"], ["1", "2"]]


def test_a_page_says_which_rows_are_the_header() -> None:
    head = "<thead><tr><th rowspan=2>园区</th><th colspan=2>税收</th></tr><tr><th>2023</th><th>2024</th></tr></thead>"
    body = "<tr><td>东园</td><td>9</td><td>10</td></tr>"
    assert rows("a.html", f"<table>{head}{body}</table>".encode()) == [
        "园区：东园；税收2023：9；税收2024：10"
    ]
    assert rows("a.html", f"<table><tr><th>园区<th>税收</tr>{body}</table>".encode()) == [
        "园区：东园；税收：9；10"
    ]


def test_rows_that_word_repeats_on_every_page_are_the_header() -> None:
    def write(document: Document) -> None:
        table(document, "2023 2024", "9 10")
        made = document.tables[0].rows[0]._tr
        made.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    assert rows("a.docx", word(write)) == ["2023：9；2024：10"]


NESTED = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>第一条 标准如下：</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
)
INNER = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>园区</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>税收</w:t></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p><w:r><w:t>东园</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


def test_a_table_in_a_table_is_read_once_as_the_table_that_it_is() -> None:
    data = word(lambda document: append_xml(document, NESTED.format(inner=INNER)))
    assert lines("a.docx", data) == ["第一条 标准如下：", "园区：东园；税收：9"]


@pytest.mark.parametrize("long", [True, False])
def test_long_texts_beside_each_other_are_text_short_ones_a_row(long: bool) -> None:
    left, right = ("第一条适用。" * 10, "第二条施行。" * 10) if long else ("申报截止", "5月1日")
    data = word(lambda document: table(document, f"{left} {right}"))
    assert lines("a.docx", data) == ([left, right] if long else [f"{left}；{right}"])
