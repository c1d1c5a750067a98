"""Plain text in the encodings that Chinese offices use."""

import json
from pathlib import Path

import pytest

from ingest.readers import read
from ingest.readers.decoding import decode
from knowledge.errors import UnreadableFile

SHARED = Path(__file__).parents[4] / "shared"
POLICY = "关于创建“五好”园区的实施意见\n一、聚焦规划定位，强化顶层设计。\n　　二、聚焦创新平台。\n"


def lines(data: bytes, name: str = "意见.txt") -> list[str]:
    return [block.text for block in read(name, data).blocks]


WANTED = POLICY.replace("　", "").splitlines()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
def test_the_encoding_is_found_out(encoding: str) -> None:
    assert lines(POLICY.encode(encoding)) == WANTED


def test_big5_is_told_from_gbk() -> None:
    taiwan = "為了促進產業園區的發展，規範管理行為，制定本辦法。\n本辦法適用於本市各類園區。"
    assert lines(taiwan.encode("big5")) == taiwan.splitlines()


@pytest.mark.skipif(not (SHARED / "eval").exists(), reason="shared data are not at hand")
def test_big5_and_gbk_are_told_apart_on_real_text() -> None:
    for name, encoding in (("drcd-dev", "cp950"), ("cmrc2018-trial", "gbk")):
        with (SHARED / "eval" / name / "corpus.jsonl").open(encoding="utf-8") as corpus:
            passages = [json.loads(line)["text"] for _, line in zip(range(60), corpus, strict=False)]
        for passage in passages:
            data = passage.encode(encoding, "ignore")
            assert decode(data) == data.decode(encoding)


def test_a_file_cut_off_inside_a_character_and_a_few_broken_bytes_are_still_read() -> None:
    text = "第一条 为了推进五好园区建设，制定本办法。" * 30
    assert lines(text.encode()[:-2])[0].startswith("第一条 为了推进")
    assert "五好园区" in lines(text.encode().replace("办法".encode(), b"\xe5\x8a", 1))[0]
    assert "五好园区" in lines(text.encode("gbk")[:-1])[0]


def test_western_text_is_text_too() -> None:
    text = "Société Générale: les zones économiques spéciales créées à Changsha. " * 5
    assert lines(text.encode("latin-1")) == [text.strip()]


def test_binary_is_refused_and_a_stray_nul_is_not() -> None:
    with pytest.raises(UnreadableFile, match="不是文本文件"):
        read("a.txt", bytes(range(1, 256)) * 3)
    assert lines("五好\x00园区\x07建设\u200b".encode()) == ["五好园区建设"]


def test_line_and_page_breaks_of_every_kind_end_a_line() -> None:
    assert lines("一\r\n二\r三\x0c四\u2028五\n\n六".encode()) == ["一", "二", "三", "四", "五", "六"]


WRAPPED = """\
　　第一条 为了推进五好园区建设，规范园区创建工作，提高园区发展
质量和效益，根据有关法律、法规，结合本市实际，制定本办法。
　　第二条 本办法适用于本市行政区域内省级以上产业园区的规划、建
设、管理和服务活动，以及对上述活动的监督考核。法律、法规另有规
定的，从其规定。
　　第三条 园区应当做到：
（一）规划定位好；
（二）创新平台好，研发投入强度和高新技术企业数量达到规定的标准
并逐年提高。
"""


def test_a_file_wrapped_at_a_fixed_width_is_put_together() -> None:
    assert lines(WRAPPED.encode()) == [
        "第一条 为了推进五好园区建设，规范园区创建工作，提高园区发展质量和效益，根据有关法律、法规，"
        "结合本市实际，制定本办法。",
        "第二条 本办法适用于本市行政区域内省级以上产业园区的规划、建设、管理和服务活动，以及对上述活动的"
        "监督考核。法律、法规另有规定的，从其规定。",
        "第三条 园区应当做到：",
        "（一）规划定位好；",
        "（二）创新平台好，研发投入强度和高新技术企业数量达到规定的标准并逐年提高。",
    ]


def test_a_file_with_a_paragraph_on_each_line_is_left_alone() -> None:
    names = [
        f"湖南省某市某产业开发区第{number}号重点产业建设项目有限责任公司" for number in "甲乙丙丁戊己庚辛"
    ]
    paragraphs = [*names, "各园区应当按照上述名单，" + "逐一落实责任领导和服务小分队，" * 8]
    assert lines("\n".join(paragraphs).encode()) == paragraphs


def test_wrapped_english_gets_its_spaces_back() -> None:
    text = (
        "The development zone shall offer every investor the\nservices that this regulation names, in\n" * 6
    )
    first = lines((text + "and so on.\n").encode())[0]
    assert "the services" in first
