"""By what the passages that bear out an answer are ordered and chosen. Pure."""

import re
from collections.abc import Sequence

from knowledge.confidence import is_enough
from knowledge.documents import Document
from knowledge.evidence import Evidence
from knowledge.evidence.extent import Extent
from knowledge.evidence.mismatches import Mismatch
from knowledge.evidence.sentences import is_heading, is_row
from knowledge.evidence.telling import asks_rank, asks_which
from knowledge.questions import Question
from knowledge.writing.extractive import lists_in_table, lists_what_is_asked
from knowledge.writing.tables import asks_most

AS_GOOD = 0.9  # a further passage is quoted where it has this share of the best one's fitness

NEARLY = 0.85  # from this share on a rule is quoted before what retells
QUOTED = 2

ALONE_WEIGHT = 0.3
TELLS_WEIGHT = 0.15
RANK_WEIGHT = 0.4
OPENS = 0.2  # what it costs that all a passage holds of a question stands in its document's opening words
LISTS = 0.2  # what it is worth that a passage lists just what is asked for
RETELLS = 0.1  # and that its document only tells of rules: an explanation, a speech, a newsletter

_RETOLD = re.compile(r"解读|简报|讲话|致辞|发言|访谈|问答|答记者问|综述|快讯|邮件|来信|纪实|侧记|一图读懂")
_OPENING = re.compile(
    r"(?:通知|通告|公告|通报|解读|规定|批复|函复|方案|意见|措施|纪要|事项[^，。]{0,4})如下[。：:]?\s*$|制定(?:本|以下|如下)"
    r"|印发给你们|^\s*关于[^。，]*的(?:通知|公告|通报|意见|函|批复)\s*$|适用本(?:办法|规定|条例|细则|措施|制度|方案|法|意见)。\s*$"
)
_ASKS_OPENING = re.compile(r"适用|依据|根据|为什么|为何|目的|背景|范围|通知|文件")
_ASKS_RECKONING = re.compile(
    r"(?:怎么|怎样|如何|咋)(?:计?算|核算|折算|计发|计提)|计算(?:方法|办法|标准|公式)"
)
_RECKONED = re.compile(
    r"按照?[^。；]{2,40}(?:计算|计发|支付|折算|核算|标准)|每满|乘以|[×÷]|(?:标准|基数)[为是]"
)

Fit = tuple[float, Evidence]  # a passage with its fitness


def fitness(question: Question, evidence: Evidence, ranking: float) -> float:
    """How well a passage answers, beside the others; `ranking` is the retrieval's score, 0 to 1."""
    tells = _reckons(question, evidence) or any(
        one.tells and one.coverage >= evidence.alone / 2 for one in evidence.sentences
    )
    is_table = lists_in_table(question, evidence.found.passage.text)
    alone = evidence.in_one if is_table else evidence.alone  # rows say little of what stands above them
    matched = (evidence.coverage + evidence.in_one) / 2 + ALONE_WEIGHT * alone
    only_opens = not (tells or _ASKS_OPENING.search(question.text)) and _only_opens(evidence)
    costs = OPENS * only_opens + RETELLS * retells(evidence.found.document)
    lists = _lists(question, evidence) or _names_when(question, evidence)
    gains = TELLS_WEIGHT * (tells or is_table) + LISTS * lists
    return matched + RANK_WEIGHT * ranking + gains - costs


def as_good(question: Question, sound: Sequence[Fit]) -> list[Evidence]:
    """The fittest passage and one nearly as fit; beside one that tells which or what place only one that does,
    beside a table whose rows are compared none.
    """
    sound = _rules_first(sound)
    good = [one for fits, one in sound if fits >= AS_GOOD * sound[0][0]]
    if asks_which(question.text) or asks_rank(question.text):
        good = [one for one in good if _tells(one) >= _tells(good[0])]
    if _names_when(question, good[0]):
        good = [one for one in good if _names_when(question, one)]
    is_table = asks_most(question.text) and lists_what_is_asked(question, good[0].found.passage.text)
    return good[: 1 if is_table else QUOTED]


def _rules_first(sound: Sequence[Fit]) -> Sequence[Fit]:
    """The fittest rule before a fitter text that only retells, where it tells what is wanted about as well."""
    if not retells(sound[0][1].found.document):
        return sound
    least = NEARLY * sound[0][0]
    rules = [pair for pair in sound if pair[0] >= least and not retells(pair[1].found.document)]
    rule = next((pair for pair in rules if _tells(pair[1]) >= _tells(sound[0][1])), None)
    return [rule, *(pair for pair in sound if pair is not rule)] if rule else sound


def retells(document: Document) -> bool:
    """Whether a document lays nothing down, but tells of what others do."""
    return bool(_RETOLD.search(document.title))


def _lists(question: Question, evidence: Evidence) -> bool:
    """Whether a passage lists just what is asked for, or has the row with the place asked."""
    if lists_what_is_asked(question, evidence.found.passage.text):
        return True
    telling = [one for one in evidence.sentences if one.tells]
    ranks = asks_rank(question.text) and any(is_row(one.text) for one in telling)
    return ranks or (asks_which(question.text) and bool(telling))


def _reckons(question: Question, evidence: Evidence) -> bool:
    """Whether a passage says by what something is reckoned, where that is asked."""
    telling = (one.text for one in evidence.sentences if one.coverage >= evidence.alone / 2)
    return bool(_ASKS_RECKONING.search(question.text)) and any(_RECKONED.search(one) for one in telling)


def _names_when(question: Question, evidence: Evidence) -> bool:
    """Whether a passage that tells a date is headed by or speaks of the time of just what is asked: 申报时间."""
    telling = [one.text for one in evidence.sentences if one.tells]
    if question.wanted != "date" or not telling:
        return False
    named = [f"{term}{time}" for term in question.terms for time in ("时间", "的时间", "日期", "期限")]
    return any(name in text for name in named for text in (evidence.found.passage.heading, *telling))


def says_something(question: Question, evidence: Evidence) -> bool:
    """Whether more than headings are left to be quoted of a passage, or a table of what is asked for."""
    found = evidence.found
    above = {found.document.title, *found.passage.heading.split(" › ")}
    told = any(not is_heading(one.text, above) for one in evidence.sentences)
    return told or (bool(evidence.sentences) and lists_what_is_asked(question, found.passage.text))


def _tells(evidence: Evidence) -> bool:
    return any(one.tells for one in evidence.sentences)


def _only_opens(evidence: Evidence) -> bool:
    """Whether all that a passage holds of the question are words that open any document."""
    holding = [one for one in evidence.sentences if one.coverage]
    return bool(holding) and all(_OPENING.search(one.text) for one in holding)


def bearing_out(question: Question, fit: Sequence[Fit]) -> list[Fit]:
    """Of the passages, the fittest first, those that an answer may be given from.

    One of the province or the country is taken where none is of the place itself, and where none of
    another place fits clearly better: then that place's rule was meant, and the place asked has none here.
    """
    good = [(fits, one) for fits, one in fit if says_something(question, one) and is_enough(one)]
    of_place = [(fits, one) for fits, one in good if one.extent is Extent.SAME]
    elsewhere = [
        fits for fits, one in fit if one.extent is Extent.OTHER and one.mismatches == {Mismatch.PLACE}
    ]
    least = AS_GOOD * max(elsewhere, default=0.0)
    return of_place or [(fits, one) for fits, one in good if fits >= least]
