"""A passage held against a question: what it holds of it, and what it contradicts."""

from datetime import date
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Level
from knowledge.evidence import Evidence, weigh
from knowledge.evidence.coverage import held, scale_of
from knowledge.evidence.extent import Extent
from knowledge.evidence.mismatches import Mismatch
from knowledge.evidence.sentences import is_row, spans
from knowledge.questions import understand
from tests.knowledge.papers import MEETING, RENT, TARGETS, paper


def rarity(_word: str) -> float:
    return 1.0


def against(question: str, text: str = RENT, **others: Any) -> Evidence:
    asked = understand(question)
    return weigh(asked, paper(text, **others), scale_of(asked, rarity, dict.fromkeys(asked.pairs, 1.0)))


def mismatches(question: str, text: str = RENT, **others: Any) -> set[Mismatch]:
    return set(against(question, text, **others).mismatches)


def rows(question: str, text: str = TARGETS) -> list[str]:
    found = against(question, text, title="园区指标", issued_on=None, effective_on=None)
    return [one.text.strip() for one in found.sentences]


def test_the_passage_that_answers_contradicts_nothing() -> None:
    found = against("标准厂房租金补贴每平方米多少钱，最长多久？")
    assert not found.mismatches
    assert found.coverage > 0.8
    assert found.in_one == found.coverage >= found.alone > 0


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("长沙的租金补贴是多少", True),
        ("西岭市的租金补贴是多少", True),
        ("东江市的租金补贴是多少", False),
        ("东江的租金补贴是多少", False),
        ("全市的租金补贴是多少", False),
        ("北京市海淀区的租金补贴是多少", True),
    ],
)
def test_another_place(question: str, wrong: bool) -> None:
    assert (Mismatch.PLACE in mismatches(question)) is wrong


def test_a_place_may_stand_in_the_title_the_heading_or_the_issuer() -> None:
    nowhere: dict[str, Any] = {"region": None, "issuer": None}
    question = "西岭市的租金补贴是多少"
    assert Mismatch.PLACE in mismatches(question, **nowhere)
    assert Mismatch.PLACE not in mismatches(question, title="西岭市租金补贴办法", **nowhere)
    assert Mismatch.PLACE not in mismatches(question, heading="西岭市", **nowhere)
    assert Mismatch.PLACE not in mismatches(question, region=None, issuer="西岭市财政局")


NATIONAL = "各省、自治区、直辖市财政厅：对受影响企业，按照规定给予租金补贴。"
NOWHERE: dict[str, Any] = {"region": None, "issuer": None}


@pytest.mark.parametrize(
    ("question", "text", "others", "extent"),
    [
        ("长沙的租金补贴是多少", RENT, {"region": "湖南省", "issuer": None}, Extent.WIDER),
        ("湖南的租金补贴是多少", RENT, {"region": "长沙市", "issuer": None}, Extent.OTHER),
        ("长沙的租金补贴是多少", RENT, {"region": "永州市", "issuer": None}, Extent.OTHER),
        ("长沙的租金补贴是多少", RENT, {"region": "湖北省", "issuer": None}, Extent.OTHER),
        ("长沙的租金补贴是多少", RENT, {**NOWHERE, "level": Level.NATION}, Extent.WIDER),
        ("长沙的租金补贴是多少", NATIONAL, {**NOWHERE, "level": Level.CITY}, Extent.UNTOLD),
        ("长沙的租金补贴是多少", NATIONAL, NOWHERE, Extent.WIDER),
        (
            "长沙的租金补贴是多少",
            NATIONAL + "湖北省可以加倍。",
            {**NOWHERE, "level": Level.NATION},
            Extent.WIDER,
        ),
        ("长沙的租金补贴是多少", "我市按国务院部署给予租金补贴。", NOWHERE, Extent.UNTOLD),
        ("长沙的租金补贴是多少", NATIONAL + "湖北省可以加倍。", NOWHERE, Extent.OTHER),
        ("长沙的租金补贴是多少", RENT, NOWHERE, Extent.UNTOLD),
        ("租金补贴是多少", RENT, {}, Extent.SAME),
    ],
)
def test_a_wider_text_holds_in_the_place_too(
    question: str, text: str, others: dict[str, Any], extent: Extent
) -> None:
    assert against(question, text, **others).extent is extent


PLAIN = "符合条件的企业，按照每平方米每月6元给予租金补贴。"
OF_2026 = "2026年全市租金补贴预算总额为2600万元。"


@pytest.mark.parametrize(
    ("question", "text", "others", "wrong"),
    [
        ("2026年租金补贴预算多少", OF_2026, {}, False),
        ("二〇二六年租金补贴预算多少", OF_2026, {}, False),
        ("2027年租金补贴预算多少", OF_2026, {}, True),
        ("2024年租金补贴预算多少", OF_2026, {}, False),  # the year of the document
        ("2026年租金补贴多少", PLAIN, {}, False),  # a rule in force in that year
        ("2023年租金补贴多少", PLAIN, {}, True),
        ("2026年租金补贴多少", PLAIN, {"expires_on": date(2025, 12, 31)}, True),
        ("2025年租金补贴多少", PLAIN, {"expires_on": date(2025, 12, 31)}, False),
        ("2026年租金补贴多少", PLAIN, {"effective_on": None}, True),
        ("2024年租金补贴多少", PLAIN, {"effective_on": None}, False),
        ("2026年租金补贴多少", PLAIN, {"title": "2025年租金补贴方案"}, True),
        ("2025年租金补贴多少", PLAIN, {"title": "2025年租金补贴方案"}, False),
        ("2026年投资奖励多少", "固定资产投资2000万元以上的，奖励50万元。", {}, False),
    ],
)
def test_another_year(question: str, text: str, others: dict[str, Any], wrong: bool) -> None:
    assert (Mismatch.YEAR in mismatches(question, text, **others)) is wrong


@pytest.mark.parametrize(
    ("question", "text", "wrong"),
    [
        ("2026年9月租金补贴发放多少", "2026年9月发放租金补贴600万元。", False),
        ("2026年9月租金补贴发放多少", "2026-09发放租金补贴600万元。", False),
        ("2026年9月租金补贴发放多少", "2026年全年发放租金补贴7000万元。", True),
        ("9月租金补贴发放多少", "全年发放租金补贴7000万元。", False),
        ("9月租金补贴发放多少", "10月发放租金补贴600万元。", True),
        ("9月3日租金补贴发放多少", "9月3日发放租金补贴600万元。", False),
        ("9月3日租金补贴发放多少", "9月13日发放租金补贴600万元。", True),
        ("9月3日租金补贴发放多少", "9月发放租金补贴600万元。", False),
        ("2024年12月租金补贴发放多少", "本月发放租金补贴600万元。", False),
    ],
)
def test_another_month_of_the_year(question: str, text: str, wrong: bool) -> None:
    assert (Mismatch.YEAR in mismatches(question, text)) is wrong


OF_A_QUARTER = "据统计，2026年7月至9月，各园区共举办主题日78期。"
IN_BRIEF = "截至9月30日，举办主题日78期。"
NO_PERIOD = "各园区举办主题日78期。"
BRIEFED: dict[str, Any] = {"title": "主题日2026年三季度工作简报", "issued_on": date(2026, 10, 12)}


@pytest.mark.parametrize(
    ("question", "text", "others", "wrong"),
    [
        ("2026年三季度主题日办了多少期", OF_A_QUARTER, {}, False),
        ("2026年第3季度主题日办了多少期", OF_A_QUARTER, {}, False),
        ("2026年Q3主题日办了多少期", OF_A_QUARTER, {}, False),
        ("2026年7月到9月主题日办了多少期", OF_A_QUARTER, {}, False),
        ("2026年二季度主题日办了多少期", OF_A_QUARTER, {}, True),
        ("一季度主题日办了多少期", OF_A_QUARTER, {}, True),
        ("2026年上半年主题日办了多少期", OF_A_QUARTER, {}, True),
        ("2026年前三季度主题日办了多少期", OF_A_QUARTER, {}, True),
        ("2026年全年主题日办了多少期", OF_A_QUARTER, {}, True),
        ("2026年10月主题日办了多少期", OF_A_QUARTER, {"issued_on": date(2026, 10, 12)}, True),
        ("2026年10月主题日办了多少期", f"{NO_PERIOD}发布于2026-10-12", BRIEFED, True),
        ("2026年三季度主题日办了多少期", NO_PERIOD, BRIEFED, False),
        ("2026年二季度主题日办了多少期", NO_PERIOD, BRIEFED, True),
        ("前三季度主题日办了多少期", IN_BRIEF, {}, False),
        ("上半年主题日办了多少期", IN_BRIEF, {}, True),
        ("三季度主题日办了多少期", NO_PERIOD, {}, False),
        ("2026年三季度主题日办了多少期", NO_PERIOD, {}, True),
        ("2026年全年主题日办了多少期", NO_PERIOD, {}, False),
    ],
)
def test_another_part_of_the_year(question: str, text: str, others: dict[str, Any], wrong: bool) -> None:
    assert (Mismatch.YEAR in mismatches(question, text, **others)) is wrong


@pytest.mark.parametrize(
    ("question", "text", "count"),
    [
        ("东江高新区2026年三季度亩均税收多少", TARGETS, 0),
        ("东江高新区三季度亩均税收", "园区：东江高新区；季度：三季度；亩均税收（万元/亩）：16.5\n", 1),
        ("东江高新区二季度亩均税收", "园区：东江高新区；季度：三季度；亩均税收（万元/亩）：16.5\n", 0),
    ],
)
def test_a_row_is_of_its_own_period(question: str, text: str, count: int) -> None:
    assert len(rows(question, text)) == count


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("投资2000万元以上奖多少", False),
        ("投资2,000万元以上奖多少", False),
        ("投资２０００万元以上奖多少", False),
        ("投资2千万以上奖多少", False),
        ("投资两千万元以上奖多少", False),
        ("投资3000万元以上奖多少", True),
        ("投资3千万以上奖多少", True),
        ("投资三千万元以上奖多少", True),
        ("奖50万元有什么条件", False),
    ],
)
def test_a_figure_that_the_passage_lacks(question: str, wrong: bool) -> None:
    text = "固定资产投资2000 万元以上的，奖励50万元。"
    assert (Mismatch.FIGURE in mismatches(question, text)) is wrong


@pytest.mark.parametrize(
    ("question", "text", "wrong"),
    [
        ("租金补贴每平方米多少钱", RENT, False),
        ("租金补贴最长多久", RENT, False),
        ("租金补贴的咨询电话是多少", RENT, True),
        ("租金补贴的咨询电话", "租金补贴咨询电话：0700-8210605。", False),
        ("企业交流主题日什么时候办", MEETING, False),
        ("企业交流主题日来多少企业", MEETING, False),
        ("租金补贴面积最多多少平方米", "租金补贴面积由园区核定。", True),
        ("租金补贴面积最多多少平方米", "租金补贴面积最多一万平方米。", False),
        ("租金补贴上浮比例", "租金补贴上浮20%。", False),
        ("租金补贴上浮比例", "租金补贴可以上浮。", True),
        ("租金补贴总额多少", "表1 租金补贴总额", True),
        ("租金补贴总额多少", "（一）租金补贴总额\n第三条 租金补贴总额", True),
        ("租金补贴总额多少", "（一）租金补贴总额9万元", False),
        ("租金补贴总额多少", "租金补贴总额超过2500万。", False),
        ("租金补贴总额多少", "领取租金补贴总额最多的有2500万人。", True),
        ("租金补贴计入工资总额吗", "租金补贴不计入工资总额。", False),
        ("租金补贴是多少", "租金补贴办法自2025年1月1日起执行。", True),
        ("租金补贴是多少", "租金补贴依据东政发〔2024〕15号发放。", True),
        ("租金补贴是多少", RENT, False),
    ],
)
def test_what_is_wanted_must_be_told(question: str, text: str, wrong: bool) -> None:
    assert (Mismatch.KIND in mismatches(question, text)) is wrong


def test_a_sentence_beside_the_point_tells_nothing() -> None:
    text = "标准厂房租金补贴由园区管委会受理并审核。工作日每天9时上班。"
    assert Mismatch.KIND in mismatches("标准厂房租金补贴由园区管委会审核几天", text)


def test_a_heading_speaks_for_the_line_below_it() -> None:
    question = "标准厂房租金补贴由园区管委会审核几天"
    assert Mismatch.KIND in mismatches(question, "标准厂房租金补贴由园区管委会审核。\n一般3天内办完。")
    assert Mismatch.KIND not in mismatches(question, "标准厂房租金补贴由园区管委会审核\n一般3天内办完。")


def test_a_line_that_names_the_very_thing_tells_it() -> None:
    text = "东江市标准厂房租金补贴申报事项。\n咨询电话：0746-8372123。\n办结时限：40（工作日）。"
    assert Mismatch.KIND not in mismatches("标准厂房租金补贴申报事项的咨询电话是多少", text)
    assert Mismatch.KIND not in mismatches("标准厂房租金补贴申报事项的办结时限是多久", text)
    assert Mismatch.KIND in mismatches("标准厂房租金补贴申报事项的投诉金额是多少", text)


def test_the_very_thing_asked_must_be_named() -> None:
    text = "2026年全市租金补贴预算总额为2600万元。"
    assert Mismatch.FOCUS not in mismatches("租金补贴的预算总额是多少", text)
    assert Mismatch.FOCUS in mismatches("租金补贴的申报家数是多少", text)
    assert Mismatch.FOCUS not in mismatches("租金补贴的申报家数是多少", text, heading="一、申报家数")


def test_what_the_question_is_about_must_be_named_too() -> None:
    text = "企业所得税的税率为25%。"
    title = {"title": "企业所得税法"}
    assert Mismatch.FOCUS not in mismatches("企业所得税的税率是多少", text, **title)
    assert Mismatch.FOCUS in mismatches("房产税的税率是多少", text, **title)


INCOME_TAX = "企业所得税的税率为25%。个人独资企业缴纳个人所得税。"
CITES = "外商投资企业的组织机构，适用《中华人民共和国公司法》的规定。本条例自2020年1月1日起施行。"
OF_ZONES = "松岭经开区平均办结用时9.2个工作日；白渡工业园平均办结用时4个工作日。"


@pytest.mark.parametrize(
    ("question", "text", "title", "wrong"),
    [
        ("企业所得税税率是多少", INCOME_TAX, "中华人民共和国企业所得税法", False),
        ("个人所得税税率是多少", INCOME_TAX, "中华人民共和国企业所得税法", True),
        ("个税由哪些企业缴纳", INCOME_TAX, "办税问答", False),
        ("印花税税率是多少", INCOME_TAX, "办税问答", True),
        ("增值税怎么申报", "纳税人按月申报。", "中华人民共和国土地增值税暂行条例", True),
        ("消防法规定谁巡查", "消防机构巡查。", "中华人民共和国消防法", False),
        ("环评法规定谁编制", "建设单位编制。", "中华人民共和国环境影响评价法", False),
        ("劳动法规定谁签字", "劳动者签字。", "中华人民共和国劳动合同法", True),
        ("公司法规定组织机构怎么设", CITES, "外商投资法实施条例", False),
        ("中华人民共和国公司法注册资本怎么规定", CITES, "外商投资法实施条例", True),
        ("公司法什么时候施行", CITES, "外商投资法实施条例", True),
        ("开发区条例怎么规定", "协会服务开发区。", "湖南省开发区协会章程", True),
        ("安全生产条例怎么规定", "企业要设专人。", "杭州市安全生产监督管理条例", False),
        ("岳麓高新区平均办结用时", OF_ZONES, "主题日工作简报", True),
        ("松岭经开区平均办结用时", OF_ZONES, "主题日工作简报", False),
        ("岳麓高新区平均办结用时", "平均办结用时9.2个工作日。", "岳麓高新区简报", False),
        ("岳麓高新区租金补贴怎么申请", RENT, "标准厂房租金补贴办法", False),
    ],
)
def test_another_law_tax_or_zone(question: str, text: str, title: str, wrong: bool) -> None:
    assert (Mismatch.SUBJECT in mismatches(question, text, title=title)) is wrong


@pytest.mark.parametrize(
    ("question", "text", "wrong"),
    [
        ("产业引导基金二期规模多少", "设立首期1亿元的产业引导基金。", True),
        ("产业引导基金二期规模多少", "产业引导基金二期规模为3亿元。", False),
        ("十四五期间建成多少个平台", "“十四五”时期建成平台15个。", False),
        ("主题日星期五几点举办", "主题日每周一晚上8点举办。", True),
        ("主题日星期一几点举办", "主题日每周一晚上8点举办。", False),
        ("主题日周一几点举办", "主题日每星期一晚上8点举办。", False),
    ],
)
def test_another_phase_or_day_of_the_week(question: str, text: str, wrong: bool) -> None:
    assert (Mismatch.FIGURE in mismatches(question, text)) is wrong


@pytest.mark.parametrize(
    ("question", "text", "wrong"),
    [
        ("产业链链长是谁", "产业链链长由周明担任。", False),
        ("产业链链长是谁", "每条产业链由一名市领导担任链长。", True),
        ("链主企业是谁", "链主企业为青石微驱电机有限公司。", False),
    ],
)
def test_who_asks_for_a_name(question: str, text: str, wrong: bool) -> None:
    assert (Mismatch.KIND in mismatches(question, text)) is wrong


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("东江高新区2026年10月亩均税收多少", "园区：东江高新区；月份：2026-10；亩均税收（万元/亩）：16.6；增速（%）：10"),
        ("2026年9月西岭工业园增速多少", "园区：西岭工业园；月份：2026-09；亩均税收（万元/亩）：10.6；增速（%）：7.7"),
        ("西岭工业园2026-10亩均税收", "园区：西岭工业园；月份：2026-10；亩均税收（万元/亩）：10.7；增速（%）：8"),
    ],
)  # fmt: skip
def test_the_row_of_the_zone_and_month_and_no_other(question: str, row: str) -> None:
    assert rows(question) == [row]


@pytest.mark.parametrize(
    "question",
    ["东江高新区2026年1月亩均税收多少", "东江高新区2025年10月亩均税收多少", "长沙市2026年10月亩均税收多少"],
)
def test_no_row_where_none_is_of_what_is_asked(question: str) -> None:
    assert rows(question) == []


def test_a_row_tells_by_its_columns() -> None:
    (one,) = against("东江高新区2026年10月亩均税收多少万元", TARGETS, title="园区指标").sentences
    assert one.tells


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("审核完了财政部门几天打钱", "财政部门应当在审核通过后15个工作日内拨付资金。"),
        ("老板一直欠薪，有没有期限", "用人单位未及时足额支付的，限期改正。"),
        ("一般要几天办完", "受理后5个工作日内办结。"),
    ],
)
def test_people_s_words_are_held_by_the_words_that_documents_use(said: str, text: str) -> None:
    found = against(said, text)
    assert found.coverage >= 0.6
    assert found.coverage > against(said, "园区应当加强绿化。").coverage


def test_an_unknown_doing_weighs_less_than_an_unknown_thing() -> None:
    asked = understand("肩章怎么捣鼓")
    weights = scale_of(asked, lambda _: inf, {}).words
    assert weights["捣鼓"].weight < weights["肩章"].weight


def test_a_heading_repeated_in_the_text_holds_nothing() -> None:
    text = "标准厂房租金补贴\n按照每平方米每月6元给予租金补贴。"
    heading, rule = against("标准厂房租金补贴多少", text, heading="第三章 › 标准厂房租金补贴").sentences
    assert (heading.coverage, rule.coverage > 0) == (0.0, True)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("园区：东江；月份：10\n", True),
        ("园区：东江；月份：", True),
        ("园区：东江", False),
        ("注意：先申报；再审核", False),
        ("；", False),
        ("", False),
    ],
)
def test_rows_are_told_from_sentences(line: str, row: bool) -> None:
    assert is_row(line) is row


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一句。两句！三句？", ["一句。", "两句！", "三句？"]),
        ("他说：“好。”再说。", ["他说：“好。”", "再说。"]),
        ("没有句号\n下一行。\n\n", ["没有句号\n", "下一行。\n\n"]),
        ("园区：甲；数：1\n园区：乙；数：2", ["园区：甲；数：1\n", "园区：乙；数：2"]),
        ("3.86元。0.5%", ["3.86元。", "0.5%"]),
        (" \n \n", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == sentences


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["园区：甲；数：1", "标题", "一句。", "两句！？", "”", "：", "；", " ", "\n", "（一）项；"]
        ),
        st.text(max_size=5),
    ),
    max_size=20,
).map("".join)


@given(LINES)
def test_sentences_tile_the_text(text: str) -> None:
    end = 0
    for start, stop in spans(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


QUESTION = "东江市标准厂房租金补贴每平方米多少钱"


@given(LINES, st.sampled_from(understand(QUESTION).terms))
def test_one_more_word_of_the_question_never_lowers_the_coverage(text: str, word: str) -> None:
    poorer, richer = against(QUESTION, text), against(QUESTION, f"{text}\n{word}。")
    assert 0 <= poorer.coverage <= richer.coverage <= 1 + 1e-9


@given(LINES, LINES)
def test_a_sentence_holds_no_more_than_its_passage(question: str, text: str) -> None:
    found = against(question, text)
    assert found.alone <= found.in_one + 1e-9
    assert found.in_one <= found.coverage + 1e-9


@given(st.text(max_size=8), st.text(max_size=20))
def test_a_word_is_held_in_part_or_whole(word: str, text: str) -> None:
    assert 0 <= held(word, text) <= 1
    assert held(word, text + word) == 1
