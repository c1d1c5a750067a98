"""In what a passage fails a question that it would otherwise answer. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from knowledge.colloquial import WRITTEN_FOR
from knowledge.documents import Document, Found
from knowledge.evidence.coverage import said
from knowledge.evidence.extent import Extent, extent
from knowledge.evidence.names import is_of_names
from knowledge.evidence.sentences import Sentence
from knowledge.index.tokens import normal
from knowledge.periods import WHOLE_YEAR, Period, ends_in, periods_in
from knowledge.questions import AMOUNTS, Question, one_week, years_in

NAMED_ENOUGH = 0.5  # the least that must be found of what the question is about, and of what is asked of it
_SPACES = re.compile(r"[\s,，]+")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_DAY = re.compile(r"(?<!\d)(3[01]|[12]\d|0?[1-9])(?=[日号]|\s*[至到—\-－]\s*\d)")


class Mismatch(StrEnum):
    """What is another than was asked for, or isn't told."""

    PLACE = "place"
    YEAR = "year"
    FIGURE = "figure"
    KIND = "kind"
    SUBJECT = "subject"
    FOCUS = "focus"


def mismatches(
    question: Question, found: Found, sentences: Sequence[Sentence], document_text: str
) -> frozenset[Mismatch]:
    """What of the question a passage contradicts or leaves open."""
    fails = {
        Mismatch.PLACE: extent(question.places, found) in (Extent.OTHER, Extent.UNTOLD),
        Mismatch.YEAR: not _is_of_time(question, found),
        Mismatch.FIGURE: not _states_figures(question, found),
        Mismatch.KIND: bool(question.wanted) and not _tells_near(question, found, sentences),
        Mismatch.SUBJECT: not (is_of_names(question, found) and _names_lead(question, found, document_text)),
        Mismatch.FOCUS: not (_names_subject(question, found) and _names_focus(question, found, sentences)),
    }
    return frozenset(mismatch for mismatch, failed in fails.items() if failed)


def _is_of_time(question: Question, found: Found) -> bool:
    """The years asked; and of periods, months and days those asked, where the passage names any.

    Beside a year a period or a month must be named: else any year's may be meant.
    """
    context = _context(found)
    if not all(_is_of_year(found.document, context, year) for year in question.years):
        return False
    periods, months = periods_in(context), frozenset(int(month) for month in _MONTH.findall(context))
    if not all(_is_of_period(question, asked, periods, months, context) for asked in question.periods):
        return False
    days = {int(day) for day in _DAY.findall(context)}
    agrees = _is_of_months(question, found.document, periods, months)
    return agrees and (not days or days.issuperset(question.days))


def _is_of_months(
    question: Question, document: Document, periods: Sequence[Period], months: frozenset[int]
) -> bool:
    """Whether a passage names the months asked. The month of its document counts with them, but not
    where it speaks only of periods without that month; nor has a title's quarter amounts of another month.
    """
    asked = set(question.months) - {month for period in question.periods for month in period}
    titled = periods_in(normal(document.title)) if question.wanted in AMOUNTS else ()
    if titled and not all(any(_within(month, one) for one in titled) for month in asked):
        return False
    if not months and not question.years:
        return not periods or all(any(_within(month, one) for one in periods) for month in asked)
    issued = document.issued_on.month if document.issued_on else None
    if issued and (not periods or any(_within(issued, one) for one in periods)):
        months |= {issued}
    return months.issuperset(asked)


def _is_of_period(
    question: Question, asked: Period, told: Sequence[Period], months: frozenset[int], context: str
) -> bool:
    """Whether a passage speaks of a quarter, a half-year or a run of months: by naming it and, where it
    names no period at all, by counting until its end. What names neither is of the whole year.
    """
    if asked in told:
        return True
    if told or asked == WHOLE_YEAR:
        return not told
    if months:
        return asked[1] in ends_in(context)
    return not question.years


def _within(month: int, period: Period) -> bool:
    return period[0] <= month <= period[1]


def _is_of_year(document: Document, context: str, year: int) -> bool:
    """Whether a passage speaks of a year: by naming it, by its document's date, or, where it names
    no year at all, as a rule that is in force in that year.
    """
    named = years_in(context)
    if year in named or (document.issued_on and document.issued_on.year == year):
        return True
    if named or not document.effective_on:
        return False
    last = document.expires_on or date.max
    return document.effective_on.year <= year <= last.year


def _states_figures(question: Question, found: Found) -> bool:
    bare = _SPACES.sub("", one_week(_with_above(found)))
    return all(_SPACES.sub("", normal(figure)) in bare for figure in question.figures)


def _tells_near(question: Question, found: Found, sentences: Sequence[Sentence]) -> bool:
    """Whether what is wanted is told: in an article anywhere, else where the passage speaks of the matter,
    right below a heading that does, or where it speaks of the very thing asked (咨询电话：…).
    """
    most = max((one.coverage for one in sentences), default=0.0)
    least = 0.0 if found.passage.article else most / 2
    headed = [False, *(one.coverage >= most and _is_heading(one.text) for one in sentences)]
    return any(
        one.tells and (one.coverage >= least or below or _speaks_of(question.focus, one))
        for one, below in zip(sentences, headed, strict=False)
    )


def _is_heading(sentence: str) -> bool:
    return sentence.endswith("\n") and sentence.rstrip()[-1:] not in "。！？!?；;，"


def _speaks_of(focus: Sequence[str], sentence: Sentence) -> bool:
    return bool(focus) and all(normal(word) in normal(sentence.text) for word in focus)


def _names_lead(question: Question, found: Found, document_text: str) -> bool:
    """Whether all that an award is for is named in the document: one subsidy is not another."""
    text = f"{_with_above(found)} {document_text}"
    told = (said(normal(word), text, WRITTEN_FOR.get(word, ())) for word in question.lead)
    return all(share >= NAMED_ENOUGH for share in told)


def _names_subject(question: Question, found: Found) -> bool:
    """Whether what the question is about is named in the passage or above it."""
    return _names(question.subject, _with_above(found))


def _names_focus(question: Question, found: Found, sentences: Sequence[Sentence]) -> bool:
    """Whether the very thing asked is named: in an article, with all above it; else in one sentence,
    with the heading right above it.
    """
    if found.passage.article:
        return _names(question.focus, _with_above(found))
    heading = found.passage.heading.rpartition(" › ")[2]
    nearby = (normal(f"{heading} {one.text}") for one in sentences)
    return not question.focus or any(_names(question.focus, near) for near in nearby)


def _names(words: Sequence[str], text: str) -> bool:
    told = (said(normal(word), text, WRITTEN_FOR.get(word, ())) for word in words)
    return not words or sum(told) / len(words) >= NAMED_ENOUGH


def _with_above(found: Found) -> str:
    return normal(f"{found.document.title} {found.passage.heading} {found.passage.text}")


def _context(found: Found) -> str:
    document = found.document
    parts = (document.title, document.issuer, document.region, found.passage.heading, found.passage.text)
    return normal(" ".join(part for part in parts if part))
