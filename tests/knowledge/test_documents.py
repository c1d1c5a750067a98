"""What may be shown to whom on which day; what a repeal does; the rules in Python and in SQL agree."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, text
from sqlmodel import Session, select

from knowledge import migrations
from knowledge.database import connect, reading, writing
from knowledge.documents import (
    Document,
    Found,
    Level,
    Place,
    Relation,
    RelationKind,
    Status,
    count_passages,
    entries,
    holds_on,
    neighbours,
    numbered,
    passages_of,
    seen_by,
    shown,
    stating_repeal,
    status_on,
)
from knowledge.repeals import refresh_repeals
from knowledge.scope import (
    GUEST,
    INTERNAL,
    LOCAL_OPERATOR,
    PUBLIC,
    STAFF_ONLY,
    Role,
    Scope,
    is_audience,
    stricter,
)
from tests.fakes import home_at
from tests.knowledge.cast import NOW, a_document, add, keys_of, put, repeals

DAY = date(2026, 11, 20)
BEFORE, AFTER = date(2026, 11, 19), date(2026, 11, 21)
EAST, WEST = "zone:东江高新区", "zone:西岭工业园"
STAFF = Scope(Role.STAFF)

DAYS = st.none() | st.dates(date(2026, 11, 18), date(2026, 11, 22))
ZONES = st.sampled_from(["东江高新区", "西岭工业园", "zone:怪名", "public"])
AUDIENCES = st.sampled_from([PUBLIC, INTERNAL, STAFF_ONLY]) | ZONES.map("zone:{}".format)
SCOPES = st.builds(
    Scope,
    st.sampled_from(Role),
    st.none() | st.frozensets(ZONES),
    st.none() | st.just("某企业"),
    st.none() | st.just("某局"),
)
quickly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('documents') / 'wuhao.db'}")
    migrations.ensure_current(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A transaction that is never committed."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


# validity


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, Status.UNKNOWN),
        ({"issued_on": DAY}, Status.IN_FORCE),
        ({"issued_on": AFTER}, Status.NOT_YET),
        ({"issued_on": BEFORE, "effective_on": AFTER}, Status.NOT_YET),
        ({"issued_on": AFTER, "effective_on": BEFORE}, Status.IN_FORCE),
        ({"effective_on": DAY}, Status.IN_FORCE),
        ({"issued_on": BEFORE, "expires_on": DAY}, Status.IN_FORCE),
        ({"issued_on": BEFORE, "expires_on": BEFORE}, Status.EXPIRED),
        ({"expires_on": BEFORE}, Status.EXPIRED),
        ({"expires_on": AFTER}, Status.UNKNOWN),
        ({"issued_on": BEFORE, "repealed_on": DAY}, Status.REPEALED),
        ({"issued_on": BEFORE, "repealed_on": AFTER}, Status.IN_FORCE),
        ({"expires_on": BEFORE, "repealed_on": BEFORE}, Status.REPEALED),
    ],
)
def test_whether_a_document_holds(facts: dict[str, Any], status: Status) -> None:
    assert status_on(a_document(**facts), DAY) is status


@quickly
@given(issued=DAYS, effective=DAYS, expires=DAYS, repealed=DAYS)
def test_what_holds_is_the_same_in_sql_as_in_python(
    session: Session, issued: date | None, effective: date | None, expires: date | None, repealed: date | None
) -> None:
    document = a_document(issued_on=issued, effective_on=effective, expires_on=expires, repealed_on=repealed)
    with session.begin_nested() as attempt:
        session.add(document)
        session.flush()
        kept = session.exec(select(Document.id).where(Document.id == document.id, holds_on(DAY))).all()
        attempt.rollback()
    assert bool(kept) is (status_on(document, DAY) in (Status.IN_FORCE, Status.UNKNOWN))


# who sees what


@quickly
@given(scope=SCOPES, audience=AUDIENCES)
def test_who_sees_what_is_the_same_in_sql_as_in_python(session: Session, scope: Scope, audience: str) -> None:
    with session.begin_nested() as attempt:
        session.add(a_document(audience=audience))
        session.flush()
        kept = session.exec(select(Document.audience).where(seen_by(scope))).all()
        attempt.rollback()
    assert bool(kept) is scope.sees(audience)


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (GUEST, {PUBLIC}),
        (Scope(Role.ENTERPRISE, enterprise="某企业"), {PUBLIC}),
        (Scope(Role.DEPARTMENT, department="某局"), {PUBLIC}),
        (Scope(Role.OFFICIAL), {PUBLIC, INTERNAL}),
        (Scope(Role.OFFICIAL, frozenset({"东江高新区"})), {PUBLIC, INTERNAL, EAST}),
        (LOCAL_OPERATOR, {PUBLIC, INTERNAL, EAST, WEST}),
        (STAFF, {PUBLIC, INTERNAL, EAST, WEST, STAFF_ONLY}),
        (Scope(Role.ADMIN), {PUBLIC, INTERNAL, EAST, WEST, STAFF_ONLY}),
    ],
)
def test_who_sees_what(scope: Scope, seen: set[str]) -> None:
    assert {one for one in (PUBLIC, INTERNAL, EAST, WEST, STAFF_ONLY) if scope.sees(one)} == seen


@given(SCOPES, AUDIENCES, AUDIENCES)
def test_nobody_sees_a_text_in_two_places_who_may_not_see_both(scope: Scope, one: str, other: str) -> None:
    both = stricter(one, other)
    assert both == stricter(other, one)
    assert is_audience(both)
    if scope.sees(both):
        assert scope.sees(one) and scope.sees(other)


@given(AUDIENCES, AUDIENCES, AUDIENCES)
def test_the_order_of_places_makes_no_difference(one: str, two: str, three: str) -> None:
    assert stricter(stricter(one, two), three) == stricter(one, stricter(two, three))
    assert stricter(one, one) == one


def test_what_two_zones_have_is_for_staff_alone() -> None:
    assert stricter(EAST, WEST) == STAFF_ONLY


@pytest.mark.parametrize("word", ["", "zone:", "Public", "guest", "公开", "zone"])
def test_what_is_no_audience(word: str) -> None:
    assert not is_audience(word)


# what is shown


def shown_of(session: Session, document: Document, scope: Scope = STAFF, day: date | None = DAY) -> list[str]:
    found = shown(session, keys_of(session, document), scope, day)
    return [one.passage.text for one in found.values()]


@pytest.mark.parametrize(
    ("facts", "is_shown"),
    [
        ({}, True),
        ({"issued_on": BEFORE}, True),
        ({"retired_at": NOW}, False),
        ({"repealed_on": DAY}, False),
        ({"expires_on": BEFORE}, False),
        ({"effective_on": AFTER}, False),
    ],
)
def test_only_what_is_live_and_in_force_is_shown(
    session: Session, facts: dict[str, Any], is_shown: bool
) -> None:
    document = put(session, a_document(**facts), "第一条", "第二条")
    assert shown_of(session, document) == (["第一条", "第二条"] if is_shown else [])
    whatever = shown_of(session, document, day=None)
    assert bool(whatever) is ("retired_at" not in facts)


@quickly
@given(scope=SCOPES, audience=AUDIENCES)
def test_only_what_is_in_scope_is_shown(session: Session, scope: Scope, audience: str) -> None:
    with session.begin_nested() as attempt:
        document = put(session, a_document(audience=audience))
        found = shown_of(session, document, scope)
        attempt.rollback()
    assert bool(found) is scope.sees(audience)


def test_a_passage_is_shown_once_with_the_first_of_its_places(session: Session) -> None:
    document = put(session, a_document())
    session.add(
        Place(path="/副本.txt", content_hash="", stamp="", reader=1, audience=PUBLIC, document_id=document.id)
    )
    session.flush()
    (found,) = shown(session, keys_of(session, document), GUEST, DAY).values()
    assert found.path != "/副本.txt"


def test_nothing_is_shown_of_what_was_never_here(session: Session) -> None:
    assert shown(session, ["987654321"], STAFF, None) == {}
    assert shown(session, [], STAFF, None) == {}


# repeals


def old_rule(session: Session, **facts: Any) -> Document:
    usual: dict[str, Any] = {"number": "澜政发〔2020〕1号", "issued_on": date(2020, 1, 1)}
    return put(session, a_document("厂房租金补贴暂行办法", **{**usual, **facts}))


def successor(session: Session, title: str = "厂房租金补贴办法", **facts: Any) -> Document:
    usual: dict[str, Any] = {"issued_on": date(2025, 1, 1), "effective_on": date(2025, 2, 1)}
    text = "自施行之日起，《厂房租金补贴暂行办法》（澜政发〔2020〕1号）同时废止。"
    return put(session, a_document(title, **{**usual, **facts}), "第一条", text)


def test_a_repealed_rule_holds_until_its_successor_does(session: Session) -> None:
    old, new = old_rule(session), successor(session)
    repeals(session, new, number=old.number)
    refresh_repeals(session, new)
    assert (old.repealed_on, old.repealed_by_id) == (date(2025, 2, 1), new.id)
    assert status_on(old, date(2025, 1, 31)) is Status.IN_FORCE
    assert status_on(old, date(2025, 2, 1)) is Status.REPEALED
    assert shown_of(session, old) == []


def test_it_makes_no_difference_which_of_the_two_comes_first(session: Session) -> None:
    new = successor(session)
    repeals(session, new, number="澜政发〔2020〕1号")
    refresh_repeals(session, new)
    old = old_rule(session)
    refresh_repeals(session, old)
    assert (old.repealed_on, old.repealed_by_id) == (date(2025, 2, 1), new.id)


def test_a_rule_holds_again_when_its_successor_is_retired(session: Session) -> None:
    old, new = old_rule(session), successor(session)
    repeals(session, new, number=old.number)
    refresh_repeals(session, new)
    new.retired_at = NOW
    refresh_repeals(session, new)
    assert (old.repealed_on, old.repealed_by_id) == (None, None)
    new.retired_at = None
    refresh_repeals(session, new)
    assert old.repealed_by_id == new.id


def test_a_rule_holds_again_when_its_successor_says_so_no_longer(session: Session) -> None:
    old, new = old_rule(session), successor(session)
    repeals(session, new, number=old.number)
    refresh_repeals(session, new)
    session.execute(delete(Relation))
    refresh_repeals(session, new)
    assert old.repealed_on is None


def test_the_first_of_two_repeals_counts_and_the_other_when_it_is_gone(session: Session) -> None:
    old = old_rule(session)
    first = successor(session, effective_on=date(2024, 1, 1), issued_on=date(2023, 12, 1))
    second = successor(session, "清理文件的决定")
    for one in (second, first):
        repeals(session, one, number=old.number)
        refresh_repeals(session, one)
    assert (old.repealed_on, old.repealed_by_id) == (date(2024, 1, 1), first.id)
    first.retired_at = NOW
    refresh_repeals(session, first)
    assert (old.repealed_on, old.repealed_by_id) == (date(2025, 2, 1), second.id)


def test_a_stated_day_counts_before_the_successors_own(session: Session) -> None:
    old, new = old_rule(session), successor(session)
    repeals(session, new, number=old.number, day=date(2026, 1, 1))
    refresh_repeals(session, new)
    assert old.repealed_on == date(2026, 1, 1)


def test_a_title_names_a_rule_without_a_number_given(session: Session) -> None:
    old, new = old_rule(session), successor(session)
    repeals(session, new, title=old.title)
    refresh_repeals(session, new)
    assert old.repealed_by_id == new.id


def test_another_rule_of_the_same_title_but_another_number_is_not_meant(session: Session) -> None:
    old = old_rule(session)
    other = old_rule(session, number="松政发〔2020〕9号")
    bare = old_rule(session, number=None)
    new = successor(session)
    repeals(session, new, title=old.title, number=old.number)
    refresh_repeals(session, new)
    assert [one.repealed_by_id for one in (old, other, bare)] == [new.id, None, new.id]


def test_a_new_rule_of_the_old_title_does_not_repeal_itself_or_what_came_after(session: Session) -> None:
    old = old_rule(session, number=None)
    new = put(session, a_document(old.title, issued_on=date(2025, 1, 1)))
    latest = put(session, a_document(old.title, issued_on=date(2026, 1, 1)))
    repeals(session, new, title=old.title)
    refresh_repeals(session, new)
    assert [one.repealed_by_id for one in (old, new, latest)] == [new.id, None, None]


def test_who_may_not_see_the_successor_is_not_shown_its_words(session: Session) -> None:
    old, new = old_rule(session), successor(session, audience=INTERNAL)
    repeals(session, new, number=old.number)
    refresh_repeals(session, new)
    stating = stating_repeal(session, old, LOCAL_OPERATOR)
    assert stating is not None and "同时废止" in stating.passage.text
    assert stating_repeal(session, old, GUEST) is None
    assert shown_of(session, old, GUEST) == []
    new.retired_at = NOW
    refresh_repeals(session, new)
    assert stating_repeal(session, old, LOCAL_OPERATOR) is None


@pytest.mark.parametrize("kind", [RelationKind.AMENDS, RelationKind.IMPLEMENTS])
def test_who_amends_or_implements_a_rule_does_not_repeal_it(session: Session, kind: RelationKind) -> None:
    old, new = old_rule(session), successor(session)
    session.add(Relation(document_id=new.id or 0, kind=kind, number=old.number, title=old.title))
    session.flush()
    refresh_repeals(session, new)
    refresh_repeals(session, old)
    assert (old.repealed_on, old.repealed_by_id) == (None, None)
    assert status_on(old, DAY) is Status.IN_FORCE


@pytest.mark.parametrize(("day", "before"), [(None, Status.REPEALED), (date(2024, 1, 1), Status.IN_FORCE)])
def test_a_rule_may_say_of_itself_that_it_is_repealed(
    session: Session, day: date | None, before: Status
) -> None:
    old, other = old_rule(session), old_rule(session, number=None)
    repeals(session, old, day=day)
    refresh_repeals(session, old)
    assert (status_on(old, date(2023, 12, 31)), status_on(old, DAY)) == (before, Status.REPEALED)
    assert (old.repealed_by_id, other.repealed_on) == (None, None)
    assert shown_of(session, old) == []


def test_the_level_and_the_words_of_a_fact_are_kept(engine: Engine) -> None:
    with writing(engine) as session:
        key = put(session, a_document(level=Level.PARK, evidence={"level": "某园区管委会"})).id
    with reading(engine) as session:
        kept = session.get_one(Document, key)
        assert (kept.level, kept.evidence) == (Level.PARK, {"level": "某园区管委会"})


def test_what_was_known_of_repeals_before_there_were_relations_is_kept(empty_engine: Engine) -> None:
    def alembic(act: str, revision: str) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.set_main_option("path_separator", "os")
        with writing(empty_engine) as session:
            config.attributes["connection"] = session.connection()
            getattr(command, act)(config, revision)

    alembic("upgrade", "0003")
    with writing(empty_engine) as session:
        session.execute(
            text(
                "INSERT INTO document (text_hash, title, audience, ingested_at) "
                "VALUES ('a', '某办法', 'public', '2026-11-20 00:00:00')"
            )
        )
        for kind in RelationKind:
            statement = "INSERT INTO relation (document_id, kind, number, words) VALUES (1, :kind, :kind, '')"
            session.execute(text(statement), {"kind": kind.value})
    alembic("downgrade", "0002")
    with reading(empty_engine) as session:
        assert session.execute(text("SELECT number FROM repeal")).all() == [("repeals",)]
    alembic("upgrade", "0003")
    with reading(empty_engine) as session:
        assert session.execute(text("SELECT document_id, kind FROM relation")).all() == [(1, "repeals")]
        assert session.execute(text("SELECT evidence FROM document")).scalar_one() in ({}, "{}")


# passages


def texts(found: list[Found]) -> list[str]:
    return [one.passage.text for one in found]


def test_a_documents_passages_come_in_order_with_their_neighbours(session: Session) -> None:
    document = put(session, a_document(), "一", "二", "三", "四")
    put(session, a_document("别的"), "甲", "乙")
    found = passages_of(session, document)
    assert texts(found) == ["一", "二", "三", "四"]
    assert [one.text for one in neighbours(session, found[1].passage)] == ["一", "二", "三"]
    assert [one.text for one in neighbours(session, found[3].passage, reach=2)] == ["二", "三", "四"]


def test_documents_by_number_within_scope(session: Session) -> None:
    old = old_rule(session, expires_on=BEFORE, audience=INTERNAL)
    old_rule(session, number="澜政发〔2020〕2号", retired_at=NOW)
    numbers = ["澜政发〔2020〕1号", "澜政发〔2020〕2号"]
    assert numbered(session, numbers, LOCAL_OPERATOR) == [old]
    assert numbered(session, numbers, GUEST) == []


def test_the_indexes_hold_what_is_live_with_its_headings(session: Session) -> None:
    before = count_passages(session)
    live_one = put(session, a_document("办法", INTERNAL), "一")
    retired = put(session, a_document("旧办法", retired_at=NOW), "二")
    passages_of(session, live_one)[0].passage.heading = "第一章　总则"
    session.flush()
    (entry,) = entries(session, [*keys_of(session, live_one), *keys_of(session, retired)])
    assert (entry.title, entry.text, entry.audience) == ("办法 第一章　总则", "一", INTERNAL)
    assert count_passages(session) == before + 1
    assert entries(session, []) == []


def test_times_are_kept_in_utc_on_both_databases(empty_engine: Engine) -> None:
    migrations.ensure_current(empty_engine)
    shanghai = datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=8)))
    with Session(empty_engine) as session:
        document = a_document()
        document.ingested_at = shanghai
        session.add(document)
        session.commit()
        session.expire_all()
        stored = session.exec(select(Document)).one().ingested_at
    assert stored == shanghai
    assert stored.utcoffset() == timedelta(0)


def test_who_reads_sees_one_state_whatever_is_written_meanwhile(empty_engine: Engine) -> None:
    migrations.ensure_current(empty_engine)
    add(empty_engine, "先有的")
    with reading(empty_engine) as session:
        before = count_passages(session)
        add(empty_engine, "后来的")
        assert count_passages(session) == before == 1
    with reading(empty_engine) as session:
        assert count_passages(session) == 2


@pytest.mark.parametrize("folder", ["plain", "有 空格", "what?", "100%41", "a#b", "a&b=c"])
def test_a_home_may_be_called_anything(tmp_path: Path, folder: str) -> None:
    home = home_at(tmp_path / folder)
    with Session(home.engine) as session:
        assert session.exec(select(Document)).all() == []
    assert (tmp_path / folder / "wuhao.db").is_file()
    home.engine.dispose()
