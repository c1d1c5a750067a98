"""What the encoder learns from: questions made of laws, and nothing of the half that is asked afterwards."""

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tools.training_pairs import (
    Pair,
    Passage,
    Retrieval,
    asked_by_case,
    asked_by_clause,
    asked_by_name,
    fold_of,
    neighbours,
    retrieval,
    training_pairs,
)

WAGES = Passage(
    "劳动法第五十条", "用人单位拖欠劳动报酬的，劳动者可以申请支付令。工资应当按月支付，不得克扣。"
)
LEAVE = Passage(
    "劳动法第五十一条", "劳动者在法定休假日和婚丧假期间，用人单位应当依法支付工资，不得克扣或者拖延。"
)
HEAD = "query\tpassage\tscore\n"
FIRE = Passage("消防法第五条", "任何单位和个人都有维护消防安全的义务，保护消防设施。")


def test_a_case_of_an_article_becomes_a_question() -> None:
    pairs = list(asked_by_case([WAGES, LEAVE], random.Random(1)))
    assert len(pairs) == 1, "no case stands in the other"
    assert "用人单位拖欠劳动报酬" in pairs[0].question
    assert pairs[0].question.endswith(("？", "规定？"))
    assert (pairs[0].passage.title, "支付令" in pairs[0].passage.text) == (WAGES.title, True)


def test_a_law_is_asked_by_its_name_about_a_matter_of_its_own() -> None:
    for question, passage in asked_by_name([WAGES, FIRE] * 5, random.Random(1)):
        assert passage.work in question and "第五" not in question
        assert any(clause in question for clause in passage.text.rstrip("。").replace("。", "，").split("，"))


def test_a_clause_asks_for_the_rest() -> None:
    for question, passage in asked_by_clause([LEAVE] * 20, random.Random(1)):
        assert question in LEAVE.text
        assert passage.text == LEAVE.text or question not in passage.text


def test_neighbours_are_of_one_law() -> None:
    assert neighbours([WAGES, LEAVE, FIRE]) == [Pair(WAGES.text, LEAVE)]


def test_two_halves_share_no_question_and_make_up_the_whole() -> None:
    asked = {str(number): f"第{number}个问题" for number in range(100)}
    whole = Retrieval({}, asked, {})
    halves = [set(whole.half(fold).questions) for fold in (0, 1)]
    assert halves[0] | halves[1] == asked.keys() and not halves[0] & halves[1]
    assert set(whole.without(0).questions) == halves[1]
    assert whole.without(None).questions.keys() == asked.keys()
    assert all(len(half) > 30 for half in halves)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The sets in miniature: of the lay questions each has words of its own, in its answer too."""
    lay = [
        {"_id": str(one), "text": f"俗问{one}怎么办？", "long_answer": f"您好，律师答复之{one}如此这般。"}
        for one in range(8)
    ]
    laws = [
        {"_id": f"g{one}", "title": f"某法第{one}条", "text": f"{WAGES.text}{LEAVE.text}"} for one in "一二三"
    ]
    links = HEAD + "".join(f"{one}\tg一\t1\n" for one in range(8))
    for name in ("stard-lite", "cmrc2018-trial", "cmrc2018-dev", "drcd-dev"):
        _write(tmp_path / name / "corpus.jsonl", laws)
        _write(
            tmp_path / name / "queries.jsonl",
            lay if name == "stard-lite" else [{"_id": "1", "text": "何处？"}],
        )
        (tmp_path / name / "qrels.tsv").write_text(links if name == "stard-lite" else HEAD + "1\tg二\t1\n")
    report = {"title": "工作报告", "content": WAGES.text * 2}
    for name in ("government_work_reports", "cpc_congress_reports"):
        _write(tmp_path / "train" / f"{name}.jsonl", [report])
    item = {
        "TASK_NAME": "开户",
        "DEPT_NAME": "某局",
        "accept_standard": "符合规定的条件",
        "material_intro": ["申请表"],
    }
    _write(tmp_path / "train" / "gd-service-items.jsonl", [item])
    (tmp_path / "park-regs").mkdir()
    (tmp_path / "park-regs" / "某条例(2020-01-01).md").write_text(
        "# 某条例\n\n第一条 为了发展，制定本条例。\n"
    )
    return tmp_path


def _write(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


@pytest.mark.parametrize("fold", [0, 1])
def test_nothing_of_the_half_held_out_is_learnt(data: Path, fold: int) -> None:
    lay = retrieval(data / "stard-lite")
    kept = lay.without(fold)
    learnt = "\n".join(
        f"{question}{passage}" for question, passage in training_pairs(data, fold, random.Random(1))
    )
    assert ("何处？" in learnt) == (fold_of("1") != fold)
    assert ("开户" in learnt) == (fold_of("开户") != fold)
    for one in lay.questions:
        is_learnt = one in kept.questions
        assert (f"俗问{one}" in learnt, f"律师答复之{one}" in learnt) == (is_learnt, is_learnt)
