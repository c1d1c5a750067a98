"""Rules that differ, and rules that ended, in a home of a few documents."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.documents import Level, Status
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.scope import GUEST
from knowledge.settings import Settings
from tests.knowledge.askers import answered
from tests.knowledge.cast import add

QUESTION = "标准厂房租金补贴每平方米每月多少元"
SIX = "第八条 对租用标准厂房的企业，按照每平方米每月6元的标准给予租金补贴。"
EIGHT = "第五条 对租用标准厂房的企业，按照每平方米每月8元的标准给予租金补贴，最长36个月。"
FOUR = "第三条 对租用标准厂房的企业，按照每平方米每月4元的标准给予租金补贴。"
ENDS = "第九条 本办法自2021年1月1日起施行，有效期两年。"
SINCE_2025: dict[str, Any] = {"issued_on": date(2024, 12, 10), "effective_on": date(2025, 1, 1)}
ENDED: dict[str, Any] = {
    "issued_on": date(2020, 12, 1),
    "effective_on": date(2021, 1, 1),
    "expires_on": date(2022, 12, 31),
}


@pytest.fixture
def home(tmp_path: Path, encoder: Encoder) -> Iterator[Home]:
    home = Home(Settings(home=tmp_path))
    home.encoder = encoder
    yield home


def test_two_rules_in_force_with_two_figures_stand_side_by_side(home: Home) -> None:
    add(home.engine, "东江市标准厂房租金补贴办法", SIX, region="东江市", level=Level.CITY, **SINCE_2025)
    add(home.engine, "江南省标准厂房租金补贴办法", EIGHT, region="江南省", level=Level.PROVINCE, **SINCE_2025)
    home.catch_up()
    answer = answered(home, QUESTION, GUEST)
    assert answer.text.startswith("现行文件里有不同的数字")
    assert {"6元", "8元"} <= {one for one in ("4元", "6元", "8元") if one in answer.text}
    assert "（市级，2024-12-10）" in answer.text
    assert "（省级，2024-12-10）" in answer.text


def test_what_ended_is_told_as_ended_with_the_rule_of_the_same_name_that_followed(home: Home) -> None:
    add(home.engine, "东江市标准厂房租金补贴暂行办法", FOUR, ENDS, region="东江市", **ENDED)
    new = "第一条 本办法自2025年1月1日起施行。申报时间另行通知。"
    add(home.engine, "东江市标准厂房租金补贴办法", new, region="东江市", **SINCE_2025)
    home.catch_up()
    answer = answered(home, "《东江市标准厂房租金补贴暂行办法》规定每平方米每月补贴多少元", GUEST)
    old, own_word, successor = answer.citations
    assert "4元" in old.quote
    assert old.status is own_word.status is Status.EXPIRED
    assert "有效期两年" in own_word.quote
    assert successor.status is Status.IN_FORCE
    assert "现行的是《东江市标准厂房租金补贴办法》" in answer.text


def test_a_rule_that_ended_is_not_mixed_with_one_in_force(home: Home) -> None:
    add(home.engine, "东江市标准厂房租金补贴暂行办法", FOUR, ENDS, region="东江市", **ENDED)
    add(home.engine, "东江市标准厂房租金补贴办法", SIX, region="东江市", **SINCE_2025)
    home.catch_up()
    answer = answered(home, QUESTION, GUEST)
    assert {one.status for one in answer.citations} == {Status.IN_FORCE}
    assert "4元" not in answer.text
