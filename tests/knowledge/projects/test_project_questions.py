"""What people ask of the ledger, and what they ask that isn't of the ledger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.projects.questions import ProjectQuery, fits, select, understand
from knowledge.projects.tables import Stage
from tests.knowledge.projects.cast import EAST, EAST_IN_FULL, WEST, ZONES, project, sourced

NAMES = [one.project.name for one in sourced()]
MOTORS, MAGNETS, MEALS = "LC-2024-001", "LC-2025-002", "LC-2026-003"


def asked(text: str) -> ProjectQuery:
    query = understand(text, ZONES, NAMES)
    assert query is not None
    return query


def found(text: str) -> list[str]:
    """The projects that a question finds, none where it isn't about projects."""
    query = understand(text, ZONES, NAMES)
    return [one.project.code for one in select(query, sourced())] if query else []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("微型电机扩能一期到哪一步了？", [MOTORS]),
        ("微型电机扩能一期", [MOTORS]),
        ("微型电机扩能一期和预制菜加工中心进展如何", [MOTORS, MEALS]),
        ("哪个园区在做微型电机？", [MOTORS]),
        ("哪个园区在做磁瓦", [MAGNETS]),
        ("LC-2024-001 的责任领导是谁", [MOTORS]),
        ("lc-2024-001", [MOTORS]),
        ("ｌｃ－２０２４－００１到哪步了", [MOTORS]),
        ("lc–2024–001和LC-2026-003", [MOTORS, MEALS]),
        ("LC-2099-001", []),
        ("靳伯石负责哪些项目", [MOTORS]),
        ("市生态环境局服务哪些项目", [MAGNETS]),
        ("东江微驱电机有限公司有哪些项目", [MOTORS]),
        ("预制菜项目什么时候开工", [MEALS]),
        ("菜项目有哪些", [MEALS]),
    ],
)
def test_projects_are_found_by_code_name_or_what_the_ledger_says(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("东江高新区有哪些项目已经投产？", [MOTORS]),
        ("东江高新区有几个在建项目？", [MAGNETS]),
        ("东江高新区有多少项目", [MOTORS, MAGNETS]),
        ("东江高新技术产业开发区的项目", [MOTORS, MAGNETS]),
        ("西岭工业园已签约未开工的项目有哪些", [MEALS]),
        ("哪些项目还没有投产", [MAGNETS, MEALS]),
        ("尚未开工的项目清单", [MEALS]),
        ("西岭工业园投产的项目有哪些", []),
        ("全市一共有多少个项目？", [MOTORS, MAGNETS, MEALS]),
        ("哪些项目落后于计划？", [MAGNETS]),
        ("西岭工业园有没有推迟的项目", []),
    ],
)
def test_lists_by_zone_stage_and_plan(text: str, codes: list[str]) -> None:
    assert asked(text).wants_list
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("LC-2024-001 的责任领导是谁", "lead"),
        ("微型电机扩能一期总投资多少", "investment"),
        ("微型电机扩能一期在哪里", "zone"),
        ("磁瓦项目的建设单位", "enterprise"),
        ("磁瓦项目的服务小分队", "service_team"),
    ],
)
def test_the_field_asked_for(text: str, field: str) -> None:
    assert field in asked(text).fields
    assert not asked(text).wants_list


@pytest.mark.parametrize(
    "text",
    [
        "标准厂房租金补贴多少钱？",
        "企业交流主题日什么时候开？",
        "人才公寓租金多少？",
        "微型电机扩能一期能申请租金补贴吗",
        "钕铁硼磁瓦项目可以享受什么奖励政策",
        "东江高新区10月新开工项目有几个",
        "东江高新区的亩均税收",
        "你好",
        "",
        "？？？",
    ],
)
def test_other_questions_are_not_of_the_ledger(text: str) -> None:
    assert understand(text, ZONES, NAMES) is None


@pytest.mark.parametrize(
    "text",
    [
        "项目开工需要办哪些手续？",
        "微型电机企业投产有什么奖励",
        "哪些企业可以申请租金补贴？",
        "标准厂房项目有哪些补贴？",
        "竣工验收怎么办理",
        "你在做什么",
        "GB3095-2012 是什么标准",
    ],
)
def test_a_policy_question_with_a_projects_words_finds_no_project(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("name", [EAST, EAST_IN_FULL])
def test_a_zone_by_any_of_its_names_is_the_zone(name: str) -> None:
    query = asked(f"{name}有哪些项目")
    assert fits(query, project("A-2024-1", "甲", zone=EAST))
    assert fits(query, project("A-2024-2", "乙", zone=EAST_IN_FULL))
    assert not fits(query, project("A-2024-3", "丙", zone=WEST))


def test_a_zone_named_like_the_start_of_another_is_not_that_other() -> None:
    query = asked(f"{EAST}有哪些项目")
    assert not fits(query, project("A-2024-1", "甲", zone=f"{EAST}南园"))


def test_of_two_names_in_one_another_the_longer_is_meant() -> None:
    query = understand("光学膜项目二期到哪了", {}, ["光学膜项目", "光学膜项目二期"])
    assert query is not None
    assert query.names == ("光学膜项目二期",)


def test_a_code_that_the_ledger_writes_in_small_letters() -> None:
    assert fits(asked("LC-2024-001"), project("lc-2024-001", "甲"))


def test_between_not_yet_and_already() -> None:
    query = asked("已竣工未投产的项目有哪些")
    assert query.stages == (Stage.COMPLETED,)


WORDS = st.sampled_from(
    [
        "项目",
        "哪些",
        "投产",
        "未开工",
        "落后",
        EAST,
        "LC-2024-001",
        "微型电机扩能一期",
        "的",
        "-",
        " ",
        "ß",
        "ﬁ",
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=3))).map("".join)))
def test_no_text_at_all_is_too_much(text: str) -> None:
    query = understand(text, ZONES, NAMES)
    if query is not None:
        every = sourced()
        assert all(one in every for one in select(query, every))


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_code_is_found_in_any_text(before: str, after: str) -> None:
    text = f"{before}，LC-2024-001，{after}"
    assert MOTORS in found(text)


@pytest.mark.parametrize("text", ["松岭的落后项目", "松岭没开工的项目", "松岭延期的项目", "松岭进度慢的项目"])
def test_those_that_are_late_are_listed_and_no_others(text: str) -> None:
    query = asked(text)
    assert query.wants_list and (query.late or query.stages)


def test_whether_one_project_is_late_is_asked_of_its_status() -> None:
    assert not asked("松岭竹缠管材项目落后了吗").wants_list
