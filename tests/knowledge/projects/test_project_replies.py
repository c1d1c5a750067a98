"""A project's state as it is told: the ledger's figures, its row, its day."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from knowledge.projects import replies
from knowledge.projects.tables import Stage, is_late
from tests.knowledge.projects.cast import everyone, project


def test_a_status_says_stage_plan_progress_day_and_row() -> None:
    battery = project(
        "LC-2024-001",
        "储能电池基地",
        stage=Stage.COMPLETED,
        investment=1_980_000_000,
        completion_planned=date(2026, 3, 31),
        completed_on=date(2026, 5, 22),
        production_planned=date(2026, 8, 31),
        lead="郁怀川",
        progress="设备调试完成80%。",
    )
    assert replies.status(battery).splitlines() == [
        "储能电池基地（LC-2024-001）目前处于竣工阶段。",
        "责任领导：郁怀川；总投资：198000 万元（19.8 亿元）；所属园区：东江高新区。",
        "竣工：2026-05-22（计划 2026-03-31）；投产：计划 2026-08-31。",
        "最新进展：设备调试完成80%。",
        "数据截至 2026-10-31，台账“项目台账”第 3 行。",
    ]


def test_what_was_asked_for_comes_first_and_once() -> None:
    lines = replies.status(everyone()[0], ("investment", "lead")).splitlines()
    assert lines[1:3] == ["总投资：45000 万元（4.5 亿元）。", "责任领导：靳伯石。"]
    assert sum(line.count("责任领导") for line in lines) == 1


def test_what_was_asked_for_and_is_not_in_the_ledger_is_said_to_be_missing() -> None:
    assert "台账中没有填写责任领导。" in replies.status(everyone()[2], ("lead",))


def test_a_bare_project_has_no_empty_lines() -> None:
    lines = replies.status(project("A-1", "甲")).splitlines()
    assert all(len(line) > 1 for line in lines)


def test_what_is_built_stands_on_a_line_of_its_own_and_only_once() -> None:
    kiln = project("A-1", "窑炉", content="建设窑炉3座。", department="市生态环境局", progress="设备进场")
    assert "建设内容：建设窑炉3座。" in replies.status(kiln).splitlines()
    assert "服务部门：市生态环境局" in replies.status(kiln)
    asked = replies.status(kiln, ("progress", "content")).splitlines()
    assert asked[1:3] == ["最新进展：设备进场。", "建设内容：建设窑炉3座。"]
    assert sum("窑炉3座" in line for line in asked) == 1


def test_a_line_of_a_list_says_what_was_asked_or_that_it_is_missing() -> None:
    motors, magnets, _ = everyone()
    assert replies.summary(motors, ("investment",)).endswith("；总投资：45000 万元（4.5 亿元）")
    assert replies.summary(magnets, ("investment",)).endswith("；总投资没有填写")
    assert replies.summary(magnets, (), (Stage.COMPLETED,)).endswith("；竣工：计划 2026-10-31")


def test_a_list_line_and_a_quote() -> None:
    motors = everyone()[0]
    assert replies.summary(motors) == (
        "微型电机扩能一期（LC-2024-001）：东江高新区，东江微驱电机有限公司，投产阶段"
    )
    assert replies.quote(motors).startswith(
        "项目编号：LC-2024-001；项目名称：微型电机扩能一期；项目阶段：投产；"
    )
    assert replies.quote(motors).endswith("数据截至：2026-10-31")


@given(st.integers(min_value=0, max_value=10**14))
def test_money_loses_nothing(yuan: int) -> None:
    wan, _, rest = replies.money(yuan).partition(" 万元")
    assert Decimal(wan) * 10_000 == yuan
    if rest:
        assert Decimal(rest.strip("（）").removesuffix(" 亿元")) * 10**8 == yuan


def test_a_project_is_late_once_a_planned_day_is_over_without_the_event() -> None:
    motors, magnets, meals = everyone()
    assert [is_late(one) for one in (motors, magnets, meals)] == [False, True, False]
    magnets.completed_on = date(2026, 10, 31)
    assert not is_late(magnets)
