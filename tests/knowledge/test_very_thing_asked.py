"""The answer begins with the very thing asked: the rule before what only opens or retells it, rows, lists in full."""

import pytest

from knowledge.checking import faults
from knowledge.home import Home
from tests.knowledge.askers import answered

CHAINS = "先进装备 储能电池 功能膜 微型电机 预制菜 竹木家居 箱包皮具".split()
ANCHORS = "擎峰重工 蓄原储能 映膜新材料 微驱电机 膳捷食品 竹锦家居 行囊箱包".split()

RULES = [
    ("标准厂房租金补贴补多久", "03-", "第八条", ["36个月"]),
    ("标准厂房租金补贴补几个月", "03-", "第八条", ["36个月"]),
    ("哪些情形不能享受租金补贴", "03-", "第七条", ["D类", "安全死亡事故", "转租", "非生产性经营"]),
    ("骗取租金补贴几年内不得申请", "03-", "第十七条", ["五年"]),
    ("企业交流主题日什么时候开", "01-", None, ["每周一20:00"]),
    ("租金补贴什么时候申报", "18-", None, ["2026 年 3 月 1 日至 2026 年 4 月 30 日"]),
    ("租金补贴几月申报", "18-", None, ["2026 年 3 月 1 日至 2026 年 4 月 30 日"]),
    ("租金补贴每年几月份可以申请", "03-", "第十二条", ["每年3月1日至4月30日"]),
    ("企业诉求暂缓办理最长多久", "15-", "第十条", ["6个月"]),
]
ROWS = [
    ("7条产业链有哪些", "19-", CHAINS),
    ("链主企业有哪些", "19-", ANCHORS),
    ("七条重点产业链是哪七条", "19-", CHAINS),
    ("全市有哪些园区", "16-", ["澜川经开区", "青石", "澜川高新区", "南汀高新区", "白渡工业园", "松岭经开区"]),
    ("高级技师和技师的安家补贴各是多少", "04-", ["高级技师；年龄要求：50周岁以下；补贴标准：5万元", "3万元"]),
    ("储能电池链的链长是谁", "19-", ["链长：分管工业的副市长"]),
    ("白渡工业园接了多少项赋权事项，从哪天开始接", "10-", ["承接数量：37；承接时间：2025年11月1日"]),
    ("2025年度综合评价第一名是谁", "16-", ["名次：1；园区：澜川经开区"]),
    ("2025年综合评价排名第三的是哪个园区", "16-", ["名次：3；园区：澜川高新区"]),
    ("2025年度综合评价松岭经开区排第几", "16-", ["名次：6；园区：松岭经开区"]),
    ("2025年度综合评价总分最高的园区是哪个", "16-", ["92.4", "89.7", "88.3", "82.5", "79.1", "72.7"]),
    ("2027年产值目标最高的产业链是哪条", "19-", CHAINS),
    (
        "2025版赋权目录里哪个部门放下来的权限最多",
        "10-",
        ["合计：8", "合计：15", "合计：17", "合计：9", "合计：6", "合计：7"],
    ),
    ("哪个园区承接的赋权事项最少", "10-", ["68", "62", "54", "47", "37"]),
]
LISTS = [
    ("园区五好是哪五好", "06-", ["规划定位好、创新平台好、产业项目好、体制机制好、发展形象好"]),
    ("赋权方式有哪几种", "10-", ["直接赋权29项", "委托行使25项", "服务前移14项"]),
    ("亩均论英雄评价结果分哪几类", "05-", ["A 类", "B 类", "C 类", "D 类"]),
    ("惠企资金有哪几种兑现方式", "20-", ["免申即享", "即申即享", "评审兑现"]),
]


@pytest.mark.parametrize(("question", "file", "article", "told"), RULES)
def test_the_rule_itself_comes_first(
    sample_home: Home, question: str, file: str, article: str | None, told: list[str]
) -> None:
    answer = answered(sample_home, question)
    first = answer.citations[0]
    assert first.source.rsplit("/", 1)[-1].startswith(file)
    assert first.article == article
    assert all(words in first.quote for words in told)


@pytest.mark.parametrize(("question", "file", "told"), ROWS + LISTS)
def test_rows_and_lists_are_told_in_full(
    sample_home: Home, question: str, file: str, told: list[str]
) -> None:
    answer = answered(sample_home, question)
    assert answer.citations[0].source.rsplit("/", 1)[-1].startswith(file)
    assert all(words in answer.text for words in told), answer.text
    assert not faults(answer)


def test_the_row_of_one_place_isnt_told_beside_others(sample_home: Home) -> None:
    answer = answered(sample_home, "2025年度综合评价第二名是哪个园区")
    assert [one.quote.count("名次：") for one in answer.citations] == [1]
    assert "青石产业开发区" in answer.text


def test_who_has_most_is_told_by_the_rows_of_the_last_month_alone(sample_home: Home) -> None:
    text = answered(sample_home, "亩均税收最高的园区是哪个").text
    assert text.count("月份：") == text.count("月份：2026-10") == 6
