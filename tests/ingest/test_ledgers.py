"""Ledgers as offices send them: what is recognised, what loads, what is reported and how."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ledgers import LedgerKind, Parsed, RowError, parse, recognise, row_json
from ingest.readers import sheets
from ingest.readers.sheet import Cell, FormulaWithoutValue, MergedNumber, Sheet
from knowledge.errors import BadInput
from knowledge.parks import Department, Enterprise, Zone
from knowledge.projects.tables import Project, Stage
from tests.ingest.ledger_sheets import (
    BATTERY,
    HEADER,
    MOTOR,
    SAMPLES,
    TODAY,
    read,
    sample,
    sheet,
    with_cell,
)

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=30),
    st.sampled_from(
        [*HEADER, "合计", "待定", "万元", "单位：亿元", "#REF!", "2025年13月", "截至2026年10月31日"]
    ),
    st.just(FormulaWithoutValue()),
    st.just(MergedNumber()),
)
ROWS = st.lists(st.lists(CELLS, max_size=10).map(tuple), max_size=8).map(tuple)


def projects(parsed: Parsed) -> list[Project]:
    return [row for row in parsed.rows if isinstance(row, Project)]


def only_project(*rows: tuple[Cell, ...]) -> Project:
    parsed = read(sheet(*rows))
    assert parsed.errors == ()
    (project,) = projects(parsed)
    return project


def only_error(*rows: tuple[Cell, ...]) -> RowError:
    (error,) = read(sheet(*rows)).errors
    return error


def test_the_sample_ledger_is_read_whole() -> None:
    parsed = sample("项目台账.xlsx")
    assert (parsed.kind, parsed.errors) == (LedgerKind.PROJECTS, ())
    every = projects(parsed)
    counts = [sum(project.stage is stage for project in every) for stage in Stage]
    assert counts == [8, 13, 6, 13]
    battery = next(project for project in every if project.code == "LC-2024-001")
    assert battery.investment == 1_980_000_000
    assert (battery.completed_on, battery.production_on) == (date(2026, 5, 22), None)
    assert (battery.sheet, battery.row, battery.as_of) == ("项目台账", 5, date(2026, 10, 31))


def test_the_sample_directories_are_read_whole() -> None:
    zones, enterprises, departments = map(sample, ("园区名录.xlsx", "企业名录.xlsx", "部门职责.csv"))
    assert [len(parsed.rows) for parsed in (zones, enterprises, departments)] == [6, 20, 10]
    assert not (zones.errors + enterprises.errors + departments.errors)
    first = zones.rows[0]
    assert isinstance(first, Zone)
    assert (first.name, first.short_name, first.area) == ("澜川经济技术开发区", "澜川经开区", "28.6 平方公里")
    assert sum(isinstance(row, Enterprise) and row.is_anchor for row in enterprises.rows) == 7
    last = departments.rows[-1]
    assert isinstance(last, Department)
    assert last.zone == "青石产业开发区"


def test_figures_by_month_are_no_ledger() -> None:
    name = "园区指标.xlsx"
    assert recognise(sheets(name, (SAMPLES / name).read_bytes())) is None


@pytest.mark.parametrize(
    "header",
    [
        ("序号", "支持项目名称", "支持标准", "责任单位", "联系电话"),
        ("编号", "企业名称", "诉求内容", "责任单位", "办理进展", "状态"),
        ("月份", "项目名称", "所属园区", "项目阶段", "总投资（万元）"),
        ("企业名称", "园区", "信用代码", "补贴金额", "批次", "文号", "拨付日期", "开户行"),
        ("园区", "税收", "产值"),
    ],
)
def test_other_tables_are_no_ledgers(header: tuple[str, ...]) -> None:
    assert recognise([sheet(header, tuple("一" for _ in header))]) is None


def test_a_ledger_under_title_rows_with_its_own_words_for_columns() -> None:
    project = only_project(
        ("澜川市重点项目", None, None, None, None),
        ("（截至2026年9月底）", None, None, "单位：亿元", None),
        ("* 项目代码", "项目\n名称", "园 区", "总投资", "建设状态"),
        (" lc－2024－001\n", "储能电池\n生产基地", "澜川 经开区", 19.8, "在建"),
    )
    assert (project.code, project.name, project.zone) == ("LC-2024-001", "储能电池生产基地", "澜川经开区")
    assert (project.investment, project.stage) == (1_980_000_000, Stage.STARTED)
    assert project.as_of == date(2026, 9, 30)


def test_a_header_in_two_rows() -> None:
    top = ("项目编号", "项目名称", "园区", "阶段", "开工时间", "开工时间", "开工时间")
    below = ("项目编号", "项目名称", "园区", "阶段", "计划", "实际", "备注")
    project = only_project(top, below, ("A-1", "一号项目", "东区", "开工", "2025年6月", "2025-07-01", "好"))
    assert (project.start_planned, project.started_on) == (date(2025, 6, 30), date(2025, 7, 1))


def test_without_an_as_of_date_anywhere_a_ledger_is_of_today() -> None:
    assert only_project(HEADER, BATTERY).as_of == TODAY


def test_a_row_may_have_an_as_of_date_of_its_own() -> None:
    project = only_project((*HEADER, "数据截至"), (*BATTERY, datetime(2026, 10, 15, 9, 30)))
    assert project.as_of == date(2026, 10, 15)


def test_several_sheets_are_read_and_those_without_a_header_ignored() -> None:
    parsed = read(
        sheet(("填表说明",), ("请如实填写",), name="说明"),
        sheet(HEADER, BATTERY, name="澜川"),
        sheet(("青石的项目",), HEADER, MOTOR, name="青石", first_row=3),
    )
    assert [(project.sheet, project.row) for project in projects(parsed)] == [("澜川", 2), ("青石", 5)]


def test_a_sheet_that_lacks_columns_is_reported_beside_a_good_one() -> None:
    short = sheet(
        ("项目名称", "所属园区", "总投资（万元）", "项目阶段"), ("甲", "东区", 1, "开工"), name="汇总"
    )
    parsed = read(sheet(HEADER, BATTERY), short)
    assert len(parsed.rows) == 1
    assert parsed.errors == (RowError("汇总", 1, None, "表头缺少列：项目编号，这张工作表没有导入"),)


def test_a_ledger_that_lacks_columns_is_refused_with_what_was_found() -> None:
    header = ("序号", "项目名称", "所属园区", "总投资（万元）", "责任领导")
    with pytest.raises(
        BadInput,
        match=r"缺少列：项目编号、项目阶段；表头中有：序号、项目名称、所属园区、总投资（万元）、责任领导",
    ):
        read(sheet(header, (1, "甲", "东区", 3, "郁怀川")))


def test_an_empty_workbook_asked_for_as_a_ledger_is_refused() -> None:
    with pytest.raises(BadInput, match="项目编号"):
        parse(LedgerKind.PROJECTS, [], TODAY)


def test_totals_empty_rows_notes_sections_and_headers_again_are_no_projects() -> None:
    numbered = ("序号", *HEADER)
    parsed = read(
        sheet(
            numbered,
            ("一、储能", *("一、储能" for _ in HEADER)),
            (1, *BATTERY),
            (None,) * 9,
            numbered,
            (2, *MOTOR),
            (3, *(None for _ in HEADER)),
            ("小计", None, None, None, None, 234000, None, None, None),
            ("合 计（2个）", None, None, None, None, FormulaWithoutValue(), None, None, None),
            (None, "注：投资额为备案数", None, None, None, None, None, None, None),
        )
    )
    assert [project.row for project in projects(parsed)] == [3, 6]
    assert parsed.errors == ()


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("项目编号", None, "“项目编号”没有填写"),
        ("项目名称", "  ", "“项目名称”没有填写"),
        ("所属园区", "待定", "“所属园区”没有填写"),
        ("项目阶段", "——", "“项目阶段”没有填写"),
        ("项目阶段", "快了", "“项目阶段”应为签约、开工、竣工、投产之一，填的是“快了”"),
        ("总投资（万元）", "约三千", "“总投资（万元）”应为数字，填的是“约三千”"),
        ("总投资（万元）", -5, "“总投资（万元）”不能为负数，填的是“-5”"),
        ("总投资（万元）", 10**13, "“总投资（万元）”数额过大，请核对单位，填的是“10000000000000”"),
        ("总投资（万元）", True, "“总投资（万元）”应为数字，填的是“是”"),
        ("总投资（万元）", date(2025, 1, 1), "“总投资（万元）”应为数字，填的是“2025-01-01”"),
        (
            "总投资（万元）",
            FormulaWithoutValue(),
            "“总投资（万元）”是没有保存结果的公式，请在表格软件中打开、保存后再导入",
        ),
        ("总投资（万元）", MergedNumber(), "“总投资（万元）”合并单元格里的数不能分到各行，请逐行填写"),
        ("总投资（万元）", "#REF!", "“总投资（万元）”是出错的公式，填的是“#REF!”"),
        ("签约日期", "去年", "“签约日期”应为日期，如 2025-03-12，填的是“去年”"),
        ("签约日期", "2025年3月", "“签约日期”应写到日，如 2025-03-12，填的是“2025年3月”"),
        ("签约日期", "2025-02-30", "“签约日期”应为日期，如 2025-03-12，填的是“2025-02-30”"),
        ("签约日期", 2025.3, "“签约日期”应为日期，如 2025-03-12，填的是“2025.3”"),
        ("最新进展", "长" * 5001, f"“最新进展”内容过长（超过 5000 字），填的是“{'长' * 30}…”"),
    ],
)
def test_a_wrong_cell_keeps_its_row_out_and_says_what_should_stand_there(
    column: str, cell: Cell, reason: str
) -> None:
    parsed = read(sheet(("台账",), HEADER, MOTOR, with_cell(column, cell)))
    assert [project.code for project in projects(parsed)] == ["LC-2024-007"]
    assert parsed.errors == (RowError("项目台账", 4, column, reason),)


def test_every_wrong_cell_of_a_row_is_named() -> None:
    row = ("LC-1", "甲", "东区", "不明", "很多", "昨天", None, None)
    errors = read(sheet(HEADER, row, MOTOR)).errors
    assert {error.column for error in errors} == {"项目阶段", "总投资（万元）", "签约日期"}


def test_an_amount_without_a_unit_is_not_guessed() -> None:
    header = tuple("总投资" if column.startswith("总投资") else column for column in HEADER)
    assert "没有写明单位" in only_error(header, BATTERY).reason


def test_of_two_rows_with_one_code_the_first_loads() -> None:
    twin = with_cell("项目编号", "lc-2024-001")
    parsed = read(sheet(HEADER, BATTERY, name="一"), sheet(HEADER, twin, MOTOR, name="二"))
    assert [project.sheet for project in projects(parsed)] == ["一", "二"]
    reason = "项目编号“LC-2024-001”与工作表“一”第 2 行重复，以第 2 行为准，本行没有导入"
    assert parsed.errors == (RowError("二", 2, "项目编号", reason),)


def test_two_columns_for_one_field_must_agree() -> None:
    header = (*HEADER, "总投资（亿元）")
    assert only_project(header, (*BATTERY, 19.8)).investment == 1_980_000_000
    assert only_error(header, (*BATTERY, 1.98)).reason == "“总投资（万元）”有几列，填的不一样"


def test_the_usual_column_goes_before_a_like_one() -> None:
    project = only_project((*HEADER, "计划总投资（万元）", "进展"), (*BATTERY, 5, "别的"))
    assert (project.investment, project.progress) == (1_980_000_000, "设备调试。")


def test_credit_codes_are_checked_and_stand_once() -> None:
    header = ("企业名称", "统一社会信用代码", "所属园区")
    parsed = read(
        sheet(
            header,
            ("青石微驱电机有限公司", "91439900ma4y02968j", "青石产业开发区"),
            ("青石绕丰线圈有限公司", "91439900MA4Y03339Q", "青石产业开发区"),
            ("青石磁岳新材料有限公司", "12345", "青石产业开发区"),
            ("微驱电机（集团）", "91439900MA4Y02968J", "青石产业开发区"),
            ("微驱电机(个体)", None, "青石产业开发区"),
        )
    )
    assert [row.model_dump()["name"] for row in parsed.rows] == ["青石微驱电机有限公司", "微驱电机（个体）"]
    assert [error.reason for error in parsed.errors] == [
        "“统一社会信用代码”校验位不对，请核对是否录错，填的是“91439900MA4Y03339Q”",
        "“统一社会信用代码”应为 18 位统一社会信用代码，填的是“12345”",
        "统一社会信用代码“91439900MA4Y02968J”与工作表“项目台账”第 2 行重复，以第 2 行为准，本行没有导入",
    ]


def test_row_errors_as_json() -> None:
    assert row_json([RowError("台账", 4, None, "缺列")]) == [
        {"sheet": "台账", "row": 4, "column": None, "reason": "缺列"}
    ]


@given(ROWS, st.lists(CELLS, max_size=9).map(tuple))
def test_whatever_the_cells_hold_each_row_loads_or_is_reported(
    rows: tuple[tuple[Cell, ...], ...], row: tuple[Cell, ...]
) -> None:
    anything = Sheet("任意", rows)
    recognise([anything])
    parsed = parse(LedgerKind.PROJECTS, [sheet(HEADER, row, MOTOR), anything], TODAY)
    for project in projects(parsed):
        assert project.code and project.name and project.zone
        assert project.investment is None or project.investment >= 0
    assert all(error.reason and error.row >= 1 for error in parsed.errors)
    assert len({project.code for project in projects(parsed)}) == len(parsed.rows)
