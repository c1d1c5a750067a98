"""No pattern looks too far: 100,000 characters of one kind are read, cleaned and split in no time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaning import clean
from ingest.metadata import read_facts
from ingest.pages import Block, Reading
from ingest.splitting import split

SIZE, SECONDS = 100_000, 2.0
SIGNS = "1 第 （ ( . 《 园 一 原 、 。 ； ： A — 号 令 条 省 市 县 部 党".split()
WORDS = [
    *SIGNS,
    "第一条",
    "2024年",
    "2024年1月1日",
    "（一）",
    "园区，",
    "《甲》",
    "人民政府",
    "〔2024〕",
    "废止",
    "有效期",
    "关于",
    "的通知",
    "首页 ",
    "责任编辑：",
    "公告",
    "将《甲》",
    "根据《",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_line_without_an_end(word: str) -> None:
    assert seconds([word * (SIZE // len(word))]) < SECONDS


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("length", [95, 950])
def test_many_lines_of_the_same(word: str, length: int) -> None:
    line = word * (length // len(word))
    assert seconds(["某市园区办法", *[line] * (SIZE // len(line))]) < SECONDS


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from([60, 300, 1400, SIZE]))
def test_any_words_again_and_again(words: list[str], length: int) -> None:
    word = "".join(words)
    line = word * max(1, length // len(word))
    assert seconds([line] * max(1, SIZE // len(line))) < SECONDS


def seconds(lines: list[str]) -> float:
    reading = Reading(tuple(map(Block, lines)), title=lines[0][:200])
    begun = time.perf_counter()
    cleaned = clean(reading)
    read_facts(cleaned, "某文件.txt")
    split(cleaned)
    return time.perf_counter() - begun
