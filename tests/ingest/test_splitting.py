"""Pieces: they tile the text, follow its structure, and are of a length to be read."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.pages import Block, Kind, Reading
from ingest.splitting import Piece, split
from ingest.splitting.sentences import chunks

SENTENCE = "园区管委会应当在收到申请之日起十个工作日内完成审核并告知企业。"

LINES = st.one_of(
    st.sampled_from(
        [
            "第一章 总则",
            "第二章 附则",
            "目录",
            "第一条 为了发展。",
            "第二条",
            "一、总体要求",
            "（一）目标",
            "（二）依法纳税；",
            "1.材料齐全；",
            "会议发言实录",
            "主持人：今天请大家谈一谈园区的发展。",
            "市财政局局长周亮：我谈三点，供大家参考。",
            "第三条 【范围】",
            "附件1",
            "表1 名单",
            "2024年1月1日",
            "",
            "。",
        ]
    ),
    st.text("一二是要第条章、。；（） 园区\n", max_size=80),
    st.integers(1, 60).map(lambda count: SENTENCE * count),
    st.integers(400, 3000).map(lambda count: "园" * count),
)
BLOCKS = st.builds(
    Block,
    text=LINES,
    kind=st.sampled_from(Kind),
    level=st.integers(0, 4),
    page=st.none() | st.integers(1, 9),
    table=st.none() | st.just("表1 名单"),
)


@given(st.lists(BLOCKS, max_size=20))
def test_pieces_tile_the_text(blocks: list[Block]) -> None:
    text, pieces = split(Reading(tuple(blocks)))
    assert text == "\n".join(block.text for block in blocks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text == text[piece.start : piece.end] for piece in pieces)
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]


@given(st.text("一二是要。；！？，” 园区", max_size=3000))
def test_chunks_start_at_rising_places(paragraph: str) -> None:
    starts = chunks(paragraph)
    assert starts[0] == 0
    assert all(0 <= a < b < len(paragraph) for a, b in pairwise(starts))


def test_nothing_makes_no_pieces() -> None:
    assert split(Reading(())) == ("", ())


def test_each_article_is_a_piece_with_its_items() -> None:
    pieces = _split(
        "第一章 总则",
        "第一条 为了发展，制定本办法。",
        "第二条 应当具备下列条件：",
        "（一）在园区注册；",
        "（二）依法纳税。",
        "第二章 附则",
        "第三条 本办法自公布之日起施行。",
    )
    assert [(piece.article, piece.heading) for piece in pieces] == [
        ("第一条", "第一章 总则"),
        ("第二条", "第一章 总则"),
        ("第三条", "第二章 附则"),
    ]
    assert pieces[0].text == "第一章 总则\n第一条 为了发展，制定本办法。\n"
    assert pieces[1].text.endswith("（二）依法纳税。\n")


def test_a_long_article_is_cut_between_its_sentences() -> None:
    pieces = _split("第一条 " + SENTENCE * 10, SENTENCE * 12, SENTENCE * 30, "第二条 " + SENTENCE)
    assert [piece.article for piece in pieces] == [
        "第一条第一款",
        *["第一条第二款"] * 1,
        *["第一条第三款"] * (len(pieces) - 3),
        "第二条",
    ]
    assert all(len(piece.text) <= 600 and piece.text.rstrip().endswith("。") for piece in pieces)
    assert len(pieces) > 4


def test_a_reference_is_no_article() -> None:
    pieces = _split(
        "第九条 依照本条例第十二条的规定处理。",
        "第十二条规定的限额不变。",
        "第二款、第三条所称企业，按照 第十一条 规定执行。",
    )
    assert [piece.article for piece in pieces] == ["第九条"]


def test_articles_in_one_line_are_told_apart() -> None:
    pieces = _split("第六条 协会的宗旨是服务。 第七条  业务范围是调查研究。第八条 依照第九条办理。")
    assert [(piece.article, piece.text[:3]) for piece in pieces] == [
        ("第六条", "第六条"),
        ("第七条", "第七条"),
        ("第八条", "第八条"),
    ]


def test_articles_without_a_space_go_by_their_order() -> None:
    pieces = _split("第一条为了发展，制定本办法。", "第二条本办法适用于园区。", "第一条规定的企业除外。")
    assert [piece.article for piece in pieces] == ["第一条", "第二条"]
    assert pieces[1].text.endswith("第一条规定的企业除外。")


def test_a_table_of_contents_has_no_articles() -> None:
    pieces = _split(
        "某某条例",
        "目 录",
        "第一章 总则……1",
        "第一条 目的",
        "第二章 附则……9",
        "第一章 总则",
        "第一条 为了发展，制定本条例。",
    )
    assert [(piece.article, piece.heading) for piece in pieces][1:] == [
        (None, "目录"),
        ("第一条", "第一章 总则"),
    ]
    assert pieces[1].text.startswith("目 录") and "第二章" in pieces[1].text


def test_the_signature_belongs_to_no_article() -> None:
    pieces = _split(
        "第二条 本办法自公布之日起施行。", "澜川市人民政府", "2024年12月10日", "（信息公开选项：主动公开）"
    )
    assert [piece.article for piece in pieces] == ["第二条", None]


def test_headings_make_a_path() -> None:
    pieces = _split(
        "一、重点任务",
        "（一）做强平台",
        SENTENCE * 3,
        "（二）做优服务",
        SENTENCE * 3,
        "二、保障措施",
        SENTENCE,
    )
    assert [piece.heading for piece in pieces] == [
        "一、重点任务 › （一）做强平台",
        "一、重点任务 › （二）做优服务",
        "二、保障措施",
    ]
    assert pieces[0].text.startswith("一、重点任务\n（一）做强平台\n")


def test_the_first_sentence_of_a_paragraph_may_head_it() -> None:
    pieces = _split(
        "一、聚焦规划，强化设计。" + SENTENCE * 2, "二、支持平台建设的，一次性奖励100万元。", SENTENCE
    )
    assert [piece.heading for piece in pieces] == ["一、聚焦规划，强化设计", ""]


def test_levels_of_headings_without_numbers() -> None:
    blocks = (
        Block("某某通报", Kind.HEADING, 1),
        Block("总体情况", Kind.HEADING, 2),
        Block("增长", Kind.HEADING, 3),
        Block(SENTENCE),
        Block("存在问题", Kind.HEADING, 2),
        Block(SENTENCE),
    )
    _, pieces = split(Reading(blocks))
    assert [piece.heading for piece in pieces] == ["总体情况 › 增长", "存在问题"]


def test_short_paragraphs_are_merged_and_long_ones_cut() -> None:
    pieces = _split(*[SENTENCE] * 20, SENTENCE * 40)
    assert all(100 <= len(piece.text) <= 530 for piece in pieces)
    assert all(piece.text.rstrip().endswith("。") for piece in pieces)


def test_points_are_the_preferred_cuts() -> None:
    paragraph = "".join(f"{point}是{SENTENCE * 11}" for point in "一二三四五")
    assert [paragraph[start : start + 2] for start in chunks(paragraph)] == [
        "一是",
        "二是",
        "三是",
        "四是",
        "五是",
    ]


def test_a_sentence_beyond_measure_is_cut_at_pauses() -> None:
    pieces = _split("园区企业，" * 600)
    assert all(len(piece.text) <= 1200 and piece.text.endswith("，") for piece in pieces)


def test_rows_stay_whole_under_their_caption() -> None:
    rows = [Block(f"园区：第{n}园；税收：{'九' * 80}", Kind.ROW, table="表1 税收") for n in range(9)]
    _, pieces = split(Reading((Block("一、目标"), Block("表1 税收"), *rows, Block(SENTENCE))))
    tables = pieces[:-1]
    assert {piece.heading for piece in tables} == {"一、目标 › 表1 税收"}
    assert tables[0].text.startswith("一、目标\n表1 税收\n园区：第0园")
    assert all(len(piece.text) <= 400 and piece.text.endswith("九\n") for piece in tables)
    assert pieces[-1].heading == "一、目标"


def test_a_row_is_never_torn() -> None:
    row = Block("说明：" + SENTENCE * 60, Kind.ROW)
    assert len(split(Reading((row,)))[1]) == 1


def test_the_page_is_that_of_the_first_block() -> None:
    _, pieces = split(Reading((Block("一、目标", page=3), Block(SENTENCE, page=4))))
    assert [piece.page for piece in pieces] == [3]


def test_the_title_of_an_attachment_goes_with_it() -> None:
    pieces = _split("现印发给你们，请认真执行。", "某市园区交流主题日工作制度", "一、时间地点", SENTENCE)
    assert pieces[1].text.startswith("某市园区交流主题日工作制度\n一、时间地点")


def _split(*lines: str) -> tuple[Piece, ...]:
    return split(Reading(tuple(Block(line) for line in lines)))[1]
