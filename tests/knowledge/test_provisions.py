"""Articles asked for by their numbers: just these, whole, of the document that is meant; else why not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from knowledge.answers import Reason
from knowledge.articles import articles_asked
from knowledge.database import writing
from knowledge.documents import Level, Passage, Status
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.numerals import chinese, number
from knowledge.scope import GUEST
from knowledge.settings import Settings
from tests.knowledge.askers import answered, refused
from tests.knowledge.cast import add

FIRE = "中华人民共和国消防法"
SECOND = (
    "第二章 火灾预防\n第二条 单位应当履行下列职责：\n（一）制定制度；\n（二）配置器材。\n负责人是责任人。\n"
)
SINCE_2009: dict[str, Any] = {"issued_on": date(2021, 4, 29), "effective_on": date(2009, 5, 1)}
SINCE_2020: dict[str, Any] = {"issued_on": date(2019, 10, 1), "effective_on": date(2020, 1, 1)}


def enact(home: Home, title: str, *texts: str, audience: str = "public", **facts: Any) -> None:
    """A document whose passages are articles, as their first words say."""
    key = add(home.engine, title, *texts, audience=audience, **facts)
    with writing(home.engine) as session:
        for one in session.exec(select(Passage).where(col(Passage.document_id) == key)):
            one.article = next(
                (line.split()[0] for line in one.text.split("\n") if line.startswith("第") and "条 " in line),
                None,
            )
            session.add(one)


@pytest.fixture
def home(tmp_path: Path, encoder: Encoder) -> Iterator[Home]:
    home = Home(Settings(home=tmp_path))
    home.encoder = encoder
    nation: dict[str, Any] = {"level": Level.NATION}
    enact(
        home,
        FIRE,
        "第一条 为了预防火灾，制定本法。\n",
        SECOND,
        "第三条 国务院领导。\n",
        **SINCE_2009,
        **nation,
    )
    enact(home, "优化营商环境条例", "第二条 国家放宽准入。\n", **SINCE_2020, **nation)
    for place in ("山东省", "河南省"):
        own: dict[str, Any] = {"region": place, "level": Level.PROVINCE, **SINCE_2020}
        enact(home, f"{place}优化营商环境条例", f"第二条 {place}放宽准入。\n", **own)
        enact(home, f"{place}安全生产条例", f"第二条 {place}安全第一。\n", **own)
    home.catch_up()
    yield home


@pytest.mark.parametrize(
    ("question", "title", "article"),
    [
        ("消防法第二条", FIRE, "第二条"),
        ("《中华人民共和国消防法》第2条说了什么？", FIRE, "第二条"),
        ("请问在山东的公司按消防法第三条要做什么", FIRE, "第三条"),
        ("按照消防法的规定，第三条是什么", FIRE, "第三条"),
        ("第三条消防法", FIRE, "第三条"),
        ("优化营商环境条例第二条", "优化营商环境条例", "第二条"),
        ("山东优化营商环境条例第二条的内容", "山东省优化营商环境条例", "第二条"),
        ("河南省安全生产条例第二条", "河南省安全生产条例", "第二条"),
    ],
)
def test_an_article_by_its_number_is_just_that_article(
    home: Home, question: str, title: str, article: str
) -> None:
    (cited,) = answered(home, question, GUEST).citations
    assert (cited.title, cited.article) == (title, article)
    assert cited.quote.startswith(article)


def test_a_clause_is_a_paragraph_with_its_items(home: Home) -> None:
    (first,) = answered(home, "消防法第二条第一款", GUEST).citations
    (second,) = answered(home, "消防法第二条第二款", GUEST).citations
    assert first.quote.endswith("（二）配置器材。")
    assert second.quote == "负责人是责任人。"


def test_several_articles_of_which_one_is_not_there(home: Home) -> None:
    answer = answered(home, "消防法第一条和第三条、第二百条", GUEST)
    assert [one.article for one in answer.citations] == ["第一条", "第三条"]
    assert "没有第二百条" in answer.text


@pytest.mark.parametrize(
    ("question", "reason", "told"),
    [
        ("消防法第二百条", Reason.NO_ARTICLE, "最后一条是第三条"),
        ("消防法第二条第九款", Reason.NO_ARTICLE, "没有第二条第九款"),
        ("民法典第五条", Reason.NO_DOCUMENT, "《民法典》"),
        ("湖南省优化营商环境条例第二条", Reason.NO_DOCUMENT, "《湖南省优化营商环境条例》"),
        ("安全生产条例第二条", Reason.WHICH_DOCUMENT, "《河南省安全生产条例》"),
        ("第八条是什么", Reason.WHICH_DOCUMENT, "哪一份文件"),
        ("第30条", Reason.WHICH_DOCUMENT, "哪一份文件"),
        ("管理办法第八条", Reason.WHICH_DOCUMENT, "哪一份文件"),
        ("本办法第八条", Reason.WHICH_DOCUMENT, "哪一份文件"),
    ],
)
def test_what_is_not_there_or_not_clear_is_said(home: Home, question: str, reason: Reason, told: str) -> None:
    refusal = refused(home, question, GUEST)
    assert refusal.reason is reason
    assert told in refusal.text


def test_a_hidden_document_is_as_one_that_is_not_here(home: Home) -> None:
    enact(home, "内部管理规定", "第二条 保密。\n", audience="internal", **SINCE_2020)
    home.catch_up()
    assert answered(home, "内部管理规定第二条").citations[0].quote == "第二条 保密。"
    assert refused(home, "内部管理规定第二条", GUEST).reason is Reason.NO_DOCUMENT


def test_a_wording_of_a_later_day_is_said_to_be_one(home: Home) -> None:
    then = answered(home, "消防法第三条", GUEST, date(2015, 6, 1))
    assert "文本为2021-04-29的版本，晚于所问日期" in then.text
    assert "晚于所问日期" not in answered(home, "消防法第三条", GUEST).text


def test_an_article_that_is_not_in_force_yet_says_since_when(home: Home) -> None:
    coming: dict[str, Any] = {"issued_on": date(2026, 9, 1), "effective_on": date(2027, 1, 1)}
    enact(home, "东江市人才奖励办法", "第二条 博士奖励20万元。\n", **coming)
    home.catch_up()
    answer = answered(home, "人才奖励办法第二条", GUEST)
    assert answer.citations[0].status is Status.NOT_YET
    assert "尚未施行，自2027-01-01起施行" in answer.text


@given(st.integers(1, 999), st.booleans())
def test_an_article_is_known_in_either_spelling(count: int, in_digits: bool) -> None:
    asked = articles_asked(f"消防法第{count if in_digits else chinese(count)}条")
    assert asked
    assert (asked.articles[0].count, asked.name) == (count, "消防法")
    assert number(chinese(count)) == count
