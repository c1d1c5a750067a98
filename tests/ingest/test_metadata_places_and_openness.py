"""Who issued a document, what place it is about, whether it is public."""

import pytest

from ingest.metadata.issuers import issuer_of
from ingest.metadata.lines import Lines, lines_of
from ingest.metadata.openness import says_public
from ingest.metadata.regions import region_of
from ingest.metadata.said import Said, value_of
from ingest.pages import Block, Reading


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("某办法", "澜川市人民政府", "2024年12月10日"), "澜川市人民政府"),
        (("某办法", "澜 川 市 人 民 政 府", "2024年12月10日"), "澜川市人民政府"),
        (("某通知", "澜川市科学技术局 澜川市财政局", "2021年12月15日"), "澜川市科学技术局 澜川市财政局"),
        (("某通知", "澜川市科学技术局", "澜川市财政局", "2021年12月15日"), "澜川市科学技术局 澜川市财政局"),
        (("发布机构：市工业和信息化局；文号：无", "某通知"), "市工业和信息化局"),
        (("澜川市人民政府文件", "澜政发〔2024〕1号", "某通知"), "澜川市人民政府"),
        (("某解读", "来源：市工业和信息化局 日期：2024-12-18"), "市工业和信息化局"),
        (
            ("某条例", "2020年9月25日 上海市第十五届人民代表大会常务委员会第二十五次会议通过"),
            "上海市人民代表大会常务委员会",
        ),
        (("某法", "2007年3月16日 第十届全国人民代表大会第五次会议通过"), "全国人民代表大会"),
        (("某条例", "2007年12月6日 中华人民共和国国务院令第512号公布"), "国务院"),
        (("某新闻", "2020年10月22日 09:37:55 | 来源:扬州日报"), None),
        (("某表", "申请单位：", "2020年10月22日"), None),
    ],
)
def test_issuers(lines: tuple[str, ...], issuer: str | None) -> None:
    assert value_of(issuer_of(_lines(*lines), lines[0])) == issuer


def test_the_issuer_in_the_title() -> None:
    title = "澜川市人民政府办公室关于印发《园区办法》的通知"
    assert value_of(issuer_of(_lines(title, "各单位："), title)) == "澜川市人民政府办公室"


@pytest.mark.parametrize(
    ("title", "issuer", "region"),
    [
        ("澜川市标准厂房租金补贴办法", None, "澜川市"),
        ("关于印发《澜川市园区办法》的通知", None, "澜川市"),
        ("关于做好申报工作的通知", "澜川市工业和信息化局", "澜川市"),
        ("关于链长制的实施意见", "中共澜川市委办公室 澜川市人民政府办公室", "澜川市"),
        ("景宁畲族自治县促进惠明茶产业发展条例", None, "景宁畲族自治县"),
        ("中国（浙江）自由贸易试验区条例", "浙江省人民代表大会常务委员会", "浙江省"),
        ("扬州:“二次创业”擂战鼓", None, "扬州"),
        ("广州加大马力全力保障市场供应", None, "广州"),
        ("湘西土家族苗族自治州开发区条例", None, "湘西土家族苗族自治州"),
        ("城市更新管理办法", None, None),
        ("全市园区工作要点", None, None),
        ("在全州推进会议上的讲话", None, None),
        ("中华人民共和国企业所得税法", "全国人民代表大会", None),
    ],
)
def test_regions(title: str, issuer: str | None, region: str | None) -> None:
    said = Said(issuer, issuer) if issuer else None
    assert value_of(region_of(_lines(title), title, said)) == region


def test_the_place_that_dominates() -> None:
    lines = _lines(
        "调研报告", "赴衡阳市考察。", "邵阳企业到邵阳海关办理业务，邵阳东货场正在建设，邵阳口岸已经开放。"
    )
    assert value_of(region_of(lines, "调研报告", None)) == "邵阳"


def test_places_in_passing_are_none() -> None:
    lines = _lines("情况通报", "赴衡阳市、永州市、长沙市考察。")
    assert region_of(lines, "情况通报", None) is None


@pytest.mark.parametrize(
    "line",
    [
        "信息公开选项：主动公开",
        "（信息公开选项：主动公开）",
        "（此件公开发布）",
        "公开属性:主动公开",
        "2021年6月8日（信息公开选项：主动公开）",
        "公开方式：主动公开；有效性：有效",
        "主动公开",
        "（主动公开）",
        "【主动公开】",
        "主动公开。",
        "澜川市人民政府2024年12月10日（主动公开）",
        "公开属性：主动公开",
    ],
)
def test_public(line: str) -> None:
    assert value_of(says_public(_lines("某办法", line)))


@pytest.mark.parametrize(
    "line",
    [
        "信息公开选项：依申请公开",
        "（此件不公开）",
        "信息公开选项：不予公开",
        "不主动公开",
        "（不主动公开）",
        "澜川市人民政府2024年12月10日（依申请公开）",
        "征求意见至2024年12月10日（主动公开）前反馈",
        "依申请公开",
        "（依申请公开）",
        "不予公开",
        "公开属性：不主动公开",
        "主动公开目录",
        "政府信息应当主动公开。",
        "起草时应当注明“信息公开选项：主动公开”。",
        "文件末页要写信息公开选项：主动公开的字样。",
        "",
    ],
)
def test_not_public(line: str) -> None:
    assert not value_of(says_public(_lines("某办法", line)))


def test_the_stricter_of_two_statements() -> None:
    assert value_of(says_public(_lines("（信息公开选项：主动公开）", "信息公开选项：不予公开"))) is False


def _lines(*lines: str) -> Lines:
    return lines_of(Reading(tuple(Block(line) for line in lines)))
