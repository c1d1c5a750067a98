"""Near misses made of questions: each changes one thing, and its passage never names what it became."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.unanswerable import NearMiss, near_misses

RENT = "永州市标准厂房租金补贴办法（2021年）\n2021年5月起，永州市对用工50人以上的小微企业给予租金补贴，第二批补贴在6月发放。"


def made(question: str, seed: int = 1) -> dict[str, NearMiss]:
    return {miss.kind: miss for miss in near_misses(question, RENT, random.Random(seed))}


@pytest.mark.parametrize(
    ("question", "kind", "gone"),
    [
        ("永州市的租金补贴是多少？", "place", "永州"),
        ("2021年的租金补贴是多少？", "year", "2021"),
        ("第二批租金补贴何时发放？", "figure", "第二批"),
        ("用工50人以上有补贴吗？", "figure", "50人"),
        ("6月发放的是哪一批补贴？", "month", "6月"),
        ("小微企业有租金补贴吗？", "thing", "小微企业"),
    ],
)
def test_one_thing_becomes_another(question: str, kind: str, gone: str) -> None:
    miss = made(question)[kind]
    assert gone not in miss.text
    assert miss.is_told
    assert miss.text.endswith(question[-2:])


def test_a_question_without_a_year_is_asked_of_another_year_than_the_texts() -> None:
    year = int(made("租金补贴是多少？")["year"].text[:4])
    assert year > 2021


def test_what_the_passage_doesnt_tell_stands_apart() -> None:
    assert not made("怀化市的租金补贴是多少？")["place"].is_told


def test_places_in_a_row_become_one() -> None:
    text = made("北京市海淀区的租金补贴是多少？")["place"].text
    assert "北京" not in text
    assert "海淀" not in text


@given(st.integers())
def test_the_passage_names_nothing_that_was_put_in(seed: int) -> None:
    asked = "永州市2021年第二批租金补贴有多少？"
    misses = made(asked, seed)
    assert misses["place"].text.endswith(asked[2:])
    assert misses["place"].text.removesuffix(asked[2:]) not in RENT
    assert "2021" not in misses["year"].text
    assert misses["figure"].text[8:11] not in RENT


@given(st.integers())
def test_the_same_each_run(seed: int) -> None:
    assert made("永州市2021年的租金补贴是多少？", seed) == made("永州市2021年的租金补贴是多少？", seed)
