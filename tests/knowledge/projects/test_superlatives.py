"""The largest projects, the first three: read from a question, and put in order by what ledgers say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.projects.lookups import Sourced
from knowledge.projects.superlatives import SHOWN, Order, in_order, read
from tests.knowledge.projects.cast import LEDGER, project

AMOUNTS = st.lists(st.none() | st.integers(min_value=1, max_value=9), min_size=1, max_size=12)


def ledger_of(amounts: list[int | None]) -> list[Sourced]:
    return [
        Sourced(project(f"A-{n}", f"项目{n}", investment=amount), LEDGER) for n, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("总投资最大的项目", Order()),
        ("投资最少的项目是哪个", Order(largest_first=False)),
        ("总投资前三的项目", Order(many=3)),
        ("投资额排名前10位的项目", Order(many=10)),
        ("投资最大的两个项目", Order(many=2)),
        ("哪个项目总投资最高", Order()),
        ("项目按总投资从小到大排列", Order(largest_first=False)),
        ("规模最大的项目", Order()),
        ("总投资第二大的项目", Order(many=2)),
    ],
)
def test_an_order_is_read_and_taken_out(text: str, order: Order) -> None:
    rest, found = read(text)
    assert found == order
    assert "最" not in rest and "前" not in rest and "投资" not in rest


@pytest.mark.parametrize(
    "text",
    ["固定资产投资最大的项目", "哪个园区的项目总投资最大", "亩均税收最高的园区", "投资强度最高的项目"],
)
def test_what_the_ledgers_of_projects_do_not_tell_is_no_order(text: str) -> None:
    assert read(text) == (text, None)


def test_words_of_a_name_are_kept() -> None:
    rest, order = read("东江高新区总投资前两名的在建项目")
    assert order == Order(many=2)
    assert "东江高新区" in rest and "在建项目" in rest


def test_who_equals_the_last_is_shown_too_and_it_is_said() -> None:
    ordered = in_order(ledger_of([3, 9, 3, 1]), Order(many=2))
    assert [one.project.investment for one in ordered.first] == [9, 3, 3]
    assert ordered.has_ties


@given(AMOUNTS, st.integers(min_value=1, max_value=SHOWN), st.booleans())
def test_nobody_left_out_is_ahead_and_nobody_is_lost(
    amounts: list[int | None], many: int, largest_first: bool
) -> None:
    ordered = in_order(ledger_of(amounts), Order(largest_first, many))
    told = sorted((one for one in amounts if one is not None), reverse=largest_first)
    shown = [one.project.investment for one in ordered.first]
    assert shown == told[: len(shown)]
    assert len(shown) >= min(many, len(told))
    assert all(one != shown[-1] for one in told[len(shown) :])
    assert ordered.compared == len(told)
    assert len(ordered.untold) == len(amounts) - len(told)
