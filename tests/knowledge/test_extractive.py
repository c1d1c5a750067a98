"""The writer that quotes: what of a passage is shown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence import weigh
from knowledge.questions import understand
from knowledge.writing.extractive import LONGEST, WHOLE, quote, sentence_with
from tests.knowledge.papers import MEETING, RENT, TARGETS, paper

PADDING = "各园区管委会要加强组织领导，认真抓好落实，及时总结推广好的经验做法，确保各项任务落地见效。" * 8
LIST = (
    "有下列情形之一的，不享受租金补贴：\n"
    "（一）上一年度亩均效益综合评价为D类的；\n"
    "（二）近一年内发生生产安全死亡事故的；\n"
    "（三）将租用厂房转租的；\n"
    "（四）从事非生产性经营的。\n"
)


def quoted(question: str, text: str, **others: Any) -> str:
    return quote(weigh(understand(question), paper(text, **others), lambda _: 1.0))


def test_a_short_passage_whole() -> None:
    assert quoted("租金补贴每平方米多少钱", f"  {RENT}\n") == RENT
    assert quoted("租金补贴多少", f"{RENT}{MEETING}") == f"{RENT}{MEETING}"


def test_of_a_long_passage_the_sentence_that_answers() -> None:
    text = f"{PADDING}{RENT}{PADDING}"
    assert quoted("租金补贴每平方米多少钱", text) == RENT


def test_with_the_sentence_as_good_beside_it() -> None:
    more = "租金补贴每平方米每月最高8元，用于链主企业。"
    assert quoted("租金补贴每平方米多少钱", f"{PADDING}{RENT}{more}{PADDING}") == f"{RENT}{more}"


@pytest.mark.parametrize("question", ["哪些企业不享受租金补贴", "转租厂房的不享受租金补贴吗"])
def test_a_list_in_full(question: str) -> None:
    assert quoted(question, f"{PADDING}\n{LIST}{PADDING}") == LIST.strip()


def test_a_list_ends_before_the_next_heading() -> None:
    text = f"{PADDING}\n{LIST}四、组织领导\n{PADDING}"
    assert quoted("哪些企业不享受租金补贴", text) == LIST.strip()


def test_items_of_two_sentences_and_items_within_items() -> None:
    nested = "不享受租金补贴的企业如下：\n（一）转租的。转租以合同为准。\n1.全部转租；\n2.部分转租。\n（二）闲置的。\n"
    assert quoted("哪些企业不享受租金补贴", f"{PADDING}\n{nested}{PADDING}") == nested.strip()


def test_from_an_item_up_to_the_line_that_opens_its_list() -> None:
    said = quoted("亩均效益综合评价为D类的企业", f"{PADDING}\n{LIST}{PADDING}")
    assert said.startswith("有下列情形之一的")
    assert "D类" in said


def test_rows_that_hold_as_much_together() -> None:
    table = "对象：大型企业；奖补比例：6%\n对象：中型企业；奖补比例：7%\n对象：小微企业；奖补比例：8%\n"
    title = {"title": "设备更新奖补细则"}
    assert quoted("设备更新奖补比例是多少", table, **title) == table.strip()
    assert quoted("设备更新中型企业奖补比例是多少", table, **title) == "对象：中型企业；奖补比例：7%"


def test_a_row_alone() -> None:
    said = quoted("东江高新区2026年10月亩均税收多少", TARGETS, title="园区指标")
    assert said == "园区：东江高新区；月份：2026-10；亩均税收（万元/亩）：16.6；增速（%）：10"


def test_one_long_sentence_is_not_cut() -> None:
    text = "租金补贴" + "按照规定的条件和程序" * 60 + "每平方米6元。"
    assert quoted("租金补贴每平方米多少钱", f"{PADDING}{text}{PADDING}") == text


SENTENCES = st.lists(
    st.sampled_from(
        [
            RENT,
            MEETING,
            LIST,
            PADDING,
            "租金补贴如下：",
            "（一）每平方米6元。\n",
            "1.按月发放；\n",
            "标题\n",
            "园区：东江；租金补贴：6\n",
            " \n",
            "无标点的一行",
            "租金补贴" * 130 + "。",
        ]
    ),
    min_size=1,
    max_size=12,
).map("".join)


@given(
    SENTENCES,
    st.sampled_from(["租金补贴每平方米多少钱", "哪些企业不享受租金补贴", "什么时候", "东江租金补贴"]),
)
def test_a_quotation_is_in_its_passage_and_no_longer_than_stated(text: str, question: str) -> None:
    evidence = weigh(understand(question), paper(text), lambda _: 1.0)
    if not evidence.sentences:
        return
    said = quote(evidence)
    assert said
    assert said in text
    assert len(said) <= max(LONGEST, WHOLE) or any(one.text.strip() == said for one in evidence.sentences)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("施行",), "本办法自2025年1月1日起施行。"),
        (("废止", "施行"), "本办法自2025年1月1日起施行。"),
        (("没有的词",), "由工信局解释。"),
    ],
)
def test_the_sentence_with_one_of_the_words(words: tuple[str, ...], sentence: str) -> None:
    assert sentence_with("由工信局解释。本办法自2025年1月1日起施行。", words) == sentence
