"""Which laws, taxes and zones a text names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.named import laws_in, names_law, taxes_in, zones_in


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("中华人民共和国公司法注册资本怎么规定", ["公司法"]),
        ("请介绍公司法", ["公司法"]),
        ("根据消防法，商场要办什么", ["消防法"]),
        ("违反安全生产法怎么处罚", ["安全生产法"]),
        ("武汉市安全生产条例对瞒报怎么罚", ["安全生产条例"]),
        ("湖南省开发区条例怎么规定的", ["开发区条例"]),
        ("企业怎么合法用工，有什么方法和办法", []),
        ("租金补贴办法", []),
    ],
)
def test_laws(text: str, laws: list[str]) -> None:
    assert list(laws_in(text)) == laws


def test_what_carries_a_law_out_is_not_the_law() -> None:
    assert names_law("消防法", "中华人民共和国消防法")
    assert names_law("消防法", "实施《中华人民共和国消防法》办法")
    assert not names_law("外商投资法", "中华人民共和国外商投资法实施条例")


@pytest.mark.parametrize(
    ("text", "taxes"),
    [
        ("个税税率", {"个人所得税"}),
        ("土地增值税怎么算", {"土地增值税"}),
        ("增值税和消费税", {"增值税", "消费税"}),
        ("交了多少税", set()),
    ],
)
def test_taxes(text: str, taxes: set[str]) -> None:
    assert taxes_in(text) == taxes


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("岳麓高新区平均办结用时", ["岳麓"]),
        ("湘江新区有哪些优惠", ["湘江"]),
        ("上海市浦东新区的规定", ["浦东"]),
        ("扬州经济技术开发区占地", ["扬州"]),
        ("国家级经开区、省级开发区和各高新区", []),
        ("湖南省开发区协会", []),
        ("产业园区的租金", []),
    ],
)
def test_zones(text: str, zones: list[str]) -> None:
    assert list(zones_in(text)) == zones


@given(st.text("消防公司安全生产法条例规定按的，", max_size=20))
def test_a_law_is_named_as_it_stands_in_the_text(text: str) -> None:
    for law in laws_in(text):
        assert law in text
        assert law.endswith(("法", "条例"))


@pytest.mark.parametrize(
    "text", ["2025年11月澜川经开区增加值增速", "10月澜川经开区新增规上企业", "2026年3季度澜川经开区增速"]
)
def test_a_month_before_a_zone_is_no_part_of_its_name(text: str) -> None:
    assert zones_in(text) == ("澜川",)
