"""A refusal's reason and words: what was looked for, in what the nearest passage fails, what came nearest. Pure."""

import re
from collections.abc import Sequence

from knowledge import replies
from knowledge.answers import Reason, Refusal, Subject
from knowledge.confidence import ENOUGH, confidence
from knowledge.documents import Document, Found
from knowledge.evidence import Evidence
from knowledge.evidence.mismatches import Mismatch
from knowledge.index.tokens import normal
from knowledge.periods import Period, named_period, periods_in
from knowledge.question_words import GENERAL
from knowledge.questions import Question, years_in

NEAREST = 3
MOST_TIMES = 3  # years, periods or months that are said of what came nearest
TOPIC = 6  # words of a question that tell what it is about
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")


def refusal(question: Question, best: Sequence[Evidence]) -> Refusal:
    """Why nothing of what came nearest answers; the best is first."""
    reason, detail = _why_not(question, best)
    return _refusal(question, reason, detail, best)


def unknown_number(question: Question) -> Refusal:
    """No document of the 文号 that the question names is here, nor is it spoken of."""
    return _refusal(question, Reason.UNKNOWN_NUMBER, "、".join(question.numbers), ())


def looked_for(question: Question) -> str:
    """What of a question was looked for: the matter, its place, its time, its figures."""
    matter = [term for term in question.terms if term not in GENERAL][:TOPIC]
    parts = (
        ("", matter),
        ("地方：", question.places),
        ("时间：", [time] if (time := _time(question)) else ()),
        ("数额、批次：", question.figures),
    )
    return "；".join(f"{label}{'、'.join(words)}" for label, words in parts if words)


def _refusal(question: Question, reason: Reason, detail: str, best: Sequence[Evidence]) -> Refusal:
    nearest = tuple(dict.fromkeys(_named(one.found.document) for one in best))[:NEAREST]
    text = replies.refused(reason, detail, nearest, looked_for(question))
    return Refusal(question.text, Subject.POLICY, reason, text, nearest)


def _why_not(question: Question, best: Sequence[Evidence]) -> tuple[Reason, str]:
    """What the nearest passage fails in, if it is near at all."""
    if not best or confidence(best[0]) < ENOUGH:
        return Reason.NOT_FOUND, ""
    wrong = best[0].mismatches
    if Mismatch.PLACE in wrong:
        return Reason.OTHER_PLACE, "、".join(question.places)
    if Mismatch.YEAR in wrong:
        return Reason.OTHER_YEAR, replies.other_time(_time(question), _told(question, best[0].found))
    if Mismatch.FIGURE in wrong:
        return Reason.OTHER_FIGURE, "、".join(question.figures)
    if Mismatch.SUBJECT in wrong:
        return Reason.NOT_FOUND, ""
    if Mismatch.FOCUS in wrong:
        return Reason.NOT_TOLD, "、".join(question.focus)
    return Reason.NOT_TOLD, replies.WANTED_NAMES.get(question.wanted or "", "内容")


def _time(question: Question) -> str:
    """2024年5月3日 or 2024年第三季度, of several years, periods, months or days each."""
    days = [f"{day}日" for day in question.days]
    return _spelled(question.years, question.periods, question.months) + "、".join(days)


def _spelled(years: Sequence[int], periods: Sequence[Period], months: Sequence[int]) -> str:
    in_periods = {month for period in periods for month in period}
    units = (
        [f"{year}年" for year in years],
        [named_period(period) for period in periods],
        [f"{month}月" for month in months if month not in in_periods],
    )
    return "".join("、".join(unit) for unit in units)


def _told(question: Question, found: Found) -> str:
    """Of which time a passage speaks, as finely as was asked: by its title, else its words, else its date."""
    document = found.document
    parts = (document.title, normal(f"{found.passage.heading} {found.passage.text}"))
    issued = (document.issued_on.year,) if document.issued_on else ()
    years = next(filter(None, map(years_in, parts)), issued)
    if not (question.periods or question.months):
        return _spelled(years[:MOST_TIMES], (), ())
    periods = next(filter(None, map(periods_in, parts)), ())
    months = () if periods else next(filter(None, map(_months, parts)), ())
    if len(years) > 1:  # of which of them a quarter is, is not known
        periods, months = (), ()
    return _spelled(years[:MOST_TIMES], periods[:MOST_TIMES], months[:MOST_TIMES])


def _months(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(month) for month in _MONTH.findall(text)))


def _named(document: Document) -> str:
    """A title with what tells it from others of that title: the 文号 and the date."""
    told = [document.number, document.issued_on.isoformat() if document.issued_on else None]
    known = "，".join(one for one in told if one)
    return replies.titled(document.title) + (f"（{known}）" if known else "")
