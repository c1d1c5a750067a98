"""What an answer left: the rest of a list, one item, another article, further passages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.answering import Asker
from knowledge.answers import Answer, Reason, Refusal, Reply
from knowledge.articles import Article
from knowledge.continuing import Said, go_on
from knowledge.followups import Remark
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.scope import GUEST, LOCAL_OPERATOR, Scope
from knowledge.settings import Settings
from tests.knowledge.askers import TODAY, answered
from tests.knowledge.cast import add

MATERIALS = "申请租金补贴需要什么材料"
ITEMS = [f"（{sign}）{sign}号标准厂房管理制度，{'按规定建立台账并定期检查，' * 12}由管委会负责；\n" for sign in "一二三四五六七八九"]  # fmt: skip
LONG = "标准厂房应当建立下列管理制度：\n"
SYSTEMS = "标准厂房应当建立哪些管理制度"


@pytest.fixture
def home(tmp_path: Path, encoder: Encoder) -> Iterator[Home]:
    home = Home(Settings(home=tmp_path))
    home.encoder = encoder
    add(home.engine, "标准厂房管理办法", LONG + "".join(ITEMS[:3]), "".join(ITEMS[3:7]), "".join(ITEMS[7:]))
    home.catch_up()
    yield home


def said(answer: Answer) -> list[Said]:
    return [Said(one.passage or 0, one.quote) for one in answer.citations]


def after(home: Home, answer: Answer, scope: Scope = LOCAL_OPERATOR, **remark: int | bool | Article) -> Reply:
    return go_on(home, Asker(scope, TODAY), Remark(answer.question, **remark), said(answer))  # type: ignore[arg-type]


def test_a_list_that_was_cut_goes_on_where_it_ended(home: Home) -> None:
    first = answered(home, SYSTEMS)
    assert "（共九项，以下为前" in first.text
    quoted = "".join(one.quote for one in first.citations)
    rest = after(home, first, more=True)
    assert isinstance(rest, Answer)
    quoted += "".join(one.quote for one in rest.citations)
    assert [sign for sign in "一二三四五六七八九" if f"（{sign}）" in quoted] == list("一二三四五六七八九")
    assert "（一）" not in rest.text


def test_one_item_of_a_list_over_two_passages(home: Home) -> None:
    first = answered(home, SYSTEMS)
    fourth = after(home, first, item=4)
    assert isinstance(fourth, Answer)
    (cited,) = fourth.citations
    assert cited.quote == ITEMS[3].strip()
    assert cited.passage == first.citations[1].passage


def test_an_item_of_the_samples_and_one_that_is_not_there(sample_home: Home) -> None:
    first = answered(sample_home, MATERIALS)
    second = after(sample_home, first, item=2)
    assert isinstance(second, Answer)
    assert second.citations[0].quote == "（二）厂房租赁合同和租金发票；"
    assert second.citations[0].article == "第十三条"
    none = after(sample_home, first, item=40)
    assert isinstance(none, Refusal)
    assert none.reason is Reason.NO_MORE
    assert "没有第四十项" in none.text


def test_another_article_of_the_same_document(sample_home: Home) -> None:
    first = answered(sample_home, MATERIALS)
    eighth = after(sample_home, first, article=Article(8))
    assert isinstance(eighth, Answer)
    assert "每平方米每月6元" in eighth.citations[0].quote


def test_an_item_of_an_article_of_the_same_document(sample_home: Home) -> None:
    first = answered(sample_home, "D类企业有什么限制")
    third = after(sample_home, first, article=Article(18, item=3))
    assert isinstance(third, Answer)
    (cited,) = third.citations
    assert cited.quote.startswith("（三）自公布之日起")
    none = after(sample_home, first, article=Article(18, item=9))
    assert "没有第十八条第九项。" in none.text


def test_an_article_that_the_document_has_not(sample_home: Home) -> None:
    first = answered(sample_home, MATERIALS)
    none = after(sample_home, first, article=Article(40))
    assert none.text == "《澜川市标准厂房租金补贴办法》里没有第四十条，最后一条是第二十条。"
    no_clause = after(sample_home, first, article=Article(9, clause=5))
    assert no_clause.text == "《澜川市标准厂房租金补贴办法》里没有第九条第五款。"


def test_further_passages_are_others_than_were_shown(sample_home: Home) -> None:
    first = answered(sample_home, "标准厂房租金补贴每平方米每月多少元")
    more = after(sample_home, first, more=True)
    known = {one.passage for one in first.citations}
    if isinstance(more, Answer):
        assert not known & {one.passage for one in more.citations}
    else:
        assert more.reason is Reason.NO_MORE


def test_what_may_not_be_seen_is_not_quoted_again(sample_home: Home) -> None:
    first = answered(sample_home, "松岭经开区扩区资金缺口多少？")
    hidden = after(sample_home, first, GUEST, item=1)
    assert isinstance(hidden, Refusal)
