"""The 143 regulations: every article is a passage that knows its number; dates, levels and validity."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.metadata import Facts, read_facts
from ingest.pages import Reading
from ingest.readers import read
from ingest.splitting import Piece, split
from knowledge.documents import Document, Level, RelationKind, Status, status_on
from tests.knowledge.cast import a_document

REGULATIONS = Path(__file__).parents[3] / "shared" / "eval" / "park-regs"
PATHS = sorted(REGULATIONS.glob("*.md"))
ARTICLE = re.compile(r"^(第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三])?)\s", re.MULTILINE)
NAME = re.compile(
    r"(第[零一二三四五六七八九十百]+条(?:之[一二三])?)"
    r"(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?"
    r"(?:至(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?)?"
)
ADOPTED = re.compile(
    r"^(?:根据)?(\d{4})年(\d{1,2})月(\d{1,2})日[^\n]*(?:通过|修订|修正|公布|发布)", re.MULTILINE
)
IN_FORCE = re.compile(r"本(?:条例|法|办法|规定|通知)自(\d{4})年\s?(\d{1,2})月(\d{1,2})日起?(?:正式)?[施实]行")
SAYS = re.compile(r"本(?:条例|法|办法|规定)自.{1,20}起施行")

pytestmark = pytest.mark.skipif(not PATHS, reason="the regulations are not at hand")


@cache
def cleaned(path: Path) -> Reading:
    return clean(read(path.name, path.read_bytes()))


def facts_of(path: Path) -> Facts:
    return read_facts(cleaned(path), path.name)


def pieces_of(path: Path) -> tuple[Piece, ...]:
    return split(cleaned(path))[1]


def by_name(start: str) -> Path:
    return next(path for path in PATHS if path.name.startswith(start))


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_every_article_is_known_by_its_number() -> None:
    for path in PATHS:
        matches = [NAME.fullmatch(piece.article) for piece in pieces_of(path) if piece.article]
        names = [match[1] if match else "?" for match in matches]
        told = [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
        assert told == ARTICLE.findall(path.read_text("utf-8")), path.name


def test_no_piece_mixes_articles_or_ends_within_a_sentence() -> None:
    for path in PATHS:
        lines = {without_spaces(block.text) for block in cleaned(path).blocks}
        for piece in pieces_of(path):
            assert len(ARTICLE.findall(piece.text)) <= 1, piece.text
            last = piece.text.rstrip().rpartition("\n")[2]
            whole = last.endswith(("。", "”", "）", "；")) or without_spaces(last) in lines
            assert whole or any(line.endswith(without_spaces(last)) for line in lines), last


def test_a_piece_of_a_long_article_names_its_paragraph_and_item() -> None:
    pieces = pieces_of(by_name("上海市优化营商环境条例"))
    assert [piece.article for piece in pieces if (piece.article or "").startswith("第二十四条")] == [
        "第二十四条第一款至第三款",
        "第二十四条第四款至第六款",
    ]


def test_the_title_is_the_first_line() -> None:
    for path in PATHS:
        first = path.read_text("utf-8").splitlines()[0].lstrip("# ").strip()
        assert facts_of(path).title == first


def test_the_day_of_issue_is_the_last_that_the_head_tells() -> None:
    for path in PATHS:
        head = path.read_text("utf-8").partition("<!-- INFO END")[0]
        days = [date(*map(int, parts)) for parts in ADOPTED.findall(head)]
        issued = facts_of(path).issued_on
        assert issued == max(days, default=None) or (issued and f"{issued.year}年{issued.month}月" in head), (
            path
        )


def test_the_day_of_effect_is_the_one_that_the_text_states() -> None:
    for path in PATHS:
        stated = IN_FORCE.findall(path.read_text("utf-8"))
        if stated:
            assert facts_of(path).effective_on == date(*map(int, stated[-1])), path.name


def test_what_a_regulation_says_of_its_effect_is_read() -> None:
    silent = [
        path.name
        for path in PATHS
        if SAYS.search(path.read_text("utf-8")[-600:]) and facts_of(path).effective_on is None
    ]
    assert silent == [  # 自公布之日起, a day that they don't tell
        "北京市新技术产业开发试验区暂行条例(1988-05-19).md",
        "宁波大榭开发区条例(2013-06-14).md",
    ]


def test_levels() -> None:
    levels = {path.stem: facts_of(path).level for path in PATHS}
    assert levels["中小企业促进法(2017-09-01)"] is Level.NATION
    assert levels["上海市消防条例(2020-03-19)"] is Level.PROVINCE
    assert levels["云浮市优化营商环境条例(2023-03-03)"] is Level.CITY
    assert levels["景宁畲族自治县促进惠明茶产业发展条例(2019-06-14)"] is Level.COUNTY
    assert [name for name, level in levels.items() if level is None] == [  # they name no organ
        "中国（上海）自由贸易试验区条例(2014-07-25)",
        "煤矿安全生产条例(2024-01-24)",
        "社会保险经办条例(2023-08-16)",
    ]


def test_what_is_repealed_is_what_the_text_says() -> None:
    says = re.compile(r"[》）](?:同时)?废止")
    for path in PATHS:
        body = path.read_text("utf-8").partition("<!-- INFO END")[2]
        repeals = [one for one in facts_of(path).relations if one.kind is RelationKind.REPEALS]
        assert bool(repeals) == bool(says.search(body)), path.name
        assert all(one.title and f"《{one.title}》" in body for one in repeals)
        assert all(without_spaces(one.words) in without_spaces(body) for one in repeals)


@pytest.mark.parametrize(
    ("name", "day", "status"),
    [
        ("增值税法", date(2025, 12, 31), Status.NOT_YET),
        ("增值税法", date(2026, 1, 1), Status.IN_FORCE),
        ("保障中小企业款项支付条例", date(2025, 5, 31), Status.NOT_YET),
        ("煤矿安全生产条例", date(2024, 4, 30), Status.NOT_YET),
        ("重庆市特种设备安全条例", date(2020, 9, 1), Status.IN_FORCE),
        ("北京市新技术产业开发试验区暂行条例", date(2026, 1, 1), Status.UNKNOWN),
    ],
)
def test_validity_on_a_day(name: str, day: date, status: Status) -> None:
    assert status_on(_document(facts_of(by_name(name))), day) is status


def test_every_fact_has_its_words() -> None:
    for path in PATHS:
        text = "\n".join(block.text for block in cleaned(path).blocks)
        evidence = facts_of(path).evidence
        assert all(part in text for words in evidence.values() for part in words.split("\n")), evidence


def _document(facts: Facts) -> Document:
    return a_document(facts.title, issued_on=facts.issued_on, effective_on=facts.effective_on)
