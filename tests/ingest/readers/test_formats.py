"""A file is what its content says; what can't be read says why."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.readers import LIBREOFFICE_SUFFIXES, MAX_BYTES, SUPPORTED, is_sheet, read, sheets
from ingest.texts import (
    FOREIGN_ARCHIVE,
    GIF,
    HEIC,
    NOT_DOCX,
    NOT_KNOWN_PACKAGE,
    NOT_OFD,
    NOT_PPTX,
    NOT_XLSX,
    OFFICE_XML,
    OLD_SLIDES,
    OLD_WORD,
    OPEN_DOCUMENT,
    RICH_TEXT,
)
from knowledge.errors import UnreadableFile
from tests.ingest.readers.office import OLE2, excel, ole2, word, zipped
from tests.ingest.readers.printed import Text, printed

ARTICLE = "第一条 为了推进五好园区建设，制定本办法。"
PDF = printed([[Text(ARTICLE, 90, 700)]])
LOCKED_PDF = printed([[Text(ARTICLE, 90, 700)]], password="wuhao")
WORD = word(lambda document: document.add_paragraph(ARTICLE))
EXCEL = excel(lambda book: book.worksheets[0].append(["项目名称", ARTICLE]))
HTML = f"<!DOCTYPE html><html><body><p>{ARTICLE}</p></body></html>".encode()


def first_line(name: str, data: bytes) -> str:
    return read(name, data).blocks[0].text


def reason(name: str, data: bytes, reader: Callable[[str, bytes], object] = read) -> str:
    with pytest.raises(UnreadableFile) as caught:
        reader(name, data)
    return str(caught.value)


@pytest.mark.parametrize("data", [PDF, WORD, HTML, ARTICLE.encode()], ids=["pdf", "docx", "html", "text"])
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html", "a.md", "没有后缀"])
def test_a_wrongly_named_document_is_read_as_what_it_is(name: str, data: bytes) -> None:
    assert first_line(name, data) == ARTICLE


def test_a_workbook_named_txt_is_a_sheet_and_a_text_named_xlsx_is_read_as_csv() -> None:
    assert is_sheet("台账.txt", EXCEL)
    assert sheets("台账.txt", EXCEL)[0].rows == (("项目名称", ARTICLE),)
    assert sheets("台账.xlsx", "编号,名称\n1,甲".encode())[0].rows == (("编号", "名称"), ("1", "甲"))


def test_a_page_saved_as_xls_is_a_page() -> None:
    page = "<table><tr><td>编号</td><td>名称</td></tr><tr><td>1</td><td>甲</td></tr></table>"
    assert not is_sheet("导出.xls", page.encode())
    assert first_line("导出.xls", page.encode()) == "编号：1；名称：甲"


def test_only_workbooks_and_csv_are_sheets() -> None:
    assert is_sheet("a.csv", "编号,名称\n".encode())
    assert not is_sheet("a.docx", WORD)
    assert not is_sheet("a.csv", b"")
    assert reason("a.docx", WORD, sheets) == "不是表格文件（.xlsx、.xls 或 .csv）"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b" \r\n\t", "文件是空的"),
        ("a.txt", b"\xef\xbb\xbf", "文件是空的"),
        ("a.docx", b"", "文件是空的"),
        ("a.doc", ole2("WordDocument"), OLD_WORD),
        ("a.docx", ole2("WordDocument"), OLD_WORD),
        ("a.wps", OLE2, OLD_WORD),
        ("a.ppt", ole2("PowerPoint Document"), OLD_SLIDES),
        ("a.odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text"), OPEN_DOCUMENT),
        ("a.rtf", b"{\\rtf1\\ansi}", RICH_TEXT),
        ("a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', OFFICE_XML),
        ("a.xls", ole2("Workbook"), "文件损坏或不完整"),
        ("a.docx", ole2("EncryptedPackage"), "文件受密码保护，请去掉密码后再导入"),
        ("a.xlsx", OLE2, "文件受密码保护，请去掉密码后再导入"),
        ("a.bin", OLE2, "是认不出的旧版 Office 文件，请另存为 .docx、.xlsx 或 .pptx"),
        ("a.msg", ole2("__properties_version1.0"), "是 Outlook 邮件（.msg），请另存为 .eml"),
        ("a.pdf", LOCKED_PDF, "文件受密码保护，请去掉密码后再导入"),
        ("a.pdf", PDF[:700], "文件损坏或不完整"),
        ("a.pdf", b"%PDF-1.4\n", "文件损坏或不完整"),
        ("a.docx", WORD[: len(WORD) // 2], "文件损坏或不完整"),
        ("a.xlsx", EXCEL[:-30], "文件损坏或不完整"),
        ("a.pdf", printed([[], []]), "图片扫描件，没有文字层"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "文件损坏或不完整"),
        ("a.gif", b"GIF89a\x00", GIF),
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(64), HEIC),
        ("a.ofd", zipped(**{"OFD.xml": b"<x/>"}), NOT_OFD),
        ("a.pptx", zipped(**{"ppt/presentation.xml": b"<x/>"}), NOT_PPTX),
        ("a.epub", zipped(mimetype=b"application/epub+zip"), NOT_KNOWN_PACKAGE),
        ("a.zip", zipped(**{"政策.txt": b"x"}), "是压缩包，里面的文件要一个一个地读"),
        ("a.rar", b"Rar!\x1a\x07\x00", FOREIGN_ARCHIVE),
        ("a.docx", zipped(**{"word/document.xml": b"<x/>"}), NOT_DOCX),
        ("a.xlsx", zipped(**{"xl/workbook.xml": b"<x/>"}), NOT_XLSX),
        ("a.txt", bytes(range(256)) * 20, "不是文本文件"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00" * 50, "不是文本文件"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("without_libreoffice")
def test_what_cannot_be_read_says_why(name: str, data: bytes, said: str) -> None:
    assert reason(name, data) == said


@pytest.mark.parametrize(("name", "part"), [("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml")])
def test_a_zip_bomb_is_not_unpacked(name: str, part: str) -> None:
    assert reason(name, zipped(**{part: bytes(40_000_000)})) == "解压后的内容过大，可能是压缩炸弹，未读取"


def test_a_file_over_100_mb_is_refused_before_anything_else() -> None:
    assert MAX_BYTES == 100 * 1024 * 1024
    assert reason("a.txt", bytes(MAX_BYTES + 1)) == "超过 100 MB"


def test_a_locked_archive_asks_for_its_password_to_be_taken_off() -> None:
    data = bytearray(WORD)
    with zipfile.ZipFile(BytesIO(WORD)) as archive:
        entry = data.index(b"PK\x01\x02", archive.start_dir)
    data[entry + 8] |= 1
    assert reason("a.docx", bytes(data)) == "文件受密码保护，请去掉密码后再导入"


def test_the_formats_people_are_told_about() -> None:
    text = {".txt", ".md", ".html", ".htm", ".csv", ".eml", ".mht"}
    office = {".docx", ".docm", ".xlsx", ".xlsm", ".xls", ".et", ".pptx", ".pptm", ".ppsx", ".zip"}
    printed = {".pdf", ".ofd", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}
    assert text | office | printed | LIBREOFFICE_SUFFIXES == SUPPORTED
    assert {".doc", ".wps", ".ppt", ".dps", ".rtf", ".odt", ".ods", ".odp"} == LIBREOFFICE_SUFFIXES


NAMES = st.sampled_from(
    ["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.csv", "a", "a.eml", "a.xls"]
)
STARTS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", OLE2[:8], b"| a | b |\n|-"]
)


def is_read_or_refused(name: str, data: bytes) -> None:
    for reader in (read, sheets):
        try:
            reader(name, data)
        except UnreadableFile as refusal:
            assert str(refusal)


@pytest.mark.usefixtures("without_libreoffice")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, start=STARTS, rest=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(name: str, start: bytes, rest: bytes) -> None:
    is_read_or_refused(name, start + rest)


@settings(max_examples=80, deadline=None)
@given(real=st.sampled_from([PDF, WORD, EXCEL, HTML]), share=st.floats(0, 1), flip=st.integers(0, 255))
def test_real_files_cut_off_or_damaged_are_read_or_refused(real: bytes, share: float, flip: int) -> None:
    at = int(share * (len(real) - 1))
    is_read_or_refused("a.pdf", real[:at])
    is_read_or_refused("a.pdf", real[:at] + bytes([flip]) + real[at + 1 :])


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.csv"]))
def test_every_block_is_one_visible_line(text: str, name: str) -> None:
    try:
        blocks = read(name, text.encode("utf-8", "ignore")).blocks
    except UnreadableFile:
        return
    for block in blocks:
        assert block.text
        assert len(block.text.splitlines()) == 1
        assert not set(block.text) & {"\x00", "\u200b", "\ufeff"}
