"""Two questions are one where nothing that counts differs, and only there."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.faq.wording import key

DAY = date(2026, 11, 22)
QUESTION = "澜川经开区2026年标准厂房租金补贴每平方米多少钱"

SAME = [
    ("标准厂房租金补贴怎么申请？", "请问如何申请标准厂房的租金补贴呢"),
    ("标准厂房怎么申请租金补贴", "您好，标准厂房租金补贴怎样申请？谢谢！"),
    ("主题日什么时候举办", "企业交流主题日".removeprefix("企业交流") + "何时举办？"),
    ("今年增速是多少", "2026年增速多少"),
    ("能否延期", "可不可以延期？"),
    ("贷款贴息有没有", "贷款贴息有吗？"),
    ("什么是“五好”园区", "什么是五好园区"),
    ("东政发〔2024〕15号是什么", "东政发[2024]15号是什么？"),
]
OTHERS = [
    ("企业申请哪些补贴", "哪些企业申请补贴"),
    ("多少企业拿到补贴", "企业拿到多少补贴"),
    ("长沙迁到永州如何办理", "永州迁到长沙如何办理"),
    ("补贴有1.5%吗", "补贴有15%吗"),
    ("办理登记不申请会怎么样", "申请登记不办理会怎么样"),
    ("租金补贴怎么申请", "租金补贴什么时候申请"),
    ("租金补贴怎么申请", "租金补贴为什么申请"),
    ("可以延期", "不可以延期"),
    ("能否延期", "是否延期"),
    ("注册资本500万元以上的怎么认定", "注册资本500万元以下的怎么认定"),
    ("东政发〔2024〕15号是什么", "东政发〔2024〕16号是什么"),
    ("公司、法人怎么办", "公司法人怎么办"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_changes_nothing(one: str, other: str) -> None:
    assert key(one, DAY) == key(other, DAY)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_is_another_question(one: str, other: str) -> None:
    assert key(one, DAY) != key(other, DAY)


def test_this_year_is_another_one_next_year() -> None:
    later = date(2027, 11, 22)
    for asked in (
        "今年补贴多少",
        "5月的主题日在哪里举办",
        "五月的主题日在哪里举办",
        "明天开会吗",
        "下一次主题日是哪天",
    ):
        assert key(asked, DAY) == key(asked, DAY) != key(asked, later)
    assert key("补贴多少", DAY) == key("补贴多少", later)


def test_nothing_is_no_question() -> None:
    assert key("？！ 。", DAY) == ""


PLACES = st.sampled_from(["永州市", "长沙", "松岭经开区", "广东省", "北京"])
YEARS = st.integers(1950, 2080).map(lambda year: f"{year}年")
FIGURES = st.integers(0, 10_000).map(str)
NUMBERS = st.builds("东政发〔{}〕{}号".format, st.integers(2000, 2030), st.integers(1, 99))
NEGATIONS = st.sampled_from(["不", "没", "无", "未", "非", "禁止"])


@given(st.one_of(PLACES, YEARS, FIGURES, NUMBERS, NEGATIONS), st.integers(0, len(QUESTION)))
def test_a_place_year_figure_number_or_negation_more_is_another_question(more: str, at: int) -> None:
    assert key(QUESTION[:at] + more + QUESTION[at:], DAY) != key(QUESTION, DAY)


@given(st.one_of(PLACES, YEARS, FIGURES, NUMBERS), st.one_of(PLACES, YEARS, FIGURES, NUMBERS))
def test_another_one_in_its_place_is_another_question(one: str, other: str) -> None:
    asked = "{}的租金补贴怎么申请"
    assert (key(asked.format(one), DAY) == key(asked.format(other), DAY)) == (one == other)


@given(st.integers(0, len(QUESTION) - 1))
def test_a_sign_less_is_another_question(at: int) -> None:
    assert key(QUESTION[:at] + QUESTION[at + 1 :], DAY) != key(QUESTION, DAY)


@given(st.text())
def test_every_text_has_a_key(text: str) -> None:
    assert key(text, DAY) == key(f"请问{text}？", DAY) or key(text, DAY) != ""
