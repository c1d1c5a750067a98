"""Facts of whole documents: the sample policies, web pages and regulations."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean
from ingest.metadata import FACTS, Facts, read_facts
from ingest.pages import Block, Kind, Reading
from ingest.readers import read
from knowledge.documents import Level, RelationKind

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "samples" / "policies"
SEEDS = ROOT.parent / "shared" / "seeds"
REGULATIONS = ROOT.parent / "shared" / "eval" / "park-regs"

CITY = "澜川市人民政府"
OFFICE = "澜川市人民政府办公室"
FIVE_GOOD = "澜川市“五好”园区创建工作领导小组办公室"

Row = tuple[str, str | None, str | None, date | None, date | None, date | None, bool]

# By file: title, number, issuer, issued, effective, expires, public.
EXPECTED: dict[str, Row] = {
    "01": (
        f"{OFFICE}关于印发《澜川市园区企业交流主题日工作制度》的通知",
        "澜政办发〔2024〕12号",
        OFFICE,
        date(2024, 3, 18),
        date(2024, 4, 1),
        None,
        True,
    ),
    "02": (
        "澜川市标准厂房租金补贴暂行办法",
        "澜政发〔2021〕6号",
        CITY,
        date(2021, 6, 8),
        date(2021, 7, 1),
        date(2026, 6, 30),
        True,
    ),
    "03": (
        "澜川市标准厂房租金补贴办法",
        "澜政发〔2024〕15号",
        CITY,
        date(2024, 12, 10),
        date(2025, 1, 1),
        date(2027, 12, 31),
        True,
    ),
    "04": (
        "澜川市园区产业人才引进若干措施",
        "澜人社发〔2025〕21号",
        "澜川市人力资源和社会保障局",
        date(2025, 6, 11),
        date(2025, 7, 1),
        date(2028, 6, 30),
        True,
    ),
    "05": (
        "澜川市工业企业“亩均论英雄”综合评价办法",
        "澜政办发〔2025〕3号",
        OFFICE,
        date(2025, 1, 24),
        date(2025, 3, 1),
        date(2030, 2, 28),
        True,
    ),
    "06": (
        "澜川市“五好”园区提质攻坚三年行动方案（2025—2027年）",
        "澜政发〔2025〕2号",
        CITY,
        date(2025, 2, 17),
        None,
        None,
        True,
    ),
    "07": (
        "澜川市产业园区发展规划（2026—2030年）",
        "澜政发〔2025〕19号",
        CITY,
        date(2025, 12, 22),
        date(2025, 12, 22),
        None,
        True,
    ),
    "08": ("在全市“五好”园区建设推进会上的讲话", None, None, date(2026, 2, 26), None, None, False),
    "09": (
        "澜川市园区项目全程代办工作方案",
        "澜审改办〔2025〕5号",
        "澜川市行政审批制度改革领导小组办公室",
        date(2025, 4, 14),
        None,
        None,
        True,
    ),
    "10": (
        "澜川市赋予产业园区经济管理权限目录（2025年版）",
        "澜政函〔2025〕31号",
        CITY,
        date(2025, 7, 30),
        date(2025, 9, 1),
        None,
        True,
    ),
    "11": (
        "关于降低园区企业用电用气成本有关事项的通知",
        "澜发改价〔2026〕9号",
        "澜川市发展和改革委员会",
        date(2026, 1, 19),
        None,
        date(2027, 1, 31),
        True,
    ),
    "12": (
        "“面对面”解难题 “点对点”送服务——我市园区企业交流主题日2026年三季度工作简报",
        None,
        "澜川市工业和信息化局",
        date(2026, 10, 12),
        None,
        None,
        True,
    ),
    "13": (
        "关于松岭经开区调区扩区有关问题的专题会议纪要",
        "澜府阅〔2026〕7号",
        OFFICE,
        date(2026, 4, 13),
        None,
        None,
        False,
    ),
    "14": (
        "《澜川市标准厂房租金补贴办法》政策解读",
        None,
        "市工业和信息化局",
        date(2024, 12, 18),
        None,
        None,
        True,
    ),
    "15": (
        "关于印发《澜川市园区企业诉求闭环办理规定》的通知",
        "澜五好办〔2024〕9号",
        FIVE_GOOD,
        date(2024, 5, 20),
        date(2024, 6, 1),
        None,
        True,
    ),
    "16": (
        "关于2025年度全市产业园区综合评价结果的通报",
        "澜五好办〔2026〕3号",
        FIVE_GOOD,
        date(2026, 2, 12),
        None,
        None,
        False,
    ),
    "17": (
        "澜川市科学技术局 澜川市财政局关于印发《支持园区创新平台建设若干政策》的通知",
        "澜科发〔2021〕44号",
        "澜川市科学技术局 澜川市财政局",
        date(2021, 12, 15),
        date(2022, 1, 1),
        date(2024, 12, 31),
        True,
    ),
    "18": (
        "关于做好2026年度标准厂房租金补贴申报工作的通知",
        "澜工信园区〔2026〕11号",
        "澜川市工业和信息化局",
        date(2026, 2, 9),
        None,
        None,
        True,
    ),
    "19": (
        "关于全面推行重点产业链链长制的实施意见",
        "澜办发〔2025〕6号",
        f"中共澜川市委办公室 {OFFICE}",
        date(2025, 5, 6),
        date(2025, 5, 6),
        None,
        True,
    ),
    "20": (
        "澜川市园区惠企资金直达快享管理办法",
        "澜财企〔2026〕18号",
        "澜川市财政局",
        date(2026, 9, 28),
        date(2027, 1, 1),
        date(2031, 12, 31),
        True,
    ),
}

REPEALS = {
    "03": [("澜川市标准厂房租金补贴暂行办法", "澜政发〔2021〕6号", None)],
    "10": [("澜川市赋予产业园区经济管理权限目录（2022年版）", None, None)],
}

WEB_PAGES = [
    (
        "000",
        "衡阳市政协为加快推进区域中心化进程凝心聚力,服务中心大局 助创“五好”园区",
        "衡阳市",
        date(2023, 8, 4),
    ),
    (
        "001",
        "聚焦“五好”发展目标 促进园区提质增效——永州市创建“五好”园区工作主要做法",
        "永州市",
        date(2021, 12, 13),
    ),
    ("002", "龙晓华在全州“五好”园区暨产业链建设推进会议上的讲话", "湘西", None),
    ("003", "扬州:“二次创业”擂战鼓 抖擞精神再出发", "扬州", date(2020, 10, 22)),
    (
        "004",
        "今年,市政协常委会根据市委要求,将“我市承接产业转移示范区建设推进情况”作为年度议政性课题……",
        "邵阳",
        None,
    ),
]

with_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the web pages are not at hand")
with_regulations = pytest.mark.skipif(not REGULATIONS.is_dir(), reason="the regulations are not at hand")


@pytest.mark.parametrize("number", EXPECTED)
def test_a_sample_policy(number: str) -> None:
    facts = _facts(next(POLICIES.glob(f"{number}-*")))
    found = (facts.title, facts.number, facts.issuer, facts.issued_on, facts.effective_on, facts.expires_on)
    assert (*found, facts.is_public) == EXPECTED[number]
    assert facts.region == "澜川市"
    assert _repeals(facts) == REPEALS.get(number, [])


@with_seeds
@pytest.mark.parametrize(("start", "title", "region", "issued"), WEB_PAGES)
def test_a_web_page(start: str, title: str, region: str, issued: date | None) -> None:
    facts = _facts(next(SEEDS.glob(f"{start}_*")))
    assert (facts.title, facts.region, facts.issued_on) == (title, region, issued)
    assert (facts.number, facts.issuer, facts.effective_on, facts.expires_on) == (None, None, None, None)
    assert facts.relations == ()
    assert not facts.is_public


@with_regulations
def test_regulations_name_their_place_and_day() -> None:
    facts = _facts(REGULATIONS / "上海市外商投资条例(2020-09-25).md")
    assert facts == Facts(
        title="上海市外商投资条例",
        number=None,
        issuer="上海市人民代表大会常务委员会",
        region="上海市",
        level=Level.PROVINCE,
        issued_on=date(2020, 9, 25),
        effective_on=date(2020, 11, 1),
        expires_on=None,
        is_public=False,
        relations=facts.relations,
        evidence=facts.evidence,
    )


@with_regulations
def test_local_regulations_have_a_region_and_national_ones_none() -> None:
    for path in sorted(REGULATIONS.glob("*.md")):
        local = re.match(
            r"中国（|.{2,7}(?:[省市]|经济特区|自治县|开发区|集聚区|自由贸易港)|北京国际", path.name
        )
        assert (_facts(path).region is not None) == (local is not None), path.name


EVIDENCE = st.lists(
    st.sampled_from(
        [
            "澜川市人民政府文件",
            "澜政办发〔2021〕15号",
            "关于印发《某办法》的通知",
            "（信息公开选项：主动公开）",
            "本办法自 2025 年 1 月 1 日起施行，有效期三年。原《甲办法》同时废止。",
            "根据《甲条例》，制定本办法。",
            "澜川市财政局",
            "澜川市科学技术局",
            "2024年12月10日",
            "发布时间：2024-12-11 来源：市财政局",
            "此件已废止。",
            "成文日期：2024年12月9日；有效期至：2027年1月1日",
        ]
    ),
    max_size=12,
)


@given(EVIDENCE)
def test_the_evidence_of_every_fact_stands_in_the_text(lines: list[str]) -> None:
    facts = read_facts(Reading(tuple(map(Block, lines))), "某市某文件.txt")
    words = [*facts.evidence.values(), *(one.words for one in facts.relations)]
    assert all(part in "\n".join(lines) for said in words for part in said.split("\n"))
    stated = {fact for fact in FACTS if fact != "title" and getattr(facts, fact) is not None}
    assert stated <= facts.evidence.keys()


def test_evidence_is_the_sentence_as_it_stands() -> None:
    lines = (
        "澜川市厂房办法",
        "第一条 制定本办法。",
        "第二条 由市财政局解释。本办法自 2025 年 1 月 1 日起施行，有效期三年；原《甲办法》同时废止。",
        "澜川市人民政府",
        "2024年12月10日",
    )
    facts = read_facts(Reading(tuple(map(Block, lines))), "x.txt")
    assert facts.evidence == {
        "title": "澜川市厂房办法",
        "issuer": "澜川市人民政府\n2024年12月10日",
        "region": "澜川市厂房办法",
        "level": "澜川市人民政府\n2024年12月10日",
        "issued_on": "澜川市人民政府\n2024年12月10日",
        "effective_on": "本办法自 2025 年 1 月 1 日起施行，有效期三年；",
        "expires_on": "本办法自 2025 年 1 月 1 日起施行，有效期三年；",
    }
    assert [one.words for one in facts.relations] == ["原《甲办法》同时废止"]


@given(
    st.lists(st.builds(Block, text=st.text(max_size=60), kind=st.sampled_from(Kind), level=st.integers(0, 3)))
)
def test_any_text_has_a_title_and_no_fault(blocks: list[Block]) -> None:
    assert read_facts(Reading(tuple(blocks)), "某文件.txt").title


@given(
    st.lists(
        st.text(
            "自本办法条例起施行有效期至年月日〔〕（）《》废止同时0123456789 二〇一三、，。", max_size=120
        ),
        max_size=12,
    )
)
def test_broken_wording_makes_no_fault(lines: list[str]) -> None:
    facts = read_facts(Reading(tuple(Block(line) for line in lines)), "某文件.txt")
    assert facts.title


def _facts(path: Path) -> Facts:
    return read_facts(clean(read(path.name, path.read_bytes())), path.name)


def _repeals(facts: Facts) -> list[tuple[str | None, str | None, date | None]]:
    repeals = (one for one in facts.relations if one.kind is RelationKind.REPEALS)
    return [(one.title, one.number, one.day) for one in repeals]
