"""Numerals, dates and 文号 in their many spellings."""

from datetime import date

import pytest

from ingest.metadata.dates import all_dates, date_line, first_date, months_after
from ingest.metadata.lines import lines_of
from ingest.metadata.numbers import normalised, own_number
from ingest.metadata.said import value_of
from ingest.pages import Block, Reading
from knowledge.numerals import number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("十", 10),
        ("十二", 12),
        ("三十二", 32),
        ("一百零一", 101),
        ("一百二十", 120),
        ("二〇二一", 2021),
        ("两", 2),
        ("１２", 12),
        ("条", None),
        ("", None),
    ],
)
def test_numerals(written: str, meant: int | None) -> None:
    assert number(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021年12月13日", date(2021, 12, 13)),
        ("二〇二一年十二月十三日", date(2021, 12, 13)),
        ("二○二一年十月三十日", date(2021, 10, 30)),
        ("2021 年 6 月 8 日", date(2021, 6, 8)),
        ("２０２１年６月８日", date(2021, 6, 8)),
        ("2023-08-04", date(2023, 8, 4)),
        ("2023.8.4", date(2023, 8, 4)),
        ("2023/08/04 10:32", date(2023, 8, 4)),
        ("2025年12月", None),
        ("2021年2月30日", None),
        ("20220**3", None),
        ("0700-8210612", None),
    ],
)
def test_dates(written: str, meant: date | None) -> None:
    assert first_date(written) == meant


def test_all_dates_keep_their_order() -> None:
    assert all_dates("2020年1月2日至2019年3月4日") == [date(2020, 1, 2), date(2019, 3, 4)]


@pytest.mark.parametrize(
    "line", ["（2026年2月26日）", "2021年6月8日（信息公开选项：主动公开）", "二〇二六年二月一日"]
)
def test_a_date_line_may_have_brackets_and_a_note(line: str) -> None:
    assert date_line(line) is not None


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert date_line("2026年4月9日下午，市人民政府召开专题会议") is None


def test_months_after_the_end_of_a_month() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "written",
    [
        "永政办发〔2021〕15号",
        "永政办发[2021]15号",
        "永政办发（2021）15号",
        "永政办发(2021)15号",
        "永政办发【2021】15号",
        "永政办发 〔 2021 〕 15 号",
        "永政办发〔２０２１〕１５号",
        "永政办发〔2021〕第15号",
        "永政办发［２０２１］１５号",
        "永政办发〔2021〕第 15 号",
        "永政办发〔二〇二一〕15号",
        "永政办发〔二○二一〕十五号",
        "永 政 办 发 〔2021〕 15 号",
    ],
)
def test_spellings_of_a_number(written: str) -> None:
    assert normalised(written) == "永政办发〔2021〕15号"
    assert _number("关于做好某项工作的通知", written, "各县区：") == "永政办发〔2021〕15号"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("某办法", "（澜政发〔2024〕15号）", "第一条 制定本办法。"), "澜政发〔2024〕15号"),
        (("关于某事的通知（澜政办发〔2021〕15号）", "各单位："), "澜政办发〔2021〕15号"),
        (("澜政办发〔2021〕15号 签发人：张三", "关于某事的报告"), "澜政办发〔2021〕15号"),
        (("发文字号：澜科发〔2021〕44号；成文日期：2021年1月1日", "某办法"), "澜科发〔2021〕44号"),
        (("澜川市人民政府令第12号", "《某办法》已经通过，现予公布。"), "澜川市人民政府令第12号"),
        (("澜川市人民政府令", "第12号", "某办法"), "澜川市人民政府令第12号"),
        (("中华人民共和国主席令", "（第十三号）", "某法"), "中华人民共和国主席令第十三号"),
        (("澜川市人民政府令（第3号）", "某办法"), "澜川市人民政府令第3号"),
        (("国家某局公告", "2024年第5号", "关于某事的公告"), "国家某局公告2024年第5号"),
        (("公告2024年第5号", "关于某事的公告"), "公告2024年第5号"),
        (("澜川市人民政府令", "某办法"), None),
        (("某条例", "2007年12月6日 中华人民共和国国务院令第512号公布"), "中华人民共和国国务院令第512号"),
        (("国家某局公告2023年第7号", "关于某事的公告"), "国家某局公告2023年第7号"),
    ],
)
def test_a_documents_own_number(lines: tuple[str, ...], expected: str | None) -> None:
    assert _number(*lines) == expected


@pytest.mark.parametrize(
    "line",
    [
        "根据《某办法》（澜政发〔2024〕15号），现就有关工作通知如下。",
        "《某办法》（澜政发〔2024〕15号）自2025年1月1日起施行。",
        "本办法施行后，澜政发〔2021〕6号文件同时废止。",
    ],
)
def test_a_cited_number_is_not_its_own(line: str) -> None:
    assert _number("关于某事的说明", line) is None


def _number(*lines: str) -> str | None:
    return value_of(own_number(lines_of(Reading(tuple(Block(line) for line in lines)))))
