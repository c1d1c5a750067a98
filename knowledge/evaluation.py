"""BEIR-style measures of the retrieval: a corpus, its queries and what answers them."""

import csv
import hashlib
import json
import math
import resource
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import insert

from knowledge import changes
from knowledge.changes import Kind
from knowledge.database import reading, writing
from knowledge.documents import Document, Passage, Place
from knowledge.errors import BadInput
from knowledge.home import Home
from knowledge.retrieval import Mode, retrieve
from knowledge.scope import LOCAL_OPERATOR, PUBLIC
from knowledge.settings import Settings

CUTOFF = 10
JUDGEMENT = frozenset({"query-id", "corpus-id", "score"})


class Row(NamedTuple):
    """A row of a corpus: a passage; rows of one `document` are its passages, in order."""

    title: str
    text: str
    document: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A BEIR data set: passages and queries by id, and for each query the ids that answer it."""

    corpus: Mapping[str, Row]
    queries: Mapping[str, str]
    golds: Mapping[str, frozenset[str]]


def load(folder: Path) -> Benchmark:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`. Raises BadInput where they aren't BEIR's."""
    try:
        corpus = {
            str(row["_id"]): Row(str(row.get("title") or ""), _text(row), str(row.get("doc") or row["_id"]))
            for row in _lines(folder / "corpus.jsonl")
        }
        queries = {str(row["_id"]): _text(row) for row in _lines(folder / "queries.jsonl")}
        golds: dict[str, set[str]] = {}
        with (folder / "qrels.tsv").open(encoding="utf-8") as file:
            judgements = csv.DictReader(file, delimiter="\t")
            if missing := JUDGEMENT - set(judgements.fieldnames or ()):
                raise KeyError(*missing)
            for row in judgements:
                if int(row["score"]) > 0:
                    golds.setdefault(row["query-id"], set()).add(row["corpus-id"])
    except (OSError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise BadInput(
            f"{folder} 不是 BEIR 格式的评测集（corpus.jsonl、queries.jsonl、qrels.tsv）：{error}"
        ) from error
    return Benchmark(corpus, queries, {key: frozenset(ids) for key, ids in golds.items() if key in queries})


def evaluate(benchmark: Benchmark, settings: Settings, mode: Mode = Mode.HYBRID) -> dict[str, float | int]:
    """Index the corpus in a throw-away home, ask every query that has an answer, and measure."""
    with TemporaryDirectory(prefix="wuhao-eval-") as folder:
        home = Home(Settings(home=Path(folder), database_url=None, chroma_url=None, encoder=settings.encoder))
        home.encoder.question("预热")
        began = time.perf_counter()
        keys = fill(home, benchmark.corpus)
        home.drain()
        index_seconds = time.perf_counter() - began
        rankings, times = _ask(home, benchmark, keys, mode)
    return {
        "passages": len(benchmark.corpus),
        "queries": len(rankings),
        **measures(rankings, benchmark.golds),
        "index_seconds": round(index_seconds, 2),
        "query_ms_p50": round(statistics.median(times) * 1000, 2) if times else 0.0,
        "query_ms_p99": round(percentile(times, 0.99) * 1000, 2),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def measures(rankings: Mapping[str, Sequence[str]], golds: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """Means over the queries of recall@k (golds in the top k / golds), MRR@10 and nDCG@10."""
    rows = [(ranking, golds[query]) for query, ranking in rankings.items()]
    figures = {
        f"recall@{k}": [len(gold.intersection(ids[:k])) / len(gold) for ids, gold in rows] for k in (1, 5, 10)
    }
    figures["mrr@10"] = [_reciprocal_rank(ids, gold) for ids, gold in rows]
    figures["ndcg@10"] = [_ndcg(ids, gold) for ids, gold in rows]
    return {name: round(statistics.fmean(values), 4) if values else 0.0 for name, values in figures.items()}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all don't exceed; 0 of none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _reciprocal_rank(ids: Sequence[str], gold: frozenset[str]) -> float:
    return next((1 / rank for rank, one in enumerate(ids[:CUTOFF], 1) if one in gold), 0.0)


def _ndcg(ids: Sequence[str], gold: frozenset[str]) -> float:
    gained = sum(1 / math.log2(rank + 1) for rank, one in enumerate(ids[:CUTOFF], 1) if one in gold)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(gold), CUTOFF) + 1))
    return gained / ideal


def _ask(
    home: Home, benchmark: Benchmark, keys: Mapping[int, str], mode: Mode
) -> tuple[dict[str, list[str]], list[float]]:
    rankings: dict[str, list[str]] = {}
    times: list[float] = []
    today = datetime.now(UTC).date()
    with reading(home.engine) as session:
        for query in benchmark.golds:
            began = time.perf_counter()
            ranked = retrieve(home, session, benchmark.queries[query], LOCAL_OPERATOR, today, CUTOFF, mode)
            times.append(time.perf_counter() - began)
            rankings[query] = [keys[one.found.passage.id or 0] for one in ranked]
    return rankings, times


def fill(home: Home, corpus: Mapping[str, Row]) -> dict[int, str]:
    """Each row of the corpus as a passage of its document; gives the rows' ids by passage id."""
    now = datetime.now(UTC)
    numbers = {name: at for at, name in enumerate(dict.fromkeys(row.document for row in corpus.values()), 1)}
    with writing(home.engine) as session:
        for table, rows in (*_documents(corpus, numbers, now), (Passage, _passages(corpus, numbers))):
            if rows:
                session.execute(insert(table), rows)
        changes.record(session, Kind.PASSAGE, map(str, range(1, len(corpus) + 1)))
        changes.record(session, Kind.DOCUMENT, map(str, numbers.values()))
    return dict(enumerate(corpus, 1))


def _documents(
    corpus: Mapping[str, Row], numbers: Mapping[str, int], now: datetime
) -> Iterator[tuple[type, list[dict[str, Any]]]]:
    """The documents, each with the title of its first row, and their places."""
    titles: dict[str, str] = {}
    for row in corpus.values():
        titles.setdefault(row.document, row.title)
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in numbers}
    yield (
        Document,
        [
            {
                "id": at,
                "text_hash": digests[name],
                "title": titles[name],
                "audience": PUBLIC,
                "ingested_at": now,
            }
            for name, at in numbers.items()
        ],
    )
    yield Place, [
        {"path": name, "content_hash": digests[name], "stamp": "", "reader": 0, "audience": PUBLIC,
         "document_id": at}
        for name, at in numbers.items()
    ]  # fmt: skip


def _passages(corpus: Mapping[str, Row], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    lengths, ordinals = Counter[str](), Counter[str]()
    rows = []
    for id, row in enumerate(corpus.values(), 1):
        start, name = lengths[row.document], row.document
        rows.append(
            {"id": id, "document_id": numbers[name], "ordinal": ordinals[name], "start": start,
             "end": start + len(row.text), "text": row.text, "heading": ""}
        )  # fmt: skip
        lengths[name] += len(row.text)
        ordinals[name] += 1
    return rows


def _text(row: Mapping[str, Any]) -> str:
    if not isinstance(row["text"], str):
        raise TypeError(f"text: {row['text']!r}")
    return row["text"]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
