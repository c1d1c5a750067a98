"""The ranking, step by step, over BEIR sets: what each adds to plain BM25 over bigrams (nDCG@10).

    python -m bench.ranking --data DIR [--sets NAME,…] [--questions N] [--encoder FOLDER] [--fold 0|1]

With `--fold` only the questions of that fold are asked: for an encoder that was trained without them.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest import mock

from knowledge import retrieval
from knowledge.database import reading
from knowledge.evaluation import CUTOFF, Benchmark, fill, load, measures
from knowledge.home import Home
from knowledge.index.lexical import FIELDS
from knowledge.ranking import WEIGHTS, Weights
from knowledge.retrieval import Mode, retrieve
from knowledge.scope import LOCAL_OPERATOR
from knowledge.settings import Settings
from tools.training_pairs import fold_of

SETS = "ncp-policy-passage,stard-lite,cmrc2018-dev,drcd-dev"
NONE = Weights(whole=0, before=0, sentence=0, meaning=0, named=0)


class Step(NamedTuple):
    """What the ranking may use."""

    name: str
    fields: Sequence[str]
    weights: Weights = NONE
    drops_asking: bool = True
    rewords: bool = True
    mode: Mode = Mode.LEXICAL


ALL = tuple(FIELDS)
STEPS = (
    Step("bigrams (BM25)", ["grams"], drops_asking=False, rewords=False),
    Step("+ words", ["grams", "words"], drops_asking=False, rewords=False),
    Step("+ characters", ALL, drops_asking=False, rewords=False),
    Step("+ asking words dropped", ALL, rewords=False),
    Step("+ other wordings", ALL),
    Step("+ whole document", ALL, replace(NONE, whole=WEIGHTS.whole)),
    Step("+ passage before", ALL, replace(WEIGHTS, sentence=0, meaning=0, named=0)),
    Step("+ best sentence", ALL, replace(WEIGHTS, meaning=0, named=0)),
    Step(
        "+ meaning, always 0.2", ALL, replace(WEIGHTS, meaning=0.2, named=0.2, familiar=0), mode=Mode.HYBRID
    ),
    Step(
        "+ meaning, where words fail", ALL, replace(WEIGHTS, meaning=1, named=1, familiar=3), mode=Mode.HYBRID
    ),
    Step("+ less where something is named", ALL, WEIGHTS, mode=Mode.HYBRID),
    Step("meaning alone", ALL, mode=Mode.DENSE),
)


def main() -> None:
    """One line a step and set."""
    options = _options()
    for name in options.sets.split(","):
        benchmark = load(options.data / name)
        asked = [one for one in benchmark.golds if options.fold is None or fold_of(one) == options.fold]
        asked = random.Random(1).sample(asked, min(options.questions, len(asked)))
        print(f"{name}: {len(benchmark.corpus)} passages, {len(asked)} questions", flush=True)
        for step, figure in measured(benchmark, asked, options.encoder):
            print(f"  {step:34}{figure:.4f}", flush=True)


def measured(benchmark: Benchmark, asked: Sequence[str], encoder: str | None) -> Iterator[tuple[str, float]]:
    """nDCG@10 of each step."""
    with TemporaryDirectory(prefix="wuhao-ranking-") as folder:
        chosen = {"encoder": encoder} if encoder else {}
        home = Home(Settings(home=Path(folder), database_url=None, chroma_url=None, **chosen))
        keys = fill(home, benchmark.corpus)
        home.drain()
        golds = {one: benchmark.golds[one] for one in asked}
        for step in STEPS:
            with allowed(home, step), reading(home.engine) as session:
                found = {
                    one: retrieve(
                        home, session, benchmark.queries[one], LOCAL_OPERATOR, datetime.now(UTC).date(),
                        CUTOFF, step.mode, step.weights,
                    )
                    for one in asked
                }  # fmt: skip
            rankings = {
                one: [keys[each.found.passage.id or 0] for each in some] for one, some in found.items()
            }
            yield step.name, measures(rankings, golds)["ndcg@10"]


@contextmanager
def allowed(home: Home, step: Step) -> Iterator[None]:
    """The ranking with no more than a step allows."""
    home.lexical.fields = {name: FIELDS[name] for name in step.fields}
    keep: Callable[[str], str] = str
    with (
        mock.patch.object(
            retrieval, "without_asking", retrieval.without_asking if step.drops_asking else keep
        ),
        mock.patch.object(retrieval, "wordings", retrieval.wordings if step.rewords else lambda *_: []),
    ):
        yield


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", default=SETS)
    parser.add_argument("--encoder", help="a folder; else the encoder that ships")
    parser.add_argument("--questions", type=int, default=1_000, help="at most so many of a set, by chance")
    parser.add_argument("--fold", type=int, choices=[0, 1])
    return parser.parse_args()


if __name__ == "__main__":
    main()
