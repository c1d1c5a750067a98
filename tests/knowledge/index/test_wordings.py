"""One thing in many spellings, and what people may have meant who mistyped it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index import tokens
from knowledge.index.folding import one_width, plain_numbers, simplified
from knowledge.index.vocabulary import Gap, Vocabulary
from knowledge.index.wordings import MOST, wordings

WORDS = {
    "标准厂房": 9,
    "标准": 20,
    "厂房": 12,
    "补贴": 30,
    "劳动合同": 8,
    "合同": 9,
    "产业引导基金": 3,
    "光电": 5,
    "租金": 9,
}
VOCABULARY = Vocabulary(WORDS)
TEXT = "标准厂房租金补贴多少，劳动合同和产业引导基金怎么办，光电企业"


def holds(gram: str) -> bool:
    return gram in TEXT


def others(text: str) -> list[str]:
    return wordings(text, holds, lambda: VOCABULARY)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("二〇二一年", "2021年"),
        ("二○二一年", "2021年"),
        ("5千万元", "5000万元"),
        ("五千万元", "5000万元"),
        ("1.5千万元", "1500万元"),
        ("1,000万元", "1000万元"),
        ("百分之五十", "50%"),
        ("十个工作日内", "10个工作日内"),
        ("四十万平方米", "40万平方米"),
        ("三高四新", "三高四新"),
        ("十四五规划", "十四五规划"),
        ("一件事一次办", "一件事一次办"),
        ("第三十日", "第三十日"),
        ("一家企业", "一家企业"),
        ("12,000.5千万元、1,00元", "12000500万元、1,00元"),
        ("1.2.5千万元", "1.2.5千万元"),
        ("〇三十元", "〇三十元"),
    ],
)
def test_numbers_have_one_spelling_and_what_only_looks_like_one_stays(written: str, plain: str) -> None:
    assert plain_numbers(written) == plain


def test_traditional_and_full_width_are_found_by_simplified() -> None:
    assert tokens.bigrams("經濟開發區租金補貼２０２１年") == tokens.bigrams("经济开发区租金补贴2021年")


@given(st.text(alphabet="经濟开發区臺湾一二三千万亿元年月日，。abc12,. ", max_size=40))
def test_spelling_twice_changes_nothing(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)
    assert len(simplified(text)) == len(text)
    assert plain_numbers(plain_numbers(text)) == plain_numbers(text)


@given(
    st.text(
        st.sampled_from("，：；（）！？。ＡＢ１é\u0301\u0338\u20d2ﬁ①租") | st.characters(codec="utf-8"),
        max_size=30,
    )
)
def test_one_width_is_what_unicode_says(text: str) -> None:
    assert one_width(text) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bzcf租金", "标准厂房租金"),
        ("ldht怎么办", "劳动合同怎么办"),
        ("标准厂旁租金", "标准厂房租金"),
        ("租金补帖多少", "租金补贴多少"),
        ("劳动何同", "劳动合同"),
    ],
)
def test_initials_and_one_wrong_character_find_the_word(typed: str, meant: str) -> None:
    assert meant in others(typed)


@pytest.mark.parametrize("typed", ["光伏企业", "标准厂房补贴", "劳动合同怎么办", "abc", "xyz基金"])
def test_what_may_be_right_is_left_alone(typed: str) -> None:
    assert others(typed) == []


def test_another_sound_is_no_slip_in_a_word_of_two() -> None:
    assert VOCABULARY.fitting([Gap("光", "伏", "")]) is None
    assert VOCABULARY.fitting([Gap("", "不", "贴")]) == (Gap("", "不", "贴"), "补贴")


def test_a_word_of_few_entries_is_not_what_is_meant() -> None:
    assert Vocabulary({"标准厂房": 1}).fitting([Gap("标准厂", "旁", "")]) is None


def test_synonyms_are_asked_for_beside_what_was_typed() -> None:
    assert "怎么交社会保险" in wordings("怎么交社保", lambda _: True, lambda: VOCABULARY)
    assert len(wordings("开发区发改委的社保公积金医保", lambda _: True, lambda: VOCABULARY)) == MOST


@given(st.text(max_size=60))
def test_any_text_has_a_few_other_wordings_at_most(text: str) -> None:
    assert len(others(text)) <= MOST
