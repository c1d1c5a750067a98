"""Another encoder is set: what the earlier one made answers until the new one has made all, then no more."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge import home as home_module
from knowledge.database import reading
from knowledge.home import Home
from knowledge.index.chroma import Chroma
from knowledge.index.encoder import Encoder
from knowledge.retrieval import Mode, retrieve
from knowledge.scope import LOCAL_OPERATOR
from knowledge.settings import SHIPPED_ENCODER
from tests.fakes import home_at
from tests.knowledge.cast import add, retire

Open = Callable[[str], Home]
RENT, TALENT, TAX = "按每平方米三元补贴租金。", "引进博士发放安家补贴。", "高新企业减按百分之十五征税。"


@pytest.fixture(params=["folder", "server"])
def open_home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same home as a process that starts would, with the encoder of that fingerprint set."""
    url = request.getfixturevalue("chroma_server") if request.param == "server" else None
    if url:
        Chroma(url).keep_only([])
    opened: list[Home] = []

    def open_home(encoder: str) -> Home:
        opened.append(home_at(tmp_path / "home", chroma_url=url, encoder=encoder))
        opened[-1].vectors.refresh()
        return opened[-1]

    yield open_home
    for home in opened:
        home.engine.dispose()


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_module, "SLICE", 2)


def filled(open_home: Open, encoder: str = "old") -> Home:
    """A home of six passages, whose vectors that encoder made."""
    home = open_home(encoder)
    add(home.engine, "租金补贴办法", RENT, "厂房租金由财政补贴。", "补贴按季拨付。")
    add(home.engine, "人才引进措施", TALENT, "硕士亦可申请。", "申请每年受理一次。")
    home.sync()
    return home


def nearest(home: Home, text: str) -> str | None:
    """What vectors alone find first."""
    with reading(home.engine) as session:
        ranked = retrieve(home, session, text, LOCAL_OPERATOR, None, 1, Mode.DENSE)
    return ranked[0].found.passage.text if ranked else None


def marks(home: Home) -> set[str]:
    return {collection.metadata["edition"] for collection in home.vectors._chroma.collections()}


def test_the_earlier_vectors_answer_until_the_new_ones_are_whole(open_home: Open) -> None:
    filled(open_home)
    home = open_home("new")
    assert nearest(home, "每平方米三元") == RENT
    while home.bring_on():
        assert home.vectors.made_by.fingerprint == "old"
        assert nearest(home, "每平方米三元") == RENT
        assert home.changing and "仍用原来的向量" in home.changing
    assert (home.vectors.made_by.fingerprint, home.changing, marks(home)) == ("new", None, {"new"})
    assert nearest(home, "每平方米三元") == RENT
    assert [len(index) for index in home.indexes] == [6, 2, 6]


def test_what_is_committed_meanwhile_reaches_both(open_home: Open) -> None:
    filled(open_home)
    home = open_home("new")
    assert home.bring_on()
    tax = add(home.engine, "企业所得税优惠", TAX)
    home.keep_up()
    assert nearest(home, "高新企业征税") == TAX
    while home.bring_on():
        pass
    assert home.vectors.made_by.fingerprint == "new"
    assert nearest(home, "高新企业征税") == TAX
    retire(home.engine, tax)
    home.keep_up()
    assert len(home.lexical) == len(home.vectors.indexes[0]) == 6


def test_one_that_was_killed_goes_on_where_it_was(open_home: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(open_home)
    home = open_home("new")
    assert home.bring_on()
    with monkeypatch.context() as dying:
        dying.setattr(Chroma, "note", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            home.bring_on()  # entries are there, the note isn't
    again = open_home("new")
    assert again.vectors.coming is not None and again.vectors.coming.cursor == 2
    slices = 0
    while again.bring_on():
        slices += 1
    assert (slices, len(again.vectors.indexes[0]), nearest(again, "安家补贴")) == (3, 6, TALENT)


def test_what_a_kill_left_behind_is_swept(open_home: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(open_home)
    home = open_home("new")
    with monkeypatch.context() as dying:
        dying.setattr(Chroma, "collections", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            home.vectors.settle()
    add(home.engine, "企业所得税优惠", TAX)
    again = open_home("new")
    again.keep_up()
    assert marks(again) == {"old", "new"}
    assert not again.bring_on()
    assert marks(again) == {"new"}


def test_where_the_earlier_encoder_is_gone_words_alone_answer(open_home: Open) -> None:
    filled(open_home, "gone")
    home = open_home("new")
    add(home.engine, "企业所得税优惠", TAX)
    home.catch_up()
    with reading(home.engine) as session:
        found = retrieve(home, session, "高新企业征税", LOCAL_OPERATOR, None)
    assert found[0].found.passage.text == TAX
    assert nearest(home, "高新企业征税") is None
    assert home.changing and "只按字词检索" in home.changing
    while home.bring_on():
        pass
    assert nearest(home, "高新企业征税") == TAX
    assert home.changing is None


def test_going_back_to_the_earlier_encoder_costs_nothing(open_home: Open) -> None:
    filled(open_home)
    assert open_home("new").bring_on()
    home = open_home("old")
    assert (home.changing, nearest(home, "每平方米三元")) == (None, RENT)
    assert not home.bring_on()
    assert marks(home) == {"old"}


def test_a_third_encoder_takes_the_place_of_an_unfinished_one(open_home: Open) -> None:
    filled(open_home)
    assert open_home("new").bring_on()
    home = open_home("newest")
    assert nearest(home, "每平方米三元") == RENT
    home.sync()
    assert (home.vectors.made_by.fingerprint, marks(home)) == ("newest", {"newest"})


def test_one_question_does_not_wait_for_the_new_vectors(open_home: Open) -> None:
    filled(open_home)
    home = open_home("new")
    add(home.engine, "企业所得税优惠", TAX)
    home.catch_up()
    assert nearest(home, "高新企业征税") == TAX
    assert home.vectors.coming is not None and home.vectors.coming.cursor == 0


def test_who_reads_while_it_is_switched_goes_on_reading(open_home: Open) -> None:
    filled(open_home)
    reader, writer = open_home("new"), open_home("new")
    assert nearest(reader, "每平方米三元") == RENT
    writer.sync()
    reader.catch_up()
    assert (reader.vectors.made_by.fingerprint, nearest(reader, "每平方米三元")) == ("new", RENT)


def test_rebuilding_leaves_the_encoder_that_is_set(open_home: Open) -> None:
    filled(open_home)
    home = open_home("new")
    home.rebuild()
    assert (home.vectors.made_by.fingerprint, marks(home), len(home.vectors.indexes[0])) == (
        "new",
        {"new"},
        6,
    )


def test_collections_of_others_in_the_same_chroma_are_left_alone(chroma_server: str, tmp_path: Path) -> None:
    chroma = Chroma(chroma_server)
    chroma._client.get_or_create_collection("ledgers-of-somebody", embedding_function=None)
    home = home_at(tmp_path / "home", chroma_url=chroma_server)
    home.rebuild()
    assert "ledgers-of-somebody" in {one.name for one in chroma._client.list_collections()}


def test_an_earlier_encoder_is_known_by_its_content(encoder: Encoder, tmp_path: Path) -> None:
    found = Encoder.found(str(SHIPPED_ENCODER), encoder.fingerprint)
    assert found is not None and found.fingerprint == encoder.fingerprint
    assert Encoder.found(str(SHIPPED_ENCODER), "of another content") is None
    assert Encoder.found(str(tmp_path / "nowhere"), encoder.fingerprint) is None
