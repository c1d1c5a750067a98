"""Issue, effect and end: what a document says of itself, not of others."""

from datetime import date

import pytest

from ingest.metadata.lines import Lines, lines_of
from ingest.metadata.said import value_of
from ingest.metadata.validity import effective_on, expires_on, issued_on
from ingest.pages import Block, Reading

BEGINS = date(2025, 1, 1)
ISSUED = date(2024, 12, 10)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("某办法", "澜川市人民政府", "2024年12月10日"), date(2024, 12, 10)),
        (("某办法", "澜川市人民政府 二〇二四年十二月十日"), date(2024, 12, 10)),
        (
            ("某通知", "市财政局", "市工业和信息化局", "2024年12月10日", "（此件公开发布）"),
            date(2024, 12, 10),
        ),
        (("成文日期：2025年4月14日；发布日期：2025年4月21日", "某方案"), date(2025, 4, 14)),
        (("某新闻", "发布时间：2021年12月13日发布人:浏览:"), date(2021, 12, 13)),
        (("某新闻", "2020年10月22日 09:37:55 | 来源：某日报"), date(2020, 10, 22)),
        (("某讲话", "（2026年2月26日）", "同志们："), date(2026, 2, 26)),
        (("某通知", "某办公室 2021年12月13日印发"), date(2021, 12, 13)),
        (
            (
                "某市某条例",
                "2020年4月10日 某市第十五届人民代表大会常务委员会第二十次会议通过",
                "2024年9月27日 某市第十六届人民代表大会常务委员会第十六次会议《关于修改〈某条例〉的决定》第三次修正）",
                "第一条 制定本条例。",
            ),
            date(2024, 9, 27),
        ),
        (
            ("某法", "2019年3月15日 第十三届全国人民代表大会第二次", "会议通过）", "第一条 制定本法。"),
            date(2019, 3, 15),
        ),
    ],
)
def test_the_day_of_issue(lines: tuple[str, ...], day: date) -> None:
    assert value_of(issued_on(_lines(*lines))) == day


@pytest.mark.parametrize(
    "line",
    [
        "2026年4月9日下午，市人民政府召开专题会议，研究有关工作。",
        "本次申报的补贴对应租期为2025年1月1日至2025年12月31日。",
        "某某在推进会上的讲话(20220**3)",
        "2025年12月",
    ],
)
def test_a_date_in_passing_is_no_day_of_issue(line: str) -> None:
    assert issued_on(_lines("关于某事的情况", line, "请遵照执行。")) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("第二十条 本办法自2025年1月1日起施行，有效期三年。", date(2025, 1, 1)),
        ("第十五条 本办法自 2021 年 7 月 1 日起施行，有效期五年。", date(2021, 7, 1)),
        ("本通知从2025年1月1日起执行。", date(2025, 1, 1)),
        ("本方案（试行）自二〇二五年一月一日起试行。", date(2025, 1, 1)),
        ("《园区条例》已经通过，现予公布，自2025年3月1日起施行。", date(2025, 3, 1)),
        ("自2025年1月1日起施行。", date(2025, 1, 1)),
        ("本办法由市财政局负责解释，自发布之日起施行。", ISSUED),
        ("本办法自发布之日起施行。", ISSUED),
        ("本规划自印发之日起实施。", ISSUED),
        ("本办法自公布之日起30日后施行。", date(2025, 1, 9)),
        ("本办法自发布之日起三个月后施行。", date(2025, 3, 10)),
        ("本办法自发布之日起满三十日起施行。", date(2025, 1, 9)),
        ("施行日期：2025年1月1日", date(2025, 1, 1)),
    ],
)
def test_the_day_of_effect(line: str, day: date | None) -> None:
    assert value_of(effective_on(_lines("某办法", line), ISSUED)) == day


@pytest.mark.parametrize(
    "line",
    [
        "《某办法》（澜政发〔2024〕15号）自2025年1月1日起施行。现就有关问题解读如下。",
        "自2026年2月1日起，园区工业用户天然气价格下调。",
        "合同自2025年1月1日起生效的，按照原标准执行。",
        "本条例施行前已经设立的企业，应当在2026年1月1日前完成整改。",
        "2005年6月1日施行的《某条例》同时废止。",
    ],
)
def test_what_holds_of_others_is_no_day_of_effect(line: str) -> None:
    assert effective_on(_lines("关于某事的说明", line), ISSUED) is None


def test_the_new_day_of_effect_beside_that_of_the_repealed() -> None:
    line = "第六十一条 本条例自2016年3月1日起施行。2005年6月1日施行的《某条例》同时废止。"
    assert value_of(effective_on(_lines("某条例", line), None)) == date(2016, 3, 1)


def test_from_publication_means_the_first_one() -> None:
    lines = _lines(
        "某条例",
        "2008年9月3日 国务院第25次常务会议通过",
        "2008年9月18日 中华人民共和国国务院令第535号公布",
        "2016年2月6日 《国务院关于修改部分行政法规的决定》第一次修订",
        "第一条 制定本条例。",
        "第三十八条 本条例自公布之日起施行。",
    )
    issued = value_of(issued_on(lines))
    assert (issued, value_of(effective_on(lines, issued))) == (date(2016, 2, 6), date(2008, 9, 18))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("本办法自2025年1月1日起施行，有效期三年。", date(2027, 12, 31)),
        ("本办法自2025年1月1日起施行，有效期为5年。", date(2029, 12, 31)),
        ("本办法自2025年1月1日起施行。有效期 5 年。", date(2029, 12, 31)),
        ("本办法自2025年1月1日起施行，试行两年。", date(2026, 12, 31)),
        ("本办法自2025年1月1日起试行，试行期一年。", date(2025, 12, 31)),
        ("本办法自2025年1月1日起施行，有效期6个月。", date(2025, 6, 30)),
        ("本措施自2025年7月1日起施行，有效期至2028年6月30日。", date(2028, 6, 30)),
        ("本通知执行至2027年1月31日。", date(2027, 1, 31)),
        ("本政策自2025年1月1日起施行，至2027年12月31日止。", date(2027, 12, 31)),
        ("本办法有效期自2025年1月1日至2027年12月31日。", date(2027, 12, 31)),
        ("有效期至：2027年12月31日", date(2027, 12, 31)),
        ("本办法自2025年1月1日起施行。", None),
        ("本暂行办法自2025年1月1日起施行。", None),
        ("本办法由市财政局负责解释，有效期三年。", date(2027, 12, 31)),
        ("本通知有效期自印发之日起三年。", date(2027, 12, 31)),
        ("本规定自发布之日起试行一年。", date(2025, 12, 31)),
        ("本办法自2025年1月1日起实施，实施期限为3年。", date(2027, 12, 31)),
        ("本措施自2025年1月1日起施行，暂定执行3年。", date(2027, 12, 31)),
        ("本办法有效期2年，自发布之日起计算。", date(2026, 12, 31)),
        ("本措施有效期为2025年1月1日至2027年12月31日。", date(2027, 12, 31)),
        ("政策有效期：2025年1月1日—2027年12月31日", date(2027, 12, 31)),
        ("文号：无；有效期：三年", date(2027, 12, 31)),
        ("本办法自发布之日起三个月后施行。", None),
    ],
)
def test_the_last_day(line: str, day: date | None) -> None:
    assert value_of(expires_on(_lines("某办法", line), BEGINS)) == day


@pytest.mark.parametrize(
    "line",
    [
        "第八条 项目建议书有效期为一年。",
        "许可证有效期三年，期满前三十日申请换证。",
        "依照本办法取得的证书，有效期五年。",
        "申报截至2027年12月31日。",
    ],
)
def test_the_term_of_something_else(line: str) -> None:
    assert expires_on(_lines("某办法", line), BEGINS) is None


def _lines(*lines: str) -> Lines:
    return lines_of(Reading(tuple(Block(line) for line in lines)))
