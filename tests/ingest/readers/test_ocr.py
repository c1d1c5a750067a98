"""Scans and photos: recognised once, kept, and flagged where recognition is unsure."""

import io
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest import texts
from ingest.pages import Kind, Reading
from ingest.readers import ocr
from ingest.readers.layout.shapes import Line, Scan
from ingest.readers.ocr_marks import marked, punctuated
from ingest.readers.pdf import read_pdf
from ingest.readers.pictures import read_picture
from ingest.readers.progress import watching
from knowledge.errors import UnreadableFile

pytest.importorskip("rapidocr", reason="OCR needs rapidocr")

GOLDEN = Path(__file__).parents[1] / "golden" / "pdf"
MOST_WRONG = 0.05


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a host here fails."""

    def refused(*asked: object, **how: object) -> None:
        raise AssertionError("OCR asked the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, ...]]]:
    """An engine that reads 第N条 off the N-th picture it is shown, surely for odd ones; what it was shown."""
    shown: list[tuple[int, ...]] = []

    def recognised(picture: ocr.Picture) -> Scan:
        shown.append(picture.shape)
        sure = 0.99 if len(shown) % 2 else 0.6
        line = Line(f"第{len(shown)}条　这是扫描件。", 90, 300, 700, 712)
        return Scan((line,), (), 842, sure)

    monkeypatch.setattr(ocr, "_recognise", recognised)
    yield shown


def pictures(count: int) -> list[Image.Image]:
    """Grey pages, each of its own shade, with a dark bar."""
    made = []
    for number in range(count):
        picture = Image.new("L", (120, 170), 200 + number)
        picture.paste(20, (20, 30, 100, 40))
        made.append(picture)
    return made


def saved(images: list[Image.Image], form: str) -> bytes:
    kept = io.BytesIO()
    images[0].save(kept, form, save_all=True, append_images=images[1:])
    return kept.getvalue()


def wrong(found: str, written: str) -> float:
    """The share of characters to change, by Levenshtein."""
    row = list(range(len(written) + 1))
    for at, one in enumerate(found, 1):
        before, row[0] = row[0], at
        for other, character in enumerate(written, 1):
            before, row[other] = (
                row[other],
                min(row[other] + 1, row[other - 1] + 1, before + (one != character)),
            )
    return row[-1] / len(written)


def as_text(reading: Reading) -> str:
    return "".join("".join(block.text.split()) for block in reading.blocks)


def test_a_leaning_noisy_scan_reads_as_written(offline: None) -> None:
    picture = (GOLDEN / "scan.jpg").read_bytes()
    reading = read_picture(picture)
    assert wrong(as_text(reading), "".join((GOLDEN / "scan.txt").read_text("utf-8").split())) <= MOST_WRONG
    rows = [block.text for block in reading.blocks if block.kind is Kind.ROW]
    assert rows[1] == "园区：松岭经开区；名额（人）：18；联系电话：0700-8210602"
    assert any(re.match(r"第二条\s每家", block.text) for block in reading.blocks)
    assert reading.poor == ()


def test_a_page_held_sideways_is_turned() -> None:
    kept = io.BytesIO()
    Image.open(GOLDEN / "scan.jpg").rotate(90, expand=True).save(kept, "PNG")
    expected = "".join((GOLDEN / "scan.txt").read_text("utf-8").split())
    assert wrong(as_text(read_picture(kept.getvalue())), expected) <= MOST_WRONG


def test_pages_without_text_are_scanned_and_poor_ones_flagged(fake: list[tuple[int, ...]]) -> None:
    reading = read_pdf(saved(pictures(3), "PDF"))
    assert [(block.page, block.text) for block in reading.blocks] == [
        (number, f"第{number}条　这是扫描件。") for number in (1, 2, 3)
    ]
    assert reading.poor == (2,)


def test_every_page_of_a_tiff_is_read_and_told(fake: list[tuple[int, ...]]) -> None:
    done: list[int] = []
    with watching(done.append):
        reading = read_picture(saved(pictures(3), "TIFF"))
    assert [block.page for block in reading.blocks] == [1, 2, 3]
    assert done == [1, 2, 3]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP"])
def test_photos_of_every_kind_are_read(fake: list[tuple[int, ...]], form: str) -> None:
    kept = io.BytesIO()
    pictures(1)[0].save(kept, form)
    assert read_picture(kept.getvalue()).blocks[0].text == "第1条　这是扫描件。"


def test_a_photo_is_turned_as_the_camera_held_it(fake: list[tuple[int, ...]]) -> None:
    kept = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    pictures(1)[0].save(kept, "JPEG", exif=exif)
    read_picture(kept.getvalue())
    assert fake == [(120, 170, 3)]


def test_a_page_that_is_kept_is_never_recognised_again(fake: list[tuple[int, ...]], tmp_path: Path) -> None:
    first = pictures(3)
    with ocr.keeping(tmp_path):
        before = read_pdf(saved(first[:2], "PDF"))
        after = read_pdf(saved(first, "PDF"))
    assert len(fake) == 3
    assert after.blocks[:2] == before.blocks
    assert after.poor == (2,)


def test_a_kept_page_that_is_damaged_is_recognised_again(fake: list[tuple[int, ...]], tmp_path: Path) -> None:
    with ocr.keeping(tmp_path):
        read_pdf(saved(pictures(1), "PDF"))
        [kept] = tmp_path.rglob("*.json")
        for damage in ('{"lines": [["a", 1', "[]", json.dumps({"lines": 1, "rules": []})):
            kept.write_text(damage, "utf-8")
            read_pdf(saved(pictures(1), "PDF"))
    assert len(fake) == 4
    assert not list(tmp_path.rglob("tmp*"))


def test_without_a_folder_nothing_is_kept_and_a_full_one_stops_nothing(
    fake: list[tuple[int, ...]], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", "utf-8")
    with ocr.keeping(blocked):
        assert read_pdf(saved(pictures(1), "PDF")).blocks
    assert read_pdf(saved(pictures(1), "PDF")).blocks
    assert len(fake) == 2


def test_a_blank_page_isnt_recognised(fake: list[tuple[int, ...]]) -> None:
    blank = Image.new("L", (100, 100), 255)
    with pytest.raises(UnreadableFile):
        read_pdf(saved([blank], "PDF"))
    assert fake == []


def test_a_picture_of_too_many_pixels_is_refused_unopened() -> None:
    huge = Image.new("1", (20_000, 20_000))
    with pytest.raises(UnreadableFile, match=texts.PICTURE_TOO_LARGE):
        read_picture(saved([huge], "PNG"))


def test_a_broken_picture_is_damaged() -> None:
    whole = saved(pictures(1), "PNG")
    for data in (whole[:60], b"\x89PNG\r\n\x1a\n" + bytes(50), b"BM" + bytes(20)):
        with pytest.raises(UnreadableFile, match=texts.DAMAGED):
            read_picture(data)


def test_a_picture_without_words_says_so() -> None:
    with pytest.raises(UnreadableFile, match=texts.NOTHING_RECOGNISED):
        read_picture(saved([Image.fromarray(np.full((200, 200), 255, np.uint8))], "PNG"))


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("具备下列条件:", "具备下列条件："),
        ("权重(分)", "权重（分）"),
        ("（2026)", "（2026）"),
        ("永政办发[2021]15号", "永政办发〔2021〕15号"),
        ("比例为3:7,即", "比例为3:7，即"),
        ("A(B), 1,000", "A(B), 1,000"),
    ],
)
def test_punctuation_is_as_wide_as_its_neighbours(found: str, meant: str) -> None:
    assert punctuated(found) == meant


def test_an_article_is_set_off_but_a_reference_isnt() -> None:
    lines = [
        Line("第一条为了规范管理，根据国家有关规定，结合本市实际，依照条例", 110, 500, 700, 712),
        Line("第五条规定，制定本办法，并按照", 86, 500, 680, 692),
        Line("第三条第二款的要求执行。", 86, 300, 660, 672),
        Line("第二章组织领导", 200, 300, 640, 652),
    ]
    assert [line.text[:5] for line in marked(lines)] == [
        "第一条　为",
        "第五条规定",
        "第三条第二",
        "第二章　组",
    ]
