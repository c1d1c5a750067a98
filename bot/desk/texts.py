"""What the desk says, in Chinese."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.desk.words import Act, Category, Origin, Outcome, Rating, State
from knowledge.scope import Role

LOCAL = ZoneInfo("Asia/Shanghai")

STATES = {
    State.SUBMITTED: "待受理",
    State.ACCEPTED: "已受理，待交办",
    State.ASSIGNED: "已交办，待签收",
    State.IN_HAND: "办理中",
    State.WAITING: "待企业补充",
    State.DEFERRED: "暂缓办理",
    State.REPLIED: "已答复，待评价",
    State.CLOSED: "已销号",
    State.DECLINED: "不予受理",
    State.MERGED: "已并案",
    State.WITHDRAWN: "已撤回",
}
ACTS = {
    Act.SUBMIT: "提交",
    Act.ACCEPT: "受理",
    Act.DECLINE: "不予受理",
    Act.MERGE: "并案",
    Act.WITHDRAW: "撤回",
    Act.ASSIGN: "交办",
    Act.ACKNOWLEDGE: "签收",
    Act.RETURN: "退单",
    Act.ASK: "请企业补充",
    Act.SUPPLY: "补充材料",
    Act.REPLY: "答复",
    Act.ANSWER: "现场答复",
    Act.DEFER: "暂缓",
    Act.RESUME: "恢复办理",
    Act.REQUEST_EXTENSION: "申请延期",
    Act.EXTEND: "同意延期",
    Act.REFUSE_EXTENSION: "不同意延期",
    Act.REMIND: "催办",
    Act.NOTE: "内部备注",
    Act.RATE: "评价",
    Act.REDO: "重办",
    Act.REOPEN: "重新办理",
    Act.SILENCE: "逾期未评价，自动销号",
    Act.WAKE: "暂缓到期，恢复办理",
    Act.RECOMPUTE: "办理时限按放假安排重新计算",
}
OUTCOMES = {
    Outcome.SOLVED: "已解决",
    Outcome.ANSWERED: "已解释答复",
    Outcome.NOT_NOW: "暂不能解决",
    Outcome.SILENT: "未评价，自动销号",
}
RATINGS = {Rating.SATISFIED: "满意", Rating.FAIRLY: "基本满意", Rating.DISSATISFIED: "不满意"}
ORIGINS = {
    Origin.SELF: "企业自报",
    Origin.THEME_DAY: "企业交流主题日",
    Origin.VISIT: "走访",
    Origin.MEETING: "座谈会",
    Origin.SURVEY: "问卷",
    Origin.HOTLINE: "12345热线",
}
CATEGORIES = {
    Category.LAND: "用地厂房",
    Category.UTILITIES: "水电气与网络",
    Category.FINANCE: "融资资金",
    Category.LABOUR: "用工人才",
    Category.POLICY: "政策兑现",
    Category.APPROVAL: "审批办证",
    Category.TRANSPORT: "交通物流",
    Category.ENVIRONMENT: "环保安全",
    Category.MARKET: "市场开拓",
    Category.LIVING: "生活配套",
    Category.OTHER: "其他",
}
ROLES = {
    Role.GUEST: "访客",
    Role.ENTERPRISE: "企业",
    Role.DEPARTMENT: "部门",
    Role.OFFICIAL: "干部",
    Role.STAFF: "工作人员",
    Role.ADMIN: "管理员",
}

GROUPS = {
    "new": "待受理",
    "to_assign": "待交办",
    "in_progress": "办理中",
    "to_rate": "待评价",
    "closed": "已办结",
    "overdue": "逾期",
    "all": "全部",
}

SOMEBODY = "匿名企业"
HIDDEN = "＊＊"
CLOCK = "系统"
DESK = "园区工作人员"
LOCAL_OPERATOR = "本机操作员"

NOT_YOURS = "没有这件诉求，或者您无权查看。请核对编号。"
NOT_ALLOWED = "这件诉求您可以查看，但不能“{act}”。"
BY_THE_CLOCK = "“{act}”由系统按时间自动进行，不能手工操作。"
STALE_HIDDEN = "诉求 {number} 刚有变动（现在：{state}），请先看最新情况再操作。"
STALE = "诉求 {number} 已由{who}于{at}“{act}”，现在：{state}。请先看最新情况再操作。"
NOT_POSSIBLE = "诉求 {number} 现在是“{state}”，不能“{act}”。"
NO_REQUEST = "诉求 {number} 没有待处理的延期申请。"
NO_REOPENING = (
    "诉求 {number} 不能重新办理：只有“暂不能解决”或“未评价”销号的，三十天内可以重新办理。请另提一件诉求。"
)
NOBODY_TO_REMIND = "诉求 {number} 还没有交办，没有可催的部门。"
REMINDED_TODAY = "诉求 {number} 今天已经催办过，请明天再催。"
SUBMIT_NOT_ALLOWED = "您现在的身份不能提交这家企业的诉求。"
NO_TEXT = "请写明诉求的内容。"
TOO_LONG = "内容有 {length} 字，最多 {most} 字。请写简短些，详细材料可以作为附件。"
NO_ENTERPRISE = "请写明是哪家企业的诉求。"

NEEDS = {
    Act.DECLINE: "请写明不予受理的理由，企业会看到。",
    Act.RETURN: "请写明退单的理由。",
    Act.ASK: "请写明要企业补充什么。",
    Act.REPLY: "请写明答复的内容。",
    Act.ANSWER: "请写明答复的内容。",
    Act.REDO: "请说明不满意在哪里，便于重办。",
    Act.NOTE: "请写明备注的内容。",
}
NEEDS_SUPPLY = "请写明补充的内容，或者发送照片、文件。"
NEEDS_DEPARTMENT = "请写明交办给哪个部门。"
NEEDS_UNTIL = "请写明暂缓到哪一天。"
NEEDS_NUMBER = "请写明并入哪一件诉求的编号。"
NEEDS_DAYS = "请写明延期几个工作日。"
NEEDS_RATING = "请选择满意、基本满意或不满意。"
UNTIL_PAST = "暂缓的日期要晚于今天，最长一年。"
DUE_PAST = "办理期限要晚于现在，最长一年。"
DAYS_ODD = "工作日数要在 1 到 250 之间。"
OUTCOME_ODD = "答复的结果只能是：已解决、已解释答复、暂不能解决。"
MERGE_SELF = "不能并入自己。"
MERGE_UNKNOWN = "没有编号为 {number} 的诉求。"
MERGE_OVER = "诉求 {number} 现在是“{state}”，不能并入。"
SUPPORTS_ITSELF = "主办部门不能同时是协办部门。"

HANDOVER_MANY = "您已有 {count} 个问题在等工作人员答复，请等答复后再转。"
HANDOVER_EMPTY = "请先写下要转给工作人员的问题。"
HANDOVER_NOT_ALLOWED = "您不能答复转人工的问题。"
HANDOVER_NONE = "没有这个转人工的问题。"
HANDOVER_STALE = "这个问题已由{who}于{at}答复：\n{answer}"
ANSWER_EMPTY = "请写明答复的内容。"
ANSWER_BUTTON = "答复"
SEE = "查看"

HOLIDAY_GUESSED = "{year}年放假安排未公布，按周末推算"
HOLIDAY_HEADERS = "没有找到表头：要有“日期”和“休/班”两列，“名称”可有可无。"
HOLIDAY_EMPTY = "表里没有一行放假安排。"
HOLIDAY_MARK = "“休/班”要写“休”或“班”，这里是“{shown}”"
HOLIDAY_DAY = "“日期”要写成 2027-01-01 的样子，这里是“{shown}”"
HOLIDAY_CONFLICT = "这一天前面已经写了“{before}”"
HOLIDAYS_IMPORTED = "已导入 {count} 天，重新计算了 {moved} 件诉求的时限。"
HOLIDAY_SET = "{day} 已设为{kind}，重新计算了 {moved} 件诉求的时限。"
HOLIDAY_KIND = "请写成：wuhao holidays set 2027-01-01 off（休息）或 work（上班）。"
WORKING = {True: "上班", False: "休息"}
NO_HOLIDAYS = "还没有自己的放假安排：2026年及以前按国务院公布的放假安排，以后按周末。"

NO_ISSUES = "没有诉求。"
UNKNOWN_ISSUE = "没有编号为 {number} 的诉求。"
UNKNOWN_ACT = "没有“{act}”这个操作。可用：{acts}"
UNKNOWN_STATE = "没有“{state}”这个状态。可用：{states}"
UNKNOWN_OUTCOME = "没有“{outcome}”这个结果。可用：{outcomes}"


def moment(at: datetime) -> str:
    """A moment as people read it, in local time."""
    local = at.astimezone(LOCAL)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def act_name(act: Act, state: State | None = None) -> str:
    """What an act is called, from the state that it starts in."""
    return "改派" if act is Act.ASSIGN and state is State.ASSIGNED else ACTS[act]


def unknown_department(name: str, near: Sequence[str]) -> str:
    """No such department; those that it may have meant."""
    hint = f"您要找的是不是：{'、'.join(near)}？" if near else "请先导入部门职责表，或者核对名称。"
    return f"没有名为“{name}”的部门。{hint}"


def deferred(until: date, why: str) -> str:
    return "。".join(part for part in (f"暂缓至{day(until)}", why) if part)


def rated(rating: Rating, why: str) -> str:
    return "：".join(part for part in (RATINGS[rating], why) if part)


def days_asked(days: int, why: str) -> str:
    return "：".join(part for part in (f"申请延期 {days} 个工作日", why) if part)


def issue_line(number: str, state: State, title: str, enterprise: str, due: str) -> str:
    """An issue on one line."""
    return "  ".join(part for part in (number, STATES[state], title, enterprise, due) if part)


def due_line(due: str) -> str:
    return f"时限 {due}"


def step_line(at: datetime, act: Act, who: str, department: str | None, note: str | None) -> str:
    """A step of a timeline on one line."""
    what = f"{ACTS[act]}给{department}" if act is Act.ASSIGN and department else ACTS[act]
    return f"{moment(at)}  {what}（{who}）" + (f"：{note}" if note else "")


def handover_opened(asker: str, question: str, said: str | None) -> str:
    """What staff are told of a question handed over."""
    before = f"\n助手先前答复：{said}" if said else ""
    return f"{asker}转人工提问：\n{question}{before}\n请按“{ANSWER_BUTTON}”回复。"


def handover_answered(question: str, answer: str) -> str:
    """What the asker gets."""
    return f"工作人员答复您的问题“{question}”：\n{answer}"
