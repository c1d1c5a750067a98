"""What is said about questions and answers, in Chinese."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.questions.listing import OpenQuestion
from bot.questions.tables import Why
from knowledge.answers import Reason
from knowledge.faq.tables import Doubt, FaqEntry, FaqState
from knowledge.faq.texts import DOUBTS
from knowledge.golden import Fault
from knowledge.replies import titled
from knowledge.scope import INTERNAL, PUBLIC, STAFF_ONLY, ZONE_PREFIX

LOCAL = ZoneInfo("Asia/Shanghai")
USEFUL = "有用"
USELESS = "没用"
WHYS = {
    Why.INACCURATE: "不准确",
    Why.OUTDATED: "过时了",
    Why.BESIDE: "没回答到点上",
    Why.WRONG_SOURCE: "来源不对",
    Why.OTHER: "其他原因",
}
THANKS = "谢谢，已记下。"
WHY = "谢谢，已记下，工作人员会看到。是哪里不好？（可以不选）"
WHY_IN_WORDS = "请写一句哪里不好，工作人员会看到："
NOTHING_TO_JUDGE = "请先提一个问题，再评价答案。"
NOT_YOURS = "这条答案已经找不到了，请重新提问后再评价。"
_REASONS = {
    Reason.NOT_FOUND: "资料里没有",
    Reason.OTHER_PLACE: "只有别处的资料",
    Reason.OTHER_YEAR: "只有其他时间的资料",
    Reason.OTHER_FIGURE: "没有所问的数字",
    Reason.NOT_TOLD: "资料没有写明",
    Reason.UNKNOWN_NUMBER: "没有这个文号",
    Reason.UNKNOWN_PROJECT: "没有这个项目",
}

NO_ROWS = "表里一道题也没有，请在“问题”列下面写题。"
COLUMN_TWICE = "这一列有两个，只用第一个；请删去一个"
REFUSED_AND_MORE = "“应拒答”写了“是”，就不能再写“应含”“应引”"
NO_GOLDENS = "没有对照题：把表格（问题、应含、应引、应拒答、角色、园区、日期）存为 {file}，或者写几条常见问题；也可以给出文件。"
GOLDEN_NOT_ASKED = "对照题没有测成：{why}"
FAQ_SHEET = "常见问题"
NO_OPEN = "没有等待答复的问题。没答上的、被评为“没用”的问题会列在这里。"
NO_SUCH_QUESTION = "清单里没有这一问，可能已经答复或不用答了。发“问题清单”看还有哪些。"
NO_SUCH_ENTRY = "常见问题里没有这一条。"
NO_ENTRIES = "常见问题还是空的。发“问题清单”可答复没答上的问题。"
ASK_SOURCES = "依据是什么？写文号或标题，可带条款或“原文”，几个之间用分号，例如：某政发〔2024〕15号第八条。没有就选“不注明依据”。"
NO_SOURCES = "不注明依据"
ASK_UNTIL = "有效到哪一天？例如 2027-12-31。长期有效就选“长期有效”。"
ALWAYS = "长期有效"
ASK_AUDIENCE = "给谁看？"
AUDIENCES = {PUBLIC: "公开", INTERNAL: "内部"}
NOT_A_DATE = "没有看懂日期，请写 2027-12-31 的样子。"
NOT_AN_AUDIENCE = "请选“公开”或“内部”。"
DISMISSED = "好的，这一问不再列出。"
WITHDRAWN = "已撤回，这一条不再用来回答。"
KEEP_AS_FAQ = "收进常见问题"
PREVIOUS, NEXT = "上一页", "下一页"
STATES = {FaqState.ACTIVE: "使用中", FaqState.TO_REVIEW: "待核对", FaqState.WITHDRAWN: "已撤回"}
AUDIENCE_NAMES = {**AUDIENCES, STAFF_ONLY: "工作人员"}


def no_answer_to_judge(*, is_listed: bool) -> str:
    listed = "这一问已经列在工作人员的问题清单里。" if is_listed else ""
    return f"上一条没有给出答案，不用评价。{listed}"


def answered(question: str, answer: str) -> str:
    """To whoever asked."""
    return f"您问过：{question}\n{answer}"


def audience(name: str) -> str:
    return AUDIENCE_NAMES.get(name) or name.removeprefix(ZONE_PREFIX)


def audience_name(name: str) -> str:
    """As a sheet has it, to be read again."""
    return AUDIENCE_NAMES.get(name, name)


def exported(count: int, file: str) -> str:
    return f"已导出 {count} 条：{file}"


def open_count(count: int) -> str:
    return f"等待答复的问题，共 {count} 个（问得多的在前）："


def open_line(one: OpenQuestion) -> str:
    """A question of the list, on one line."""
    return f"第 {one.number} 问：{one.question}（{'；'.join(_why_open(one))}）"


def open_told(one: OpenQuestion) -> str:
    """A question of the list with all that is known of it."""
    cited = dict.fromkeys(
        f"{_titled(cited)}{cited['article'] or ''}" for asked in one.asked for cited in asked.citations
    )
    given = dict.fromkeys(asked.entry_id for asked in one.asked if asked.entry_id)
    lines = [open_line(one), *(f"也这样问过：{words}" for words in one.wordings if words != one.question)]
    lines += [f"有人说：{words}" for words in one.remarks]
    if cited:
        lines.append(f"当时引用：{'、'.join(cited)}")
    if given:
        lines.append(f"已用常见问题第 {'、'.join(map(str, given))} 条答复过")
    return "\n".join([*lines, f"最近一次：{_moment(one.asked[-1].asked_at)}"])


def answered_meanwhile(answer: str) -> str:
    return f"这一问已由别人答复或不用答了，没有重复收入。您写的：\n{answer}"


def alike(entries: Sequence[FaqEntry]) -> str:
    return "\n".join(
        ["相近的常见问题，可以直接用它答：", *(f"{one.id}. {one.question}\n{one.answer}" for one in entries)]
    )


def same_label(entry_id: int) -> str:
    return f"用第 {entry_id} 条答"


def same_done(entry_id: int, told: int) -> str:
    heard = f"已告诉 {told} 位提问人。" if told else ""
    return f"好的，以后这样问也用第 {entry_id} 条答。{heard}"


def answer_label(number: int) -> str:
    return f"回答第 {number} 问"


def dismiss_label(number: int) -> str:
    return f"第 {number} 问不用答"


def write_answer(question: str) -> str:
    return f"问题：{question}\n请写下答复，会原样给提问人看，以后再有人问就先用它："


def entry_line(entry: FaqEntry) -> str:
    until = f"，到 {entry.valid_until}" if entry.valid_until else ""
    state = STATES[entry.state] + (f"：{doubt(entry)}" if entry.doubt else "")
    return f"{entry.id}. {entry.question}（{state}；{audience(entry.audience)}{until}）"


def entry_told(entry: FaqEntry, wordings: Sequence[str], sources: Sequence[str]) -> str:
    lines = [entry_line(entry), f"答复（{entry.author}，{local_day(entry.written_at)}）：{entry.answer}"]
    lines += [f"也这样问：{words}" for words in wordings]
    lines += [f"依据：{one}" for one in sources] or ["依据：没有注明"]
    return "\n".join(lines)


def kept(entry: FaqEntry, told: int, sources: Sequence[str]) -> str:
    """After staff answered."""
    heard = f"已告诉 {told} 位提问人。" if told else ""
    rests = f"依据：{'；'.join(sources)}。" if sources else "没有注明依据。"
    return (
        f"已收进常见问题第 {entry.id} 条（{audience(entry.audience)}"
        f"，{f'有效到 {entry.valid_until}' if entry.valid_until else ALWAYS}）。{rests}{heard}"
    )


def entry_label(entry_id: int) -> str:
    return f"看第 {entry_id} 条"


def rewrite_label(entry_id: int) -> str:
    return f"改写第 {entry_id} 条"


def confirm_label(entry_id: int) -> str:
    return f"第 {entry_id} 条照旧"


def withdraw_label(entry_id: int) -> str:
    return f"撤回第 {entry_id} 条"


def doubt(entry: FaqEntry) -> str:
    document = f"《{entry.doubted}》" if entry.doubted else ""
    return document + (DOUBTS[entry.doubt] if entry.doubt else "")


def set_aside(entry: FaqEntry) -> str:
    """To staff: an entry isn't given any more."""
    return f"常见问题第 {entry.id} 条暂停使用，请核对：{doubt(entry)}。\n问题：{entry.question}\n答复：{entry.answer}"


def touched(entry_id: int, question: str, document: str, doubt: str) -> str:
    """An entry that a change touches, in the report of a run."""
    what = "仍在使用，请抽空核对" if doubt == Doubt.REWORDED else "已暂停使用，等工作人员核对"
    why = (f"《{document}》" if document else "") + DOUBTS[doubt]
    return f"  涉及常见问题第 {entry_id} 条“{question}”：{why}，{what}"


def fault(fault: Fault, words: str) -> str:
    """In what a golden question fails."""
    return {
        Fault.REFUSED: "没有答上来",
        Fault.ANSWERED: "应当拒答，却答了",
        Fault.LACKS_WORDS: f"答案里没有“{words}”",
        Fault.LACKS_SOURCE: f"没有引用“{words}”",
        Fault.NOT_ASKED: f"没有测成：{words}",
    }[fault]


def golden_failed(question: str, role: str, faults: Sequence[str]) -> str:
    return f"  {question}（{role}）：{'；'.join(faults)}"


def golden_counts(asked: int, passed: int, left: int) -> str:
    not_asked = f"，时间不够，{left} 问没有测" if left else ""
    return f"对照题：测了 {asked} 问，通过 {passed} 问，没通过 {asked - passed} 问{not_asked}"


def golden_unread(row: int, reason: str) -> str:
    return f"  对照题第 {row} 行：{reason}" if row else f"  对照题没有读出来：{reason}"


def golden_lost(question: str, faults: Sequence[str]) -> str:
    """In the report of a run."""
    return f"  原来答得上、现在答不上的：{question}（{'；'.join(faults)}）"


def unknown_column(known: Sequence[str]) -> str:
    return f"没有这一列，里面写的没有用到；可以用的列：{'、'.join(known)}（自己记事用“备注”“说明”“序号”“负责人”）"


def no_columns(names: Sequence[str]) -> str:
    return f"没有找到“{'”“'.join(names)}”列，请核对表头。"


def column_empty(name: str) -> str:
    return f"“{name}”是空的"


def column_unfit(name: str, reason: str) -> str:
    return f"“{name}”{reason}"


def not_one_of(said: str, known: Sequence[str]) -> str:
    return f"没有“{said[:20]}”，可以写：{'、'.join(known)}"


def not_a_number(said: str) -> str:
    return f"编号“{said[:20]}”不是数字；新的答复请空着"


def local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%m-%d %H:%M}"


def _titled(cited: Mapping[str, Any]) -> str:
    """A document's title in its marks; of an answer of staff or a ledger as it is."""
    return titled(cited["title"]) if cited["passage"] else str(cited["title"])


def _why_open(one: OpenQuestion) -> list[str]:
    told = []
    if one.refused:
        reasons = "、".join(
            dict.fromkeys(_REASONS.get(asked.reason, "没有内容") for asked in one.asked if asked.reason)
        )
        told.append(f"{one.refused} 次没答上：{reasons}")
    if one.disliked:
        whys = "、".join(f"{WHYS[why]} {count}" for why, count in one.whys.most_common())
        told.append(f"{len(one.disliked)} 次被评没用" + (f"：{whys}" if whys else ""))
    return told
