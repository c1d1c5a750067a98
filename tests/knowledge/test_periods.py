"""Which parts of a year a text names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.periods import Period, ends_in, named_period, periods_in, spelled_period


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2026年三季度", [(7, 9)]),
        ("第一季度", [(1, 3)]),
        ("4季度", [(10, 12)]),
        ("2026q2", [(4, 6)]),
        ("前三季度", [(1, 9)]),
        ("前三个季度", [(1, 9)]),
        ("一至三季度", [(1, 9)]),
        ("1-3季度", [(1, 9)]),
        ("上半年和下半年", [(1, 6), (7, 12)]),
        ("全年", [(1, 12)]),
        ("2026年7月至9月", [(7, 9)]),
        ("1-10月", [(1, 10)]),
        ("每一季度通报", []),
        ("一季度一次", []),
        ("三个季度", []),
        ("半年、12个月", []),
        ("9月1日至10月31日", []),
    ],
)
def test_periods(text: str, periods: list[Period]) -> None:
    assert list(periods_in(text)) == periods


def test_until_the_end_of_a_month() -> None:
    assert ends_in("截至3月底，到6月30日，9月28日") == {3, 6}


@given(st.integers(1, 11).flatmap(lambda first: st.tuples(st.just(first), st.integers(first + 1, 12))))
def test_a_period_is_read_as_it_is_spelled(period: Period) -> None:
    assert periods_in(spelled_period(period)) == (period,) == periods_in(named_period(period))
