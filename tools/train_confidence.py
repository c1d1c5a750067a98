"""Fits the weights that tell whether a passage is enough to answer from, on licensed questions alone.

    python -m tools.train_confidence --data DIR --encoders FOLD0 FOLD1 [--questions 300] [--out knowledge/confidence.json]

DIR holds the sets `stard-lite` (MIT), `cmrc2018-dev` and `drcd-dev` (CC BY-SA) in BEIR's form, and
`train/gd-service-items.jsonl` (MIT). The encoders are those that `tools.train_encoder --held-out 0|1` makes: each is
asked the questions alone that it never saw, so that its cosines are as near as those of a new question. Of each
set questions that it can answer, near misses made of them, and questions of the other sets are asked. The figures
come from five folds, each fitted without the questions it is asked; a near miss stays in the fold of the question
that it was made of.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sqlmodel import Session

from bench.answers import Asked, questions, sampled
from bench.unanswerable import near_misses, words_of
from knowledge.confidence import FITTED, SIGNALS, signals
from knowledge.database import reading
from knowledge.evaluation import Row, fill, load
from knowledge.evidence import Evidence
from knowledge.home import Home
from knowledge.policies import READ, Policies
from knowledge.questions import tidy, understand
from knowledge.retrieval import retrieve
from knowledge.scope import LOCAL_OPERATOR
from knowledge.settings import Settings
from tools.training_pairs import fold_of

SHIPPED = Path(__file__).parents[1] / "knowledge" / FITTED
SEED = 20240601
ENCYCLOPAEDIAS = ("cmrc2018-dev", "drcd-dev")  # their matters overlap: neither is asked of the other
SETS = (*ENCYCLOPAEDIAS, "service-items", "stard-lite")
STRANGERS = (*ENCYCLOPAEDIAS, "stard-lite")
ANOTHER_WORD = 0.15  # what a near miss counts of which only a word was swapped: some of them can be answered
STRANGER = 3.0  # and what a stranger's question counts: nothing of it may be answered
COUNTS = {"word": ANOTHER_WORD, "thing": ANOTHER_WORD, "stranger": STRANGER}
REGULAR = 3.0  # the inverse strength of the regularisation
REFUSED_ALIKE = 0.045  # the share of any set's answerable questions refused for want of likelihood
ITEM_ASKED = {
    "consult_phone": ("咨询电话", "{}的咨询电话是多少？"),
    "handle_location": ("办理地点", "{}在哪里办理？"),
    "handle_time_limit": ("承诺办结时限", "{}的办结时限是多久？"),
    "accept_standard": ("受理条件", "申请{}需要符合哪些条件？"),
    "material_intro": ("申请材料", "办理{}需要提交什么材料？"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """The passage that a question would be answered from: its signals, and whether it should be.

    `origin` is the question of which it was made; `kind` how.
    """

    origin: str
    kind: str
    signals: tuple[float, ...]
    is_right: bool


def main() -> None:
    options = _options()
    chance = random.Random(SEED)
    with TemporaryDirectory(prefix="wuhao-confidence-") as folder:
        items = Path(folder) / "service-items"
        write_items(options.data / "train" / "gd-service-items.jsonl", items, chance)
        folders = {name: items if name == items.name else options.data / name for name in SETS}
        examples = [
            one
            for name in SETS
            for one in examples_of(
                name, folders[name], options.data, options.encoders, options.questions, chance
            )
        ]
    likely = likelihoods(examples)
    enough = threshold(examples, likely)
    print(report(examples, likely, enough))
    options.out.write_text(json.dumps({**fitted(examples), "enough": enough}, indent=1) + "\n", "utf-8")


def examples_of(
    name: str, folder: Path, data: Path, encoders: Sequence[str], at_most: int, chance: random.Random
) -> Iterator[Example]:
    """What a set's home would answer from: to its own questions, to near misses, to strangers' questions."""
    benchmark = load(folder)
    asked = sampled(questions(folder, benchmark), at_most, chance)
    pool = words_of([one.text for one in asked])
    strangers = list(_strangers(name, data, at_most // 4, chance))
    for fold, encoder in enumerate(encoders):
        with _home(benchmark.corpus, encoder) as source, reading(source.home.engine) as session:
            for one in (one for one in asked if fold_of(one.id) == fold):
                best = _fittest(source, session, one.text)
                if best and best.found.path in one.golds:  # of another passage nobody says whether it answers
                    yield Example(f"{name}: {one.text}", "answerable", tuple(signals(best)), is_right=True)
                for kind, text in _made_of(one, benchmark.corpus, chance, pool):
                    yield from _wrong(source, session, f"{name}: {one.text}", kind, text)
            for one in (one for one in strangers if fold_of(one.id) == fold):
                yield from _wrong(source, session, f"{name}: {one.text}", "stranger", one.text)


@contextmanager
def _home(corpus: Mapping[str, Row], encoder: str) -> Iterator[Policies]:
    """The rows of a set as a source of answers, with an encoder's vectors."""
    with TemporaryDirectory(prefix="wuhao-confidence-") as folder:
        home = Home(Settings(home=Path(folder), database_url=None, chroma_url=None, encoder=encoder))
        fill(home, corpus)
        home.drain()
        yield Policies(home, home.encoder)


def likelihoods(examples: Sequence[Example]) -> NDArray[np.float64]:
    """How likely each example is right, told by a fit that saw neither it nor its kin."""
    told = np.zeros(len(examples))
    matrix, right, counts = _arrays(examples)
    for fit, ask in GroupKFold(5).split(matrix, right, [one.origin for one in examples]):
        told[ask] = _regression(matrix[fit], right[fit], counts[fit]).predict_proba(matrix[ask])[:, 1]
    return told


def threshold(examples: Sequence[Example], likely: NDArray[np.float64]) -> float:
    """The likelihood that, of every set, all but a small share of the answerable ones reach."""
    of_right = {
        name: [
            told
            for one, told in zip(examples, likely, strict=True)
            if one.is_right and one.origin.startswith(f"{name}: ")
        ]
        for name in SETS
    }
    return round(min(float(np.quantile(told, REFUSED_ALIKE)) for told in of_right.values()), 3)


def fitted(examples: Sequence[Example]) -> dict[str, Any]:
    """The weights over all examples, as the package reads them."""
    regression = _regression(*_arrays(examples))
    weights = {
        signal: round(float(weight), 3) for signal, weight in zip(SIGNALS, regression.coef_[0], strict=True)
    }
    return {"weights": weights, "bias": round(float(regression.intercept_[0]), 3)}


def report(examples: Sequence[Example], likely: NDArray[np.float64], enough: float) -> str:
    """Of each kind how many are refused for want of confidence; those that rules refuse are not among them."""
    lines = [f"{len(examples)} examples, enough from {enough}"]
    for name in SETS:
        for kind in sorted({one.kind for one in examples}):
            told = [
                value
                for one, value in zip(examples, likely, strict=True)
                if one.kind == kind and one.origin.startswith(f"{name}: ")
            ]
            if told:
                share = np.mean(np.array(told) < enough)
                lines.append(f"{name:14}{kind:12}{len(told):5} refused {share:.1%}")
    return "\n".join(lines)


def write_items(file: Path, folder: Path, chance: random.Random) -> None:
    """Service items as a BEIR set: a document each, a question about one thing that it tells."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    corpus, queries, judgements = [], [], ["query-id\tcorpus-id\tscore"]
    for key, row in {str(row["TASK_NAME"]): row for row in rows}.items():
        told = {field: _told(row[field]) for field in ITEM_ASKED if len(_told(row[field])) > 3}
        if not told:
            continue
        lines = [f"{ITEM_ASKED[field][0]}：{text}。" for field, text in told.items()]
        corpus.append(
            {"_id": key, "title": key, "text": "\n".join([f"{row['DEPT_NAME']}办理事项：{key}。", *lines])}
        )
        asked = ITEM_ASKED[chance.choice(sorted(told))][1].format(key)
        queries.append({"_id": key, "text": asked})
        judgements.append(f"{key}\t{key}\t1")
    folder.mkdir()
    for name, written in (("corpus", corpus), ("queries", queries)):
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in written)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    (folder / "qrels.tsv").write_text("\n".join(judgements) + "\n", "utf-8")


def _told(value: str | list[str] | None) -> str:
    text = "；".join(value) if isinstance(value, list) else value or ""
    return text.removeprefix("办理地点：").replace("\t", " ")[:200]


def _made_of(one: Asked, corpus: Any, chance: random.Random, pool: Sequence[str]) -> list[tuple[str, str]]:
    gold = "\n".join(f"{corpus[key][0]}\n{corpus[key][1]}" for key in sorted(one.golds))
    return [(miss.kind, miss.text) for miss in near_misses(one.text, gold, chance, pool) if miss.is_told]


def _strangers(name: str, data: Path, of_each: int, chance: random.Random) -> Iterator[Asked]:
    for other in STRANGERS:
        if other != name and not {other, name} <= set(ENCYCLOPAEDIAS):
            yield from sampled(questions(data / other, load(data / other)), of_each, chance)


def _wrong(source: Policies, session: Session, origin: str, kind: str, text: str) -> Iterator[Example]:
    best = _fittest(source, session, text)
    if best:
        yield Example(origin, kind, tuple(signals(best)), is_right=False)


def _fittest(source: Policies, session: Session, text: str) -> Evidence | None:
    """The passage that an answer would be given from, were it enough; None where rules refuse all."""
    question = understand(tidy(text))
    ranked = retrieve(source.home, session, question.text, LOCAL_OPERATOR, None, READ)
    fit = source.by_fitness(session, {one.found: one.score for one in ranked}, question)
    return next((one for _, one in fit if not one.mismatches), None)


def _arrays(
    examples: Sequence[Example],
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Signals, what is right, and what each counts: of each set the wrong ones as much as the right ones."""
    right = np.array([one.is_right for one in examples])
    counts = np.array([COUNTS.get(one.kind, 1.0) for one in examples])
    for name in SETS:
        of_set = np.array([one.origin.startswith(f"{name}: ") for one in examples])
        counts[of_set & ~right] *= (of_set & right).sum() / counts[of_set & ~right].sum()
    return np.array([one.signals for one in examples]), right, counts


def _regression(
    matrix: NDArray[np.float64], right: NDArray[np.bool_], counts: NDArray[np.float64]
) -> LogisticRegression:
    return LogisticRegression(C=REGULAR, max_iter=2000).fit(matrix, right, sample_weight=counts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the sets")
    parser.add_argument("--encoders", nargs=2, required=True, help="those without half of the questions each")
    parser.add_argument("--questions", type=int, default=300, help="of each set at most so many")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
