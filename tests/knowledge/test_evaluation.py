"""The measures, against values computed by hand, and a small data set from file to figures."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import evaluation
from knowledge.errors import BadInput
from knowledge.evaluation import Benchmark, evaluate, load, measures, percentile
from knowledge.retrieval import Mode
from knowledge.settings import Settings
from tests.fakes import HashHome, settings_at

CORPUS = {
    "p1": ("厂房租金", "标准厂房租金按每平方米每月三元补贴。"),
    "p2": ("人才引进", "引进博士的，发放安家补贴二十万元。"),
    "p3": ("主题日", "每周一晚举办企业交流主题日，市领导到场。"),
}
QUERIES = {"q1": "厂房租金补贴多少", "q2": "博士安家补贴", "q3": "主题日什么时候举办", "q4": "没有标注的问题"}


def write(folder: Path, qrels: str = "q1\tp1\t1\nq2\tp2\t1\nq2\tp1\t0\nq3\tp3\t2\nq9\tp1\t1\n") -> Path:
    rows = [{"_id": key, "title": title, "text": text} for key, (title, text) in CORPUS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n", "utf-8")
    rows = [{"_id": key, "text": text} for key, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + qrels, "utf-8")
    return folder


def golds(**ids: str) -> dict[str, frozenset[str]]:
    return {query: frozenset(gold.split()) for query, gold in ids.items()}


def test_measures_computed_by_hand() -> None:
    rankings = {"q1": ["a", "b", "c"], "q2": ["x", "b", "y", "z", "w", "c"], "q3": []}
    figures = measures(rankings, golds(q1="a", q2="b c", q3="a"))
    second = (1 / math.log2(3) + 1 / math.log2(7)) / (1 + 1 / math.log2(3))
    assert figures == {
        "recall@1": round(1 / 3, 4),
        "recall@5": round((1 + 0.5) / 3, 4),
        "recall@10": round((1 + 1) / 3, 4),
        "mrr@10": round((1 + 0.5) / 3, 4),
        "ndcg@10": round((1 + second) / 3, 4),
    }


def test_what_comes_eleventh_does_not_count() -> None:
    figures = measures({"q": [*map(str, range(10)), "a"]}, golds(q="a"))
    assert set(figures.values()) == {0.0}


def test_more_golds_than_places_can_still_be_a_perfect_ranking() -> None:
    ids = [f"g{number}" for number in range(12)]
    figures = measures({"q": ids}, {"q": frozenset(ids)})
    assert (figures["ndcg@10"], figures["recall@10"]) == (1.0, round(10 / 12, 4))


def test_no_query_measures_nothing() -> None:
    assert set(measures({}, {}).values()) == {0.0}


@given(st.permutations([f"d{number}" for number in range(12)]), st.integers(1, 12))
def test_measures_lie_between_nothing_and_all_and_a_better_place_is_better(ids: list[str], many: int) -> None:
    gold = {"q": frozenset(f"d{number}" for number in range(many))}
    figures = measures({"q": ids}, gold)
    assert all(0 <= figure <= 1 for figure in figures.values())
    assert figures["recall@1"] <= figures["recall@5"] <= figures["recall@10"]
    best = measures({"q": sorted(ids, key=lambda one: one not in gold["q"])}, gold)
    assert all(figures[name] <= best[name] for name in figures)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.99, 0.0),
        ([7.0], 0.99, 7.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0),
        ([4.0, 1.0, 3.0, 2.0], 0.51, 3.0),
        ([float(value) for value in range(1, 101)], 0.99, 99.0),
        ([float(value) for value in range(1, 101)], 1.0, 100.0),
        ([1.0, 2.0], 0.0, 1.0),
    ],
)
def test_percentiles(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


@given(st.lists(st.floats(0, 1e3), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9


def test_a_data_set_is_read(tmp_path: Path) -> None:
    benchmark = load(write(tmp_path))
    assert benchmark.corpus == {key: (*row, key) for key, row in CORPUS.items()}
    assert benchmark.queries == QUERIES
    assert benchmark.golds == golds(q1="p1", q2="p2", q3="p3")


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
@pytest.mark.parametrize(
    "content",
    [None, "不是 JSON 也不是表", '{"title": "没有编号"}\n', "[1]\n", '"一"\n', "\x00", '{"_id": "p1", "text": null}\n'],
)  # fmt: skip
def test_what_is_no_data_set_is_told_in_chinese(tmp_path: Path, file: str, content: str | None) -> None:
    write(tmp_path)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content, "utf-8")
    with pytest.raises(BadInput, match="不是 BEIR 格式的评测集"):
        load(tmp_path)


def test_a_score_that_is_no_number_and_bytes_that_are_no_text_are_told_in_chinese(tmp_path: Path) -> None:
    write(tmp_path, "q1\tp1\t高\n")
    with pytest.raises(BadInput, match="BEIR"):
        load(tmp_path)
    (write(tmp_path) / "corpus.jsonl").write_bytes("厂房".encode("gbk"))
    with pytest.raises(BadInput, match="BEIR"):
        load(tmp_path)


@pytest.mark.parametrize("mode", Mode)
def test_a_small_data_set_from_files_to_figures(
    tmp_path: Path, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "Home", HashHome)
    figures = evaluate(load(write(tmp_path)), settings_at(tmp_path / "unused"), mode)
    assert (figures["passages"], figures["queries"]) == (3, 3)
    assert [figures[name] for name in ("recall@1", "mrr@10", "ndcg@10")] == [1.0, 1.0, 1.0]
    assert figures["query_ms_p99"] >= figures["query_ms_p50"] > 0
    assert figures["peak_rss_mb"] > 10
    assert not (tmp_path / "unused").exists()


def test_a_data_set_without_an_answered_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "Home", HashHome)
    figures = evaluate(Benchmark({}, {}, {}), Settings(home=tmp_path))
    assert (figures["queries"], figures["ndcg@10"], figures["query_ms_p99"]) == (0, 0.0, 0.0)
