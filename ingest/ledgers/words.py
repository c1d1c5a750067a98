"""The Chinese words of ledgers: what their cells may say, and what is told of a cell that can't be used."""

from knowledge.projects.tables import Stage

STAGE_WORDS = {
    Stage.SIGNED: ("签约", "已签约", "新签约", "签约未开工", "已签约未开工"),
    Stage.STARTED: ("开工", "已开工", "新开工", "开工建设", "在建", "续建", "建设中", "正在建设", "施工中"),
    Stage.COMPLETED: ("竣工", "已竣工", "完工", "已完工", "建成", "已建成", "竣工未投产", "已竣工未投产"),
    Stage.IN_PRODUCTION: ("投产", "已投产", "竣工投产", "建成投产", "达产", "已达产", "满产", "投产达产"),
}

YES_WORDS = frozenset(("是", "有", "对", "√", "✓", "✔", "Y", "YES", "TRUE", "1"))
NO_WORDS = frozenset(("否", "无", "不是", "×", "✗", "✘", "N", "NO", "FALSE", "0"))

# Cells that say that there is nothing to say; dashes and the like are told by having no letter at all.
EMPTY_WORDS = frozenset(
    (
        "待定",
        "未定",
        "待明确",
        "待确定",
        "待补充",
        "暂定",
        "无",
        "暂无",
        "没有",
        "空",
        "N/A",
        "NA",
        "NULL",
        "NONE",
    )
)

NOTES = ("注:", "注1", "备注:", "说明:", "填报单位", "填报人", "填表人", "制表", "审核人", "联系人:")

MOST_SHOWN = 30

MISSING = "没有填写"
TOO_LONG = "内容过长（超过 {most} 字）"
NOT_NUMBER = "应为数字"
NO_UNIT = "没有写明单位，请在表头写“万元”或“亿元”"
NEGATIVE = "不能为负数"
TOO_MUCH = "数额过大，请核对单位"
NOT_A_DAY = "应写到日，如 2025-03-12"
NOT_A_DATE = "应为日期，如 2025-03-12"
NOT_A_STAGE = "应为签约、开工、竣工、投产之一"
NOT_YES_OR_NO = "应为“是”或“否”"
NOT_A_CREDIT_CODE = "应为 18 位统一社会信用代码"
WRONG_CREDIT_CODE = "校验位不对，请核对是否录错"
MERGED_NUMBER = "合并单元格里的数不能分到各行，请逐行填写"
FORMULA = "是没有保存结果的公式，请在表格软件中打开、保存后再导入"
FORMULA_FAULT = "是出错的公式"
DISAGREE = "有几列，填的不一样"


def cell_refused(column: str, reason: str, shown: str) -> str:
    """A cell can't be used; `shown` is what it says, as far as there is something to show."""
    said = f"“{column}”{reason}"
    short = shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN]}…"
    return f"{said}，填的是“{short}”" if shown else said


def repeated(column: str, key: str, sheet: str, row: int) -> str:
    """A row with the key of an earlier one."""
    return f"{column}“{key}”与工作表“{sheet}”第 {row} 行重复，以第 {row} 行为准，本行没有导入"


def lacking(missing: str, found: str) -> str:
    """A ledger without columns that it must have."""
    return f"缺少列：{missing}；表头中有：{found}"


def sheet_lacking(missing: str) -> str:
    """One sheet of several has no such columns."""
    return f"表头缺少列：{missing}，这张工作表没有导入"


def same_credit_code(name: str, other: str, code: str) -> str:
    """Two enterprises of the directory would become one."""
    return f"企业“{name}”的统一社会信用代码 {code} 在名录中属于“{other}”，而名录中另有“{name}”，请先核对"
