"""Pacing: Telegram's limits hold for any series of messages."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.messages.pacing import IN_A_GROUP, IN_ALL, Pacer
from tests.bot.messages.conftest import after

GROUP = "-1"


def pacer() -> Pacer:
    return Pacer(lambda chat: chat.startswith("-"))


def test_a_chat_rests_for_a_second() -> None:
    one = pacer()
    one.sent("7", after(0))
    assert one.resting(after(0.9)) == {"7"}
    assert one.resting(after(1.1)) == set()


def test_a_chat_that_asks_to_be_left_alone_is_the_only_one() -> None:
    one = pacer()
    one.rest("7", after(30))
    assert one.resting(after(29)) == {"7"}
    assert one.resting(after(30)) == set()
    assert one.room(after(0)) == IN_ALL


@given(
    st.lists(
        st.tuples(st.floats(0, 2, allow_subnormal=False), st.sampled_from(["1", "2", GROUP])),
        max_size=120,
    )
)
def test_no_limit_is_ever_passed(asked: list[tuple[float, str]]) -> None:
    one, clock, sent = pacer(), 0.0, []
    for pause, chat in asked:
        clock += pause
        now = after(clock)
        if one.room(now) and chat not in one.resting(now):
            one.sent(chat, now)
            sent.append((now, chat))
    for at, chat in sent:
        within = [(when, where) for when, where in sent if at <= when < at + timedelta(seconds=1)]
        assert len(within) <= IN_ALL
        assert len([where for _, where in within if where == chat]) == 1
    for at, _ in sent:
        minute = [when for when, where in sent if where == GROUP and at <= when < at + timedelta(minutes=1)]
        assert len(minute) <= IN_A_GROUP
