"""The outbox: out until delivered, once, in order within a chat; failures stay in sight."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import select

from bot.messages import outbox
from bot.messages.contents import Address, Button, Channel, Outgoing, Source
from bot.messages.outbox import Delivery
from bot.messages.tables import Outbox, Stage
from knowledge.database import reading, writing
from tests.bot.messages.conftest import LI, NOON, WANG, after


def put(engine: Engine, who: Address, text: str, key: str | None = None) -> None:
    with writing(engine) as session:
        outbox.put(session, who, Outgoing(text), NOON, key)


def due(engine: Engine, at: datetime = NOON, resting: tuple[str, ...] = ()) -> list[Delivery]:
    with writing(engine) as session:
        return outbox.claim(session, Channel.WEB, at, 10, resting)


def texts(deliveries: list[Delivery]) -> list[str]:
    return [one.outgoing.text for one in deliveries]


def stages(engine: Engine) -> list[Stage]:
    with reading(engine) as session:
        return list(session.exec(select(Outbox.stage).order_by(Outbox.id)))  # type: ignore[arg-type]


def test_what_has_a_key_goes_out_once(engine: Engine) -> None:
    put(engine, WANG, "您好", "in:1:0")
    put(engine, WANG, "您好", "in:1:0")
    assert texts(due(engine)) == ["您好"]


def test_a_chat_hears_things_in_order_and_no_chat_waits_for_another(engine: Engine) -> None:
    for text in ("一", "二"):
        put(engine, WANG, text)
    put(engine, LI, "甲")
    first = due(engine)
    assert texts(first) == ["一", "甲"]
    with writing(engine) as session:
        outbox.delivered(session, first[0], NOON)
    assert texts(due(engine)) == ["二"]


def test_a_chat_that_rests_is_left_alone(engine: Engine) -> None:
    put(engine, WANG, "一")
    put(engine, LI, "甲")
    assert texts(due(engine, resting=(WANG.chat,))) == ["甲"]


def test_a_retry_goes_on_with_the_part_that_is_missing(engine: Engine) -> None:
    put(engine, WANG, "很长")
    (one,) = due(engine)
    with writing(engine) as session:
        outbox.part_delivered(session, one, 2)
        outbox.put_off(session, one, after(4), "timed out")
    assert due(engine, after(3)) == []
    (again,) = due(engine, after(5))
    assert (again.parts, again.attempts) == (2, 2)


def test_what_was_sent_by_a_crashed_process_is_sent_by_the_next(engine: Engine) -> None:
    put(engine, WANG, "您好")
    (crashed,) = due(engine)
    (again,) = due(engine, after(121))
    with writing(engine) as session:
        outbox.delivered(session, crashed, after(122))  # too late: it isn't the crashed one's any more
    assert stages(engine) == [Stage.CLAIMED]
    with writing(engine) as session:
        outbox.delivered(session, again, after(123))
    assert stages(engine) == [Stage.DONE]


def test_what_never_goes_out_becomes_a_failure(engine: Engine) -> None:
    put(engine, WANG, "您好")
    at = NOON
    for _ in range(outbox.MOST_ATTEMPTS):
        (one,) = due(engine, at)
        at += timedelta(minutes=11)
        with writing(engine) as session:
            outbox.put_off(session, one, at, "Telegram is down")
    assert due(engine, at + timedelta(days=1)) == []
    assert stages(engine) == [Stage.FAILED]


def test_being_asked_to_wait_is_no_attempt(engine: Engine) -> None:
    put(engine, WANG, "您好")
    for n in range(30):
        (one,) = due(engine, after(n))
        with writing(engine) as session:
            outbox.put_off(session, one, after(n + 1), "retry after 1 s", counts=False)
    assert stages(engine) == [Stage.WAITING]


def test_who_blocked_us_is_no_loop_and_hears_it_all_when_they_come_back(engine: Engine) -> None:
    for text in ("一", "二"):
        put(engine, WANG, text)
    put(engine, LI, "甲")
    (one, _) = due(engine)
    with writing(engine) as session:
        outbox.fail_chat(session, one.address, "blocked")
    assert stages(engine) == [Stage.FAILED, Stage.FAILED, Stage.CLAIMED]
    with writing(engine) as session:
        assert outbox.revive_chat(session, WANG, after(9)) == 2
    assert texts(due(engine, after(9))) == ["一"]


def test_what_waits_for_a_group_goes_where_the_group_went(engine: Engine) -> None:
    put(engine, WANG, "一")
    with writing(engine) as session:
        outbox.move_chat(session, Channel.WEB, WANG.chat, "-100", NOON)
    (one,) = due(engine)
    assert one.address.chat == "-100"


def test_a_label_is_understood_when_it_is_typed(engine: Engine) -> None:
    rows = ((Button("受理", "a:accept:1:1"),),)
    with writing(engine) as session:
        outbox.put(session, WANG, Outgoing("旧", buttons=rows), NOON)
        outbox.put(session, WANG, Outgoing("没有按钮"), NOON)
        outbox.put(session, WANG, Outgoing("答案", sources=(Source(1, "[1] 办法", 7),)), NOON)
        outbox.put(session, LI, Outgoing("别人的", buttons=((Button("确认", "x:1"),),)), NOON)
    with reading(engine) as session:
        labels = outbox.last_buttons(session, WANG.thread, after(-1))
        later = outbox.last_buttons(session, WANG.thread, after(1))
    assert labels == [{"受理": "a:accept:1:1"}]
    assert later == []


def test_who_fetches_their_messages_sees_them_once(engine: Engine) -> None:
    for text in ("一", "二"):
        put(engine, WANG, text)
    with writing(engine) as session:
        waiting = outbox.waiting_for(session, WANG)
        outbox.shown(session, WANG, waiting[0].id, NOON)
    with reading(engine) as session:
        assert texts(outbox.waiting_for(session, WANG)) == ["二"]
