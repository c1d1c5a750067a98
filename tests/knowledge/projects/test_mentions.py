"""Questions that mean a project of the samples without a word that says so, and those that mean none."""

import re

import pytest

from knowledge.answers import Answer, Refusal, Subject
from knowledge.checking import faults
from knowledge.home import Home
from knowledge.projects.lookups import Sourced
from knowledge.projects.mentions import meant, telling
from knowledge.projects.tables import Project
from knowledge.scope import GUEST
from tests.knowledge.askers import MOTOR_WORKS, SONGLING, answered, ask
from tests.knowledge.projects.cast import LEDGER, ZONES, project


def codes(reply: Answer) -> list[str]:
    return [match[1] for one in reply.citations if (match := re.search(r"项目编号：(LC-\d+-\d+)", one.quote))]


def sourced(*projects: Project) -> list[Sourced]:
    return [Sourced(one, LEDGER) for one in projects]


@pytest.mark.parametrize(
    ("question", "code", "first"),
    [
        ("隧道装备年产多少台", "LC-2023-001", "建设内容：建设总装车间2栋，年产隧道掘进机36台。"),
        ("掘进机交付了多少台", "LC-2023-001", "最新进展：已满产，2026年前10个月交付掘进机29台。"),
        ("竹纤维餐具年产多少", "LC-2026-008", "建设内容：建设模塑成型线10条，"),
        ("湘厨冷链办了多少张夜间通行证", "LC-2024-009", "最新进展：冷库使用率88%，已办理夜间通行证42张。"),
        ("冷库使用率多少", "LC-2024-009", "最新进展：冷库使用率88%"),
        ("五金拉链排污许可办下来了吗", "LC-2024-011", "最新进展：电镀配套的排污许可尚未取得"),
        ("车载显示投产了几条线", "LC-2024-005", "最新进展：5条线已投产4条"),
        ("箱包检测中心出了多少份报告", "LC-2025-013", "最新进展：累计出具检测报告1900份"),
        ("绕丰线圈产能利用率", "LC-2024-008", "最新进展：变压器增容后两条绕线生产线投产，产能利用率65%。"),
        ("无人机电机试生产了多少台", "LC-2025-007", "最新进展：设备安装完成，试生产首批5000台。"),
        ("油缸工厂有几条线", "LC-2023-002", "最新进展：6条生产线全部投产"),
        ("冷链中心冷库多大", "LC-2024-009", "建设内容：建设冷库6万立方米"),
        ("川能正极由哪个部门服务", "LC-2024-003", "服务部门：市生态环境局。"),
        ("轴承产业园由哪个部门服务", "LC-2026-005", "服务部门：市自然资源和规划局。"),
        ("箱包工厂", "LC-2023-007", ""),
        ("传感器项目租多少平方米", "LC-2026-004", "建设内容：租用标准厂房8000平方米"),
        ("扫地机器人项目招到多少人", "LC-2025-006", "最新进展：正在招聘装配工320人，已到岗140人。"),
        ("功能膜项目一期产值", "LC-2023-003", "最新进展：4条涂布线满负荷运行，2026年前三季度产值9.3亿元。"),
        ("米粉项目卡在哪里", "LC-2025-008", "最新进展：主体完工，正在办理消防验收"),
        ("户外竹地板为什么没开工", "LC-2025-011", "最新进展：用地被低效企业占用"),
        ("扫地机器人项目建设内容", "LC-2025-006", "建设内容：建设扫地机器人组装线6条，年产整机150万台。"),
    ],
)
def test_the_projects_card_comes_with_what_holds_the_matter(
    sample_home: Home, question: str, code: str, first: str
) -> None:
    answer = answered(sample_home, question)
    assert answer.kind is Subject.PROJECT
    assert codes(answer) == [code]
    assert answer.text.splitlines()[1].startswith(first)
    assert "数据截至 2026-10-31" in answer.text
    assert not faults(answer)


@pytest.mark.parametrize(
    "question",
    [
        "冷链车辆夜间通行证发了多少张",
        "夜间通行证首批发了多少张",
        "冷链物流企业夜间通行证怎么办",
        "标准厂房有多少平方米",
        "标准厂房交付了多少",
        "功能膜产业链产值多少",
        "微型电机产值",
        "储能电池",
        "预制菜",
        "智能工厂",
        "排污许可证在哪里办",
        "青石产值多少",
        "澜川经开区招聘会招了多少人",
        "传感器企业租标准厂房有补贴吗",
    ],
)
def test_what_is_asked_of_more_than_a_project_is_left_to_the_documents(
    sample_home: Home, question: str
) -> None:
    assert ask(sample_home, question).kind is Subject.POLICY


@pytest.mark.parametrize("question", ["湘厨冷链办了多少张夜间通行证", "掘进机交付了多少台", "箱包工厂"])
def test_nobody_outside_its_scope_learns_of_the_project(sample_home: Home, question: str) -> None:
    for scope in (GUEST, MOTOR_WORKS, SONGLING):
        reply = ask(sample_home, question, scope)
        assert reply.kind is Subject.POLICY or isinstance(reply, Refusal)
        assert not any(word in reply.text for word in ("LC-", "42张", "29台", "行囊箱包"))


def test_an_enterprise_asks_of_its_own_in_its_own_words(sample_home: Home) -> None:
    assert codes(answered(sample_home, "空心杯电机试生产了多少台", MOTOR_WORKS)) == ["LC-2025-007"]


def test_a_word_in_the_names_of_many_projects_names_none() -> None:
    works = [project(f"A-{n}", f"精铸件{n}号车间", progress="产量3吨") for n in range(5)]
    assert meant("精铸件产量多少", sourced(*works), ZONES) == []
    assert [one.project.code for one in meant("精铸件产量多少", sourced(*works[:2]), ZONES)] == ["A-0", "A-1"]


def test_the_field_that_tells_is_named_and_none_where_none_does() -> None:
    kiln = project("A-1", "陶瓷窑炉项目", content="建设窑炉3座，年产瓷砖9万箱", progress="正在招聘司炉工40人")
    assert telling("陶瓷窑炉年产多少箱", kiln) == ("content",)
    assert telling("陶瓷窑炉项目招了几个人", kiln) == ("progress",)
    assert telling("陶瓷窑炉项目", kiln) == ()
