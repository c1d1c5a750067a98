"""Ruled tables in PDFs: rows with their header, over page breaks too."""

from ingest.pages import Kind
from ingest.readers.pdf import read_pdf
from tests.ingest.readers.printed import Stroke, Text, printed, ruled

XS, HEADER = (90.0, 220.0, 350.0, 480.0), ("园区", "项目", "投资")


def row(y: float, *cells: str) -> list[Text]:
    return [Text(cell, x + 4, y + 8, 12) for x, cell in zip(XS, cells, strict=False) if cell]


def table(top: float, *rows: tuple[str, ...]) -> list[Text | Stroke]:
    """Rows of 30 points from the top downwards, ruled."""
    ys = [top - 30 * at for at in range(len(rows) + 1)]
    return [*ruled(XS, ys), *(text for y, cells in zip(ys[1:], rows, strict=True) for text in row(y, *cells))]


def rows_of(*pages: list[Text | Stroke]) -> list[tuple[int | None, str]]:
    blocks = read_pdf(printed(pages)).blocks
    return [(block.page, block.text) for block in blocks if block.kind is Kind.ROW]


def test_a_row_names_its_columns_and_stands_under_its_caption() -> None:
    page = [
        Text("表1 重点项目", 200, 720),
        *table(700, HEADER, ("经开区", "电池", "5000"), ("高新区", "", "300")),
    ]
    blocks = read_pdf(printed([[*page, Text("以上项目由园区管委会负责。", 90, 560)]])).blocks
    assert [(block.table, block.text) for block in blocks] == [
        (None, "表1 重点项目"),
        ("表1 重点项目", "园区：经开区；项目：电池；投资：5000"),
        ("表1 重点项目", "园区：高新区；投资：300"),
        (None, "以上项目由园区管委会负责。"),
    ]


def test_lines_of_one_cell_are_one_text() -> None:
    page: list[Text | Stroke] = [
        *ruled(XS, (700, 670, 610)),
        *row(670, *HEADER),
        Text("澜川经济技", 94, 650, 12),
        Text("术开发区", 94, 634, 12),
        Text("电池", 224, 642, 12),
        Text("5000", 354, 642, 12),
    ]
    assert rows_of(page) == [(1, "园区：澜川经济技术开发区；项目：电池；投资：5000")]


def test_a_header_over_two_columns_goes_before_their_names() -> None:
    page: list[Text | Stroke] = [
        Stroke(90, 700, 480, 700),
        Stroke(220, 670, 480, 670),
        *(Stroke(90, y, 480, y) for y in (640, 610)),
        *(Stroke(x, 700, x, 610) for x in (90, 220, 480)),
        Stroke(350, 670, 350, 610),
        Text("园区", 94, 664, 12),
        Text("投资（万元）", 300, 678, 12),
        Text("总额", 224, 648, 12),
        Text("本年", 354, 648, 12),
        *row(610, "经开区", "5000", "120"),
    ]
    assert rows_of(page) == [(1, "园区：经开区；投资（万元）总额：5000；投资（万元）本年：120")]


def test_a_table_goes_on_over_the_page_and_says_its_header_once() -> None:
    first = table(200, HEADER, ("经开区", "电池", "5000"))
    again = table(800, HEADER, ("高新区", "面板", "300"))
    plain = table(800, ("高新区", "面板", "300"))
    expected = [(1, "园区：经开区；项目：电池；投资：5000"), (2, "园区：高新区；项目：面板；投资：300")]
    assert rows_of(first, again) == expected
    assert rows_of(first, plain) == expected


def test_a_row_that_the_page_break_cuts_is_whole_again() -> None:
    first = table(200, HEADER, ("经开区", "储能电池二", "5000"))
    rest = table(800, HEADER, ("", "期扩产", ""), ("高新区", "面板", "300"))
    assert rows_of(first, rest) == [
        (1, "园区：经开区；项目：储能电池二期扩产；投资：5000"),
        (2, "园区：高新区；项目：面板；投资：300"),
    ]


def test_another_table_on_the_next_page_is_another_table() -> None:
    first = table(200, HEADER, ("经开区", "电池", "5000"))
    other: list[Text | Stroke] = [
        Text("表2 企业名单", 200, 810),
        *table(790, ("企业", "行业", "人数"), ("擎峰重工", "装备", "420")),
    ]
    assert rows_of(first, other)[1] == (2, "企业：擎峰重工；行业：装备；人数：420")


def test_a_table_of_three_rules_has_the_columns_that_its_gaps_show() -> None:
    page: list[Text | Stroke] = [
        *(Stroke(90, y, 480, y) for y in (700, 670, 580)),
        *row(670, *HEADER),
        *row(640, "经开区", "电池", "5000"),
        *row(610, "高新区", "", "300"),
        *row(580, "工业园", "面板二期扩产", "120"),
        Text("注：数据截至六月底。", 90, 560, 12),
    ]
    assert rows_of(page) == [
        (1, "园区：经开区；项目：电池；投资：5000"),
        (1, "园区：高新区；投资：300"),
        (1, "园区：工业园；项目：面板二期扩产；投资：120"),
    ]


def test_running_text_between_rules_is_no_table() -> None:
    half = "园区管委会应当在收到企业诉求之日起"
    page: list[Text | Stroke] = [Stroke(70, y, 500, y) for y in (760, 640, 500)]
    page += [Text(half, x, 740 - 20 * at, 11) for x in (72, 300) for at in range(11)]
    assert rows_of(page) == []


def test_a_frame_around_text_and_an_underline_are_no_table() -> None:
    page: list[Text | Stroke] = [
        *ruled((80, 500), (720, 640)),
        Text("温馨提示：请于五月底前申报。", 90, 690),
        Text("逾期不再受理。", 90, 660),
        Stroke(90, 580, 300, 580),
        Text("联系人：王明", 90, 584),
    ]
    assert rows_of(page) == []


def test_a_table_without_outer_rules_keeps_its_outer_columns() -> None:
    page: list[Text | Stroke] = [
        *(Stroke(90, y, 480, y) for y in (700, 670, 640)),
        *(Stroke(x, 700, x, 640) for x in XS[1:3]),
        *row(670, *HEADER),
        *row(640, "经开区", "电池", "5000"),
    ]
    assert rows_of(page) == [(1, "园区：经开区；项目：电池；投资：5000")]
