"""Markdown, and the regulations that come in it."""

import re
from pathlib import Path

import pytest

from ingest.pages import Block, Kind
from ingest.readers import read

REGULATIONS = Path(__file__).parents[4] / "shared" / "eval" / "park-regs"


def blocks(text: str) -> tuple[Block, ...]:
    return read("办法.md", text.encode()).blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def test_headings_have_levels_and_articles_stay_apart() -> None:
    read_blocks = blocks(
        "# 五好园区条例\n\n<!-- INFO END -->\n## 第一章　总则\n\n第一条　为了**五好**。\n第二条 适用。\n"
    )
    assert [(block.kind, block.level, block.text) for block in read_blocks] == [
        (Kind.HEADING, 1, "五好园区条例"),
        (Kind.HEADING, 2, "第一章　总则"),
        (Kind.PARAGRAPH, 0, "第一条　为了五好。"),
        (Kind.PARAGRAPH, 0, "第二条 适用。"),
    ]


def test_a_paragraph_broken_over_lines_is_joined() -> None:
    assert texts("园区应当坚持规划引领，\n统筹推进。\n另有规定的，从其规定。") == [
        "园区应当坚持规划引领，统筹推进。",
        "另有规定的，从其规定。",
    ]


def test_lists_keep_their_numbers() -> None:
    assert texts("1. 规划定位好\n2. 创新平台好\n\n- 产业项目好\n  - 体制机制好\n") == [
        "1. 规划定位好",
        "2. 创新平台好",
        "产业项目好",
        "体制机制好",
    ]


def test_a_table_becomes_rows_under_the_nearest_heading() -> None:
    table = (
        "| 园区 | 2023年 | 备注 |\n|---|---:|---|\n| 永州经开区 | 13.6 | |\n| 祁阳高新区 | **12** | 预计 |"
    )
    assert blocks(f"## 亩均税收\n\n{table}\n")[1:] == (
        Block("园区：永州经开区；2023年：13.6", Kind.ROW, table="亩均税收"),
        Block("园区：祁阳高新区；2023年：12；备注：预计", Kind.ROW, table="亩均税收"),
    )


def test_what_looks_like_markup_but_is_text_stays() -> None:
    assert texts("    第五条 缩进的条文。\n") == ["第五条 缩进的条文。"]
    assert texts("本办法自发布之日起施行。\n---\n附则") == ["本办法自发布之日起施行。", "附则"]
    assert texts("投资强度*亩均税收<300万元") == ["投资强度*亩均税收<300万元"]
    assert texts("[1]: 见附件") == ["[1]: 见附件"]


@pytest.mark.parametrize(
    "line",
    [
        "车位尺寸为3*5米，货车位为4*12米",
        "容积率3**2，密度4**2",
        "编号A_1_2，A__1__2",
        "投资5~10万元，税收20~30万元，~~80~~",
        "当a<b，c>d时适用；x<5且y>3",
        "亩均税收&lt;300万元",
        "湘政发[2024](5)号",
        "姓名____年龄____",
        "长 3 *5 米，宽 4* 12 米",
        "路径C:\\项目\\2024",
    ],
)
def test_no_character_of_a_figure_is_ever_lost(line: str) -> None:
    assert texts(line) == [line]
    assert texts(f"# {line}") == [line]


def test_emphasis_is_taken_off_where_it_is_nothing_else() -> None:
    assert texts("补贴**20**万元，__不得__重复，***必须*** 公示") == ["补贴20万元，不得重复，必须 公示"]
    assert texts("*注意* 车位3\\*5米") == ["注意 车位3*5米"]


def test_raised_figures_and_deleted_text() -> None:
    assert texts("面积10<sup>2</sup>米，补贴<del>80</del>60万元") == ["面积10²米，补贴60万元"]


def test_links_tags_and_html_tables_are_text() -> None:
    assert texts("见[实施细则](http://example.cn/a)<br/>第三条。") == ["见实施细则第三条。"]
    assert texts("<table><tr><td>园区</td><td>税收</td></tr><tr><td>甲</td><td>1</td></tr></table>") == [
        "园区：甲；税收：1"
    ]


@pytest.mark.skipif(not REGULATIONS.exists(), reason="shared data are not at hand")
def test_every_article_of_the_regulations_is_a_block_of_its_own() -> None:
    for path in sorted(REGULATIONS.glob("*.md"))[::4]:
        source = path.read_text(encoding="utf-8").replace("\u200b", "")
        read_blocks = read(path.name, path.read_bytes()).blocks
        articles = [
            line.strip()
            for line in source.splitlines()
            if re.match(r"\s*第[一二三四五六七八九十百零]+条", line)
        ]
        found = {block.text for block in read_blocks}
        assert articles
        assert [article for article in articles if article not in found] == []
        assert (read_blocks[0].kind, read_blocks[0].level) == (Kind.HEADING, 1)
