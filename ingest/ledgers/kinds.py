"""The ledgers that are understood: their columns as data, by the header names in use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import SQLModel

from ingest.ledgers import cells
from ingest.ledgers.cells import Convert
from knowledge.parks import Department, Enterprise, Zone
from knowledge.projects.tables import Project


class LedgerKind(StrEnum):
    """What the rows of a ledger are."""

    PROJECTS = "projects"
    ZONES = "zones"
    ENTERPRISES = "enterprises"
    DEPARTMENTS = "departments"


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a row; `called` lists the headers that it goes by, without units, the usual one first.

    `empty` is the value of a cell that says nothing.
    """

    field: str
    called: str
    convert: Convert = cells.text
    required: bool = False
    empty: object = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its headers, one by one."""
        return tuple(self.called.split())


@dataclass(frozen=True, slots=True)
class Form:
    """What a ledger of a kind looks like.

    `key` is the field that no two rows share. A header row is one where one of `marks` stands,
    at least `least` columns are known and, among all that it has, at least the share `known`.
    """

    model: type[SQLModel]
    columns: tuple[Column, ...]
    key: str
    marks: frozenset[str]
    least: int
    known: float = 0.5

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that such a ledger can't do without."""
        return tuple(column for column in self.columns if column.required)


def _dates(*events: str) -> str:
    """What a column with the day of an event is called, where the event has happened."""
    stems = [f"{event}{noun}" for event in events for noun in ("日期", "时间")]
    return " ".join((*_with("实际", (*stems, *events)), *stems))


def _plans(*events: str) -> str:
    """What a column with the day of an event is called, where the event is planned."""
    stems = [f"{event}{noun}" for event in events for noun in ("日期", "时间", "")]
    return " ".join(name for word in ("计划", "预计", "拟", "约定") for name in _with(word, stems))


def _with(word: str, stems: Iterable[str]) -> Iterator[str]:
    """A word before each stem, or after it as headers in two rows have it."""
    return (name for stem in stems for name in (f"{word}{stem}", f"{stem}{word}"))


_PROJECTS = (
    Column("code", "项目编号 项目代码 项目编码 编号 代码", cells.code, required=True),
    Column("name", "项目名称 项目 工程名称", cells.name, required=True),
    Column("zone", "所属园区 园区 园区名称 所在园区 开发区 所属开发区", cells.name, required=True),
    Column("enterprise", "企业名称 企业 建设单位 项目单位 项目业主 业主单位 投资主体 投资方", cells.name),
    Column("department", "服务部门 责任部门 责任单位 牵头部门 牵头单位 主管部门", cells.names),
    Column("chain", "产业链 所属产业链 所属产业", cells.name),
    Column("content", "建设内容 项目内容 主要建设内容 建设内容及规模 建设规模及内容 建设规模"),
    Column("investment", "总投资 投资总额 总投资额 计划总投资 项目总投资 投资额 投资", cells.money),
    Column("stage", "项目阶段 阶段 当前阶段 建设阶段 项目状态 建设状态", cells.stage, required=True),
    Column("signed_on", _dates("签约", "签订"), cells.day),
    Column("start_planned", _plans("开工", "动工"), cells.day_or_month),
    Column("started_on", _dates("开工", "动工"), cells.day),
    Column("completion_planned", _plans("竣工", "完工"), cells.day_or_month),
    Column("completed_on", _dates("竣工", "完工"), cells.day),
    Column("production_planned", _plans("投产"), cells.day_or_month),
    Column("production_on", _dates("投产"), cells.day),
    Column("lead", "责任领导 联系领导 包联领导 牵头领导 挂点领导 联点领导 领导"),
    Column("service_team", "服务小分队 小分队 服务团队 服务专班 服务小组"),
    Column("progress", "最新进展 进展 项目进展 进展情况 目前进展 当前进展 最新进展情况 形象进度 工作进展"),
    Column(
        "as_of",
        "数据截至 数据截止 截至日期 数据截至日期 数据日期 更新日期 更新时间",
        cells.day_or_month,
    ),
)

_ZONES = (
    Column("name", "园区名称 园区全称 开发区名称 园区 开发区 全称", cells.name, required=True),
    Column("short_name", "简称 园区简称", cells.name),
    Column("level", "级别 园区级别"),
    Column("county", "所在县市区 县市区 所属县市区 所在县区 县区 所在地", cells.name),
    Column("main_industry", "主导产业 主导产业(一主) 一主"),
    Column("special_industry", "特色产业 一特"),
    Column("area", "面积 规划面积 核准面积 园区面积", cells.measured),
    Column("lead", "责任领导 联系领导 主要负责人 负责人 牵头领导"),
)

_ENTERPRISES = (
    Column("name", "企业名称 企业 公司名称 单位名称", cells.name, required=True),
    Column("credit_code", "统一社会信用代码 社会信用代码 信用代码 统一信用代码", cells.credit_code),
    Column("zone", "所属园区 园区 园区名称 所在园区 开发区 所属开发区", cells.name),
    Column("chain", "产业链 所属产业链", cells.name),
    Column("is_anchor", "是否链主企业 是否链主 链主企业 链主", cells.yes_or_no, empty=False),
    Column("contact", "联系人 企业联系人 联系人姓名"),
    Column("phone", "联系电话 电话 手机 手机号 手机号码 联系方式"),
)

_DEPARTMENTS = (
    Column("name", "部门名称 部门 单位名称 单位 责任单位", cells.name, required=True),
    Column("zone", "所属园区 园区 园区名称 所在园区", cells.name),
    Column(
        "duties",
        "负责事项 职责 部门职责 主要职责 工作职责 职责事项 受理事项",
        required=True,
    ),
    Column("phone", "联系电话 电话 办公电话 联系方式"),
)

# In this order: a project ledger has columns of enterprises, an enterprise directory those of zones.
FORMS = {
    LedgerKind.PROJECTS: Form(
        Project,
        _PROJECTS,
        "code",
        frozenset(("项目名称", "项目编号", "项目代码", "项目编码", "项目")),
        4,
        0.25,
    ),
    LedgerKind.ENTERPRISES: Form(
        Enterprise, _ENTERPRISES, "name", frozenset(("企业名称", "企业", "公司名称", "统一社会信用代码")), 3
    ),
    LedgerKind.DEPARTMENTS: Form(Department, _DEPARTMENTS, "name", frozenset(_DEPARTMENTS[2].names), 2),
    LedgerKind.ZONES: Form(Zone, _ZONES, "name", frozenset(_ZONES[0].names), 3),
}

# A header with one of these is a table of figures by time, not a ledger of things.
PERIODS = frozenset(("月份", "统计月份", "年月", "月度", "季度", "统计期"))
# Columns that every table may have and that say nothing of its kind.
COMMON = frozenset(("序号", "备注", "说明"))
