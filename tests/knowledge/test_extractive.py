"""The writer that quotes: what of a passage is shown."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Found
from knowledge.evidence import Evidence, weigh
from knowledge.evidence.coverage import scale_of
from knowledge.evidence.sentences import is_heading
from knowledge.questions import understand
from knowledge.support import says_something
from knowledge.writing.extractive import LONGEST, LONGEST_LIST, WHOLE, Quotation, quote, sentence_with
from knowledge.writing.lists import listings
from tests.knowledge.papers import MEETING, RENT, TARGETS, paper, pieces

PADDING = "各园区管委会要加强组织领导，认真抓好落实，及时总结推广好的经验做法，确保各项任务落地见效。" * 8
LIST = (
    "有下列情形之一的，不享受租金补贴：\n"
    "（一）上一年度亩均效益综合评价为D类的；\n"
    "（二）近一年内发生生产安全死亡事故的；\n"
    "（三）将租用厂房转租的；\n"
    "（四）从事非生产性经营的。\n"
)


LONG_LIST = "有下列行为之一的，责令改正：\n" + "".join(
    f"（{sign}）第{sign}种违反标准厂房管理规定的行为，{'情节较重的，' * 20}由管委会处理；\n" for sign in "一二三四五六七八九十"
)  # fmt: skip
CONDITIONS = (
    "申请补贴应当同时具备下列条件：\n（一）在园区注册；\n",
    "（二）没有欠税；\n（三）没有事故。\n第七条 其他。\n",
)


def quoted(question: str, text: str, **others: Any) -> str:
    (part,) = quote(understand(question), evidence_of(question, paper(text, **others))).parts
    return part[1]


def quoted_from(question: str, passages: list[Found], which: int = 0) -> Quotation:
    return quote(understand(question), evidence_of(question, passages[which]), passages)


def evidence_of(question: str, found: Found) -> Evidence:
    asked = understand(question)
    return weigh(asked, found, scale_of(asked, lambda _: 1.0, dict.fromkeys(asked.pairs, 1.0)))


def test_a_short_passage_whole() -> None:
    assert quoted("租金补贴每平方米多少钱", f"  {RENT}\n") == RENT
    assert quoted("租金补贴多少", f"{RENT}{MEETING}") == f"{RENT}{MEETING}"


def test_of_a_long_passage_the_sentence_that_answers() -> None:
    text = f"{PADDING}{RENT}{PADDING}"
    assert quoted("租金补贴每平方米多少钱", text) == RENT


def test_of_a_long_passage_rather_the_sentence_that_tells_what_is_wanted() -> None:
    about = "标准厂房租金补贴的期限，由管委会按照有关规定办理。"
    told = "租金补贴的期限最长36个月。"
    assert told in quoted("标准厂房租金补贴期限有多少个月", f"{about}{PADDING}{told}{PADDING}")


def test_with_the_sentence_as_good_beside_it() -> None:
    more = "租金补贴每平方米每月最高8元，用于链主企业。"
    assert quoted("租金补贴每平方米多少钱", f"{PADDING}{RENT}{more}{PADDING}") == f"{RENT}{more}"


@pytest.mark.parametrize("question", ["哪些企业不享受租金补贴", "转租厂房的不享受租金补贴吗"])
def test_a_list_in_full(question: str) -> None:
    assert quoted(question, f"{PADDING}\n{LIST}{PADDING}") == LIST.strip()


def test_a_list_ends_before_the_next_heading() -> None:
    text = f"{PADDING}\n{LIST}四、组织领导\n{PADDING}"
    assert quoted("哪些企业不享受租金补贴", text) == LIST.strip()


def test_a_list_that_goes_on_in_the_next_passage_is_shown_from_both() -> None:
    said = quoted_from("申请补贴要什么条件", pieces(*CONDITIONS))
    assert [text for _, text in said.parts] == [
        "申请补贴应当同时具备下列条件：\n（一）在园区注册；",
        "（二）没有欠税；\n（三）没有事故。",
    ]
    assert said.total is None


def test_a_list_of_which_an_earlier_sentence_of_its_paragraph_speaks() -> None:
    text = (
        f"有下列行为之一的，由管委会处理。情节严重的，予以开除。\n（一）转租的；\n（二）闲置的。\n{PADDING}"
    )
    assert "（二）闲置的。" in quoted("哪些行为由管委会处理", text)


def test_the_last_item_within_a_line_is_as_long_as_the_others_are() -> None:
    text = f"{PADDING}\n工作专班抓了三件事：一是抓管理。成立公司。二是抓项目。每周调度。三是抓服务。设立专班。\n{PADDING}"
    assert quoted("工作专班抓了哪些事", text).endswith("三是抓服务。设立专班。")
    short = "工作专班抓了三件事：一是抓管理；二是抓项目；三是抓服务。此外每周调度。"
    (found,) = listings(short)
    assert short[: found.end].endswith("三是抓服务。")


def test_a_list_is_shown_from_its_beginning_when_a_later_item_is_found() -> None:
    said = quoted_from("申请补贴时没有欠税以外还有哪些条件", pieces(*CONDITIONS), which=1)
    assert [found.passage.ordinal for found, _ in said.parts] == [0, 1]


def test_a_list_too_long_is_cut_between_items_and_says_so() -> None:
    said = quoted_from("违反标准厂房管理规定的行为有哪些", pieces(LONG_LIST, "第九条 其他。\n"))
    (part,) = said.parts
    assert (said.shown, said.total) == (part[1].count("（"), 10)
    assert part[1].endswith("由管委会处理；")
    assert len(part[1]) <= LONGEST_LIST


def test_chapters_of_a_document_are_no_list() -> None:
    text = f"现就有关事项通知如下：\n一、租金补贴\n{RENT}\n二、用电\n{PADDING}\n三、其他\n{PADDING}"
    assert "二、用电" not in quoted("租金补贴每平方米多少钱", text)


def test_all_rows_where_the_table_is_asked_for() -> None:
    table = "指标：亩均税收；权重：40\n指标：用电；权重：20\n指标：能耗；权重：15\n"
    assert quoted("亩均税收等评价指标有哪些", table, title="评价办法") == table.strip()
    assert quoted("亩均税收的评价权重是多少", table, title="评价办法") == "指标：亩均税收；权重：40"


def test_the_answer_behind_a_question_of_the_text() -> None:
    text = (
        f"{PADDING}\n问：租金补贴怎么领？\n答：由管委会直接发到账户。\n问：几天到账？\n答：三天。\n{PADDING}"
    )
    assert quoted("租金补贴怎么领", text) == "问：租金补贴怎么领？\n答：由管委会直接发到账户。"


def test_what_stands_under_a_heading_that_only_names_the_matter() -> None:
    text = f"{PADDING}\n二、就餐人员做好防护。\n先洗手，坐下再摘口罩。\n三、食堂\n{PADDING}"
    assert quoted("就餐人员怎么防护", text) == "二、就餐人员做好防护。\n先洗手，坐下再摘口罩。"


def test_a_sentence_that_refers_back_comes_with_the_one_before() -> None:
    text = f"{PADDING}园区设工会联合会。其主席由职工代表大会选举产生。{PADDING}"
    assert quoted("工会主席由谁选举", text).startswith("园区设工会联合会。其主席")


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
    st.lists(SENTENCES, min_size=1, max_size=3),
    st.integers(0, 2),
    st.sampled_from(["租金补贴每平方米多少钱", "哪些企业不享受租金补贴", "什么时候", "东江租金补贴"]),
)
def test_a_quotation_is_in_its_passages_and_no_longer_than_stated(
    texts: list[str], which: int, question: str
) -> None:
    passages = pieces(*texts)
    evidence = evidence_of(question, passages[which % len(passages)])
    if not evidence.sentences:
        return
    said = quote(understand(question), evidence, passages)
    assert said.parts
    assert all(text and text in found.passage.text for found, text in said.parts)
    ordinals = [found.passage.ordinal for found, _ in said.parts]
    assert ordinals == sorted(set(ordinals))
    whole = "".join(text for _, text in said.parts)
    limit = max(LONGEST + LONGEST_LIST, WHOLE)
    assert len(whole) <= limit or any(one.text.strip() in whole for one in evidence.sentences)


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


CHAINS = (
    "全市确定3条重点产业链，由市领导担任链长。\n",
    "表1 产业链一览表\n产业链：装备；链长：市长；链主企业：甲公司\n产业链：储能；链长：副市长；链主企业：乙公司\n",
    "产业链：竹木；链长：秘书长；链主企业：丙公司\n二、链长职责\n",
)


@pytest.mark.parametrize(
    ("question", "which"), [("3条产业链有哪些", 0), ("链主企业有哪些", 1), ("链主企业有哪些", 2)]
)
def test_a_table_of_what_is_asked_is_shown_with_all_its_rows(question: str, which: int) -> None:
    said = "".join(text for _, text in quoted_from(question, pieces(*CHAINS), which).parts)
    assert all(company in said for company in ("甲公司", "乙公司", "丙公司"))
    assert "职责" not in said


def test_a_row_that_the_passage_before_runs_into_is_quoted_as_it_is() -> None:
    said = quoted_from(
        "链主企业有哪些", pieces("各园区的企业见附件；", "链主企业：甲公司；园区：东江\n"), which=1
    )
    assert [text for _, text in said.parts] == ["链主企业：甲公司；园区：东江"]


def test_a_table_of_something_else_isnt_shown_behind() -> None:
    said = quoted_from("重点任务由谁负责、有哪些要求", pieces("重点任务有要求。\n", *CHAINS[1:]))
    assert [found.passage.ordinal for found, _ in said.parts] == [0]


def figures_of(said: Quotation, column: str) -> list[str]:
    rows = "\n".join(text for _, text in said.parts).split("\n")
    return [row.partition(f"{column}：")[2].partition("；")[0] for row in rows]


@pytest.mark.parametrize(
    ("question", "order", "figures"),
    [
        ("亩均税收最高的园区是哪个", "亩均税收从高到低", ["16.6", "16.5", "10.7", "10.6"]),
        ("亩均税收最低的园区是哪个", "亩均税收从低到高", ["10.6", "10.7", "16.5", "16.6"]),
    ],
)
def test_who_has_most_is_told_by_all_rows_in_the_order_of_the_figure(
    question: str, order: str, figures: list[str]
) -> None:
    said = quoted_from(question, pieces(TARGETS))
    assert said.note == f"各行按{order}排列，请对照"
    assert figures_of(said, "亩均税收（万元/亩）") == figures


def test_rows_of_two_passages_are_put_in_one_order() -> None:
    said = quoted_from("亩均税收最低的园区是哪个", pieces(*TARGETS.splitlines(keepends=True)))
    assert figures_of(said, "亩均税收（万元/亩）") == ["10.6", "10.7", "16.5", "16.6"]
    assert [found.passage.ordinal for found, _ in said.parts] == [2, 3, 0, 1]


AWARDS = "人才类别：硕士研究生；补贴标准：8万元\n人才类别：高级技师；补贴标准：5万元\n人才类别：技师；补贴标准：3万元\n"


def test_the_rows_of_two_things_that_are_named_are_both_told() -> None:
    said = quoted_from("高级技师和技师的补贴标准各是多少", pieces(AWARDS))
    assert "".join(text for _, text in said.parts) == AWARDS.partition("\n")[2].strip()


def test_of_a_table_by_months_too_long_the_rows_of_the_last_month() -> None:
    rows = [
        f"月份：2026-{month:02}；园区：第{zone}园区；亩均税收（万元/亩）：{zone}.{month}；增速（%）：{'1' * 40}\n"
        for month in (8, 9, 10)
        for zone in range(1, 7)
    ]
    said = quoted_from("亩均税收最高的园区是哪个", pieces("".join(rows[:7]), "".join(rows[7:])))
    assert [text for _, text in said.parts] == ["".join(rows[:11:-1]).strip()]


def test_a_table_too_long_is_cut_between_rows_and_says_so() -> None:
    rows = [f"链主企业：第{count}公司；地址：{'某街' * 40}\n" for count in range(1, 21)]
    said = quoted_from("链主企业有哪些", pieces("".join(rows)))
    (part,) = said.parts
    assert (said.shown, said.total) == (part[1].count("\n") + 1, 20)
    assert len(part[1]) <= LONGEST_LIST


def test_the_row_that_has_the_place_asked_stands_alone() -> None:
    table = "名次：1；园区：东江高新区\n名次：2；园区：西岭工业园\n名次：3；园区：南汀高新区\n"
    assert quoted("综合评价第二名是谁", table, title="综合评价通报") == "名次：2；园区：西岭工业园"


def test_a_heading_comes_with_what_it_heads() -> None:
    text = f"二、租金补贴期限\n{PADDING.replace('。', '，')}。\n三、附则\n"
    assert quoted("租金补贴期限", text, heading="二、租金补贴期限").endswith("见效，。")


def test_a_heading_with_nothing_below_it_isnt_quoted_alone() -> None:
    text = f"{PADDING}\n{RENT}\n三、租金补贴期限\n"
    assert quoted("租金补贴期限", text, heading="三、租金补贴期限") != "三、租金补贴期限"


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("二、一次性安家补贴\n", True),
        ("表 1 重点产业链一览表\n", True),
        ("第三章 补贴标准", True),
        ("（三）一次性安家补贴5万元", False),
        ("二、补贴期限最长三年。", False),
        ("表1所列企业，由园区管委会负责。", False),
        ("联系电话：0700-8210612", False),
    ],
)
def test_what_only_heads(line: str, heads: bool) -> None:
    assert is_heading(line, {"标准厂房租金补贴办法"}) is heads


def test_rows_of_others_leave_a_heading_that_says_nothing() -> None:
    rows = "表1 重点产业链一览表\n产业链：储能；链主：蓄原储能\n产业链：箱包；链主：行囊箱包\n"
    question = "光伏产业链链主企业是哪家"
    assert not says_something(understand(question), evidence_of(question, paper(rows)))
    listed = evidence_of("链主有哪些", paper(rows))
    assert not says_something(understand("链主有哪些"), replace(listed, sentences=()))
    assert says_something(understand("储能链主"), evidence_of("储能链主", paper(rows)))


def test_as_many_as_are_asked_for_are_told_by_their_first_sentences() -> None:
    kinds = ("能力提升", "企业培育", "精准招商", "科技创新")
    items = "".join(
        f"{sign}要抓好{kind}行动。{PADDING}" for sign, kind in zip("一二三四", kinds, strict=True)
    )
    said = quoted_from("四大行动是哪四个", pieces(f"全市要抓好四大行动。各部门抓好落实。{items}"))
    text = "".join(text for _, text in said.parts)
    assert all(f"要抓好{kind}行动。" in text for kind in kinds)
    assert "加强组织领导" not in text
    assert said.note
