"""Projects put in plain Chinese. Every figure comes from the table."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from knowledge.projects.tables import MILESTONES, Project, Stage
from knowledge.projects.words import STAGE_NAMES

_LABELS = {
    "lead": "责任领导",
    "service_team": "服务小分队",
    "investment": "总投资",
    "zone": "所属园区",
    "enterprise": "企业",
    "department": "服务部门",
    "content": "建设内容",
    "progress": "最新进展",
}
_IN_SENTENCES = ("content", "progress")  # what stands on a line of its own
_IN_SUMMARY = ("zone", "enterprise")


def status(project: Project, asked: tuple[str, ...] = ()) -> str:
    """A project's state in full, what was asked for first."""
    lines = [f"{project.name}（{project.code}）目前处于{STAGE_NAMES[project.stage]}阶段。"]
    first = [name for name in asked if getattr(project, name)]
    lines += [f"{told(project, name)}。" for name in first]
    lines += [f"台账中没有填写{_LABELS[name]}。" for name in asked if name not in first]
    rest = [name for name in _LABELS if name not in first and getattr(project, name)]
    lines.append("；".join(told(project, name) for name in rest if name not in _IN_SENTENCES) + "。")
    lines += [f"{told(project, 'content')}。"] if "content" in rest else []
    lines.append("；".join(_milestones(project)) + "。")
    lines += [f"{told(project, 'progress')}。"] if "progress" in rest else []
    lines.append(f"{as_of(project)}，{where(project)}。")
    return "\n".join(line for line in lines if line != "。")


def summary(project: Project, asked: Sequence[str] = (), stages: Sequence[Stage] = ()) -> str:
    """A project on one line, for lists, with the fields and the days of the stages that were asked for."""
    owner = f"，{project.enterprise}" if project.enterprise else ""
    line = f"{project.name}（{project.code}）：{project.zone}{owner}，{STAGE_NAMES[project.stage]}阶段"
    more = [name for name in asked if name not in _IN_SUMMARY]
    fields = [told(project, name) or f"{_LABELS[name]}没有填写" for name in more]
    return "；".join([line, *fields, *(milestone(project, stage) for stage in stages)])


def milestone(project: Project, stage: Stage) -> str:
    """When a stage was reached and when it was planned; nothing where neither is known."""
    planned, actual = next((plan, fact) for each, plan, fact in MILESTONES if each is stage)
    return _milestone(stage, getattr(project, planned) if planned else None, getattr(project, actual))


def told(project: Project, name: str) -> str:
    """A field with its label, as the ledger has it; nothing where it is empty."""
    return f"{_LABELS[name]}：{value(project, name).rstrip('。')}" if getattr(project, name) else ""


def as_of(project: Project) -> str:
    """The day of which its ledger speaks."""
    return f"数据截至 {project.as_of.isoformat()}"


def no_sum(found: int, is_cut: bool) -> str:
    """Above the amounts of many projects, of which no sum is made."""
    cut = "，先列出总投资最大的一部分" if is_cut else ""
    return f"台账里没有合计数，总投资不代为相加。共 {found} 个项目有总投资{cut}："


def in_order(compared: int, *, largest_first: bool, has_ties: bool) -> str:
    """Above projects that are sorted by their investment."""
    way = "从大到小" if largest_first else "从小到大"
    ties = "，相同的并列" if has_ties else ""
    return f"按台账填写的总投资{way}排（比较了 {compared} 个项目{ties}）："


UNTOLD = "没有填写总投资，没有参加比较的："


def count(found: int, is_cut: bool) -> str:
    """How many projects there are, above a list of them (or of the first)."""
    return f"共 {found} 个项目，先列出一部分：" if is_cut else f"共 {found} 个项目："


def conditions(stages: Sequence[Stage], late: bool, as_of: date, others: Sequence[str] = ()) -> str:
    """What no project fulfils: being at one of these stages, or late, on the ledger's day, and others."""
    set_ = ["处于" + "、".join(STAGE_NAMES[stage] for stage in stages) + "阶段"] if stages else []
    set_ += ["落后于计划"] if late else []
    return "；".join([*set_, *others, f"数据截至 {as_of.isoformat()}"])


def where(project: Project) -> str:
    """Where in its ledger a project stands."""
    return f"台账“{project.sheet}”第 {project.row} 行"


def quote(project: Project) -> str:
    """The row as the ledger has it, in short."""
    parts = [
        f"项目编号：{project.code}",
        f"项目名称：{project.name}",
        f"项目阶段：{STAGE_NAMES[project.stage]}",
    ]
    fields = [told(project, name) for name in _LABELS if name != "progress" and getattr(project, name)]
    progress = [f"最新进展：{project.progress}"] if project.progress else []
    day = f"数据截至：{project.as_of.isoformat()}"
    return "；".join([*parts, *fields, *_milestones(project), *progress, where(project), day])


def money(yuan: int) -> str:
    """Yuan in 万元, from one 亿 on in 亿元 as well."""
    wan = f"{Decimal(yuan) / 10_000:f} 万元"
    return f"{wan}（{Decimal(yuan) / 100_000_000:f} 亿元）" if yuan >= 100_000_000 else wan


def value(project: Project, name: str) -> str:
    """A field as it is shown."""
    content = getattr(project, name)
    return money(content) if name == "investment" else str(content)


def _milestones(project: Project) -> list[str]:
    return [text for stage, _, _ in MILESTONES if (text := milestone(project, stage))]


def _milestone(stage: Stage, planned: date | None, actual: date | None) -> str:
    name = STAGE_NAMES[stage]
    if actual:
        plan = f"（计划 {planned.isoformat()}）" if planned else ""
        return f"{name}：{actual.isoformat()}{plan}"
    return f"{name}：计划 {planned.isoformat()}" if planned else ""
