"""Short remarks after a question: what they mean, and what stands by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.followups import LONGEST, Remark, hangs, understood

TODAY = date(2026, 11, 22)
RENT = "标准厂房租金补贴每平方米每月多少钱"
GROWTH = "2026年永州市规模工业增加值增速是多少"


@pytest.mark.parametrize(
    ("previous", "text", "whole"),
    [
        (GROWTH, "那去年呢？", "2025年永州市规模工业增加值增速是多少"),
        (GROWTH, "2024年呢", "2024年永州市规模工业增加值增速是多少"),
        (GROWTH, "前年的呢？", "2024年永州市规模工业增加值增速是多少"),
        ("2025年永州市规模工业增加值增速是多少", "那去年呢？", "2024年永州市规模工业增加值增速是多少"),
        ("永州市规模工业增加值增速是多少", "去年呢", "2025年永州市规模工业增加值增速是多少"),
        (GROWTH, "衡阳的呢？", "2026年衡阳规模工业增加值增速是多少"),
        (GROWTH, "那衡阳市呢？", "2026年衡阳市规模工业增加值增速是多少"),
        (GROWTH, "那2025年衡阳的呢？", "2025年衡阳规模工业增加值增速是多少"),
        (GROWTH, "上半年呢", "2026年上半年永州市规模工业增加值增速是多少"),
        (RENT, "衡阳呢", "衡阳标准厂房租金补贴每平方米每月多少钱"),
        ("松岭经开区2026年10月的亩均税收是多少", "9月呢？", "松岭经开区2026年9月的亩均税收是多少"),
        ("松岭经开区2026年10月的亩均税收是多少", "澜川高新区的呢", "澜川高新区2026年10月的亩均税收是多少"),
        ("多层厂房租金补贴多少", "那标准厂房呢？", "标准厂房租金补贴多少"),
        ("标准厂房租金补贴多少钱", "人才公寓呢", "人才公寓租金补贴多少钱"),
        ("新引进的硕士研究生安家补贴多少钱", "那博士研究生呢", "新引进的博士研究生安家补贴多少钱"),
        ("新引进的硕士研究生安家补贴多少钱", "博士呢", "新引进的博士研究生安家补贴多少钱"),
        (RENT, "那2021年时呢？", f"2021年时{RENT}"),
        (f"2025年{RENT}", "2021年的时候呢", f"2021年时{RENT}"),
        (RENT, "需要什么材料？", "标准厂房租金补贴需要什么材料"),
        (RENT, "怎么申请？", "标准厂房租金补贴怎么申请"),
        (RENT, "什么时候截止", "标准厂房租金补贴什么时候截止"),
        (RENT, "最长多久", "标准厂房租金补贴最长多久"),
        (RENT, "它的有效期是多久", "标准厂房租金补贴有效期是多久"),
        (RENT, "这项补贴由谁发放", "标准厂房租金补贴由谁发放"),
        ("哪些企业不能享受租金补贴", "有什么条件", "租金补贴有什么条件"),
        ("申请标准厂房租金补贴需要什么材料？", "那申请条件呢？", "标准厂房租金补贴申请条件是什么"),
        ("新引进的硕士研究生安家补贴多少钱", "申请材料呢", "新引进的硕士研究生安家补贴申请材料是什么"),
        (RENT, "联系电话呢", "标准厂房租金补贴联系电话是多少"),
        (RENT, "补贴标准呢", "标准厂房租金补贴标准是多少"),
        (RENT, "租金补贴期限呢", "标准厂房租金补贴期限是多久"),
        ("企业交流主题日报名电话是多少", "那材料呢", "企业交流主题日材料是什么"),
        (GROWTH, "第一季度呢", "2026年第一季度永州市规模工业增加值增速是多少"),
        ("5吉瓦时储能电池生产基地到哪一步了？", "微型电机的呢？", "微型电机到哪一步了"),
        ("澜川经开区有哪些在建项目？", "松岭经开区的呢？", "松岭经开区有哪些在建项目"),
    ],
)
def test_a_remark_is_made_a_whole_question(previous: str, text: str, whole: str) -> None:
    assert understood(previous, text, TODAY) == Remark(whole)


def test_a_clause_of_an_article_and_an_article_of_another_document() -> None:
    asked = understood(RENT, "那第十二条第三款呢？", TODAY)
    assert asked == Remark(RENT, item=12, of_article=True, clause=3)
    assert understood(RENT, "消防法第十条呢？", TODAY) is None


@pytest.mark.parametrize("text", ["还有呢？", "还有吗", "其他的呢", "那还有呢", "继续"])
def test_the_rest_of_an_answer(text: str) -> None:
    assert understood(RENT, text, TODAY) == Remark(RENT, more=True)


@pytest.mark.parametrize(
    ("text", "item", "of_article"),
    [
        ("第二项呢？", 2, False),
        ("那第3点呢", 3, False),
        ("第十三条呢", 13, True),
        ("第二项具体是什么", 2, False),
    ],
)
def test_one_item_of_an_answer(text: str, item: int, of_article: bool) -> None:
    assert understood(RENT, text, TODAY) == Remark(RENT, item=item, of_article=of_article)


@pytest.mark.parametrize(
    "text",
    [
        "企业交流主题日什么时候举办？",
        "怎么申请人才公寓",
        "人才引进有哪些补贴呢",
        "你是谁",
        "您怎么联系我",
        "第2件事怎么办？",
        "谢谢",
        "好的",
        "衡阳市有哪些做法",
        "澜政发〔2024〕15号还有效吗",
        "？",
        "",
        "那" * (LONGEST + 1) + "呢",
    ],
)
def test_what_stands_by_itself(text: str) -> None:
    assert understood(RENT, text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    ["那去年呢？", "衡阳的呢？", "还有吗", "第二项呢", "上半年呢", "申请材料呢？", "那2021年时呢？", "它的有效期是多久", "这项补贴由谁发放？"],
)  # fmt: skip
def test_what_says_nothing_without_a_question_before(text: str) -> None:
    assert hangs(text)


@pytest.mark.parametrize(
    "text",
    ["租金补贴呢？", "澜川经开区怎么样？", "需要什么材料？", "今年有哪些补贴", "消防法第十条呢", "这个星期几点开门", "", "？"],
)  # fmt: skip
def test_what_can_be_looked_for_as_it_is(text: str) -> None:
    assert not hangs(text)


def test_nothing_was_asked_before() -> None:
    assert understood("", "那去年呢", TODAY) is None


@given(st.text(max_size=40), st.text(max_size=30))
def test_any_two_texts(previous: str, text: str) -> None:
    meant = understood(previous, text, TODAY)
    assert meant is None or meant.question
