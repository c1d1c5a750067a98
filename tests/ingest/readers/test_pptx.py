"""Presentations as they are shown."""

import io
from collections.abc import Callable
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from ingest.pages import Block, Kind
from ingest.readers import read


def slides(*writers: Callable[[Any], object]) -> bytes:
    presentation = Presentation()
    for write in writers:
        write(presentation.slides.add_slide(presentation.slide_layouts[5]))
    kept = io.BytesIO()
    presentation.save(kept)
    return kept.getvalue()


def box(slide: Any, text: str, left: float, top: float) -> Any:
    shape = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(8), Cm(2))
    shape.text_frame.text = text
    return shape


def test_boxes_are_read_from_the_top_and_beside_each_other_from_the_left() -> None:
    def write(slide: Any) -> None:
        box(slide, "末尾", 2, 14)
        box(slide, "右", 12, 6.1)
        box(slide, "左", 2, 6)
        slide.shapes.title.text = "招商\v推介"

    assert [block.text for block in read("a.pptx", slides(write)).blocks] == ["招商 推介", "左", "右", "末尾"]


def test_raised_figures_stay_raised_and_struck_text_is_left_out() -> None:
    def write(slide: Any) -> None:
        paragraph = box(slide, "面积10", 2, 6).text_frame.paragraphs[0]
        for text, look, value in (
            ("2", "baseline", "30000"),
            ("米，80", "strike", "sngStrike"),
            ("60", "b", "1"),
        ):
            run = paragraph.add_run()
            run.text = text
            run.font._rPr.set(look, value)

    assert [block.text for block in read("a.pptx", slides(write)).blocks] == ["面积10²60"]


def test_merged_cells_and_charts_are_rows_with_their_names() -> None:
    def table(slide: Any) -> None:
        slide.shapes.title.text = "投资"
        made = slide.shapes.add_table(4, 3, Cm(2), Cm(6), Cm(18), Cm(6)).table
        made.cell(0, 0).merge(made.cell(1, 0))
        made.cell(0, 1).merge(made.cell(0, 2))
        made.cell(2, 0).merge(made.cell(3, 0))
        for place, text in {
            (0, 0): "园区", (0, 1): "投资", (1, 1): "计划", (1, 2): "完成", (2, 0): "东园",
            (2, 1): "10", (2, 2): "8", (3, 1): "6", (3, 2): "5",
        }.items():  # fmt: skip
            made.cell(*place).text = text

    def chart(slide: Any) -> None:
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = ["东园", "西园"]
        data.add_series("2023年", (12.5, 8))
        data.add_series("2024年", (13.6, None))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(6), Cm(18), Cm(10), data)

    blocks = read("a.pptx", slides(table, chart)).blocks
    assert blocks == (
        Block("投资", Kind.HEADING, 1, page=1),
        Block("园区：东园；投资计划：10；投资完成：8", Kind.ROW, page=1, table="投资"),
        Block("园区：东园；投资计划：6；投资完成：5", Kind.ROW, page=1, table="投资"),
        Block("东园；2023年：12.5；2024年：13.6", Kind.ROW, page=2),
        Block("西园；2023年：8", Kind.ROW, page=2),
    )


def test_grouped_boxes_are_read_and_page_numbers_are_not() -> None:
    def write(slide: Any) -> None:
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(Cm(2), Cm(8), Cm(5), Cm(1)).text_frame.text = "组内"
        number = box(slide, "3", 20, 18)
        number._element.nvSpPr.nvPr.append(
            number._element.makeelement(
                "{http://schemas.openxmlformats.org/presentationml/2006/main}ph",
                {"type": "sldNum", "idx": "12"},
            )
        )

    assert [block.text for block in read("a.pptx", slides(write)).blocks] == ["组内"]
