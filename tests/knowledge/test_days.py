"""Of which day a question asks, and which years are only what it is about."""

from datetime import date

import pytest

from knowledge.days import AskedOf, asked_of, with_years

TODAY = date(2026, 11, 22)
RENT = "租金补贴多少"


@pytest.mark.parametrize(
    ("question", "day"),
    [
        (f"2021年时{RENT}", date(2021, 12, 31)),
        (f"2021年的时候，{RENT}", date(2021, 12, 31)),
        (f"在2021年6月时{RENT}", date(2021, 6, 30)),
        (f"2024年2月29日的时候{RENT}", date(2024, 2, 29)),
        (f"2023-06-01的时候{RENT}", date(2023, 6, 1)),
        (f"二〇二一年时{RENT}", date(2021, 12, 31)),
        (f"2021年底时{RENT}", date(2021, 12, 31)),
        (f"按2021年的规定，{RENT}", date(2021, 12, 31)),
        (f"按照2022年5月的政策{RENT}", date(2022, 5, 31)),
        (f"去年的时候{RENT}", date(2025, 12, 31)),
        (f"前年时，{RENT}", date(2024, 12, 31)),
        (f"2026年的时候{RENT}", TODAY),
        (f"2027年时{RENT}", date(2027, 12, 31)),
        (f"2021年按当时的规定{RENT}", date(2021, 12, 31)),
    ],
)
def test_a_day_that_is_asked_of(question: str, day: date) -> None:
    assert asked_of(question, TODAY) == AskedOf(day, RENT)


@pytest.mark.parametrize(
    "question",
    [
        "2021年地区生产总值是多少",
        "2025年全市财政收入是多少",
        "2026年度租金补贴预算总额",
        "2021年时间安排是什么",
        "去年全市引进了多少家企业",
        "2025年的规定动作有哪些",
        "2021年时",
        "2021年13月时租金补贴多少",
        "",
    ],
)
def test_a_year_of_what_is_asked_about_is_no_day(question: str) -> None:
    assert asked_of(question, TODAY) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("青石今年10月各项指标", "青石2026年10月各项指标"),
        ("去年11月的亩均税收", "2025年11月的亩均税收"),
        ("上年度3月份增速", "2025年3月份增速"),
        ("前年的1月", "2024年1月"),
        ("上个月松岭的亩均税收", "2026年10月松岭的亩均税收"),
        ("这个月的增速", "2026年11月的增速"),
        ("按上月缴费额的百分之多少", "按上月缴费额的百分之多少"),
        ("今年要新开工多少项目", "今年要新开工多少项目"),
        ("今年1000万元以上的项目", "今年1000万元以上的项目"),
    ],
)
def test_a_month_of_this_year_is_one_of_that_year(text: str, meant: str) -> None:
    assert with_years(text, date(2026, 11, 22)) == meant
