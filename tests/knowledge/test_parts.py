"""A question that asks several things: each part is answered, from one passage or several, or named as open."""

import pytest

from knowledge.answers import Answer, Reason
from knowledge.checking import faults
from knowledge.home import Home
from knowledge.parts import is_told, parts_of
from tests.knowledge.askers import answered, refused


def asked(text: str) -> list[str]:
    return [part.question.text for part in parts_of(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("租金补贴封顶多少，能领几年", ["租金补贴封顶多少", "租金补贴能领几年"]),
        ("长沙2025年租金补贴多少？发多久？", ["长沙2025年租金补贴多少", "长沙2025年租金补贴发多久"]),
        ("根据补贴办法，租金补贴多少，发几年", ["根据补贴办法，租金补贴多少", "补贴租金补贴发几年"]),
        ("租金补贴多少", []),
        ("根据补贴办法，租金补贴多少？", []),
        ("投资5000万元的项目补贴多少，能领几年", []),
        ("补多少，补几年，谁来补，去哪补", []),
    ],
)
def test_later_parts_are_of_the_matter_the_places_and_years_of_the_first(text: str, parts: list[str]) -> None:
    assert asked(text) == parts


def test_a_part_is_told_by_a_sentence_with_its_words_and_the_kind_of_thing_wanted() -> None:
    amount, length = parts_of("租金补贴封顶多少，能领几年")
    limit = "单个企业每年租金补贴最高60万元。"
    assert is_told(amount, [limit])
    assert not is_told(length, [limit])
    assert is_told(length, [limit, "租金补贴期限最长36个月。"])


SEVERAL = [
    ("租金补贴封顶多少，能领几年", ["60万元", "36个月"]),
    ("博士安家补贴多少，生活补贴发多久", ["20万元", "36个月"]),
    ("企业诉求一般几天答复，逾期怎么处理", ["5个工作日", "黄牌", "红牌"]),
    ("企业交流主题日什么时候开，在哪开，谁主持", ["每周一20:00", "招商服务中心", "市级领导主持"]),
    ("储能电池链链长是谁，哪个部门牵头", ["链长：分管工业的副市长；牵头部门：市工业和信息化局"]),
    ("链主企业怎么认定？支持政策有哪些？", ["每两年认定一次", "50 万元", "100 万元", "500 万元"]),
    ("租金补贴什么时候申请，要交什么材料", ["3月1日至4月30日", "租金补贴申请表", "完税证明"]),
]


@pytest.mark.parametrize(("question", "told"), SEVERAL)
def test_each_part_is_answered(sample_home: Home, question: str, told: list[str]) -> None:
    answer = answered(sample_home, question)
    assert all(words in answer.text for words in told), answer.text
    assert not faults(answer)


def test_what_one_passage_tells_is_quoted_once(sample_home: Home) -> None:
    answer = answered(sample_home, "租金补贴最多补多大面积，每年最高多少")
    assert [one.article for one in answer.citations] == ["第九条"]


def test_a_part_that_nothing_answers_is_named_as_open(sample_home: Home) -> None:
    answer = answered(sample_home, "租金补贴标准多少，食堂几点开门")
    assert isinstance(answer, Answer)
    assert "6元" in answer.text
    assert answer.text.endswith("另外问的“食堂几点开门”，没有一并找到，可以单独再问。")


def test_another_place_is_refused_in_all_its_parts(sample_home: Home) -> None:
    assert refused(sample_home, "长沙的租金补贴多少，能领几年").reason is Reason.OTHER_PLACE
