"""What the conversation says, in Chinese."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.queue import Group
from bot.desk.seen import SeenStep
from bot.desk.tables import Issue
from bot.desk.texts import ACTS, CATEGORIES, ORIGINS, OUTCOMES, RATINGS, STATES, act_name
from bot.desk.words import Act, Category, Origin, Outcome, Rating
from bot.messages.contents import Button, Channel
from bot.people.actors import Actor
from bot.people.tables import Membership
from bot.people.texts import role_line
from knowledge.scope import Role

LOCAL = ZoneInfo("Asia/Shanghai")

CONFIRM = "确认"
CANCEL = "取消"
CONSENTS = frozenset("确认 确认提交 提交 好 好的 是 是的 对 可以 没问题 ok".split())
AS_ISSUE = "作为诉求提交"
SURE = "确认撤回"
CANCEL_ROW = ((Button(CANCEL, "x:cancel"),),)
HAND_OVER = "转人工"
SWITCH_ROLE = "切换身份"
SEE_ISSUE = "查看诉求"
CHANGE_CATEGORY = "改类别"
CHANGE_CONTACT = "改联系方式"
CHANGE_ENTERPRISE = "选企业"
CHANGE_ORIGIN = "改来源"
ANONYMOUS = "匿名提交"
NOT_ANONYMOUS = "取消匿名"
REWRITE = "重写内容"
PREVIOUS = "上一页"
NEXT = "下一页"

FAILED = "抱歉，您的这条消息没有处理成功，工作人员已能看到。请稍后再发一次；急事请直接联系园区工作人员。"
NOT_FOR_GUESTS = (
    "这项功能要先绑定身份。请向园区工作人员要邀请码，然后发送：/start 邀请码。\n"
    "现在可以直接提问，我会用公开的政策文件回答。"
)
NOT_ALLOWED = "您现在的身份不能办这件事。输入 /help 看看能做什么。"
HOW_TO_ASK = "请用一句话写下想问的内容，例如：标准厂房租金补贴每平方米多少钱？"
GREETING = "您好！我是五好园区助手。请直接提问，例如：标准厂房租金补贴每平方米多少钱？"
WELCOME = "不客气。还有政策、项目、指标方面的问题，请直接问。"
WHO_AM_I = (
    "我是五好园区助手：查园区的政策文件、项目和指标，答案注明出处；也转达企业的诉求。\n"
    "请直接提问，例如：标准厂房租金补贴每平方米多少钱？全部功能发 /help。"
)
ALL_RIGHT = "好的。还有政策、项目、指标方面的问题，请直接问。"
FAREWELL = "再见。以后有政策、项目、指标方面的问题，随时来问。"
PASSAGE_GONE = "这段原文已经更新或撤下，请重新提问。"
OLD_BUTTON = "这个按钮已经失效，请重新打开要办的事项。"
TALK_IS_OVER = "这份草稿已经提交、取消或换成了新的，按钮不再有效。要反映问题请发 /report。"
NO_SUCH_ISSUE = "没有这件诉求，或者您不能查看。"
NOTHING_TO_HAND_OVER = "请先发一句要问的问题，再发“转人工”。"
HANDED_OVER = "已转给工作人员，答复会发到这里。\n您的问题：{question}"
ANSWER_SENT = "已答复，提问人会收到。"
NO_MORE_PROJECTS = (
    "符合条件的项目都已计入上面的答复；一次最多列 10 个，要看其余的，请加上园区、阶段或企业名称再问。"
)
NO_SUCH_HANDOVER = "没有转人工的这一问。发“待答复”看等着答复的问题。"
NO_HANDOVERS = "没有等待人工答复的问题。"
CHOOSE_ROLE = "您有几个身份，请选择现在用哪一个："
ONLY_ROLE = "您只有一个身份，不用切换。"
NEW_CONVERSATION = "好的，重新开始。请直接提问，或输入 /help。"
NOTHING_TO_CANCEL = "现在没有正在填写的内容。"
CANCELLED = "已取消，没有提交。"
TALK_LEFT_OPEN = "您有一项内容一天没有填完，已关闭，没有提交。需要时请重新打开。"
TOO_MANY_FILES = "附件太多，只收下前 {most} 个。"
WHAT_IS_IT = "请写下遇到的问题：什么事、在哪里、希望怎么解决。可以接着发图片或文件。"
WRITE_ANEW = "请重新写下问题，原来的文字已清空，附件还在。"
WHICH_CATEGORY = "请选择类别："
WHICH_ORIGIN = "这件诉求从哪里来？"
WHICH_CONTACT = "请发联系人和电话，例如：王经理 13800000000。也可以发送您的联系方式。"
WHICH_ENTERPRISE = "是哪家企业的诉求？请输入企业名称或其中几个字。"
NO_PHONE_IN_IT = "没有看到电话号码。请这样写：王经理 13800000000，或座机 0736-7123456。"
SEE_FILES = "（见附件）"
NO_FILES_HERE = "这一步不收附件，请先写完或取消。"
NO_DEADLINE_IN_IT = "没有看懂期限。请写几个工作日（1 到 90），例如 5；或写日期，例如 12月8日。"
NO_DAYS_IN_IT = "请写几个工作日（1 到 90），例如 5。"
NO_DATE_IN_IT = "请写一个以后的日期（一年以内），例如 2027-03-01 或 3月1日。"
NO_NUMBER_IN_IT = "请写要并入的诉求编号，例如 WT-2026-0001。"
NONE_OF_MINE = "还没有诉求。要反映问题请发 /report。"
NO_FAILURES = "没有未送达或处理失败的消息。"
FAILURES = "未送达或处理失败的消息（最近的在前）："
BLOCKED = "对方已停用或屏蔽"
CONTACT_NOT_NEEDED = "收到联系方式，现在用不到。反映问题时可以再发，请用 /report。"
LOCATION = "收到位置。我看不了地图，请用文字写明地点，例如：澜川经开区 3 号路与工业大道路口。"
STICKER = "收到。有问题请直接写文字，输入 /help 看看能做什么。"
VOICE = "抱歉，我听不了语音。请写成文字再发，或在反映问题时作为说明写下来。"
EDITED = "您改了一条已发的消息。已经处理过的不会再变，要更正请重新发一条。"
OTHER_KIND = "这种内容我看不了。请发文字、图片或文档。"

OUTCOMES_OF_REPLY: Mapping[Outcome, str] = {
    one: OUTCOMES[one] for one in (Outcome.SOLVED, Outcome.ANSWERED, Outcome.NOT_NOW)
}
FILTERS = {
    "待受理": Group.NEW,
    "待交办": Group.TO_ASSIGN,
    "办理中": Group.IN_PROGRESS,
    "待评价": Group.TO_RATE,
    "逾期": Group.OVERDUE,
    "已办结": Group.CLOSED,
    "全部": Group.ALL,
}
_FIRST = {Role.STAFF: Group.NEW, Role.ADMIN: Group.NEW, Role.DEPARTMENT: Group.IN_PROGRESS}
_GROUP_NAMES = {group: name for name, group in FILTERS.items()}

_ASKS = {
    (Act.DECLINE, "note"): "请写明不予受理的理由，企业会看到：",
    (Act.MERGE, "merge_into"): "并入哪一件？请写编号，例如 WT-2026-0001：",
    (Act.WITHDRAW, "sure"): "撤回后不再办理，确定撤回吗？",
    (Act.ASSIGN, "department"): "交给哪个部门主办？选一个，或输入部门名称：",
    (Act.ASSIGN, "deadline"): "限期多久答复？选一个，或写工作日数、日期：",
    (Act.RETURN, "note"): "请写明退单的理由：",
    (Act.ASK, "note"): "需要企业补充什么？企业会看到：",
    (Act.SUPPLY, "note"): "请写下补充的内容，可以先发图片或文件：",
    (Act.REPLY, "note"): "请写下给企业的答复，可以先发文件：",
    (Act.ANSWER, "note"): "请写下给企业的答复，可以先发文件：",
    (Act.DEFER, "until"): "暂缓到哪一天？例如 12月31日：",
    (Act.DEFER, "note"): "请写明暂缓的理由，企业会看到：",
    (Act.REQUEST_EXTENSION, "days"): "申请延长几个工作日？",
    (Act.REQUEST_EXTENSION, "note"): "请写明延期的理由：",
    (Act.EXTEND, "days"): "批准延长几个工作日？",
    (Act.REFUSE_EXTENSION, "note"): "请写明不同意延期的理由：",
    (Act.NOTE, "note"): "请写下备注，只有工作人员和承办部门能看到：",
    (Act.REDO, "note"): "请写明哪里不满意，会退回重新办理：",
    (Act.REOPEN, "note"): "请写明为什么要重新办理：",
}
_CHANNELS = {Channel.TELEGRAM: "Telegram", Channel.WEB: "网页", Channel.TERMINAL: "终端"}
_ASKS_OF_ALL = {"note": "请写明内容：", "outcome": "办理结果是？"}


def local(moment: datetime) -> datetime:
    """A moment in Asia/Shanghai."""
    return moment.astimezone(LOCAL)


def when(moment: datetime) -> str:
    """11-22 16:40, as people read it."""
    return f"{local(moment):%m-%d %H:%M}"


def unknown_command(command: str) -> str:
    return f"没有 /{command[:30]} 这个命令。输入 /help 看看能做什么。"


def no_issue_open(act: str) -> str:
    return f"请先打开一件诉求，再选“{act}”：发诉求编号，或发 /queue、/mine 从列表里选。"


def only_in_private(link: str | None) -> str:
    where = f"：{link}" if link else ""
    return f"这件事涉及个人或企业信息，请在与我的私聊里办理{where}"


def no_source(mark: str) -> str:
    return f"上一条答复没有第{mark}条来源。"


def nothing_behind(line: str) -> str:
    return f"{line}\n这一条没有可以打开的原文，内容就是答复里的引文。"


def understood_as(question: str) -> str:
    """How a remark on the question before was understood."""
    return f"（按“{question}”查的）"


def gone_on(question: str, words: str) -> str:
    """What is asked of an answer, as staff see it: 租金补贴是多少？（接着问：第九条呢？）"""
    return f"{question}（接着问：{words}）"


def too_long(length: int, longest: int) -> str:
    return f"内容太长（{length} 字），最多 {longest} 字。请写短一些，或作为文档发来。"


def stopped(dropped: int, talk_open: bool) -> str:
    """After /stop."""
    told = f"已停止，{dropped} 条没有处理完的消息不再处理。" if dropped else "没有正在处理的消息。"
    return told + ("填写到一半的内容还在，要放弃请发 /cancel。" if talk_open else "")


def greeting(actor: Actor) -> str:
    if actor.is_guest:
        return (
            "您好，这里是五好园区助手。\n直接提问，我用公开的政策文件回答，答案注明出处。\n"
            "企业、部门和园区干部请用邀请码绑定身份：/start 邀请码。"
        )
    role = role_line(actor.role, actor.zone, actor.enterprise, actor.department)
    return f"{actor.name}，您好。您现在的身份：{role}。\n直接提问即可，答案注明出处；还可以："


def help_text(actor: Actor, commands: Sequence[tuple[str, str]]) -> str:
    """What this actor can do."""
    lines = [f"/{command}  {summary}" for command, summary in commands]
    more = [
        "直接写一句话就是提问；答案下面的 [1] 是出处，发 [1] 可看原文。",
        "按钮上的字也可以打出来，效果一样。",
    ]
    if not actor.is_guest:
        more.append(
            "发诉求编号（如 WT-2026-0001）看这一件；发“登录码”可在网页上登录；有几个身份的发“切换身份”。"
        )
    if actor.is_staff:
        more.append("发“待答复”看转人工的问题；发“问题清单”看没答上的问题；发“未送达”看失败的消息。")
    return "\n".join([*lines, "", *more])


def membership(one: Membership) -> str:
    return role_line(one.role, one.zone, one.enterprise, one.department)


def sign_in_there(link: str) -> str:
    return f"请打开登录页，邀请码已经填好，点“登录”即可：{link}"


def sign_in_code(code: str, link: str) -> str:
    return f"网页登录码（10 分钟内有效，只能用一次，不要发给别人）：\n{code}\n或直接打开：{link}"


def asker(actor: Actor, name: str) -> str:
    """Who asks, as staff see it."""
    if actor.is_guest:
        return f"访客 {name[:30]}".strip()
    return f"{actor.name}（{role_line(actor.role, actor.zone, actor.enterprise, actor.department)}）"


def answering(who: str, question: str, said: str | None) -> str:
    before = f"\n助手当时的答复：{said}" if said else ""
    return f"{who} 问：{question}{before}\n\n请写下答复，会原样发给提问人："


def handover_answered(by: str, question: str, answer: str) -> str:
    return f"这个问题已由{by}答复。\n问：{question}\n答：{answer}"


def answer_label(key: int) -> str:
    return f"答复第 {key} 问"


def handover_line(who: str, question: str, at: datetime) -> str:
    return f"{when(at)} {who}：{question}"


def handed_in(number: str, for_another: bool) -> str:
    told = "受理、交办、答复时都会通知企业" if for_another else "受理、交办、答复时都会通知您"
    return f"已提交，编号 {number}。{told}；随时发编号就能查看进度。"


def draft(state: Mapping[str, Any], for_another: bool) -> str:
    """A draft summed up."""
    contact = " ".join(part for part in (state["contact"], state["phone"]) if part) or "未填"
    lines = ["请核对后回复“确认”提交：", f"内容：{state['text'] or SEE_FILES}"]
    if state["files"]:
        lines.append(f"附件：{'、'.join(one['name'] for one in state['files'])}")
    lines.append(f"类别：{CATEGORIES[Category(state['category'])]}")
    lines.append(
        f"企业：{state['enterprise']}{'（匿名，部门看不到企业和联系人）' if state['anonymous'] else ''}"
    )
    lines.append(f"联系方式：{contact}")
    if for_another:
        lines.append(f"来源：{ORIGINS[Origin(state['origin'])]}")
    return "\n".join([*lines, "接着写文字或发图片，会加到内容里。"])


def written(state: Mapping[str, Any]) -> str:
    """What a person has written in a talk so far."""
    files = "、".join(one["name"] for one in state.get("files", ()))
    parts = (state.get("text"), state.get("note"), state.get("answer"), f"附件：{files}" if files else "")
    return "\n".join(part for part in parts if part)


def talk_left(words: str) -> str:
    """A talk ended for something else."""
    return (
        f"刚才没有填完的内容已放弃，没有提交。原来写的：\n{words}" if words else "刚才没有填完的内容已放弃。"
    )


def draft_left(words: str) -> str:
    had = f"草稿内容：\n{words}" if words else "草稿是空的。"
    return f"您有一份诉求草稿一天没有继续，已关闭，没有提交。要提交请重新发 /report。{had}"


def act_left(words: str) -> str:
    return f"{TALK_LEFT_OPEN}原来写的：\n{words}" if words else TALK_LEFT_OPEN


def not_listed(name: str) -> str:
    return f"名录外：{name}"[:60]


def enterprises_like(words: str, count: int, most: int) -> str:
    if not count:
        return f"企业名录里没有“{words[:40]}”。换几个字再试，或按名录外企业登记。"
    more = f"（共 {count} 家，只列出 {most} 家，可以多写几个字）" if count > most else ""
    return f"请选择企业{more}："


def departments_like(words: str, count: int) -> str:
    if not count:
        return f"部门职责表里没有“{words[:40]}”，请换几个字再试。"
    return "请选择部门："


def files_taken(count: int) -> str:
    return f"已收下 {count} 个附件，请接着写文字说明。" if count else "请写文字说明，或重新发送附件。"


def working_days(count: int) -> str:
    return f"{count} 个工作日"


def asks(act: Act, what: str) -> str:
    return _ASKS.get((act, what)) or _ASKS_OF_ALL[what]


def will_reply(note: str) -> str:
    return f"将答复企业：{note}"


def press_again(act: Act) -> str:
    return f"您是要对这一件“{ACTS[act]}”吗？是的话请再选一次，或换一件：发诉求编号。"


def done(act: Act, number: str) -> str:
    return f"已{ACTS[act]}：{number}。"


def act_label(act: Act, issue: Issue, actor: Actor) -> str:
    """The button of an act; an enterprise sends back what it isn't satisfied with."""
    rates = act is Act.REDO and actor.role is Role.ENTERPRISE
    return RATINGS[Rating.DISSATISFIED] if rates else act_name(act, issue.state)


def card(issue: Issue, steps: Sequence[SeenStep], now: datetime) -> str:
    """An issue with its timeline, as this actor may see it."""
    lines = [f"{issue.number} {issue.title}", f"状态：{STATES[issue.state]}{_due(issue, now)}"]
    contact = " ".join(part for part in (issue.contact, issue.phone) if part)
    hidden = "（匿名提交）" if issue.is_anonymous else ""
    lines.append(f"企业：{issue.enterprise}{hidden}" + (f"；联系方式：{contact}" if contact else ""))
    lines.append(f"类别：{CATEGORIES[issue.category]}；来源：{ORIGINS[issue.origin]}")
    if issue.department:
        supporting = f"；协办：{'、'.join(issue.supporting)}" if issue.supporting else ""
        lines.append(f"主办：{issue.department}{supporting}")
    lines.append(f"内容：{issue.text}")
    if issue.reply:
        result = f"（{OUTCOMES[issue.proposed]}）" if issue.proposed else ""
        lines.append(f"答复{result}：{issue.reply}")
    if issue.rating:
        why = f"：{issue.rating_why}" if issue.rating_why else ""
        lines.append(f"评价：{RATINGS[issue.rating]}{why}")
    return "\n".join([*lines, "", "办理过程：", *map(step_line, steps)])


def step_line(step: SeenStep) -> str:
    who = step.who
    if step.role is Role.DEPARTMENT and step.department not in (None, step.who):
        who = f"{step.department} {step.who}"
    if step.act is Act.ASSIGN and step.department:
        who = f"{step.who} → {step.department}"
    note = f"：{step.note}" if step.note else ""
    return f"· {when(step.at)} {ACTS[step.act]}（{who}）{note}"


def _due(issue: Issue, now: datetime) -> str:
    if issue.due_at is None:
        return ""
    late = "，已逾期" if issue.due_at < now else ""
    year = local(issue.due_at).year
    other_year = "" if year == local(now).year else f"{year}年 "
    return f"；期限 {other_year}{when(issue.due_at)}{late}"


def issue_line(issue: Issue, now: datetime) -> str:
    """An issue in a list."""
    department = f"，{issue.department}" if issue.department else ""
    return f"{issue.number} {issue.title}\n{STATES[issue.state]}{_due(issue, now)}（{issue.enterprise}{department}）"


def mine(count: int) -> str:
    return f"我的诉求，共 {count} 件："


def first_filter(role: Role) -> Group:
    """What of the queue a role is shown first."""
    return _FIRST.get(role, Group.ALL)


def queue(group: Group, words: str, count: int) -> str:
    looked_for = f"“{words}”" if words else _GROUP_NAMES[group]
    return f"诉求队列（{looked_for}），共 {count} 件：" if count else f"诉求队列（{looked_for}）：没有。"


def filter_label(name: str, count: int) -> str:
    return f"{name} {count}"


def failures_label(count: int) -> str:
    return f"未送达 {count}"


def who(name: str, channel: Channel) -> str:
    """Somebody on a channel."""
    return f"{name}（{_CHANNELS[channel]}）"


def undelivered(at: datetime, who: str, text: str, error: str) -> str:
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    return f"· {when(at)} 发给{who}：{shown}（{error[:80]}）"


def unhandled(at: datetime, who: str, error: str) -> str:
    return f"· {when(at)} 来自{who}，没有处理成功（{error[:80]}）"
