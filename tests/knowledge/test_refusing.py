"""A refusal says what was looked for, in what the nearest passage fails, and what came nearest."""

from datetime import date
from typing import Any

import pytest

from knowledge.answers import Reason
from knowledge.confidence import ENOUGH, SIGNALS, confidence, is_enough
from knowledge.documents import Level
from knowledge.evidence import Evidence, Standing, weigh
from knowledge.evidence.coverage import scale_of
from knowledge.questions import understand
from knowledge.refusing import looked_for, refusal, unknown_number
from knowledge.support import bearing_out
from tests.knowledge.papers import RENT, paper

NEAR = Standing(meaning=0.5, above=0)
FAR = Standing(meaning=0.1, above=6)


def against(question: str, text: str = RENT, standing: Standing = NEAR, **others: Any) -> Evidence:
    asked = understand(question)
    scale = scale_of(asked, lambda _: 3.0, dict.fromkeys(asked.pairs, 3.0))
    return weigh(asked, paper(text, **others), scale, standing=standing)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2024年5月长沙的标准厂房租金补贴是多少？", "标准厂房、租金补贴；地方：长沙；时间：2024年5月"),
        ("第三批租金补贴在9月3日发放吗？", "租金补贴、发放；时间：9月3日；数额、批次：三批"),
        ("租金补贴有什么条件？", "租金补贴"),
    ],
)
def test_what_was_looked_for(question: str, told: str) -> None:
    assert looked_for(understand(question)) == told


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("长沙的标准厂房租金补贴是多少元？", Reason.OTHER_PLACE),
        ("2023年的标准厂房租金补贴是多少元？", Reason.OTHER_YEAR),
        ("第三批标准厂房租金补贴是多少元？", Reason.OTHER_FIGURE),
        ("标准厂房租金补贴的咨询电话是多少？", Reason.NOT_TOLD),
        ("火星移民可以坐什么飞船？", Reason.NOT_FOUND),
    ],
)
def test_in_what_the_nearest_passage_fails(question: str, reason: Reason) -> None:
    asked = against(question, standing=FAR if reason is Reason.NOT_FOUND else NEAR)
    assert not is_enough(asked)
    assert refusal(understand(question), [asked]).reason is reason


def test_the_nearest_are_told_apart_by_number_and_date_and_staff_are_offered() -> None:
    question = "长沙的标准厂房租金补贴是多少元？"
    older = against(question, number="东政发〔2020〕3号", issued_on=date(2020, 3, 1))
    said = refusal(understand(question), [against(question), older, against(question)])
    assert said.nearest == (
        "《标准厂房租金补贴办法》（东政发〔2024〕15号，2024-12-10）",
        "《标准厂房租金补贴办法》（东政发〔2020〕3号，2020-03-01）",
    )
    assert "不能用别处的资料代答" in said.text
    assert "查找的内容：标准厂房、租金补贴；地方：长沙。" in said.text
    assert all(one in said.text for one in said.nearest)
    assert "转人工" in said.text


@pytest.mark.parametrize(
    ("question", "title", "told"),
    [
        ("2023年的标准厂房租金补贴是多少元？", "2024年度租金补贴办法", "没有2023年的这项内容；最接近的是2024年的，不能用其他年份的"),
        ("2024年第一季度标准厂房租金补贴是多少元？", "2024年第三季度租金补贴简报", "没有2024年第一季度的这项内容；最接近的是2024年第三季度的，不能用其他时间的"),
        ("2024年3月标准厂房租金补贴是多少元？", "2024年上半年租金补贴简报", "没有2024年3月的这项内容；最接近的是2024年上半年的，不能用其他时间的"),
        ("5月标准厂房租金补贴是多少元？", "7月租金补贴简报", "没有5月的这项内容；最接近的是7月的，不能用其他时间的"),
    ],
)  # fmt: skip
def test_of_another_time_it_says_which_was_asked_and_which_is_there(
    question: str, title: str, told: str
) -> None:
    near = against(question, title=title, issued_on=None, number=None)
    assert told in refusal(understand(question), [near]).text


def test_an_unknown_number_has_nothing_near() -> None:
    said = unknown_number(understand("东政发〔2031〕1号说了什么？"))
    assert said.reason is Reason.UNKNOWN_NUMBER
    assert "东政发〔2031〕1号" in said.text
    assert said.nearest == ()


def test_what_answers_is_likelier_than_what_is_beside_the_point() -> None:
    answers = confidence(against("标准厂房租金补贴每平方米多少元？"))
    beside = confidence(against("园区食堂几点开门？", standing=FAR))
    assert beside < ENOUGH <= answers


def test_meaning_alone_is_not_enough() -> None:
    assert not is_enough(against("火星移民？", standing=Standing(meaning=1.0, above=0)))


def test_the_fitted_weights_reward_what_is_held_and_punish_what_is_missing() -> None:
    full = confidence(against("租金补贴期限最长多少个月？"))
    lacking = confidence(against("租金补贴期限最长多少个月由财政委托典当行拨付？"))
    assert lacking < full
    assert confidence(against("租金补贴期限最长多少个月？", standing=FAR)) < full
    assert len(set(SIGNALS)) == len(SIGNALS)


NATIONAL: dict[str, Any] = {"region": None, "issuer": None, "level": Level.NATION}
HERE: dict[str, Any] = {"region": "长沙市", "issuer": None}
THERE: dict[str, Any] = {"region": "永州市", "issuer": None}
ASKED = "长沙的标准厂房租金补贴期限最长多少个月？"


def chosen(*fit: tuple[float, Evidence]) -> list[Evidence]:
    return [one for _, one in bearing_out(understand(ASKED), fit)]


def test_the_countrys_text_answers_where_the_place_has_none_of_its_own() -> None:
    national, own = against(ASKED, **NATIONAL), against(ASKED, **HERE)
    assert chosen((1.0, national)) == [national]
    assert chosen((1.0, national), (0.8, own)) == [own]


def test_but_not_where_another_places_text_was_meant() -> None:
    national, other = against(ASKED, **NATIONAL), against(ASKED, **THERE)
    assert chosen((1.0, national), (0.9, other)) == [national]
    assert chosen((1.2, other), (1.0, national)) == []


def test_where_no_place_is_told_nothing_is_answered_of_one() -> None:
    assert chosen((1.0, against(ASKED, region=None, issuer=None))) == []
