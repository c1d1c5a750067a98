"""Word documents as they read in print."""

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.pages import Block, Kind
from ingest.readers import read
from ingest.readers.numbering import chinese, counted
from knowledge.errors import UnreadableFile
from tests.ingest.readers.office import append_xml, edited, word


def texts(data: bytes) -> list[str]:
    return [block.text for block in read("办法.docx", data).blocks]


def test_headings_paragraphs_and_tables_come_in_the_document_s_order() -> None:
    def write(document: Document) -> None:
        document.add_heading("五好园区创建办法", 0)
        document.add_heading("第一章 总则", 1)
        document.add_paragraph("第一条 为了五好，制定本办法。")
        document.add_paragraph("附表：各园区亩均税收")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["园区", "亩均税收", "永州经开区", "13.6"], strict=True):
            cell.text = text
        document.add_paragraph("第二条 本办法自发布之日起施行。")
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.sections[0].footer.paragraphs[0].text = "第 1 页"

    reading = read("办法.docx", word(write))
    assert reading.title == "五好园区创建办法"
    assert reading.blocks == (
        Block("五好园区创建办法", Kind.HEADING, 1),
        Block("第一章 总则", Kind.HEADING, 1),
        Block("第一条 为了五好，制定本办法。"),
        Block("附表：各园区亩均税收"),
        Block("园区：永州经开区；亩均税收：13.6", Kind.ROW, table="附表：各园区亩均税收"),
        Block("第二条 本办法自发布之日起施行。"),
    )


def test_merged_cells_are_read_once_across_and_in_every_row_downwards() -> None:
    def write(document: Document) -> None:
        table = document.add_table(4, 3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "产业链"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "投资"
        table.cell(1, 1).text, table.cell(1, 2).text = "计划", "完成"
        table.cell(2, 0).merge(table.cell(3, 0)).text = "电子信息"
        table.cell(2, 1).text, table.cell(2, 2).text = "10", "8"
        table.cell(3, 1).merge(table.cell(3, 2)).text = "未启动"

    assert texts(word(write)) == [
        "产业链：电子信息；投资计划：10；投资完成：8",
        "产业链：电子信息；投资计划：未启动",
    ]


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    def write(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "第一条\n第二条"

    assert texts(word(write)) == ["第一条", "第二条"]


def test_deleted_text_and_comments_are_left_out_and_inserted_text_is_read() -> None:
    def write(document: Document) -> None:
        append_xml(
            document,
            "<w:p><w:r><w:t>奖励</w:t></w:r><w:del><w:r><w:delText>十</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>二十</w:t></w:r></w:ins>"
            "<w:r><w:t>万元</w:t></w:r><w:r><w:br/><w:t>另行通知</w:t></w:r></w:p>",
        )
        append_xml(
            document,
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        )

    assert texts(word(write)) == ["奖励二十万元", "另行通知", "控件里的字"]


def test_a_table_of_contents_is_left_out() -> None:
    def write(document: Document) -> None:
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("第一章 总则 1", "toc 1")
        document.add_paragraph("正文。")

    assert texts(word(write)) == ["正文。"]


LIST = """<w:abstractNum {ns} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>"""
NUMBER = '<w:num {ns} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'


def numbered(text: str, depth: int) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="91"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_articles_numbered_by_word_get_their_numbers() -> None:
    def write(document: Document) -> None:
        part = document.part.numbering_part.element
        part.insert(0, parse_xml(LIST.format(ns=nsdecls("w"))))
        part.append(parse_xml(NUMBER.format(ns=nsdecls("w"))))
        for text, depth in (("总则。", 0), ("规划好；", 1), ("平台好。", 1), ("适用。", 0), ("园区。", 1)):
            append_xml(document, numbered(text, depth))

    assert texts(word(write)) == [
        "第一条 总则。",
        "（一）规划好；",
        "（二）平台好。",
        "第二条 适用。",
        "（一）园区。",
    ]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1003, "一千零三"),
    ],
)
def test_chinese_numerals(number: int, written: str) -> None:
    assert chinese(number) == written


def test_other_numerals() -> None:
    forms = (
        "decimal",
        "lowerRoman",
        "upperLetter",
        "decimalEnclosedCircle",
        "decimalZero",
        "ideographTraditional",
    )
    assert [counted(4, form) for form in forms] == ["4", "iv", "D", "④", "04", "丁"]


def test_a_property_title_counts_only_if_the_text_has_it_too() -> None:
    def write(document: Document, title: str) -> None:
        document.core_properties.title = title
        document.add_paragraph("永州市五好园区评价办法")

    assert (
        read("a.docx", word(lambda d: write(d, "永州市五好园区评价办法"))).title == "永州市五好园区评价办法"
    )
    assert read("a.docx", word(lambda d: write(d, "微软用户的文档"))).title is None


def test_a_document_whose_type_word_alone_knows_is_refused_with_advice() -> None:
    data = edited(
        word(lambda d: d.add_paragraph("宏")), "[Content_Types].xml", r"document\.main\+xml", "other+xml"
    )
    with pytest.raises(UnreadableFile, match="请用 Word 或 WPS 另存为"):
        read("a.docm", data)


def test_raised_figures_stay_apart_and_struck_text_is_left_out() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("面积10")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run("米，CO")
        paragraph.add_run("2").font.subscript = True
        paragraph.add_run("，补贴")
        paragraph.add_run("80").font.strike = True
        paragraph.add_run("70").font.double_strike = True
        paragraph.add_run("60万元").font.strike = False

    assert texts(word(write)) == ["面积10²米，CO₂，补贴60万元"]


def test_a_number_merged_downwards_stands_in_its_first_row_only() -> None:
    def write(document: Document) -> None:
        table = document.add_table(3, 2)
        for cell, text in zip(table._cells, ["项目", "总投资", "甲", "80", "乙", ""], strict=True):
            cell.text = text
        table.cell(1, 1).merge(table.cell(2, 1)).text = "80"

    assert texts(word(write)) == ["项目：甲；总投资：80", "乙"]
