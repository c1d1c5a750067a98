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
}


def status(project: Project, asked: tuple[str, ...] = ()) -> str:
    """A project's state in full, what was asked for first."""
    lines = [f"{project.name}（{project.code}）目前处于{STAGE_NAMES[project.stage]}阶段。"]
    first = [name for name in asked if getattr(project, name)]
    lines += [f"{_LABELS[name]}：{value(project, name)}。" for name in first]
    lines += [f"台账中没有填写{_LABELS[name]}。" for name in asked if name not in first]
    lines.append(
        "；".join(f"{_LABELS[name]}：{value(project, name)}" for name in _rest(project, first)) + "。"
    )
    lines.append("；".join(_milestones(project)) + "。")
    if project.progress:
        lines.append(f"最新进展：{project.progress.rstrip('。')}。")
    lines.append(f"数据截至 {project.as_of.isoformat()}，{where(project)}。")
    return "\n".join(line for line in lines if line != "。")


def summary(project: Project) -> str:
    """A project on one line, for lists."""
    owner = f"，{project.enterprise}" if project.enterprise else ""
    return f"{project.name}（{project.code}）：{project.zone}{owner}，{STAGE_NAMES[project.stage]}阶段"


def count(found: int, is_cut: bool) -> str:
    """How many projects there are, above a list of them (or of the first)."""
    return f"共 {found} 个项目，先列出一部分：" if is_cut else f"共 {found} 个项目："


def conditions(stages: Sequence[Stage], late: bool, as_of: date, others: Sequence[str] = ()) -> str:
    """What no project fulfils: being at one of these stages, or late, on the ledger's day, and others."""
    told = ["处于" + "、".join(STAGE_NAMES[stage] for stage in stages) + "阶段"] if stages else []
    told += ["落后于计划"] if late else []
    return "；".join([*told, *others, f"数据截至 {as_of.isoformat()}"])


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
    parts += [f"{_LABELS[name]}：{value(project, name)}" for name in _rest(project, [])]
    progress = [f"最新进展：{project.progress}"] if project.progress else []
    as_of = f"数据截至：{project.as_of.isoformat()}"
    return "；".join([*parts, *_milestones(project), *progress, where(project), as_of])


def money(yuan: int) -> str:
    """Yuan in 万元, from one 亿 on in 亿元 as well."""
    wan = f"{Decimal(yuan) / 10_000:f} 万元"
    return f"{wan}（{Decimal(yuan) / 100_000_000:f} 亿元）" if yuan >= 100_000_000 else wan


def value(project: Project, name: str) -> str:
    """A field as it is shown."""
    content = getattr(project, name)
    return money(content) if name == "investment" else str(content)


def _rest(project: Project, told: list[str]) -> list[str]:
    return [name for name in _LABELS if name not in told and getattr(project, name)]


def _milestones(project: Project) -> list[str]:
    return [
        text
        for stage, planned, actual in MILESTONES
        if (
            text := _milestone(
                stage, getattr(project, planned) if planned else None, getattr(project, actual)
            )
        )
    ]


def _milestone(stage: Stage, planned: date | None, actual: date | None) -> str:
    name = STAGE_NAMES[stage]
    if actual:
        plan = f"（计划 {planned.isoformat()}）" if planned else ""
        return f"{name}：{actual.isoformat()}{plan}"
    return f"{name}：计划 {planned.isoformat()}" if planned else ""
