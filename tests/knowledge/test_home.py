"""A home as a whole: the samples taken in, on either database, with Chroma in its folder."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from ingest.run import ingest
from knowledge.database import reading
from knowledge.documents import Document, Place, live
from knowledge.home import Home
from knowledge.projects.lookups import count_current
from knowledge.retrieval import Mode, retrieve
from knowledge.scope import GUEST, LOCAL_OPERATOR, Scope
from tests.conftest import INGESTED_AT, SAMPLES
from tests.fakes import home_at

DAY = date(2026, 11, 20)


def titles(home: Home, text: str, scope: Scope = LOCAL_OPERATOR, mode: Mode = Mode.HYBRID) -> list[str]:
    with reading(home.engine) as session:
        ranked = retrieve(home, session, text, scope, DAY, 5, mode)
        return [one.found.document.title for one in ranked]


def test_the_samples_are_taken_in_whole(sample_home: Home) -> None:
    with reading(sample_home.engine) as session:
        places = session.exec(select(Place.path)).all()
        documents = session.exec(select(Document).where(live())).all()
        assert count_current(session) == 40
    policies = [file.name for file in (SAMPLES / "policies").iterdir()]
    assert {Path(path).name for path in places} >= set(policies)
    assert len(documents) >= len(policies)
    assert all(document.title for document in documents)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("标准厂房租金怎么补贴", "标准厂房租金补贴"),
        ("企业交流主题日什么时候办", "主题日"),
        ("引进人才有什么补贴", "人才引进"),
    ],
)
def test_the_shipped_encoder_finds_them(sample_home: Home, question: str, title: str, mode: Mode) -> None:
    assert any(title in one for one in titles(sample_home, question, mode=mode))


def test_a_guest_finds_public_documents_only(sample_home: Home) -> None:
    with reading(sample_home.engine) as session:
        hidden = session.exec(select(Document.title).where(col(Document.audience) != "public")).all()
        shown = session.exec(select(Document.title).where(col(Document.audience) == "public")).all()
    assert hidden and shown
    for question in ("松岭经开区调区扩区", "五好园区建设推进会讲话", "厂房租金补贴"):
        assert set(titles(sample_home, question, GUEST)) <= set(shown)


def test_a_home_on_postgresql_with_its_indexes(empty_postgres: str, tmp_path: Path) -> None:
    home = home_at(tmp_path / "home", empty_postgres)
    report = ingest(home.engine, [SAMPLES], INGESTED_AT)
    assert report.failed == []
    assert home.sync() is True
    assert not (tmp_path / "home" / "wuhao.db").exists()
    assert any("厂房租金" in title for title in titles(home, "标准厂房租金补贴"))
    home.engine.dispose()


def test_a_home_that_is_up_to_date_needs_no_encoder(tmp_path: Path) -> None:
    home = Home(home_at(tmp_path).settings)
    assert home.sync() is True
    assert home.sync() is True
    assert "encoder" not in home.__dict__
