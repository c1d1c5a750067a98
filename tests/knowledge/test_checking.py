"""What is checked before an answer goes out."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import checking
from knowledge.answers import Answer, Citation, Subject
from knowledge.writing import frames
from knowledge.writing.frames import Quoted
from tests.knowledge.papers import MEETING, RENT, citation


def quoted(citations: Sequence[Citation]) -> str:
    return frames.quoted([Quoted((one,)) for one in citations])


def faults(text: str, *citations: Citation, counted: int | None = None) -> list[str]:
    return checking.faults(Answer("问", Subject.POLICY, text, citations, None, counted))


def test_a_quotation_with_its_mark_is_sound() -> None:
    cited = [citation(1, RENT), citation(2, MEETING, title="主题日工作制度", article=None)]
    assert faults(quoted(cited), *cited) == []


def test_a_mark_without_citation() -> None:
    assert faults("每月6元。[1]\n另见。[2]", citation(1, RENT)) == ["[2] cites nothing"]


def test_a_citation_without_mark() -> None:
    assert faults("每月6元。[1]", citation(1, RENT), citation(2, MEETING)) == ["[2] is cited nowhere"]
    assert faults("无标注。", citation(1, RENT)) == ["[1] is cited nowhere"]


def test_a_figure_that_no_citation_bears() -> None:
    assert faults("每月8元。[1]", citation(1, RENT)) == ["8 stands in no cited passage"]


def test_a_figure_of_another_citation_is_not_borne() -> None:
    cited = citation(1, RENT), citation(2, MEETING)
    assert faults("每月6元。[1]\n每周一20:00。[2]", *cited) == []
    assert faults("每周一20:00。[1]\n每月6元。[2]", *cited) != []


def test_a_figure_behind_the_last_mark_is_borne_by_none() -> None:
    assert faults("每月6元。[1]\n最长36个月", citation(1, RENT)) == ["36 stands in no cited passage"]


def test_marks_side_by_side_bear_together() -> None:
    assert faults("每月6元，每周一20:00。[1][2]", citation(1, RENT), citation(2, MEETING)) == []


def test_what_is_said_of_the_document_bears_too() -> None:
    told = "东政发〔2024〕15号，2024年12月10日成文，第3页。[1]"
    assert faults(told, citation(1, RENT, page=3)) == []
    assert faults(told, citation(1, RENT, page=4)) == ["3 stands in no cited passage"]


@pytest.mark.parametrize("number", ["东政发〔2020〕6号", "东政发[2020]6号", "东政发[2020]\n6号"])
def test_a_document_number_in_a_quotation_is_no_mark(number: str) -> None:
    cited = citation(1, f"{number}同时废止。")
    assert faults(quoted([cited]), cited) == []


@pytest.mark.parametrize("note", ["见附表[3]", "见附表[3]\n另行通知。", "[1]适用范围"])
def test_a_footnote_in_a_quotation_is_no_mark(note: str) -> None:
    cited = [citation(1, note), citation(2, RENT)]
    assert faults(quoted(cited), *cited) == []


@pytest.mark.parametrize(
    ("told", "quote"),
    [
        ("最高1,200万元", "最高1200万元"),
        ("最高1200万元", "最高1,200万元"),
        ("最高１２００万元", "最高1200万元"),
        ("最高1200万元", "最高１，２００万元"),
        ("税率3.5%", "税率３.５％"),
        ("10，200两档", "10、200两档"),
        ("3,4两项", "第3、4项"),
    ],
)
def test_one_figure_in_two_spellings(told: str, quote: str) -> None:
    assert faults(f"{told}。[1]", citation(1, quote)) == []


@pytest.mark.parametrize(
    ("told", "quote"),
    [("最高12万元", "最高1200万元"), ("税率5%", "税率3.5%"), ("20家", "2020年"), ("1.20万元", "1.2万元")],
)
def test_a_part_of_a_figure_is_another_figure(told: str, quote: str) -> None:
    assert faults(f"{told}。[1]", citation(1, quote, issued=None)) != []


def test_only_the_number_counted_needs_no_citation() -> None:
    assert faults("共 7 个项目：\n每月6元[1]", citation(1, RENT), counted=7) == []
    assert faults("共 7 个项目：\n每月6元[1]", citation(1, RENT), counted=8) != []
    assert faults("共 7 个项目：\n每月6元[1]", citation(1, RENT)) != []


QUOTES = st.lists(
    st.one_of(
        st.sampled_from(
            ["每月6元", "[1]", "[2]", "[12]\n", "”", "“", "〔2020〕", "1,200", "２０", "，", "\n", "。"]
        ),
        st.text(max_size=4),
    ),
    max_size=10,
).map("".join)


@given(st.lists(QUOTES, min_size=1, max_size=3))
def test_what_the_writer_quotes_is_always_sound(quotes: list[str]) -> None:
    cited = [citation(n, text) for n, text in enumerate(quotes, 1)]
    assert faults(quoted(cited), *cited) == []


@given(QUOTES, st.integers(1_000_000, 9_999_999))
def test_a_figure_made_up_is_always_seen(quote: str, made_up: int) -> None:
    cited = citation(1, quote, issued=date(2024, 12, 10))
    assert faults(f"{quoted([cited])}\n总额{made_up}元。", cited) != []
