"""What is taken out of a question: places, years, figures, 文号, what it wants to be told."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.places import places_in
from knowledge.questions import (
    LONGEST,
    Question,
    number_key,
    says_nothing,
    tidy,
    understand,
    years_in,
)


def terms(text: str) -> list[str]:
    return list(understand(text).terms)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("永州经开区的租金补贴是多少", ("永州",)),
        ("北京市海淀区的五好园区建得怎么样", ("海淀",)),
        ("湖南省长沙市和永州市的政策有什么不同", ("长沙", "永州")),
        ("长沙标准厂房租金补贴", ("长沙",)),
        ("长沙市、长沙县的政策", ("长沙",)),
        ("澜川市的企业上市奖励是多少", ("澜川",)),
        ("日照市有哪些园区", ("日照",)),
        ("北京经济技术开发区总面积", ("北京",)),
        ("苏州工业园区有多大", ("苏州",)),
        ("全市园区有哪些", ()),
        ("我市开发区的亩均税收", ()),
        ("本县城市更新怎么补贴", ()),
        ("园区企业用水多少钱", ()),
        ("国家级经开区有什么条件", ()),
        ("日照时间多长", ()),
        ("朝阳产业有什么奖励", ()),
        ("黄山松种植补贴", ()),
        ("", ()),
    ],
)
def test_places(text: str, places: tuple[str, ...]) -> None:
    assert places_in(text) == places
    assert understand(text).places == places


def test_a_place_is_no_term() -> None:
    assert terms("永州市的租金补贴") == ["租金补贴"]
    assert terms("湖南省长沙市的租金补贴") == ["租金补贴"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026年的目标", (2026,)),
        ("２０２６年的目标", (2026,)),
        ("二〇二一年的目标", (2021,)),
        ("二零二一年和2026年的目标", (2026, 2021)),
        ("一九九八年设立", (1998,)),
        ("2025—2027年行动方案", (2025, 2027)),
        ("2026年、2026年", (2026,)),
        ("2026-10的增速", (2026,)),
        ("2026项目清单", (2026,)),
        ("2025人才政策", (2025,)),
        ("2026年度的亩均税收目标", (2026,)),
        ("投资2000万元奖多少", ()),
        ("面积2000 平方米的厂房", ()),
        ("奖励2050元", ()),
        ("2026家企业", ()),
        ("电话07002026123", ()),
        ("二十年", ()),
        ("1850年", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert understand(text).years == years


def test_a_year_in_a_passage_is_read_the_same_way() -> None:
    assert years_in("自2024年起，投资2000万元以上的奖励2030万元") == (2024,)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("10月的增速", (10,)),
        ("2026年09月和10月的增速", (9, 10)),
        ("2026-09的增速", (9,)),
        ("2026年13月", ()),
        ("补贴36个月", ()),
        ("三季度", ()),
    ],
)
def test_months(text: str, months: tuple[int, ...]) -> None:
    assert understand(text).months == months


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("投资2000万元以上奖多少", ("2000万元",)),
        ("面积1,200平方米的厂房补多少", ("1,200平方",)),
        ("上浮20%是哪些企业", ("20%",)),
        ("500强企业有什么奖励", ("500",)),
        ("2026年10月的增速", ()),
        ("2026-10-31的增速", ()),
        ("投资5千万的设备", ("5千万",)),
        ("投资五千万元的设备", ("5000万元",)),
        ("占百分之五十", ("50%",)),
        ("千万别错过几百万的奖励", ()),
        ("A级企业", ()),
        ("第3页", ()),
        ("企业上市奖励", ()),
    ],
)
def test_figures(text: str, figures: tuple[str, ...]) -> None:
    assert understand(text).figures == figures


@pytest.mark.parametrize(
    "written",
    [
        "澜政发〔2021〕6号",
        "澜政发[2021]6号",
        "澜政发（2021）6号",
        "澜政发(2021) 6 号",
        "澜政发【2021】第6号",
        "澜政发〈2021〉6号",
        "澜政发［２０２１］６号",
        "请问澜政发〔2021〕6号",
        "根据澜政发〔2021〕6号",
        "文件澜政发〔2021〕6号",
    ],
)
def test_document_numbers_in_any_spelling(written: str) -> None:
    assert understand(f"{written}还有效吗").numbers == ("澜政发〔2021〕6号",)
    assert number_key(written) == "澜政发〔2021〕6号"


def test_several_document_numbers_in_order() -> None:
    asked = understand("澜政发〔2024〕15号和澜政发〔2021〕6号、澜府阅〔2026〕7号哪个有效")
    assert asked.numbers == ("澜政发〔2024〕15号", "澜政发〔2021〕6号", "澜府阅〔2026〕7号")


def test_the_year_of_a_document_number_is_not_asked_of() -> None:
    asked = understand("按澜政发〔2021〕6号，2026年补多少")
    assert (asked.years, asked.figures) == ((2026,), ())


def test_a_county_whose_number_begins_like_a_word_keeps_it() -> None:
    assert understand("和政发〔2021〕6号").numbers == ("和政发〔2021〕6号",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一平方米补多少钱", "sum"),
        ("没有许可证罚多少", "sum"),
        ("补贴多少家企业", "number"),
        ("按总投资的百分之几罚", "share"),
        ("厂房最多多少平方米", "area"),
        ("上浮比例是几成", "share"),
        ("规模工业增加值增速多少", "share"),
        ("咨询电话是什么", "phone"),
        ("最长补贴多久", "length"),
        ("施工许可证几天办好", "length"),
        ("什么时候施行", "date"),
        ("哪一年设立的", "date"),
        ("目录一共几项", "number"),
        ("赋权目录有多少项", "number"),
        ("谁来主持", None),
        ("有什么条件", None),
    ],
)
def test_what_kind_of_thing_is_wanted(text: str, wanted: str | None) -> None:
    assert understand(text).wanted == wanted


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("澜川高新区2026年的亩均税收目标是多少", ("亩均税收", "目标")),
        ("引进博士研究生的安家补贴是多少", ("安家补贴",)),
        ("链主企业的年采购额达到多少", ("采购额",)),
        ("每平方米租金补贴多少", ("租金补贴",)),
        ("租金补贴有什么条件", ()),
        ("多少", ()),
    ],
)
def test_the_very_thing_asked(text: str, focus: tuple[str, ...]) -> None:
    assert set(focus) <= set(understand(text).focus)
    assert bool(understand(text).focus) is bool(focus)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请问一下标准厂房的租金补贴是多少？", ["标准厂房", "租金补贴"]),
        ("我想了解供应链金融", ["供应链", "金融"]),
        ("亩均论英雄怎么评", ["亩均论英雄"]),
        ("什么是什么？", []),
    ],
)
def test_terms_are_the_words_of_content(text: str, words: list[str]) -> None:
    assert terms(text)[: len(words)] == words
    assert not {"请问", "多少", "什么", "怎么", "想", "的"} & set(terms(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("小区电梯至少多少天要保养一次？", ["小区", "电梯", "保养"]),
        ("发的工资报税时能多扣多少？", ["工资", "报税"]),
        ("电动车停在楼梯间会罚多少？", ["电动车", "楼梯间"]),
        ("我想寄份材料到开发区协会，地址在哪儿？", ["寄份", "材料", "开发区", "协会", "地址"]),
        ("多少钱", []),
    ],
)
def test_what_only_dresses_a_question_is_no_term_not_even_glued_to_another(
    text: str, words: list[str]
) -> None:
    assert terms(text) == words


def test_a_question_is_told_from_the_story_before_it() -> None:
    told = understand("我们去年刚入园，租了600平的厂房，请的会计师事务所收了3万元。租金补贴的标准是多少？")
    assert not told.figures
    assert told.focus == ("标准",) or set(told.focus) <= {"租金补贴", "标准"}
    assert not set(told.lead) & {"会计师", "事务所"}


def test_a_question_that_only_asks_has_no_terms() -> None:
    assert terms("这是什么？") == []


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  租金\x00补贴\r\n", "租金 补贴"),
        ("租\u200b金", "租 金"),
        ("\ufeff租金补贴", "租金补贴"),
        ("租金\u202e补贴", "租金 补贴"),
        ("租金\ud800补贴", "租金 补贴"),
        ("租金\x1b[31m", "租金 [31m"),
    ],
)
def test_tidying(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize("text", ["", " ", "　", "？？？", "……", "😀🏭👍", "——", "《》", "_", "\u200b"])
def test_nothing_said(text: str) -> None:
    assert says_nothing(tidy(text))


@pytest.mark.parametrize("text", ["补", "A", "3", "补贴？", "😀补贴"])
def test_something_said(text: str) -> None:
    assert not says_nothing(text)


PIECES = st.sampled_from(
    "的 多少 几 是 2026年 2026-1 10月 〔 2021 〕 6号 号 澜政发 北京 市 区 州 1, . % 万元 😀 \n ： （".split()
)
ANYTHING = st.one_of(
    st.text(st.characters(), max_size=LONGEST),
    st.lists(st.one_of(PIECES, st.text(max_size=2)), max_size=80).map("".join),
)


@given(ANYTHING)
@example("\ud800")
def test_no_text_is_too_much(text: str) -> None:
    asked = understand(tidy(text))
    assert isinstance(asked, Question)
    assert len(asked.terms) == len(set(asked.terms))
    assert set(asked.focus) <= set(asked.terms)
    assert all(1950 <= year < 2100 for year in asked.years)
    assert all(1 <= month <= 12 for month in asked.months)


@given(ANYTHING)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode()


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "的",
        "多",
        "多少",
        "的多少",
        "〔",
        "1,",
        "1.",
        "2026",
        "2026-1-",
        "北京市",
        "哪些",
        "A-",
        "号",
        "澜政发〔",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    began = time.process_time()
    understand(text)
    assert time.process_time() - began < 2  # milliseconds, unless an expression runs away


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("会展补贴单个企业最高多少", ("会展",)),
        ("公司的业务招待费能扣多少", ("业务",)),
        ("厂房装修补贴最高多少", ("厂房", "装修")),
        ("企业上市奖励多少", ("上市",)),
        ("租金补贴几天拨付", ()),
        ("岳麓高新区租金补贴怎么申请", ()),
        ("企业交流主题日什么时候举办", ()),
        ("引进博士研究生的安家补贴是多少", ()),
        ("多少钱", ()),
    ],
)
def test_what_an_award_is_for(text: str, lead: tuple[str, ...]) -> None:
    assert understand(text).lead == lead
