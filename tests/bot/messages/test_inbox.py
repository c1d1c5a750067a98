"""The inbox: in once, handled in order, one effect each, whatever crashes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import select

from bot.messages import inbox
from bot.messages.tables import Inbox, Stage
from knowledge import migrations
from knowledge.database import connect, reading, writing
from tests.bot.messages.conftest import LI, WANG, after, claim, envelope, keep, said


def test_what_comes_twice_is_kept_once(engine: Engine) -> None:
    assert keep(engine, envelope("a1"), envelope("a2")) == 2
    assert keep(engine, envelope("a2"), envelope("a3")) == 1
    assert [said(one) for one in claim(engine)] == [["a1"]]


def test_one_person_is_answered_in_order_and_nobody_waits_for_another(engine: Engine) -> None:
    keep(engine, envelope("a1"), envelope("a2"), envelope("b1", LI))
    first = claim(engine)
    assert [said(one) for one in first] == [["a1"], ["b1"]]
    assert claim(engine) == []
    with writing(engine) as session:
        assert inbox.settle(session, first[0])
    assert [said(one) for one in claim(engine)] == [["a2"]]


def test_a_late_update_goes_before_a_later_one_that_came_earlier(engine: Engine) -> None:
    keep(engine, envelope("a7"))
    keep(engine, envelope("a6"))
    assert [said(one) for one in claim(engine)] == [["a6"]]


def test_stop_waits_for_nobody_and_ends_what_was_begun(engine: Engine) -> None:
    keep(engine, envelope("a1"), envelope("a2"), envelope("b1", LI))
    begun = claim(engine)
    keep(engine, envelope("a3", is_urgent=True), envelope("a4"))
    (stop,) = claim(engine)
    assert said(stop) == ["a3"]
    with writing(engine) as session:
        assert inbox.settle(session, stop)
        assert inbox.drop_before(session, stop) == 2
    with writing(engine) as session:
        assert not inbox.settle(session, begun[0])  # stopped: nothing comes of it
        assert inbox.settle(session, begun[1])  # another's goes on
    assert [said(one) for one in claim(engine)] == [["a4"]]


def test_an_album_is_taken_together_once_it_is_whole(engine: Engine) -> None:
    keep(engine, envelope("a1", album="x"), at=after(0))
    keep(engine, envelope("a2", album="x"), at=after(1))
    keep(engine, envelope("a3"), at=after(1))
    assert claim(engine, after(2.4)) == []
    (album,) = claim(engine, after(2.6))
    assert said(album) == ["a1", "a2"]
    with writing(engine) as session:
        assert inbox.settle(session, album)
    assert [said(one) for one in claim(engine, after(3))] == [["a3"]]


def test_what_a_crashed_process_held_is_due_again_and_it_settles_nothing_more(engine: Engine) -> None:
    keep(engine, envelope("a1"))
    (crashed,) = claim(engine, after(0))
    assert claim(engine, after(59)) == []
    (again,) = claim(engine, after(61))
    assert (said(again), again.attempts) == (["a1"], 2)
    with writing(engine) as session:
        assert not inbox.settle(session, crashed)
        assert inbox.settle(session, again)


def test_a_lease_that_is_renewed_goes_on(engine: Engine) -> None:
    keep(engine, envelope("a1"))
    held = claim(engine, after(0))
    with writing(engine) as session:
        inbox.renew(session, held, after(50))
    assert claim(engine, after(100)) == []
    assert claim(engine, after(111))


def test_what_fails_is_tried_later_and_then_seen_as_a_failure(engine: Engine) -> None:
    keep(engine, envelope("a1"), envelope("a2"))
    (one,) = claim(engine, after(0))
    with writing(engine) as session:
        inbox.put_off(session, one, after(0), "broken")
    assert claim(engine, after(1.9)) == []  # a2 waits too
    (again,) = claim(engine, after(2.1))
    with writing(engine) as session:
        assert inbox.fail(session, again, "broken")
    assert [said(next_one) for next_one in claim(engine, after(3))] == [["a2"]]
    with reading(engine) as session:
        row = session.exec(select(Inbox).where(Inbox.external_id == "a1")).one()
    assert (row.stage, row.error) == (Stage.FAILED, "broken")


def test_many_workers_share_the_work_and_none_does_anothers(engine: Engine) -> None:
    keep(engine, *(envelope(f"a{n}", type(WANG)(WANG.channel, f"p{n}", f"p{n}")) for n in range(40)))
    with ThreadPoolExecutor(8) as pool:
        taken = [one for claims in pool.map(lambda _: claim(engine, limit=5), range(8)) for one in claims]
    assert sorted(key for one in taken for key in said(one)) == sorted(f"a{n}" for n in range(40))


@settings(max_examples=30)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("arrives"), st.sampled_from("ab")),
            st.tuples(st.just("claims"), st.just("")),
            st.tuples(st.just("settles"), st.just("")),
            st.tuples(st.just("crashes"), st.just("")),
        ),
        max_size=40,
    )
)
def test_whatever_crashes_each_message_is_done_once_and_in_order(events: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'wuhao.db'}")
        migrations.ensure_current(engine)
        done: dict[str, list[str]] = {"a": [], "b": []}
        sent: dict[str, list[str]] = {"a": [], "b": []}
        held: list[inbox.Claim] = []
        clock = 0.0

        def settle_all() -> None:
            for one in held:
                with writing(engine) as session:
                    if inbox.settle(session, one):
                        done[said(one)[0][0]] += said(one)
            held.clear()

        for number, (event, who) in enumerate(events):
            clock += 1
            match event:
                case "arrives":
                    key = f"{who}{number}"
                    sent[who].append(key)
                    keep(engine, envelope(key, WANG if who == "a" else LI), at=after(clock))
                case "claims":
                    held += claim(engine, after(clock))
                case "settles":
                    settle_all()
                case "crashes":
                    held.clear()
                    clock += 61
        for _ in range(len(events) + 1):
            clock += 61
            held += claim(engine, after(clock))
            settle_all()
        engine.dispose()
        assert done == sent
