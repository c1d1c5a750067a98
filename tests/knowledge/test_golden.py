"""Whether an answer says what a golden question wants, however numbers and widths are written."""

import pytest

from knowledge.answers import Answer, Subject
from knowledge.golden import Fault, Golden, outcome
from tests.knowledge.papers import citation


@pytest.mark.parametrize(
    ("said", "wanted", "is_held"),
    [
        ("通行卡每满三百天换发一次。", "三百天", True),
        ("总投资5000万元。", "五千万元", True),
        ("总投资５０００ 万元。", "5000万元", True),
        ("每月补贴6元。", "7元", False),
    ],
)
def test_words_that_must_be_in_an_answer(said: str, wanted: str, is_held: bool) -> None:
    reply = Answer("补贴多少？", Subject.POLICY, f"“{said}”[1]", (citation(1, said),))
    faults = outcome(Golden("补贴多少？", contains=(wanted,)), reply).faults
    assert faults == (() if is_held else ((Fault.LACKS_WORDS, wanted),))
