"""An article that a later document changed is led by the change, with whose word holds since when."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from knowledge.amending import changing
from knowledge.answers import Answer
from knowledge.checking import faults
from knowledge.database import writing
from knowledge.documents import Passage, Relation, RelationKind
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.scope import GUEST
from knowledge.settings import Settings
from tests.knowledge.askers import answered
from tests.knowledge.cast import add

RULE = "东江市标准厂房租金补贴办法"
CHANGE = f"东江市人民政府关于修改《{RULE}》的决定"
SIX = "第八条 符合条件的企业，按照每平方米每月6元的标准给予租金补贴。"
LOWER = "第十一条 实际租金低于补贴标准的，按照实际租金补贴。"
CHANGES = (
    f"对《{RULE}》作如下修改：\n"
    "一、将第八条修改为：“第八条 符合条件的企业，按照每平方米每月8元的标准给予租金补贴。”\n"
    "二、第九条中的“最高60万元”修改为“最高80万元”，“每年”改为“每季度”。\n"
    "三、删去第十一条。\n"
)
SINCE_2025: dict[str, Any] = {"issued_on": date(2024, 12, 10), "effective_on": date(2025, 1, 1)}
SINCE_JUNE: dict[str, Any] = {"issued_on": date(2026, 5, 11), "effective_on": date(2026, 6, 1)}
QUESTION = "租金补贴每平方米每月多少元"


def put(home: Home, *, audience: str = "public", eighth: str = SIX, **of_change: Any) -> None:
    """The rule, and the decision that changes it."""
    rule = add(home.engine, RULE, eighth, LOWER, region="东江市", **SINCE_2025)
    change = add(
        home.engine, CHANGE, CHANGES, audience=audience, region="东江市", **{**SINCE_JUNE, **of_change}
    )
    with writing(home.engine) as session:
        for one in session.exec(select(Passage).where(col(Passage.document_id) == rule)):
            one.article = one.text.split()[0]
            session.add(one)
        session.add(Relation(document_id=change, kind=RelationKind.AMENDS, title=RULE))
    home.catch_up()


@pytest.fixture
def home(tmp_path: Path, encoder: Encoder) -> Iterator[Home]:
    home = Home(Settings(home=tmp_path))
    home.encoder = encoder
    yield home


def leads(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith("《")]


def test_the_new_wording_leads_and_the_old_one_is_told_as_such(home: Home) -> None:
    put(home)
    answer = answered(home, QUESTION, GUEST)
    new, old = answer.citations
    assert ("8元" in new.quote, "6元" in old.quote) == (True, True)
    assert leads(answer)[0].endswith("（自2026-06-01起修改原文第八条，以此为准）：")
    assert leads(answer)[1].endswith("第八条（修改前的原文，修改之处不再执行）：")
    assert not faults(answer)


def test_so_is_an_article_asked_for_by_its_number(home: Home) -> None:
    put(home)
    answer = answered(home, f"{RULE}第十一条", GUEST)
    assert answer.citations[0].quote == "三、删去第十一条。"
    assert "不再执行" in leads(answer)[1]


def test_an_article_that_nothing_changes_stands_as_it_is(home: Home) -> None:
    put(home, eighth="第七条 转租的厂房不享受租金补贴，每平方米每月补贴0元。")
    answer = answered(home, f"{RULE}第七条", GUEST)
    assert [one.article for one in answer.citations] == ["第七条"]
    assert "修改" not in answer.text


def test_before_the_change_takes_effect_the_old_wording_holds(home: Home) -> None:
    put(home)
    answer = answered(home, QUESTION, GUEST, date(2026, 5, 20))
    assert [("6元" in one.quote) for one in answer.citations] == [True]
    assert "修改" not in answer.text


def test_a_change_that_the_asker_may_not_see_isnt_hinted_at(home: Home) -> None:
    put(home, audience="internal")
    answer = answered(home, QUESTION, GUEST)
    assert "8元" not in answer.text
    assert "修改" not in answer.text


def test_a_rule_issued_anew_later_has_the_change_in_it(home: Home) -> None:
    put(home, issued_on=date(2024, 5, 1), effective_on=date(2024, 6, 1))
    assert "修改前" not in answered(home, f"{RULE}第十一条", GUEST).text


def test_a_text_with_the_new_wording_is_not_told_as_the_old_one(home: Home) -> None:
    put(home, eighth=SIX.replace("6元", "8元"))
    assert "修改前" not in answered(home, f"{RULE}第八条", GUEST).text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("八", "一、将第八条修改为：“第八条 符合条件的企业，按照每平方米每月8元的标准给予租金补贴。”"),
        ("九", "二、第九条中的“最高60万元”修改为“最高80万元”，“每年”改为“每季度”。"),
        ("十一", "三、删去第十一条。"),
        ("十", None),
        ("一", None),
    ],
)
def test_in_which_words_an_article_is_changed(count: str, words: str | None) -> None:
    assert changing(CHANGES, count) == words


def test_an_article_named_within_another_ones_new_wording_is_not_changed() -> None:
    text = "将第八条修改为：“第八条 按照第九条的限额，标准改为8元。”"
    assert changing(text, "九") is None
    assert changing("将第9条修改为：“第9条 8元。”", "九") == "将第9条修改为：“第9条 8元。”"
    assert changing("第九条之一修改为：“每月8元。”", "九") is None
