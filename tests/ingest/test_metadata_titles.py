"""What a document is cited as."""

import pytest

from ingest.metadata.titles import stem_of, title_of
from ingest.pages import Block, Kind, Reading

BODY = "近日，市人民政府召开会议，研究部署有关工作，提出下一步的具体安排和要求。"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("关于印发《某市园区办法》的通知", "各单位："), "关于印发《某市园区办法》的通知"),
        (
            ("澜川市人民政府办公室", "关于印发《园区办法》的通知", "澜政办发〔2024〕1号"),
            "澜川市人民政府办公室关于印发《园区办法》的通知",
        ),
        (
            ("关于印发", "《园区标准厂房管理办法》", "的通知", "各单位："),
            "关于印发《园区标准厂房管理办法》的通知",
        ),
        (("澜川市人民政府文件", "澜政发〔2024〕1号", "关于做好某项工作的通知"), "关于做好某项工作的通知"),
        (
            ("首页", "某地：抓项目促园区发展", "发布时间：2023-08-04 编辑：某某", BODY),
            "某地：抓项目促园区发展",
        ),
        (
            ("园区快讯", "PARK EXPRESS", "聚焦目标促进园区提质增效", "发布时间:2021年12月13日", BODY),
            "聚焦目标促进园区提质增效",
        ),
        (
            ("衡阳", "某市政协为加快发展 助创园区", "2020年10月22日 09:37:55 | 来源:某日报", BODY),
            "某市政协为加快发展 助创园区",
        ),
        (("某某在推进会议上的讲话(20220**3)", "同志们:", BODY), "某某在推进会议上的讲话"),
        (("关于做好 2026 年度申报工作的通知", "各单位："), "关于做好2026年度申报工作的通知"),
        (("园区权限目录（2025年版）", "各单位："), "园区权限目录（2025年版）"),
        (("关于某项工作的通知（澜政办发〔2021〕15号）", "各单位："), "关于某项工作的通知"),
    ],
)
def test_leading_lines(lines: tuple[str, ...], title: str) -> None:
    assert _title(*lines) == title


def test_a_heading_comes_first() -> None:
    heading = Block("某市园区人才引进若干措施", Kind.HEADING, level=1)
    assert title_of(Reading((heading, Block(BODY))), "x.md").value == "某市园区人才引进若干措施"


def test_a_chapter_is_no_title() -> None:
    heading = Block("第一章 总则", Kind.HEADING, level=1)
    assert title_of(Reading((Block("某市园区管理办法"), heading)), "x.docx").value == "某市园区管理办法"


def test_a_pages_title_without_its_sites_name() -> None:
    blocks = (Block("关于某项工作的通知"), Block(BODY))
    assert (
        title_of(Reading(blocks, "关于某项工作的通知-某市人民政府门户网站"), "x.html").value
        == "关于某项工作的通知"
    )


@pytest.mark.parametrize("given", ["Microsoft Word - 1", "无标题文档", "新建 DOCX 文档", "Document1"])
def test_a_default_title_of_a_program_is_none(given: str) -> None:
    assert (
        title_of(Reading((Block("某市园区管理办法"), Block(BODY)), given), "x.docx").value
        == "某市园区管理办法"
    )


def test_a_subtitle_is_part_of_it() -> None:
    blocks = (Block("面对面解难题", Kind.HEADING, level=1), Block("——三季度工作简报"), Block(BODY))
    assert title_of(Reading(blocks), "x.html").value == "面对面解难题——三季度工作简报"


def test_a_running_header_is_no_title() -> None:
    header = "某市行政规范性文件汇编办法"
    pages = [
        Block(header, page=1),
        Block("某市标准厂房租金补贴办法", page=1),
        Block(BODY, page=1),
        Block(header, page=2),
    ]
    assert title_of(Reading(tuple(pages)), "x.pdf").value == "某市标准厂房租金补贴办法"


def test_without_any_title_the_files_name() -> None:
    assert title_of(Reading((Block(BODY),)), "园区 问题清单.txt").value == "园区 问题清单"


def test_without_a_name_either_the_first_words() -> None:
    assert title_of(Reading((Block(BODY),)), "004_ae2296e2f3e0d6ac.txt").value == BODY.rstrip("。")
    assert (
        title_of(Reading((Block("今年，" + "某市开展调研，" * 12),)), "1.txt").value
        == ("今年，" + "某市开展调研，" * 6).rstrip("，") + "……"
    )


def test_a_title_in_one_line_with_its_text() -> None:
    text = Block("关于做好关爱服务工作的通知 各省、自治区、直辖市民政厅：" + BODY)
    assert title_of(Reading((text,)), "1.txt").value == "关于做好关爱服务工作的通知"


def test_an_empty_reading_has_its_files_name() -> None:
    assert title_of(Reading(()), "a.txt").value == "a"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("上海市优化营商环境条例(2024-09-27).md", "上海市优化营商环境条例"),
        ("02-标准厂房租金补贴暂行办法.pdf", "标准厂房租金补贴暂行办法"),
        ("07-产业园区发展规划（2026—2030年）.pdf", "产业园区发展规划（2026—2030年）"),
        ("园区清单20240927.xlsx", "园区清单20240927"),
        ("园区清单_20240927.xlsx", "园区清单"),
        ("12.txt", "12"),
    ],
)
def test_names_of_files(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def _title(*lines: str) -> str:
    return title_of(Reading(tuple(Block(line) for line in lines)), "x.txt").value
