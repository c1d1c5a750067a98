"""Questions put to the samples' ledger: what is told, to whom, and what is said where nothing fits."""

import re

import pytest

from knowledge.answers import Answer, Reason, Refusal, Subject
from knowledge.checking import faults
from knowledge.home import Home
from knowledge.scope import GUEST, LOCAL_OPERATOR, Role, Scope
from tests.knowledge.askers import MOTOR_WORKS, OUTSIDERS, QINGSHI, SONGLING, STAFF, answered, ask, refused

ECOLOGY = Scope(Role.DEPARTMENT, department="市生态环境局")
MOTORS = ["LC-2023-004", "LC-2024-007"]


def codes(reply: Answer) -> list[str]:
    return [match[1] for one in reply.citations if (match := re.search(r"项目编号：(LC-\d+-\d+)", one.quote))]


@pytest.mark.parametrize(
    ("question", "code", "told"),
    [
        ("LC-2024-001到哪一步了", "LC-2024-001", "目前处于竣工阶段"),
        ("lc－2024－001 总投资多少", "LC-2024-001", "总投资：198000 万元（19.8 亿元）"),
        ("LC-2024-010的责任领导是谁？", "LC-2024-010", "责任领导：柏松年"),
        ("5吉瓦时储能电池生产基地到哪一步了？", "LC-2024-001", "计划 2026-08-31"),
        ("储能电池生产基地到哪一步了？", "LC-2024-001", "调试完成80%"),
        ("竹缠绕复合管材项目为什么慢？", "LC-2024-010", "林地手续办结后"),
        ("哪家企业在做扫地机器人", "LC-2025-006", "青石转旭智能家电有限公司"),
        ("净菜加工项目什么时候开工的", "LC-2026-007", "开工：2026-06-03"),
        ("年产磷酸铁锂3万吨的项目进展如何", "LC-2024-003", "厂房封顶"),
    ],
)
def test_one_project_in_full(sample_home: Home, question: str, code: str, told: str) -> None:
    answer = answered(sample_home, question)
    assert answer.kind is Subject.PROJECT
    assert codes(answer) == [code]
    assert told in answer.text
    assert "数据截至 2026-10-31" in answer.text
    assert str(answer.as_of) == "2026-10-31"
    (cited,) = answer.citations
    assert cited.source.endswith("项目台账.xlsx")
    assert "第" in cited.title and "行" in cited.title


def test_what_was_asked_for_comes_first(sample_home: Home) -> None:
    lines = answered(sample_home, "LC-2024-001的服务小分队是哪个").text.splitlines()
    assert lines[1] == "服务小分队：澜川经开区第二服务小分队。"


def test_which_zone_makes_what(sample_home: Home) -> None:
    answer = answered(sample_home, "哪个园区在做微型电机？")
    assert codes(answer) == MOTORS
    assert answer.text.count("青石产业开发区") == len(MOTORS)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("全市一共有多少个项目？", 40),
        ("澜川经开区有哪些项目？", 9),
        ("澜川经济技术开发区有哪些项目？", 9),
        ("白渡工业园有哪些在建项目", 3),
        ("松岭经开区有哪些签约未开工的项目", 2),
        ("白渡工业园有哪些项目竣工了？", 2),
        ("澜川经开区有哪些项目已经开工", 7),
        ("靳伯石负责哪些项目", 7),
        ("澜川经开区有哪些落后于计划的项目", 3),
    ],
)
def test_several_as_a_list_with_their_count(sample_home: Home, question: str, count: int) -> None:
    answer = answered(sample_home, question)
    assert answer.text.startswith(f"共 {count} 个项目")
    assert answer.counted == count
    assert len(answer.citations) == min(count, 10) == answer.text.count("· ")
    assert ("先列出一部分" in answer.text) is (count > 10)
    assert not faults(answer)


@pytest.mark.parametrize(
    "question",
    [
        "有哪些项目",
        "哪个园区在做微型电机？",
        "LC-2024-001到哪一步了",
        "哪些项目落后于计划？",
        "南汀高新区有几个在建项目",
        "功能膜产业链有哪些项目",
    ],
)
def test_the_rows_cited_bear_every_figure(sample_home: Home, question: str) -> None:
    answer = answered(sample_home, question)
    told = "".join(f"{one.title}{one.quote}" for one in answer.citations)
    bare = re.sub(r"\[\d+\]$", "", answer.text, flags=re.MULTILINE)
    figures = set(re.findall(r"\d+", bare)) - {str(answer.counted)}
    assert figures <= set(re.findall(r"\d+", told))


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("白渡工业园有哪些竣工项目？", "处于竣工阶段"),
        ("松岭经开区已竣工未投产的项目有哪些", "处于竣工阶段"),
        ("松岭经开区有多少竣工项目", "处于竣工阶段"),
        ("南汀高新区有哪些签约项目", "处于签约阶段"),
        ("2021年签约的项目有哪些", "2021年签约"),
        ("总投资100亿元以上的项目有哪些", "总投资100亿元以上"),
    ],
)
def test_where_no_project_fits_it_is_said(sample_home: Home, question: str, condition: str) -> None:
    refusal = refused(sample_home, question)
    assert (refusal.kind, refusal.reason) == (Subject.PROJECT, Reason.NO_PROJECTS)
    assert "没有符合条件的项目" in refusal.text
    assert condition in refusal.text


@pytest.mark.parametrize(
    "question",
    [
        "生物医药项目有哪些",
        "火箭产业链有几个项目",
        "外商独资的项目有哪些",
        "2026年的项目有哪些",
        "2026年10月竣工的项目有哪些",
        "总投资5亿元的项目有哪些",
    ],
)
def test_what_is_not_understood_is_not_counted_as_none(sample_home: Home, question: str) -> None:
    reply = ask(sample_home, question)
    assert "没有符合条件的项目" not in reply.text
    assert not (isinstance(reply, Refusal) and reply.final)


@pytest.mark.parametrize(
    "question",
    [
        "2026年开工的项目有哪些",
        "今年开工的项目有哪些",
        "2025年签约的项目有哪些",
        "哪些项目2024年竣工",
        "2026年开工了哪些项目",
        "总投资1亿元以上的项目有哪些",
        "总投资1亿元以下的项目有哪些",
        "处于签约阶段的项目有哪些",
        "柏松年包联哪些项目",
        "2026年新签约的项目有哪些",
        "今年新开工的项目",
        "去年新竣工了哪些项目",
    ],
)
def test_years_amounts_and_leads_list_what_the_ledger_has(sample_home: Home, question: str) -> None:
    answer = answered(sample_home, question)
    assert answer.kind is Subject.PROJECT
    assert answer.counted is not None and 1 < answer.counted < 40


@pytest.mark.parametrize("way", ["联系", "挂点", "分管", "牵头", "服务", "包联", "负责", "对接"])
def test_whoever_looks_after_projects_is_asked_for_in_any_words(sample_home: Home, way: str) -> None:
    for question in (f"靳伯石{way}的项目", f"靳伯石{way}哪些项目"):
        answer = answered(sample_home, question)
        assert answer.counted == 7
        assert all("责任领导：靳伯石" in one.quote for one in answer.citations)


@pytest.mark.parametrize(
    ("question", "stage"),
    [("投产了的箱包项目", "投产"), ("芮春渡挂联的在建项目", "开工"), ("靳伯石联系的竣工项目", "竣工")],
)
def test_projects_of_a_stage_are_of_that_stage_alone(sample_home: Home, question: str, stage: str) -> None:
    answer = answered(sample_home, question)
    assert len(answer.citations) > 1
    assert all(f"项目阶段：{stage}" in one.quote for one in answer.citations)


@pytest.mark.parametrize(
    ("question", "late"),
    [
        ("没按时开工的项目", 19),
        ("没能按计划竣工的项目", 15),
        ("未能按期投产的项目", 9),
        ("松岭没按时开工的项目", 3),
        ("应开工未开工的项目", 4),
        ("到期未竣工的项目有哪些", 4),
    ],
)
def test_late_ones_come_with_the_day_that_was_planned(sample_home: Home, question: str, late: int) -> None:
    answer = answered(sample_home, question)
    assert answer.counted == late
    lines = [line for line in answer.text.splitlines() if line.startswith("· ")]
    assert lines and all(re.search(r"；(?:开工|竣工|投产)：.*计划 20\d\d-", line) for line in lines)
    assert not faults(answer)


def test_the_largest_come_in_order_with_their_amounts_and_the_ledgers_day(sample_home: Home) -> None:
    answer = answered(sample_home, "总投资前三的项目")
    assert codes(answer) == ["LC-2024-001", "LC-2023-001", "LC-2024-003"]
    assert "总投资：198000 万元（19.8 亿元）[1]" in answer.text
    assert answer.text.startswith("按台账填写的总投资从大到小排（比较了 40 个项目）：")
    assert answer.text.endswith("数据截至 2026-10-31。[1]")
    assert not faults(answer)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("总投资最大的项目", "LC-2024-001"),
        ("投资最少的项目是哪个", "LC-2026-007"),
        ("松岭经开区总投资最大的项目", "LC-2024-010"),
        ("靳伯石负责的项目里总投资最大的", "LC-2023-004"),
        ("投资最大的3个在建项目", "LC-2024-003"),
        ("储能电池产业链总投资最大的项目", "LC-2024-001"),
    ],
)
def test_the_largest_of_some(sample_home: Home, question: str, first: str) -> None:
    assert codes(answered(sample_home, question))[0] == first


@pytest.mark.parametrize(
    "question", ["松岭经开区项目总投资", "松岭经开区所有项目总投资合计多少", "柏松年负责的项目总投资合计"]
)
def test_amounts_are_listed_and_never_added_up(sample_home: Home, question: str) -> None:
    answer = answered(sample_home, question)
    amounts = [52000, 17500, 14600, 11200, 8900]
    assert answer.text.startswith("台账里没有合计数，总投资不代为相加。共 5 个项目有总投资：")
    assert all(f"总投资：{amount} 万元" in answer.text for amount in amounts)
    assert str(sum(amounts)) not in answer.text
    assert not faults(answer)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "2025年11月澜川经开区规模工业增加值增速",
            "2025-11；园区：澜川经开区；规模工业增加值增速（%）：8.6；",
        ),
        ("2026年10月澜川经开区新增规上企业几家", "2026-10；园区：澜川经开区；"),
        ("2026年8月南汀高新区规上企业新增多少", "2026-08；园区：南汀高新区；"),
        ("青石今年10月各项指标", "2026-10；园区：青石产业开发区；"),
        ("澜川经开区今年8月的亩均税收是多少", "2026-08；园区：澜川经开区；规模工业增加值增速（%）：10；"),
        ("去年11月松岭经开区亩均税收", "2025-11；园区：松岭经开区；"),
        ("松岭经开区9月亩均税收", "亩均税收（万元/亩）：8.6；"),
        ("2026年10月青石产业开发区新开工项目数", "2026-10；园区：青石产业开发区；"),
        ("澜川高新区2026年6月新签约项目几个", "2026-06；园区：澜川高新区；"),
    ],
)
def test_an_indicator_is_told_by_the_row_of_its_zone_and_month(
    sample_home: Home, question: str, told: str
) -> None:
    answer = answered(sample_home, question)
    assert answer.question == question
    assert told in answer.text
    assert answer.text.count("月份：") == 1


@pytest.mark.parametrize(
    "question",
    [
        "磷酸铁锂正极材料二期项目进展",
        "磷酸铁锂正极材料一期三期进展",
        "净菜加工项目二期进展",
        "智能箱包五金拉链配套园进展",
        "石墨轴承配套产业园进展",
    ],
)
def test_another_phase_or_a_longer_name_is_not_that_project(sample_home: Home, question: str) -> None:
    reply = ask(sample_home, question)
    assert not (isinstance(reply, Answer) and reply.kind is Subject.PROJECT)


def test_a_short_code_that_never_was(sample_home: Home) -> None:
    for question in ("YX-404", "YX-404项目进展"):
        assert refused(sample_home, question).reason is Reason.UNKNOWN_PROJECT


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("全程代办包括哪些项目", "09-"),
        ("赋权目录里有几个项目", "10-"),
        ("哪些项目可以享受租金补贴？", ""),
        ("有哪些项目可以申报补贴", ""),
        ("项目备案几天办好", "09-"),
        ("白渡工业园2026年10月新竣工项目有几个", "园区指标"),
        ("5吉瓦时储能电池生产基地能申请租金补贴吗", ""),
    ],
)
def test_what_is_not_of_the_ledger_reaches_the_documents(sample_home: Home, question: str, file: str) -> None:
    reply = ask(sample_home, question)
    assert reply.kind is Subject.POLICY
    if file:
        assert isinstance(reply, Answer)
        assert any(f"/{file}" in one.source for one in reply.citations)


def test_an_unknown_code(sample_home: Home) -> None:
    refusal = refused(sample_home, "LC-2099-001到哪一步了")
    assert refusal.reason is Reason.UNKNOWN_PROJECT
    assert "LC-2099-001" in refusal.text


def test_an_official_of_another_zone_is_told_the_same_as_of_a_code_that_never_was(sample_home: Home) -> None:
    there = refused(sample_home, "LC-2024-001到哪一步了", SONGLING)
    never = refused(sample_home, "LC-2099-001到哪一步了", SONGLING)
    assert there.reason is never.reason is Reason.UNKNOWN_PROJECT
    assert there.text.replace("LC-2024-001", "LC-2099-001") == never.text
    assert codes(answered(sample_home, "LC-2024-001到哪一步了", STAFF)) == ["LC-2024-001"]


@pytest.mark.parametrize(
    "question",
    ["储能电池生产基地到哪一步了？", "哪个园区在做微型电机？", "5吉瓦时储能电池生产基地总投资多少"],
)
def test_an_official_sees_no_project_of_another_zone(sample_home: Home, question: str) -> None:
    reply = ask(sample_home, question, SONGLING)
    assert reply.kind is Subject.POLICY or isinstance(reply, Refusal)
    assert not any(word in reply.text for word in ("LC-", "198000", "青石微驱电机有限公司（"))


def test_an_official_counts_the_projects_of_the_own_zone_alone(sample_home: Home) -> None:
    answer = answered(sample_home, "全市一共有多少个项目？", SONGLING)
    assert answer.counted == 5
    assert refused(sample_home, "青石产业开发区有哪些项目", SONGLING).reason is Reason.NO_PROJECTS
    assert answered(sample_home, "青石产业开发区有哪些项目", QINGSHI).counted == 7


def test_an_enterprise_sees_its_own(sample_home: Home) -> None:
    answer = answered(sample_home, "我们有哪些项目", MOTOR_WORKS)
    assert codes(answer) == ["LC-2023-004", "LC-2024-007", "LC-2025-007"]
    assert codes(answered(sample_home, "汽车座椅微型电机项目进展", MOTOR_WORKS)) == ["LC-2024-007"]
    assert refused(sample_home, "LC-2024-001到哪一步了", MOTOR_WORKS).reason is Reason.UNKNOWN_PROJECT
    assert "LC-" not in ask(sample_home, "扫地机器人整机项目到哪一步了", MOTOR_WORKS).text


def test_a_department_sees_those_it_serves(sample_home: Home) -> None:
    answer = answered(sample_home, "有哪些项目", ECOLOGY)
    assert all("服务" in one.quote for one in answer.citations)
    assert answer.counted == 7
    assert "LC-2024-003" in answered(sample_home, "磷酸铁锂正极材料一期进展", ECOLOGY).text


@pytest.mark.parametrize(
    "question",
    [
        "LC-2024-001到哪一步了",
        "储能电池生产基地到哪一步了？",
        "有哪些项目",
        "白渡工业园有哪些竣工项目？",
        "哪个园区在做微型电机？",
    ],
)
def test_a_guest_gets_no_hint_of_any_project(sample_home: Home, question: str) -> None:
    reply = ask(sample_home, question, GUEST)
    assert reply.kind is Subject.POLICY
    text = reply.text.replace("LC-2024-001", "") if "LC-" in question else reply.text
    assert not any(word in text for word in ("LC-20", "无权", "198000", "个项目：", "阶段["))
    if isinstance(reply, Answer):
        assert not any("台账" in one.source for one in reply.citations)


def test_nobody_outside_learns_which_codes_there_are(sample_home: Home) -> None:
    for scope in OUTSIDERS:
        there = ask(sample_home, "LC-2024-001", scope).text.replace("LC-2024-001", "")
        never = ask(sample_home, "LC-2099-999", scope).text.replace("LC-2099-999", "")
        assert there == never


def test_everyone_who_sees_all_sees_the_same(sample_home: Home) -> None:
    question = "哪些项目落后于计划？"
    assert answered(sample_home, question, LOCAL_OPERATOR) == answered(sample_home, question, STAFF)
