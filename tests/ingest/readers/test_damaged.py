"""Files cut off, changed at one byte, or made to do harm: each is read or refused, soon."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ingest import texts
from ingest.readers import html, is_sheet, members, read, sheets
from knowledge.errors import UnreadableFile
from tests.ingest.readers.golden import document
from tests.ingest.readers.mails import mail
from tests.ingest.readers.office import edited, excel, word, zipped

GOOD = {
    **{
        name: document(name)
        for name in ("notice.docx", "ledger.xlsx", "ledger.xls", "slides.pptx", "notice.ofd", "notice.html")
    },
    "letter.eml": mail("租金补贴", "正文。", html="<p>第一条 适用。</p><table><tr><td>1</td></tr></table>"),
}


def outcome(name: str, data: bytes) -> str:
    """What a person is told, or the text that was read; whatever else is raised fails the test."""
    try:
        reading = read(name, data)
        if is_sheet(name, data):
            sheets(name, data)
    except UnreadableFile as refusal:
        return str(refusal)
    return "".join(block.text for block in reading.blocks)


@settings(max_examples=60, deadline=5_000)
@given(name=st.sampled_from(sorted(GOOD)), share=st.floats(0, 1))
def test_a_file_cut_off_anywhere_is_read_or_refused(name: str, share: float) -> None:
    outcome(name, GOOD[name][: int(share * len(GOOD[name]))])


@settings(max_examples=150, deadline=5_000)
@given(name=st.sampled_from(sorted(GOOD)), share=st.floats(0, 1), flip=st.integers(1, 255))
def test_a_file_with_one_byte_changed_is_read_or_refused(name: str, share: float, flip: int) -> None:
    data = bytearray(GOOD[name])
    data[int(share * (len(data) - 1))] ^= flip
    outcome(name, bytes(data))


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "五好园区五好园区">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 20}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE], ids=["bomb", "outside"])
@pytest.mark.parametrize(
    ("name", "part", "place"),
    [
        ("notice.docx", "word/document.xml", "第一条"),
        ("ledger.xlsx", "xl/sharedStrings.xml", "储能"),
        ("ledger.xlsx", "xl/worksheets/sheet1.xml", "<f"),
        ("slides.pptx", "ppt/slides/slide1.xml", "推介"),
        ("notice.ofd", "Doc_0/Pages/Page_0/Content.xml", "第一条"),
    ],
)
def test_xml_entities_do_nothing(name: str, part: str, place: str, declared: str) -> None:
    began = time.monotonic()
    inside = f"&j;{place}" if not place.startswith("<") else place
    data = edited(GOOD[name], part, r"^(<\?xml[^>]*\?>)?\s*", rf"\1{declared}")
    data = edited(data, part, place, inside)
    said = outcome(name, data)
    assert "root:" not in said and said.count("五好园区") < 1000
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("name", ["notice.docx", "ledger.xlsx", "slides.pptx", "notice.ofd"])
def test_a_part_that_unpacks_to_far_too_much_is_not_unpacked(name: str) -> None:
    made = io.BytesIO(GOOD[name])
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more.xml", bytes(100_000_000))
    assert outcome(name, made.getvalue()) == texts.TOO_LARGE_UNPACKED


def test_a_document_with_macros_is_read_and_its_macros_are_bytes() -> None:
    types = r"openxmlformats-officedocument\.wordprocessingml\.document\.main"
    data = edited(GOOD["notice.docx"], "[Content_Types].xml", types, "ms-word.document.macroEnabled.main")
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Shell")
    assert outcome("notice.docm", made.getvalue()) == outcome("notice.docx", GOOD["notice.docx"])


def test_pictures_inside_a_page_do_not_count_against_its_size() -> None:
    picture = b"<img src='data:image/png;base64," + b"A" * (html.MAX_PAGE + 1) + b"'>"
    assert outcome("a.html", "<html><body><p>第一条 适用。</p>".encode() + picture) == "第一条 适用。"
    line = b"<html><body>" + "园".encode() * (17_000_000)
    assert outcome("a.html", line) == texts.TOO_LARGE_PAGE


def test_sectors_that_follow_themselves_are_not_followed_for_ever() -> None:
    good = GOOD["ledger.xls"]
    table = 512 * (int.from_bytes(good[76:80], "little") + 1)  # the first sector of the allocation table
    for at in range(len(good) // 512 - 1):
        data = bytearray(good)
        data[table + 4 * at : table + 4 * at + 4] = at.to_bytes(4, "little")
        outcome("a.xls", bytes(data))


def test_a_merged_area_as_large_as_a_sheet_can_be_is_refused() -> None:
    def write(book: Workbook) -> None:
        book.worksheets[0]["A1"], book.worksheets[0]["ZZ90000"] = "甲", "乙"
        book.worksheets[0].merge_cells("B1:C1")
        book.worksheets[0]["B1"] = "丙"

    data = edited(excel(write), "xl/worksheets/sheet1.xml", "B1:C1", "A1:XFD1048576")
    assert outcome("a.xlsx", data) == texts.DAMAGED


def test_deep_nesting_is_read_or_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3_000
    data = edited(
        word(lambda document: document.add_paragraph("甲")),
        "word/document.xml",
        "<w:sectPr",
        deep + "<w:sectPr",
    )
    outcome("a.docx", data)
    parts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 2_000
    outcome("a.eml", f"MIME-Version: 1.0\r\nFrom: a@b.c\r\nDate: x\r\n{parts}".encode())
    assert members.members("a.zip", zipped(**{"/".join("甲" * 2_000): b"x"})) != ()
