"""Workbooks and CSV files: as ledgers (typed cells) and as documents (rows of text)."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.pages import Block, Kind
from ingest.readers import FormulaWithoutValue, MergedNumber, Sheet, read, sheets
from tests.ingest.readers.office import edited, excel

SHEET_1 = "xl/worksheets/sheet1.xml"


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def ledger(book: Workbook) -> None:
    sheet = sheet_of(book)
    sheet.title = "重点项目"
    sheet["A2"] = "2026年重点项目台账"
    sheet.merge_cells("A2:E2")
    for row in (
        ["编号", "项目名称", "总投资（亿元）", "开工日期", "完成率"],
        ["P01", "显示玻璃", 12.0, datetime(2026, 10, 31), 0.125],
        ["P02", "工程装备", 8.25, datetime(2026, 11, 1, 8, 30), 1],
    ):
        sheet.append(row)
    for row_number in (4, 5):
        sheet.cell(row_number, 5).number_format = "0.0%"


def test_a_ledger_has_typed_cells_and_its_first_row_s_number() -> None:
    assert sheets("台账.xlsx", excel(ledger)) == (
        Sheet(
            "重点项目",
            (
                ("2026年重点项目台账",) * 5,
                ("编号", "项目名称", "总投资（亿元）", "开工日期", "完成率"),
                ("P01", "显示玻璃", 12, date(2026, 10, 31), 0.125),
                ("P02", "工程装备", 8.25, datetime(2026, 11, 1, 8, 30), 1),
            ),
            first_row=2,
        ),
    )


def test_the_same_ledger_as_a_document() -> None:
    table = "2026年重点项目台账"
    first = "编号：P01；项目名称：显示玻璃；总投资（亿元）：12"
    second = "编号：P02；项目名称：工程装备；总投资（亿元）：8.25"
    assert read("台账.xlsx", excel(ledger)).blocks == (
        Block("重点项目", Kind.HEADING, 1),
        Block(table, table="重点项目"),
        Block(f"{first}；开工日期：2026-10-31；完成率：12.5%", Kind.ROW, table=table),
        Block(f"{second}；开工日期：2026-11-01 08:30；完成率：100%", Kind.ROW, table=table),
    )


def test_a_formula_whose_result_was_never_saved_is_told_from_an_empty_cell() -> None:
    def write(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.append(["编号", "合计", "备注"])
        sheet.append(["P01", "=1+1", None])
        sheet.append(["P02", '=""', None])
        sheet.append(["P03", "=2+2", None])

    data = edited(
        excel(write),
        SHEET_1,
        r'<c r="B3"><f>""</f><v ?/?>(</v>)?</c>',
        '<c r="B3" t="str"><f>""</f><v></v></c>',
    )
    data = edited(
        data, SHEET_1, r'<c r="B4"><f>2\+2</f><v ?/?>(</v>)?</c>', '<c r="B4"><f>2+2</f><v>4</v></c>'
    )
    [sheet] = sheets("台账.xlsx", data)
    assert [row[1] for row in sheet.rows[1:]] == [FormulaWithoutValue(), None, 4]
    assert [block.text for block in read("台账.xlsx", data).blocks[1:]] == [
        "P01",
        "P02",
        "编号：P03；合计：4",
    ]


def test_merged_areas_are_filled_and_a_header_of_two_rows_is_one() -> None:
    def write(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.append(["园区", "税收", None])
        sheet.append([None, "2025", "2026"])
        sheet.append(["永州", 1, 2])
        sheet.append([None, 3, 4])
        for area in ("A1:A2", "B1:C1", "A3:A4"):
            sheet.merge_cells(area)

    data = excel(write)
    assert sheets("a.xlsx", data)[0].rows == (
        ("园区", "税收", "税收"),
        ("园区", "2025", "2026"),
        ("永州", 1, 2),
        ("永州", 3, 4),
    )
    assert [block.text for block in read("a.xlsx", data).blocks[1:]] == [
        "园区：永州；税收2025：1；税收2026：2",
        "园区：永州；税收2025：3；税收2026：4",
    ]


def test_hidden_sheets_count_and_empty_ones_are_no_text() -> None:
    def write(book: Workbook) -> None:
        book.create_sheet("隐藏").sheet_state = "hidden"
        book["隐藏"].append(["编号", "名称"])

    data = excel(write)
    assert [sheet.name for sheet in sheets("a.xlsx", data)] == ["Sheet", "隐藏"]
    assert [block.text for block in read("a.xlsx", data).blocks] == ["隐藏", "编号；名称"]


def test_notes_sections_errors_and_truth_values_are_written_plainly() -> None:
    def write(book: Workbook) -> None:
        for row in (["事项", "代办", "数"], ["一、企业开办"], ["设立登记", True, "#N/A"], ["注：以现场为准"]):
            sheet_of(book).append(row)

    assert [block.text for block in read("a.xlsx", excel(write)).blocks[1:]] == [
        "一、企业开办",
        "事项：设立登记；代办：是；数：#N/A",
        "注：以现场为准",
    ]


def test_remarks_between_the_title_and_the_header_are_no_header() -> None:
    def write(book: Workbook) -> None:
        for row in (
            ["企业诉求台账"],
            ["填报单位：青石经开区", None, None, "填报时间：2026年3月"],
            ["编号", "企业", "诉求", "办理单位"],
            ["1", "甲公司", "用电", "供电公司"],
        ):
            sheet_of(book).append(row)

    assert [block.text for block in read("a.xlsx", excel(write)).blocks[1:]] == [
        "企业诉求台账",
        "填报单位：青石经开区；填报时间：2026年3月",
        "编号：1；企业：甲公司；诉求：用电；办理单位：供电公司",
    ]


def test_a_merged_area_as_large_as_a_sheet_and_a_cell_far_away_do_no_harm() -> None:
    def write(book: Workbook) -> None:
        sheet_of(book)["A1"] = "甲"
        sheet_of(book)["XFD900000"] = "乙"

    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    [sheet] = sheets("a.xlsx", edited(excel(write), SHEET_1, "</sheetData>", merged))
    assert (sheet.first_row, len(sheet.rows), sheet.rows[-1][-1]) == (1, 900_000, "乙")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_csv_in_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    rows = [["编号", "项目名称", "备注"], ["P01", "显示玻璃", ""], ["P02", "工程装备", '"一期，\n二期"']]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    [sheet] = sheets("导出.csv", data)
    assert sheet == Sheet(
        "导出",
        (("编号", "项目名称", "备注"), ("P01", "显示玻璃", None), ("P02", "工程装备", "一期，\n二期")),
    )
    assert [block.text for block in read("导出.csv", data).blocks] == [
        "编号：P01；项目名称：显示玻璃",
        "编号：P02；项目名称：工程装备；备注：一期， 二期",
    ]


def test_figures_are_written_without_noise_and_exponents() -> None:
    def write(book: Workbook) -> None:
        sheet_of(book).append(["指标", "数值", "说明"])
        for number in (0.1 + 0.2, 1e16, 1e-7, -3.0, 123456789.12):
            sheet_of(book).append(["税收", number, "预计"])

    found = [block.text.split("；")[1] for block in read("a.xlsx", excel(write)).blocks[1:]]
    assert found == [
        f"数值：{text}" for text in ("0.3", "10000000000000000", "0.0000001", "-3", "123456789.12")
    ]


@pytest.mark.parametrize("amount", [80, 80.5, "80", "80万元"])
def test_a_number_merged_over_rows_is_not_each_rows_number(amount: float | str) -> None:
    def write(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.append(["编号", "园区", "总投资（万元）"])
        sheet.append(["P01", "永州", amount])
        sheet.append(["P02", None, None])
        for area in ("B2:B3", "C2:C3"):
            sheet.merge_cells(area)

    data = excel(write)
    assert sheets("a.xlsx", data)[0].rows[1:] == (
        ("P01", "永州", MergedNumber()),
        ("P02", "永州", MergedNumber()),
    )
    assert [block.text for block in read("a.xlsx", data).blocks[1:]] == [
        f"编号：P01；园区：永州；总投资（万元）：{amount}",
        "编号：P02；园区：永州",
    ]
