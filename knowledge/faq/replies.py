"""What askers read of an answer of staff, in Chinese."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.answers import Citation
from knowledge.replies import titled

NOT_OF_OURS = "工作人员注明，资料库中没有原文"
_LOCAL = ZoneInfo("Asia/Shanghai")


def staff_answer(own: Citation, others: Sequence[Citation]) -> str:
    """What staff answered, word for word, with who and when; then what it rests on, each with its mark."""
    rests = [f"依据：{_rest(one)}[{one.n}]" for one in others]
    return "\n".join([f"{_markless(own.title)}，{own.issued}：", f"“{own.quote}”[{own.n}]", *rests])


def _rest(citation: Citation) -> str:
    ours = f"{titled(citation.title)}{_number(citation)}" if citation.status else citation.title
    return _markless(ours)


def _markless(text: str) -> str:
    """On one line, without what could be taken for a citation's mark."""
    return " ".join(text.split()).replace("[", "〔").replace("]", "〕")


def staff_answer_title(author: str) -> str:
    return f"工作人员答复（{author}）"


def entry_name(entry_id: int) -> str:
    return f"常见问题第 {entry_id} 条"


def local_day(moment: datetime) -> date:
    """The day in Asia/Shanghai."""
    return moment.astimezone(_LOCAL).date()


def _number(citation: Citation) -> str:
    number = f"（{citation.number}）" if citation.number else ""
    return number + (citation.article or "")
