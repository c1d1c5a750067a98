"""Web pages: the article, its headings and tables, without what stands around it."""

import time
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.pages import Kind
from ingest.readers import read
from knowledge.errors import UnreadableFile

GOLDEN = Path(__file__).parents[1] / "golden"


def texts(markup: str, encoding: str = "utf-8") -> list[str]:
    return [block.text for block in read("a.html", markup.encode(encoding)).blocks]


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_a_government_page_reads_like_its_golden_text() -> None:
    reading = clean(read("notice.html", (GOLDEN / "notice.html").read_bytes()))
    assert reading.title == "关于印发《五好园区创建办法》的通知"
    assert [block.text for block in reading.blocks] == (GOLDEN / "notice.txt").read_text("utf-8").splitlines()
    assert [block.level for block in reading.blocks if block.kind is Kind.HEADING] == [1, 2]
    assert {block.table for block in reading.blocks if block.kind is Kind.ROW} == {"评价指标"}


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "nonsense"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_page_is_decoded_whatever_it_declares(declared: str, encoding: str) -> None:
    markup = page("<p>第一条 镕基园区应当坚持规划引领。</p>", f'<meta charset="{declared}">')
    assert texts(markup, encoding) == ["第一条 镕基园区应当坚持规划引领。"]


def test_a_declared_big5_page() -> None:
    assert texts(page("<p>產業園區</p>", '<meta charset="big5">'), "big5") == ["產業園區"]


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>办事指南_青石市政府网</title>", "<h1>青石市</h1><h1>办事指南</h1>", "办事指南"),
        ('<meta name="ArticleTitle" content="印发通知"><title>网站</title>', "<h1>网站</h1>", "印发通知"),
        ('<meta property="og:title" content="分享的标题"><title>网站</title>', "<p>正文</p>", "分享的标题"),
        ("<title>惠企政策 - 青石高新区</title>", "<p>正文</p>", "惠企政策"),
        ("", "<p>正文</p>", None),
    ],
)
def test_where_the_title_comes_from(head: str, body: str, title: str | None) -> None:
    assert read("a.html", page(body, head).encode()).title == title


def test_dates_and_sources_stay_and_come_from_the_head_where_the_page_shows_none() -> None:
    head = '<meta name="PubDate" content="2026-03-02"><meta name="ContentSource" content="市政府办">'
    assert texts(page("<p>正文。</p>", head)) == ["发布时间：2026-03-02", "来源：市政府办", "正文。"]
    assert texts(page("<p>发布时间：2026-03-05</p><p>正文。</p>", head)) == [
        "发布时间：2026-03-05",
        "来源：市政府办",
        "正文。",
    ]


def test_a_page_built_with_tables_is_text_not_data() -> None:
    inner = "<table><tr><td><p>第一条 适用。</p><p>第二条 施行。</p></td></tr></table>"
    assert texts(page(f"<table><tr><td>栏目</td><td>{inner}</td></tr></table>")) == [
        "栏目",
        "第一条 适用。",
        "第二条 施行。",
    ]


def test_a_page_without_an_article_gives_all_its_text_and_an_empty_one_none() -> None:
    assert texts(page("<div>甲<span>乙</span></div><div>丙</div><script>丁</script>")) == ["甲乙", "丙"]
    assert texts(page("<script>var a = 1</script>")) == []


def test_entities_and_broken_markup_are_read_as_a_browser_would() -> None:
    assert texts(page("<p>投资&gt;300万元&nbsp;&#x4E2D;<p>未闭合<div>的标签")) == [
        "投资>300万元 中",
        "未闭合",
        "的标签",
    ]


def test_huge_and_deep_pages_do_not_blow_up() -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="网页超过 20 MB"):
        read("a.html", b"<html><body>" + "园".encode() * 17_000_000)
    assert "".join(texts("<html>" + "<div>" * 1_500 + "深处的字")).endswith("深处的字")
    with pytest.raises(UnreadableFile, match="文件损坏"):
        texts("<div>" * 200_000 + "深处的字")
    assert len("".join(texts("<html><body>" + "一行写完的园区政策" * 200_000))) == 1_800_000
    assert time.monotonic() - began < 10


def test_raised_and_lowered_figures_stay_apart_from_those_before_them() -> None:
    body = "<p>面积10<sup><b>2</b></sup>米，CO<sub>2</sub>，2<sup>n+1</sup>，1<sup>st</sup>，80<sup>[1]</sup>。</p>"
    assert texts(page(body)) == ["面积10²米，CO₂，2^n+1，1st，80[1]。"]


def test_deleted_text_is_left_out_but_not_a_page_in_a_tag_left_open() -> None:
    body = "<p>补贴<del>80</del><s>70</s><strike>65</strike>60万元。</p>"
    assert texts(page(body)) == ["补贴60万元。"]
    assert texts(page("<p><span style='text-decoration: line-through'>旧</span>新标准。</p>")) == ["新标准。"]
    assert texts(page("<s><p>第一条 适用。</p><p>第二条 施行。</p>")) == ["第一条 适用。", "第二条 施行。"]


def test_a_number_that_hangs_down_stands_in_its_first_row_only() -> None:
    rows = (
        "<tr><th>项目</th><th>总投资</th></tr><tr><td>甲</td><td rowspan=2>80</td></tr><tr><td>乙</td></tr>"
    )
    assert texts(page(f"<table>{rows}</table>")) == ["项目：甲；总投资：80", "乙"]
