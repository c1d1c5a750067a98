"""The routing table: all that people can ask for. The menus, /help and the commands' list come from it."""

from bot.dialogue import (
    acting,
    asking,
    cards,
    courtesies,
    failures,
    feedback,
    keeping_faq,
    menus,
    reporting,
    statuses,
    uploading,
)
from bot.dialogue.finding import Table
from bot.dialogue.route import Route, Talk
from bot.people.actors import Actor
from bot.people.permissions import Right
from knowledge.scope import Role

REPORTING = (Right.REPORT, Right.REPORT_FOR)
OF_THE_LIST = ((r"回答第 ?(\d+) ?问", "answer:{}"), (r"第 ?(\d+) ?问不用答", "dismiss:{}"))
OF_THE_ENTRIES = (
    (r"看第 ?(\d+) ?条", "see:{}"),
    (r"改写第 ?(\d+) ?条", "rewrite:{}"),
    (r"第 ?(\d+) ?条照旧", "confirm:{}"),
    (r"撤回第 ?(\d+) ?条", "withdraw:{}"),
)

ROUTES = (
    Route("start", (Right.START,), menus.start, "start", "开始，或输入邀请码绑定身份", ("开始",)),
    Route("help", (Right.HELP,), menus.help_, "help", "能做什么、怎么用", ("帮助", "菜单", "功能"), is_personal=False),
    Route("report", REPORTING, reporting.begin, "report", "反映问题、提交诉求", ("反映问题", "提交诉求", "我要反映问题", "怎么反映问题", "投诉", "我要投诉")),
    Route("mine", (Right.MINE,), cards.mine, "mine", "我的诉求和办理进度", ("我的诉求", "办理进度", "进度"), prefix="m"),
    Route("queue", (Right.QUEUE,), cards.queue, "queue", "诉求办理队列", ("诉求队列", "待办"), prefix="q"),
    Route("project", (Right.PROJECT,), statuses.project, "project", "查项目进度：/project 名称或编号"),
    Route("as_issue", REPORTING, reporting.from_question, words=("作为诉求提交",)),
    Route("handovers", (Right.ANSWER_HANDOVER,), asking.waiting_handovers, words=("待答复", "人工待办"), interrupts=True),
    Route("failures", (Right.SEE_FAILURES,), failures.failures, words=("未送达",), interrupts=True),
    Route("switch", (Right.SWITCH_ROLE,), asking.switch_role, words=("切换身份",), prefix="w"),
    Route("code", (Right.SIGN_IN_CODE,), asking.sign_in_code, words=("登录码", "网页登录")),
    Route("upload", (Right.UPLOAD,), uploading.begin, words=("上传文件", "上传文档"), prepare=uploading.prepare, takes_files=True),
    Route("questions", (Right.KEEP_FAQ,), keeping_faq.questions, words=("问题清单", "没答上的问题"), prefix="l", spoken=OF_THE_LIST, interrupts=True),
    Route("faq", (Right.KEEP_FAQ,), keeping_faq.entry, words=("常见问题清单",), prefix="k", spoken=OF_THE_ENTRIES, interrupts=True),
    Route("useful", (Right.JUDGE,), feedback.useful, words=("有用", "有帮助"), is_personal=False),
    Route("useless", (Right.JUDGE,), feedback.useless, words=("没用", "没有用", "没帮助"), is_personal=False),
    Route("judge", (Right.JUDGE,), feedback.pressed, prefix="f", is_personal=False),
    Route("handover", (Right.HANDOVER,), asking.hand_over, words=("转人工", "人工")),
    Route("new", (Right.NEW,), menus.new, "new", "重新开始一段对话", is_personal=False),
    Route("stop", (Right.STOP,), menus.stop, "stop", "停止正在回答的问题", ("停止",), is_personal=False),
    Route("cancel", (Right.CANCEL,), menus.cancel, "cancel", "取消正在填写的内容", ("取消",), is_personal=False),
    Route("issue", (Right.SEE,), cards.open_issue, prefix="i"),
    Route("act", (Right.SEE,), acting.begin, prefix="a"),
    Route("answer", (Right.ANSWER_HANDOVER,), asking.answer_handover, prefix="h", spoken=((r"答复第 ?(\d+) ?问", "{}"),)),
    Route("passage", (Right.ASK,), asking.passage, prefix="p", is_personal=False),
    Route("source", (Right.ASK,), asking.open_source, is_personal=False),
    Route("courtesy", (Right.ASK,), courtesies.reply, is_personal=False),
    Route("ask", (Right.ASK,), asking.ask, is_personal=False, thinks=True),
)  # fmt: skip

TALKS = (
    Talk(
        reporting.NAME,
        REPORTING,
        reporting.said,
        reporting.pressed,
        reporting.with_files,
        reporting.contact,
        reporting.left_open,
    ),
    Talk(
        acting.NAME, (Right.SEE,), acting.said, acting.pressed, acting.with_files, left_open=acting.left_open
    ),
    Talk(
        uploading.NAME,
        (Right.UPLOAD,),
        uploading.said,
        uploading.pressed,
        uploading.with_files,
        left_open=uploading.left_open,
        prepare=uploading.prepare,
    ),
    Talk(feedback.NAME, (Right.JUDGE,), feedback.said, feedback.cancelled),
    Talk(
        keeping_faq.NAME,
        (Right.KEEP_FAQ,),
        keeping_faq.said,
        keeping_faq.pressed,
        left_open=keeping_faq.left_open,
    ),
    Talk("answering", (Right.ANSWER_HANDOVER,), asking.give_answer, asking.answer_pressed),
)

TABLE = Table(ROUTES, TALKS)


def commands_by_role() -> dict[Role, list[tuple[str, str]]]:
    """For each role its commands and what they do, for the channel's own menu."""
    return {role: [(one.command, one.summary) for one in TABLE.menu(Actor(None, "", role))] for role in Role}
