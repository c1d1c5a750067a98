"""A question that names no place, in a home of many places, is answered by the country's text; at home by the home's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.country import text_without_places
from knowledge.documents import Level
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.questions import understand
from knowledge.settings import Settings
from tests.knowledge.askers import answered, refused
from tests.knowledge.cast import add

LAW, SHANGHAI, ZHEJIANG = "中华人民共和国学徒法", "上海市学徒条例", "浙江省学徒条例"
OF_ALL = "学徒与师傅约定学徒试用期的，学徒试用期不得超过六个月。"
OF_SHANGHAI = "学徒试用期最长多久由师徒约定，学徒试用期最长不得超过三个月。"
OF_ZHEJIANG = "学徒试用期满，师傅应当发给学徒证书，学徒试用期工资照发。"
OF_OTHERS = [
    f"{matter}的期限最长不超过{n}个月。"
    for n, matter in enumerate("贷款 租约 整改 公示 质保 展期 冻结 休渔".split(), 2)
]
ASKED = "学徒试用期最长多久"


@pytest.fixture
def home(tmp_path: Path, encoder: Encoder) -> Iterator[Home]:
    home = Home(Settings(home=tmp_path))
    home.encoder = encoder
    yield home


def put(home: Home, *places: str) -> None:
    add(home.engine, "期限汇编", *OF_OTHERS, audience="public")
    add(home.engine, LAW, OF_ALL, audience="public", level=Level.NATION)
    if "上海市" in places:
        add(home.engine, SHANGHAI, OF_SHANGHAI, audience="public", level=Level.PROVINCE, region="上海市")
    if "浙江省" in places:
        add(home.engine, ZHEJIANG, OF_ZHEJIANG, audience="public", level=Level.PROVINCE, region="浙江省")
    home.catch_up()


def cited(home: Home, question: str) -> list[str]:
    return [one.title for one in answered(home, question).citations]


def test_of_many_places_the_country_leads_where_none_is_asked(home: Home) -> None:
    put(home, "上海市", "浙江省")
    assert cited(home, ASKED) == [LAW]


def test_at_one_places_home_its_own_rule_stays_first(home: Home) -> None:
    put(home, "上海市")
    assert cited(home, ASKED)[0] == SHANGHAI


def test_a_place_that_is_asked_is_answered_by_its_own_rule(home: Home) -> None:
    put(home, "上海市", "浙江省")
    assert cited(home, f"上海{ASKED}")[0] == SHANGHAI


@pytest.mark.parametrize("place", ["浙江", "烟台", "杭州市"])
def test_a_place_without_a_rule_of_its_own_has_the_countrys(home: Home, place: str) -> None:
    put(home, "上海市", "浙江省")
    assert cited(home, f"{place}{ASKED}") == [LAW]


def test_where_the_country_says_nothing_of_it_the_place_is_refused(home: Home) -> None:
    add(home.engine, LAW, "国家保护学徒的健康。", audience="public", level=Level.NATION)
    add(home.engine, SHANGHAI, OF_SHANGHAI, audience="public", level=Level.PROVINCE, region="上海市")
    home.catch_up()
    assert "烟台" in refused(home, f"烟台{ASKED}").text


@pytest.mark.parametrize(
    ("asked", "rest"),
    [("浙江省竞业限制最长多久", "竞业限制最长多久"), ("试用期多久", "试用期多久"), ("浙江", "浙江")],
)
def test_the_country_is_asked_whatever_the_place(asked: str, rest: str) -> None:
    assert text_without_places(understand(asked)) == rest
