"""How a piece is cited: 款 and 项 of a long article, rows of a table, speaker and paragraph of a speech."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pages import Block, Kind, Reading
from ingest.splitting import Piece, split
from ingest.splitting.sentences import chunks
from knowledge.numerals import chinese, number

SENTENCE = "园区管委会应当在收到申请之日起十个工作日内完成审核并告知企业。"
LONG = SENTENCE * 12
ITEM = SENTENCE * 5


def test_a_long_article_names_the_paragraphs_of_its_pieces() -> None:
    pieces = _split(f"第十二条 {LONG}", LONG, f"前款{LONG}", SENTENCE)
    assert [piece.article for piece in pieces] == [
        "第十二条第一款",
        "第十二条第二款",
        "第十二条第三款至第四款",
    ]


def test_a_short_article_is_cited_as_a_whole() -> None:
    assert [piece.article for piece in _split(f"第十二条 {SENTENCE}", SENTENCE)] == ["第十二条"]


def test_an_article_of_one_paragraph_names_its_items_alone() -> None:
    items = [f"（{sign}）{ITEM}" for sign in "一二三四五六"]
    pieces = _split("第八条 应当具备下列条件：", *items)
    assert [piece.article for piece in pieces] == [
        "第八条",
        "第八条第（三）项至第（四）项",
        "第八条第（五）项至第（六）项",
    ]


def test_items_and_paragraphs_of_one_article() -> None:
    items = [f"({sign}){ITEM}" for sign in "一二三四"]
    pieces = _split(f"第八条之一 {LONG}", "有下列情形之一的：", *items, SENTENCE)
    assert [piece.article for piece in pieces] == [
        "第八条之一第一款",
        "第八条之一第二款",
        "第八条之一第二款第（三）项至第三款",
    ]


def test_subitems_belong_to_their_item() -> None:
    pieces = _split(f"第八条 {LONG}", f"（一）下列材料：{LONG}", f"1.{LONG}", f"2．{LONG}")
    assert [piece.article for piece in pieces] == ["第八条", *["第八条第（一）项"] * 3]


@pytest.mark.parametrize("first", ["第一条", "第一条 【适用范围】", "第一条（定义）"])
def test_an_article_whose_first_paragraph_is_on_the_next_line(first: str) -> None:
    pieces = _split(first, LONG, LONG)
    assert [piece.article for piece in pieces] == ["第一条第一款", "第一条第二款"]


def test_a_paragraph_cut_in_two_keeps_its_name() -> None:
    pieces = _split(f"第八条 {SENTENCE}", SENTENCE * 40)
    assert {piece.article for piece in pieces[1:]} == {"第八条第二款"}


def test_the_rows_of_a_table_are_counted() -> None:
    rows = [Block(f"园区：第{n}园；税收：{'九' * 80}", Kind.ROW, table="表1") for n in range(6)]
    other = Block("名称：甲", Kind.ROW, table="表2")
    _, pieces = split(Reading((Block("一、目标"), *rows, other)))
    assert [(piece.heading, piece.spot) for piece in pieces] == [
        ("一、目标 › 表1", "第1至4行"),
        ("一、目标 › 表1", "第5至6行"),
        ("一、目标 › 表2", "第1行"),
    ]


def test_who_speaks_and_which_paragraph() -> None:
    pieces = _split(
        "园区座谈会发言实录",
        f"主持人：今天请大家谈一谈园区的发展。{SENTENCE}",
        f"市财政局局长周亮：我谈三点。{SENTENCE}",
        "一、减税",
        LONG,
        "龙晓华：",
        LONG,
    )
    assert [(piece.heading, piece.spot) for piece in pieces] == [
        ("", None),
        ("主持人", "第1段"),
        ("市财政局局长周亮", "第2段"),
        ("市财政局局长周亮 › 一、减税", "第3段"),
        ("龙晓华", "第4段"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("园区工作通知", f"联系人：{SENTENCE}", f"负责人：{SENTENCE}"),
        ("在会上的讲话", "各位代表：", SENTENCE, "同志们：", SENTENCE),
        ("会议纪要", f"主持人：{SENTENCE}", SENTENCE),
    ],
)
def test_a_label_is_no_speaker(lines: tuple[str, ...]) -> None:
    assert {piece.heading for piece in _split(*lines)} == {""}


def test_a_paragraph_is_not_cut_at_its_semicolons() -> None:
    sentence = "；".join(["一是支持园区企业扩大生产规模"] * 10) + "。"
    cuts = chunks(sentence * 8)
    paragraph = sentence * 8
    assert len(cuts) > 2
    assert all(paragraph[cut - 1] == "。" for cut in cuts[1:])


@given(st.lists(st.text("园区；，、", min_size=1, max_size=300), min_size=1, max_size=9))
def test_pieces_end_with_sentences(sentences: list[str]) -> None:
    lines = [f"{sentence}。" for sentence in sentences]
    _, pieces = split(Reading((Block("".join(lines)),)))
    assert all(piece.text.endswith("。") for piece in pieces)
    assert all(before.end == after.start for before, after in pairwise(pieces))


@given(st.integers(0, 99))
def test_numerals_there_and_back(count: int) -> None:
    assert number(chinese(count)) == count


def _split(*lines: str) -> tuple[Piece, ...]:
    return split(Reading(tuple(Block(line) for line in lines)))[1]
