"""PDFs that want to break the reader, or that can't be read as they are."""

import io

import numpy as np
import pytest
from PIL import Image

from ingest import texts
from ingest.pages import Kind
from ingest.readers import scans
from ingest.readers.layout.shapes import Line, Scan
from ingest.readers.ocr import Picture
from ingest.readers.pdf import document, read_pdf
from knowledge.errors import UnreadableFile
from tests.ingest.readers.printed import Stroke, Text, printed

ARTICLE = "第一条　为了规范企业诉求办理，制定本办法。"
READABLE = [Text(ARTICLE, 90, 700)]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """The pictures that are given to OCR, which reads the same off each."""
    pictures: list[Picture] = []

    def recognised(picture: Picture) -> Scan:
        pictures.append(picture)
        return Scan((Line("第二条　识别出来的文字。", 90, 400, 700, 712),), (), 842, 0.99)

    monkeypatch.setattr(scans, "recognise", recognised)
    return pictures


@pytest.mark.parametrize(
    "nonsense", ["\ue001\ue002\uf0b7\ue044" * 10, "ÀÁÂÃÄÅÆÇÈÉÊË" * 4, "\x01\x02\x03" * 9]
)
def test_a_page_whose_font_maps_to_nonsense_is_scanned(shown: list[Picture], nonsense: str) -> None:
    found = read_pdf(printed([[Text(nonsense, 90, 700)], READABLE]))
    assert [block.text for block in found.blocks] == ["第二条　识别出来的文字。", ARTICLE][
        -len(found.blocks) :
    ]
    assert all(nonsense[:4] not in block.text for block in found.blocks)


def test_rare_characters_and_english_are_no_nonsense(shown: list[Picture]) -> None:
    written = "澜川市犇鑫骉科技有限公司 Annual Report 2025（α、β 级）"
    assert read_pdf(printed([[Text(written, 90, 700)]])).blocks[0].text.startswith("澜川市犇鑫骉")
    assert shown == []


def test_a_scan_with_a_page_number_in_type_is_still_a_scan(shown: list[Picture]) -> None:
    kept = io.BytesIO()
    Image.fromarray(np.tile(np.arange(200, dtype=np.uint8), (300, 1))).save(kept, "PDF")
    assert read_pdf(kept.getvalue()).blocks[0].text.startswith("第二条")
    assert len(shown) == 1


def test_a_page_of_ten_metres_is_looked_at_within_bounds(shown: list[Picture]) -> None:
    drawn = printed([[Stroke(90, 100, 20_000, 20_000)]]).replace(b"[0 0 595 842]", b"[0 0 28346 28346]")
    read_pdf(drawn)
    assert shown[0].shape[0] * shown[0].shape[1] <= 16_100_000


def test_a_picture_of_too_many_pixels_isnt_unpacked_and_its_page_is_flagged(shown: list[Picture]) -> None:
    kept = io.BytesIO()
    Image.new("1", (16_000, 16_000)).save(kept, "PDF")
    with pytest.raises(UnreadableFile, match=texts.PICTURE_TOO_LARGE):
        read_pdf(kept.getvalue())
    assert shown == []


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_PAGES", 2)
    assert len(read_pdf(printed([READABLE] * 2)).blocks) == 2
    with pytest.raises(UnreadableFile, match=texts.TOO_MANY_PAGES):
        read_pdf(printed([READABLE] * 3))


def test_thousands_of_characters_on_one_spot_are_a_few() -> None:
    [block] = read_pdf(printed([[Text("国", 90, 700)] * 5000])).blocks
    assert block.text == "国"


def test_millimetre_paper_is_no_table() -> None:
    lines = [Stroke(0, y * 4, 590, y * 4) for y in range(200)]
    lines += [Stroke(x * 4, 0, x * 4, 840) for x in range(140)]
    blocks = read_pdf(printed([[*READABLE, *lines]])).blocks
    assert [(block.kind, block.text) for block in blocks] == [(Kind.PARAGRAPH, ARTICLE)]


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_what_is_left_of_a_torn_file_is_damaged_or_read(keep: float) -> None:
    whole = printed([READABLE] * 4)
    torn = whole[: int(len(whole) * keep)] + b"\n%%EOF\n"
    try:
        assert read_pdf(torn).blocks
    except UnreadableFile as refusal:
        assert str(refusal) in (texts.DAMAGED, texts.SCAN)


def test_no_pages_are_damaged() -> None:
    with pytest.raises(UnreadableFile, match=texts.DAMAGED):
        read_pdf(printed([]))
