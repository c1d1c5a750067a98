"""One of several kinds is not another."""

import pytest

from knowledge.alternatives import shut_out


@pytest.mark.parametrize(
    ("asked", "told", "out"),
    [
        ("居民用天然气多少钱", "园区工业用户管道天然气销售价格由3.86元下调为3.42元", True),
        ("工业用气多少钱", "园区工业用户管道天然气销售价格由3.86元下调为3.42元", False),
        ("工业用电降多少", "一般工商业用电目录电价降低5%", False),
        ("大专生有安家补贴吗", "博士10万元，硕士5万元，本科2万元", True),
        ("硕士有安家补贴吗", "本科及以上学历的，给予安家补贴", False),
        ("博士后有生活补贴吗", "博士研究生每月3000元", True),
        ("环境影响报告书几天批", "报告表7个工作日内办结", True),
        ("C类企业有什么限制", "D类企业不得享受优惠", True),
        ("C类企业有什么限制", "C、D类企业不得享受优惠", False),
        ("一级伤残补几个月", "七级伤残为13个月的本人工资", True),
        ("三级伤残发什么", "一级至四级伤残的，保留劳动关系", False),
        ("六级伤残发什么", "五至六级伤残的，按月发给", False),
        ("三级指挥长的肩章", "一级指挥长的肩章", False),
        ("租金补贴多少", "博士10万元", False),
    ],
)
def test_a_kind_that_is_not_named_is_not_told_by_another(asked: str, told: str, out: bool) -> None:
    assert shut_out(asked, told) is out
