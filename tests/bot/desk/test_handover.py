"""Questions handed over to staff: three at a time, answered once, the answer where it was asked."""

import pytest

from bot.desk import handover
from bot.desk.issues import Missing, NotAllowed, Refused, Stale
from bot.desk.tables import Handover
from bot.messages.contents import Address, Channel
from bot.people.actors import GUEST_ACTOR
from knowledge.database import reading, writing
from tests.bot.desk.cast import DENG, SHEN, STRANGER, WU, YUAN, Desk

QUESTION = "园区有没有人才公寓？"


def ask(desk: Desk, who: Address, question: str = QUESTION) -> Handover | Refused:
    with writing(desk.engine) as session:
        return handover.open(session, who, desk.actor(who), "访客", question, "没有查到。", desk.now)


def answer(desk: Desk, who: Address, key: int, version: int, words: str = "有，三栋。") -> Handover | Refused:
    with writing(desk.engine) as session:
        return handover.answer(session, key, version, desk.actor(who), words, desk.now)


def test_a_guests_question_is_answered_where_it_was_asked(desk: Desk) -> None:
    opened = ask(desk, STRANGER)
    assert isinstance(opened, Handover)
    (told,) = desk.told(WU)
    assert QUESTION in told.text and "没有查到。" in told.text
    assert told.labels == {"答复": f"h:{opened.id}:1"}
    assert isinstance(answer(desk, WU, opened.id or 0, 1), Handover)
    (got,) = desk.told(STRANGER)
    assert QUESTION in got.text and "有，三栋。" in got.text
    assert "小吴" not in got.text
    with reading(desk.engine) as session:
        assert handover.pending(session) == []
        kept = handover.find(session, opened.id or 0)
        assert kept is not None and (kept.answerer, kept.version) == ("小吴", 2)


def test_the_second_to_answer_hears_who_was_first(desk: Desk) -> None:
    opened = ask(desk, YUAN)
    assert isinstance(opened, Handover)
    answer(desk, WU, opened.id or 0, 1)
    second = answer(desk, WU, opened.id or 0, 1, "没有。")
    assert isinstance(second, Stale) and second.by == "小吴" and "有，三栋。" in second.text
    assert isinstance(answer(desk, WU, opened.id or 0, 2, "没有。"), Stale)
    assert len(desk.told(YUAN)) == 1


@pytest.mark.parametrize("who", [SHEN, YUAN, DENG, STRANGER])
def test_only_staff_answer(desk: Desk, who: Address) -> None:
    opened = ask(desk, STRANGER)
    assert isinstance(opened, Handover)
    assert isinstance(answer(desk, who, opened.id or 0, 1), NotAllowed)
    assert desk.told(STRANGER) == []


def test_three_at_a_time_in_a_chat(desk: Desk) -> None:
    opened = [ask(desk, STRANGER) for _ in range(4)]
    assert [isinstance(one, Handover) for one in opened] == [True, True, True, False]
    assert "3 个问题" in opened[-1].text  # type: ignore[union-attr]
    assert isinstance(ask(desk, Address(Channel.WEB, "g1", "g1")), Handover)
    answer(desk, WU, 1, 1)
    assert isinstance(ask(desk, STRANGER), Handover)


def test_nothing_is_no_question_and_no_answer(desk: Desk) -> None:
    assert isinstance(ask(desk, STRANGER, " \x00"), Missing)
    opened = ask(desk, STRANGER, "问" * 5000)
    assert isinstance(opened, Handover) and len(opened.question) == handover.LONGEST_QUESTION
    for words in ("", "答" * (handover.LONGEST_ANSWER + 1)):
        assert isinstance(answer(desk, WU, opened.id or 0, 1, words), Missing)
    assert isinstance(answer(desk, WU, 999, 1), NotAllowed)
    assert desk.actor(STRANGER) is GUEST_ACTOR
