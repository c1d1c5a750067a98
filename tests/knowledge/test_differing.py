"""Passages that give different figures for the same thing, and those that only seem to."""

from typing import Any

import pytest

from knowledge.differing import differing
from knowledge.documents import Level
from knowledge.evidence import Evidence, weigh
from knowledge.evidence.coverage import scale_of
from knowledge.questions import understand
from tests.knowledge.papers import paper

QUESTION = "标准厂房租金补贴每平方米每月多少元"
SIX = "对租用标准厂房的企业，按照每平方米每月6元的标准给予租金补贴。"
EIGHT = "租用标准厂房的企业，按照每平方米每月8元的标准给予租金补贴，最长36个月。"


def evidence(text: str, question: str, **facts: Any) -> Evidence:
    asked = understand(question)
    return weigh(asked, paper(text, **facts), scale_of(asked, lambda _: 3.0, dict.fromkeys(asked.pairs, 1.0)))


def do_differ(one: str, other: str, question: str = QUESTION, **of_other: Any) -> bool:
    found = [evidence(one, question), evidence(other, question, **of_other)]
    return differing(understand(question), found) is not None


def test_two_rules_in_force_give_two_figures() -> None:
    assert do_differ(SIX, EIGHT)
    assert do_differ(SIX, EIGHT, region="江南省", level=Level.PROVINCE)


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [
        (SIX, SIX, QUESTION),
        ("单个企业每年租金补贴最高60万元。", "单个企业每年租金补贴最高600000元。", "租金补贴最高多少万元"),
        (SIX, "租用标准厂房的企业，每平方米每月租金补贴由4元提高到6元。", QUESTION),
        ("硕士研究生给予安家补贴8万元。", "博士研究生给予安家补贴20万元。", "研究生安家补贴多少万元"),
        ("免征期限不超过5个月的保费。", "减征期限不超过3个月的保费。", "保费免征期限多少个月"),
        ("2025年租金补贴预算总额2000万元。", "2026年租金补贴预算总额2600万元。", "租金补贴预算总额多少万元"),
        (SIX, "企业每月用水补贴8元。", QUESTION),
        (SIX, EIGHT, "标准厂房租金补贴由谁发放"),
    ],
)  # fmt: skip
def test_the_same_figure_another_thing_or_another_year(one: str, other: str, question: str) -> None:
    assert not do_differ(one, other, question)


def test_two_cities_each_speak_for_themselves() -> None:
    assert not do_differ(SIX, EIGHT, region="西江市")


def test_two_articles_of_one_document_are_of_other_cases() -> None:
    asked = "工伤一次性伤残补助金是几个月"
    texts = (
        "五级伤残的，一次性伤残补助金为18个月的本人工资。",
        "七级伤残的，一次性伤残补助金为13个月的本人工资。",
    )
    one, other = (evidence(text, asked) for text in texts)
    assert differing(understand(asked), [one, other]) is other
    one.found.passage.article, other.found.passage.article = "第三十六条", "第三十七条"
    assert differing(understand(asked), [one, other]) is None
