"""All that a bad folder can hold, in one run with good files: each is told of, and the good ones are taken in."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from ingest import texts
from ingest.readers.html import MAX_PAGE
from ingest.readers.pdf.document import MOST_PAGES
from ingest.workers import Workers
from tests.ingest.bad_files import TAKE
from tests.ingest.office import RENT, TALENT, Office
from tests.ingest.readers.office import edited, word
from tests.ingest.test_containers import zipped

ENTITIES = '<!DOCTYPE x [<!ENTITY a "五好">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 20}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.workers = Workers(take=TAKE)
    yield office
    assert office.is_whole()
    office.engine.dispose()


def put_bad_files(office: Office) -> None:
    with zipfile.ZipFile(office.files / "炸弹.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("零.txt", bytes(50_000_000))
        archive.writestr("人才.txt", TALENT)
    office.write("出包.zip", zipped({"../../出.txt": RENT}))
    pages = pypdfium2.PdfDocument.new()
    for _ in range(MOST_PAGES + 1):
        pages.new_page(100, 100)
    pages.save(office.files / "厚.pdf")
    pages.close()
    office.write("崩.txt", f"crash\n{RENT}")
    office.write("一行.html", b"<html><body><p>" + "园".encode() * (MAX_PAGE // 3 + 1))
    notice = word(lambda document: document.add_paragraph("五好园区"))
    office.write(
        "实体.docx",
        edited(
            edited(notice, "word/document.xml", r"^(<\?xml[^>]*\?>)?\s*", rf"\1{ENTITIES}]>"),
            "word/document.xml",
            "五好园区",
            "&i;",
        ),
    )
    (office.files / "甲").symlink_to("乙")
    (office.files / "乙").symlink_to("甲")
    (office.files / "圈").mkdir()
    (office.files / "圈" / "上").symlink_to("..")
    office.write(os.fsdecode(b"\xff.txt"), TALENT)


def test_each_is_a_failure_of_its_own_and_the_good_ones_are_taken_in(office: Office) -> None:
    put_bad_files(office)
    office.write("厂房.txt", RENT)
    report = office.ingest()
    assert {one.path.removeprefix(f"{office.files}/"): one.reason for one in report.failed} == {
        "炸弹.zip!/零.txt": texts.TOO_LARGE_UNPACKED,
        "出包.zip!/../../出.txt": texts.UNSAFE_NAME,
        "厚.pdf": texts.TOO_MANY_PAGES,
        "崩.txt": texts.READER_CRASHED,
        "一行.html": texts.TOO_LARGE_PAGE,
        "实体.docx": texts.DAMAGED,
        "甲": texts.LINK_LOOPS,
        "乙": texts.LINK_LOOPS,
        "\\xff.txt": texts.NAME_NOT_UTF8,
    }
    assert office.told(report)["added"] == ["厂房.txt", "炸弹.zip!/人才.txt"]
    assert office.told(office.ingest()).keys() == {"failed"}
