"""How often wrong codes may be tried: pure, over any times."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.people.attempts import LOCK, MOST_WRONG, WINDOW, locked_until, most_wrong, network
from tests.bot.people.cast import MINUTE, NOW

gaps = st.lists(st.integers(0, 20 * 60), max_size=60)


def tried(seconds: list[int]) -> list[datetime]:
    """When somebody who tries after each of the gaps was let try."""
    now = NOW
    times: list[datetime] = []
    for gap in seconds:
        now += timedelta(seconds=gap)
        until = locked_until(times)
        if until is None or now >= until:
            times.append(now)
    return times


@given(gaps)
def test_never_more_than_five_tries_in_a_quarter_of_an_hour(seconds: list[int]) -> None:
    times = tried(seconds)
    for first, sixth in zip(times, times[MOST_WRONG:], strict=False):
        assert sixth - first >= LOCK


@given(gaps)
def test_who_tries_seldom_is_never_shut_out(seconds: list[int]) -> None:
    seldom = [gap + int(WINDOW.total_seconds()) // (MOST_WRONG - 1) + 1 for gap in seconds]
    assert len(tried(seldom)) == len(seconds)


def test_the_fifth_wrong_try_shuts_out_for_a_quarter_of_an_hour() -> None:
    times = [NOW + nth * MINUTE for nth in range(5)]
    assert locked_until(times[:4]) is None
    assert locked_until(times) == NOW + 4 * MINUTE + LOCK


def test_a_network_is_let_try_more_than_one_of_those_in_it() -> None:
    assert [most_wrong(who) for who in ("telegram:102", "person:7", "web:g9")] == [5, 5, 5]
    assert [most_wrong(network(host)) for host in ("203.0.113.9", "2001:db8::1", "unix:")] == [50, 50, 50]
    times = [NOW] * 50
    assert locked_until(times[:49], 50) is None
    assert locked_until(times, 50) == NOW + LOCK


def test_networks_are_told_apart_as_households_are() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("::ffff:203.0.113.9") == network("203.0.113.9") != network("203.0.113.8")
    assert network("::1") and network("unix:") and len(network("x" * 1000)) < 80
