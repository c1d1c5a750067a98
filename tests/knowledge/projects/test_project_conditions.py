"""Years, amounts, codes of any shape, and names within longer names, in a ledger of another town."""

from datetime import date

import pytest

from knowledge.projects import conditions
from knowledge.projects.lookups import Sourced
from knowledge.projects.questions import ProjectQuery, may_mean, select, understand
from knowledge.projects.tables import Stage
from tests.knowledge.projects.cast import LEDGER, project

PELLETS = project(
    "YX-001",
    "生物质颗粒",
    stage=Stage.COMPLETED,
    investment=100_000_000,
    signed_on=date(2024, 3, 1),
    started_on=date(2025, 2, 1),
    completion_planned=date(2026, 3, 31),
    completed_on=date(2026, 5, 1),
    lead="何建国",
)
CATHODES = project(
    "YX-004",
    "中能锂电正极材料",
    investment=50_000_000,
    signed_on=date(2025, 6, 1),
    start_planned=date(2026, 1, 31),
    started_on=date(2026, 4, 1),
    completion_planned=date(2026, 9, 30),
)
CHAIRS = project(
    "YX-009", "竹木家居产业园", stage=Stage.SIGNED, signed_on=date(2025, 7, 1), start_planned=date(2026, 8, 1)
)
EVERY = [Sourced(one, LEDGER) for one in (PELLETS, CATHODES, CHAIRS)]


def asked(text: str) -> ProjectQuery | None:
    return understand(text, {}, [s.project.name for s in EVERY], [s.project.code for s in EVERY])


def found(text: str) -> list[str]:
    query = asked(text)
    return [one.project.code for one in select(query, EVERY)] if query else []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2026年开工的项目有哪些", ["YX-004"]),
        ("2025年签约的项目有哪些", ["YX-004", "YX-009"]),
        ("哪些项目2026年竣工", ["YX-001"]),
        ("哪些项目竣工时间在2026年", ["YX-001"]),
        ("2026年开工了哪些项目", ["YX-004"]),
        ("计划2026年竣工的项目有哪些", ["YX-001", "YX-004"]),
        ("2026年预计开工的项目有哪些", ["YX-004", "YX-009"]),
        ("2025年至2026年开工的项目有哪些", ["YX-001", "YX-004"]),
        ("2024年签约、2026年竣工的项目有哪些", ["YX-001"]),
        ("计划2026年竣工还没有竣工的项目有哪些", ["YX-004"]),
    ],
)
def test_the_year_of_a_stage(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "2026年有哪些项目",
        "2026年10月开工的项目有哪些",
        "2026年底前竣工的项目有哪些",
        "2026年在建的项目有哪些",
    ],
)
def test_a_year_that_cannot_be_applied_leaves_the_question_to_the_documents(text: str) -> None:
    assert asked(text) is None


def test_this_year_is_the_year_of_the_day() -> None:
    assert conditions.with_years("今年开工、去年签约", date(2026, 1, 1)) == "2026年开工、2025年签约"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("总投资1亿元以上的项目有哪些", ["YX-001"]),
        ("总投资一亿以上的项目有哪些", ["YX-001"]),
        ("总投资超过1亿元的项目有哪些", []),
        ("总投资5000万元以下的项目有哪些", ["YX-004"]),
        ("总投资5,000万以上的项目有哪些", ["YX-001", "YX-004"]),
        ("投资不超过0.6亿元的项目有哪些", ["YX-004"]),
        ("总投资5000万元以上1亿元以下的项目有哪些", ["YX-001", "YX-004"]),
        ("总投资1亿元的项目有哪些", []),
    ],
)
def test_amounts_without_those_that_have_none(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("处于签约阶段的项目有哪些", ["YX-009"]),
        ("何建国包联哪些项目", ["YX-001"]),
        ("包联领导何建国的项目有哪些", ["YX-001"]),
        ("逾期未竣工的项目有哪些", ["YX-004"]),
        ("逾期未开工的项目有哪些", ["YX-009"]),
        ("推迟竣工的项目有哪些", ["YX-001", "YX-004"]),
        ("逾期的项目有哪些", ["YX-004", "YX-009"]),
    ],
)
def test_stages_leads_and_what_exactly_is_late(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("YX-004", ["YX-004"]),
        ("yx-009项目进展", ["YX-009"]),
        ("YX-0041项目进展", []),
        ("中能锂电正极材料进展", ["YX-004"]),
        ("中能锂电正极材料项目产能多大", ["YX-004"]),
        ("生物质颗粒为什么慢", ["YX-001"]),
        ("请介绍一下生物质颗粒2026年的进展", ["YX-001"]),
        ("生物质颗粒燃料二期进展", []),
        ("中能锂电正极材料二期项目进展", []),
        ("中能锂电正极材料项目（二期）进展", []),
    ],
)
def test_a_code_or_a_name_is_that_project_alone(text: str, codes: list[str]) -> None:
    assert found(text) == codes


def test_the_shape_of_a_code_is_a_code_where_projects_are_meant() -> None:
    query = asked("YX-404项目进展")
    assert query is not None and query.codes == ("YX-404",)
    assert asked("ISO-9001认证有什么补贴") is None


def test_what_is_alike_starts_alike_and_is_the_same_phase() -> None:
    assert not may_mean(("智能家居产业园",), "竹木家居产业园")
    assert not may_mean(("锂电正极材料二期",), "锂电正极材料一期")
    assert may_mean(("竹木家居园区",), "竹木家居产业园")
