"""What each is told of a step, in Chinese. None: nothing."""

from dataclasses import dataclass

from bot.desk.tables import Issue
from bot.desk.texts import CATEGORIES, ORIGINS, OUTCOMES, day
from bot.desk.words import Act, Outcome


@dataclass(frozen=True, slots=True)
class Facts:
    """What of an issue and its step is told; already without what the reader may not see."""

    number: str
    title: str
    enterprise: str
    department: str | None
    due: str
    note: str
    by_clock: bool
    by_enterprise: bool
    is_public: bool

    @property
    def head(self) -> str:
        return f"诉求 {self.number}“{self.title}”"

    @property
    def remark(self) -> str:
        """The note where it is meant for the enterprise."""
        return f"\n说明：{self.note}" if self.note and self.is_public else ""

    @property
    def by_then(self) -> str:
        return f"，办理时限 {self.due}" if self.due else ""


def for_enterprise(act: Act, facts: Facts, issue: Issue) -> str | None:
    """Every public step."""
    return _on_the_way(act, facts, issue) or _at_the_end(act, facts, issue)


def _on_the_way(act: Act, facts: Facts, issue: Issue) -> str | None:
    head = facts.head
    match act:
        case Act.SUBMIT:
            return f"{head}已登记，来源：{ORIGINS[issue.origin]}。工作人员会尽快受理。"
        case Act.ACCEPT:
            return f"{head}已受理，即将交办。{facts.remark}"
        case Act.ASSIGN:
            return f"{head}已交办给{facts.department}{facts.by_then}。{facts.remark}"
        case Act.ACKNOWLEDGE:
            return f"{head}已由{facts.department}签收，正在办理{facts.by_then}。"
        case Act.ASK:
            return f"{head}需要您补充：\n{facts.note}\n补充之前，办理时限暂停计算。"
        case Act.SUPPLY:
            return f"{head}已补充材料，继续办理{facts.by_then}。{facts.remark}"
        case Act.REPLY | Act.ANSWER:
            by = facts.department if act is Act.REPLY and facts.department else "园区工作人员"
            outcome = OUTCOMES[issue.proposed] if issue.proposed else ""
            return (
                f"{head}已有答复（{outcome}）。\n{by}：{facts.note}\n请您评价；七天内没有评价的，自动销号。"
            )
        case Act.REDO if issue.department:
            return f"{head}已退回{issue.department}重办{facts.by_then}。{facts.remark}"
        case Act.REDO:
            return f"{head}已由工作人员重新办理。{facts.remark}"
        case Act.DEFER:
            return f"{head}暂缓办理。\n{facts.note}\n到期后自动恢复办理。"
        case Act.RESUME | Act.WAKE:
            return f"{head}已恢复办理{facts.by_then}。"
        case Act.EXTEND:
            return f"{head}的办理时限延长至 {facts.due}。" if facts.due else None
        case Act.RECOMPUTE:
            return f"{head}的办理时限按放假安排重新计算，现为 {facts.due}。"
    return None


def _at_the_end(act: Act, facts: Facts, issue: Issue) -> str | None:
    head = facts.head
    match act:
        case Act.DECLINE:
            return f"{head}不予受理。\n理由：{facts.note}\n情况有变化时，可以另提一件诉求。"
        case Act.MERGE:
            return f"{head}已与同类诉求合并办理。{facts.remark}"
        case Act.WITHDRAW:
            return f"{head}已撤回。"
        case Act.REOPEN:
            return f"{head}已重新办理。"
        case Act.RATE | Act.SILENCE:
            why = "七天内没有评价，已自动销号" if act is Act.SILENCE else "已评价，已销号"
            again = "三十天内可以要求重新办理。" if _can_reopen(issue) else ""
            return f"{head}{why}（{OUTCOMES[issue.outcome] if issue.outcome else ''}）。{again}"
    return None


def for_department(act: Act, facts: Facts, issue: Issue) -> str | None:
    """The 主办: what it is to do, and by when."""
    head = f"{facts.head}（{facts.enterprise}）"
    match act:
        case Act.ASSIGN:
            return f"新交办：{head}{facts.by_then}。\n{issue.text}{_remark(facts)}\n请签收；不属于职责的请写明理由退单。"
        case Act.REDO:
            return f"重办：{head}，企业不满意{facts.by_then}。{_remark(facts)}"
        case Act.SUPPLY:
            return f"{head}企业已补充，请继续办理{facts.by_then}。{_remark(facts)}"
        case Act.REMIND:
            return f"催办：{head}{facts.by_then}。{_remark(facts)}"
        case Act.EXTEND:
            return f"{head}已同意延期，办理时限 {facts.due}。" if facts.due else f"{head}已同意延期。"
        case Act.REFUSE_EXTENSION:
            return f"{head}的延期申请未获同意{facts.by_then}。{_remark(facts)}"
        case Act.DEFER:
            until = day(issue.deferred_until) if issue.deferred_until else ""
            return f"{head}已暂缓至{until}，时限暂停计算。"
        case Act.RESUME | Act.WAKE:
            return f"{head}暂缓结束，请继续办理{facts.by_then}。"
        case Act.RECOMPUTE:
            return f"{head}的办理时限按放假安排重新计算，现为 {facts.due}。"
        case Act.ASK:
            return f"{head}已请企业补充，时限暂停计算。{_remark(facts)}"
    return None


def for_supporting(act: Act, facts: Facts) -> str | None:
    """A 协办: that it is one."""
    if act is not Act.ASSIGN:
        return None
    return (
        f"协办：{facts.head}（{facts.enterprise}），主办：{facts.department}{facts.by_then}。{_remark(facts)}"
    )


def relieved(number: str) -> str:
    """The department that had it before."""
    return f"诉求 {number} 已改派给其他部门，不再由贵单位办理。"


def for_desk(act: Act, facts: Facts, issue: Issue) -> str | None:
    """Staff: what they have to decide, and what went wrong."""
    head = f"{facts.head}（{facts.enterprise}）"
    match act:
        case Act.SUBMIT:
            hidden = "（要求匿名）" if issue.is_anonymous else ""
            return f"新诉求：{head}{hidden}，{CATEGORIES[issue.category]}。\n{issue.text}\n请在 {facts.due} 前受理。"
        case Act.RETURN:
            return f"退单：{head}，请重新交办{facts.by_then}。{_remark(facts)}"
        case Act.REQUEST_EXTENSION:
            return f"{facts.department}申请延期：{head}{facts.by_then}。{_remark(facts)}"
        case Act.SUPPLY:
            return f"{head}企业已补充。{_remark(facts)}"
        case Act.REDO:
            to = issue.department or "工作人员"
            return f"不满意：{head}，已退回{to}重办{facts.by_then}。{_remark(facts)}"
        case Act.REMIND if facts.by_enterprise:
            return f"企业催办：{head}{facts.by_then}。{_remark(facts)}"
        case Act.REOPEN if facts.by_enterprise:
            return f"企业要求重新办理：{head}，请交办{facts.by_then}。{_remark(facts)}"
        case Act.WITHDRAW:
            return f"{head}已由企业撤回。{_remark(facts)}"
        case Act.WAKE if issue.department is None:
            return f"{head}暂缓到期，请交办{facts.by_then}。"
    return None


def _remark(facts: Facts) -> str:
    return f"\n说明：{facts.note}" if facts.note else ""


def _can_reopen(issue: Issue) -> bool:
    return issue.outcome in (Outcome.NOT_NOW, Outcome.SILENT)
