"""OFD: text where it stands on the page, template before content, ruled tables as tables."""

import io
from collections.abc import Mapping

import pytest
from PIL import Image

from ingest.pages import Kind
from ingest.readers import read
from ingest.texts import LOCKED, NOTHING_RECOGNISED
from knowledge.errors import UnreadableFile
from tests.ingest.readers.golden import GOLDEN
from tests.ingest.readers.office import zipped

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(written: str, x: float, y: float, size: float = 5, more: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 150 {size}" Size="{size}" Font="1" {more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.85}" DeltaX="g {len(written) - 1} {size}">{written}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def stroke(left: float, top: float, right: float, bottom: float) -> str:
    width, height = right - left, bottom - top
    return (
        f'<ofd:PathObject Boundary="{left} {top} {width or 0.2} {height or 0.2}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(*drawn: str, template: str = "") -> bytes:
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    layer = f'<ofd:Layer ID="2">{"".join(drawn)}</ofd:Layer>'
    return f"<ofd:Page {NS}>{used}<ofd:Content>{layer}</ofd:Content></ofd:Page>".encode()


def picture(resource: str, top: float, height: float) -> str:
    place = f'Boundary="0 {top} 210 {height}" CTM="210 0 0 {height} 0 0"'
    return f'<ofd:ImageObject {place} ResourceID="{resource}"/>'


def ofd(
    *pages: bytes, template: bytes = b"", more: str = "", pictures: Mapping[str, bytes] | None = None
) -> bytes:
    places = "".join(f'<ofd:Page ID="{9 - at}" BaseLoc="Pages/{at}.xml"/>' for at in range(len(pages)))
    document = (
        f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f'</ofd:PageArea><ofd:TemplatePage ID="t" BaseLoc="Tpls/t.xml"/>'
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        f"<ofd:Pages>{places}</ofd:Pages></ofd:Document>"
    )
    root = f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:Title>租金补贴办法</ofd:Title></ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    parts = {"OFD.xml": root.encode(), "Doc_0/Document.xml": document.encode(), "Doc_0/Tpls/t.xml": template}
    media = "".join(
        f'<ofd:MultiMedia ID="{name}" Type="Image"><ofd:MediaFile>{name}.jpg</ofd:MediaFile></ofd:MultiMedia>'
        for name in pictures or {}
    )
    resources = f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    parts["Doc_0/DocumentRes.xml"] = resources.encode()
    parts |= {f"Doc_0/Res/{name}.jpg": data for name, data in (pictures or {}).items()}
    parts |= {f"Doc_0/Pages/{at}.xml": content for at, content in enumerate(pages)}
    return zipped(**parts, **({more: b"<x/>"} if more else {}))


def test_lines_become_paragraphs_and_a_template_stands_where_it_is_printed() -> None:
    first = page(
        text("本办法，适用于全区企业。", 25, 68),
        text("第一条为了推进五好园区建设，降低企业成本，制定", 35, 60),
        text("租金补贴办法", 75, 45, size=7),
        template="t",
    )
    second = page(text("第二条本办法自发布之日起施行。", 35, 60))
    reading = read("a.ofd", ofd(first, second, template=page(text("青石高新区文件", 60, 15, size=12))))
    assert reading.title == "租金补贴办法"
    assert [(block.page, block.text) for block in reading.blocks] == [
        (1, "青石高新区文件"),
        (1, "租金补贴办法"),
        (1, "第一条为了推进五好园区建设，降低企业成本，制定本办法，适用于全区企业。"),
        (2, "第二条本办法自发布之日起施行。"),
    ]


def test_a_ruled_table_is_a_table() -> None:
    strokes = [stroke(30, y, 150, y) for y in (50, 60, 70)] + [stroke(x, 50, x, 70) for x in (30, 90, 150)]
    cells = [text("园区", 35, 53), text("税收", 95, 53), text("东园", 35, 63), text("13.6", 95, 63)]
    blocks = read("a.ofd", ofd(page(text("各园区税收", 30, 40), *cells, *strokes))).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        (Kind.PARAGRAPH, "各园区税收"),
        (Kind.ROW, "园区：东园；税收：13.6"),
    ]


def test_a_piece_printed_twice_is_bold_and_what_is_hidden_is_not_there() -> None:
    bold = text("第一条适用。", 30, 60) * 2
    assert [
        block.text
        for block in read("a.ofd", ofd(page(bold, text("草稿", 30, 90, more='Visible="false"')))).blocks
    ] == ["第一条适用。"]


def test_an_encrypted_one_and_one_without_text_say_so() -> None:
    for data, said in ((ofd(page(), more="Encryptions.xml"), LOCKED), (ofd(page()), NOTHING_RECOGNISED)):
        with pytest.raises(UnreadableFile, match=said):
            read("a.ofd", data)


def strips(scan: bytes) -> dict[str, bytes]:
    """A scan in two strips, as some scanners put it on a page."""
    with Image.open(io.BytesIO(scan)) as whole:
        middle = whole.height // 2
        parts = {"7": (0, 0, whole.width, middle), "8": (0, middle, whole.width, whole.height)}
        made = {}
        for name, box in parts.items():
            kept = io.BytesIO()
            whole.crop(box).save(kept, "JPEG", quality=95)
            made[name] = kept.getvalue()
    return made


def test_a_page_that_is_a_picture_is_recognised_and_one_with_text_is_read() -> None:
    scanned = page(picture("7", 0, 148.5), picture("8", 148.5, 148.5), picture("404", 0, 10))
    printed = page(text("第九条本办法自发布之日起施行。", 35, 60), picture("7", 100, 50))
    scan = (GOLDEN / "pdf" / "scan.jpg").read_bytes()
    blocks = read("a.ofd", ofd(scanned, printed, pictures=strips(scan))).blocks
    typed = (GOLDEN / "pdf" / "scan.txt").read_text("utf-8").splitlines()
    first = [block.text for block in blocks if block.page == 1]
    assert first[:2] == typed[:2]
    assert any("每家规模以上工业企业配备一名服务专员" in one for one in first)
    assert [block.text for block in blocks if block.page == 2] == ["第九条本办法自发布之日起施行。"]


def test_a_picture_that_cannot_be_opened_leaves_nothing_to_read() -> None:
    with pytest.raises(UnreadableFile, match=NOTHING_RECOGNISED):
        read("a.ofd", ofd(page(picture("7", 0, 297)), pictures={"7": b"\x97JB2\r\n\x1a\n"}))
