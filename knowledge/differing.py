"""Two passages that give different figures for the same thing. Pure, and cautious: in doubt they don't."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.documents import Document
from knowledge.evidence import Evidence
from knowledge.evidence.sentences import is_row
from knowledge.index import tokens
from knowledge.index.tokens import normal
from knowledge.question_words import GENERAL
from knowledge.questions import AMOUNTS, Question, years_in

AS_MUCH = 0.85  # the share of the best sentence's coverage that another one must have to speak of the same
ALIKE = 0.5  # the least that the words before two figures must share
_TIMES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_UNITS = r"元|%|％|‰|个?百分点|个?工作日|个月|周岁|平方米|平方公里|公顷|公里|小时|吨|亩|倍|家|名|人|户|天|日|年|月|项|个"
_FIGURE = re.compile(rf"(?<![\d.〔\[])(\d[\d,]*(?:\.\d+)?)\s*((?:百|千)?(?:万|亿)|百|千|)\s*({_UNITS})(?!度)")
_CLAUSE = re.compile(r"[，,。；;：:\n]")
_DATE = re.compile(r"年|月|日")
_NOUNS = frozenset(("n", "nz", "nt", "vn", "nr", "ns", "eng", "j", "l"))
_GIVING = frozenset(
    "给予 发放 提供 享受 按照 执行 实行 超过 达到 低于 高于 不低于 不超过 可以 应当 补助 奖励 计算 为".split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as its sentence gives it: the nouns before it; the verbs and the character pairs of its
    own clause before it; its value, its unit.
    """

    nouns: frozenset[str]
    verbs: frozenset[str]
    pairs: frozenset[str]
    value: Decimal
    unit: str


def differing(question: Question, sound: Sequence[Evidence]) -> Evidence | None:
    """The first of the further passages that gives another figure than the first one does."""
    if question.wanted not in AMOUNTS or not sound:
        return None
    first, least = sound[0], AS_MUCH * sound[0].alone
    own = list(_statements(first, least))
    for other in sound[1:]:
        if (
            not _are_two_articles(first, other)
            and _is_of_the_matter(question, first, other)
            and _differ(own, list(_statements(other, least)))
        ):
            return other
    return None


def _are_two_articles(one: Evidence, other: Evidence) -> bool:
    """Whether both are of one document, each of an article of its own: of other cases, not of another opinion."""
    here, there = one.found, other.found
    same = here.passage.document_id == there.passage.document_id
    return (
        same
        and bool(here.passage.article and there.passage.article)
        and here.passage.article != there.passage.article
    )


def _is_of_the_matter(question: Question, one: Evidence, other: Evidence) -> bool:
    """Whether both are of the same matter, places and years, as far as they say."""
    here, there = _told(one), _told(other)
    matter = [normal(word) for word in question.terms if word not in GENERAL]
    named = all(word in there for word in matter if word in here)
    years = set(years_in(here)), set(years_in(there))
    same_years = not all(years) or bool(years[0] & years[1])
    return named and same_years and _may_both_hold(one.found.document, other.found.document)


def _may_both_hold(one: Document, other: Document) -> bool:
    """Whether one place can be under both: not two cities of which each speaks for itself."""
    return one.region == other.region or not (one.region and other.region) or one.level != other.level


def _told(evidence: Evidence) -> str:
    """The sentence that tells, with what stands above it."""
    found = evidence.found
    best = max(evidence.sentences, key=lambda one: (one.tells, one.coverage))
    return normal(f"{found.document.title} {found.passage.heading} {best.text}")


def _differ(own: Sequence[Statement], others: Sequence[Statement]) -> bool:
    """Whether some figure of one is another in the other, and none is given by both."""
    alike = [(one, other) for one in own for other in others if _is_put_alike(one, other)]
    if any(one.value == other.value for one, other in alike):
        return False
    return any(_is_of_the_same(one, other) for one, other in alike)


def _is_put_alike(one: Statement, other: Statement) -> bool:
    shared = len(one.pairs & other.pairs) / (min(len(one.pairs), len(other.pairs)) or 1)
    return one.unit == other.unit and shared >= ALIKE


def _is_of_the_same(one: Statement, other: Statement) -> bool:
    """Whether neither names something, in its sentence or by its verb, that the other doesn't beside another."""
    pairs = ((one.nouns, other.nouns), (one.verbs, other.verbs))
    return all(here <= there or there <= here for here, there in pairs)


def _statements(evidence: Evidence, least: float) -> Iterator[Statement]:
    for sentence in evidence.sentences:
        if sentence.tells and sentence.coverage >= least and not is_row(sentence.text):
            yield from _in(sentence.text)


def _in(text: str) -> Iterator[Statement]:
    for figure in _FIGURE.finditer(text):
        digits, times, unit = figure.groups()
        if _DATE.fullmatch(unit) and "." not in digits and times == "":
            continue  # a date, mostly; 年 and 月 as lengths aren't worth mistaking one for the other
        before = text[: figure.start()]
        clause = _CLAUSE.split(before)[-1]
        bare = re.sub(r"[\W\d_]", "", clause)
        pairs = frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
        if pairs:
            value = Decimal(digits.replace(",", "")) * _TIMES[times]
            nouns, verbs = _words(before, _NOUNS), _words(clause, frozenset("v"))
            yield Statement(nouns, verbs, pairs, value, "%" if unit == "％" else unit)


def _words(text: str, tags: frozenset[str]) -> frozenset[str]:
    found = (word for word, tag in tokens.tagged(text) if tag in tags and len(word) > 1)
    return frozenset(word for word in found if word not in GENERAL and word not in _GIVING)
