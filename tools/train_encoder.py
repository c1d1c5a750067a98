"""Trains the encoder that ships in the package, from licensed data alone.

    python -m tools.train_encoder --data DIR [--out knowledge/index/model] [--held-out 0|1]

DIR holds the sets named in the model card, in BEIR's form or as they were published. With `--held-out`, half
of all questions are kept out of training, and of these the lay ones asked afterwards. The figures of dense ranking come last.
"""

import argparse
import math
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
from datasets import Dataset
from numpy.typing import NDArray
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.evaluation import InformationRetrievalEvaluator
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from sentence_transformers.sentence_transformer.training_args import BatchSamplers

from knowledge.changes import Entry, Kind
from knowledge.index.grams import gram_tokenizer, grams_of
from knowledge.index.lexical import LexicalIndex
from tools.training_pairs import Pair, Passage, Retrieval, retrieval, training_pairs

SHIPPED = Path(__file__).parents[1] / "knowledge" / "index" / "model"
SEED = 20240601
TOKENS = 30_000
DIMENSION = 256
BATCH = 512
LEARNING_RATE = 0.02
SIZES = {DIMENSION: 1.0, 128: 0.3, 64: 0.1}  # a vector can be cut to each; what each counts in the loss
SCALE = 16  # of cosines: the greater, the more the likeliest wrong passage counts
DROPPED = 0.3  # of a text's grams, each time it is seen
MINED = 0.5  # how often the near miss of a lay question is one that BM25 mistakes for an answer
MISTAKEN = 20  # candidates that BM25 gives for those


def main() -> None:
    options = _options()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    lay = retrieval(options.data / "stard-lite")
    pairs = training_pairs(options.data, options.held_out, chance)
    chance.shuffle(pairs)
    print(f"{len(pairs)} pairs")
    rows = list(with_near_misses(pairs, mistaken(lay.without(options.held_out))))
    model = train(untrained(vocabulary(pairs)), rows)
    if options.out:
        ship(model, options.out)
    if options.held_out is not None:
        report("stard-lite, the half held out", lay.half(options.held_out), model)
    for unseen in ["ncp-policy-passage"]:
        report(unseen, retrieval(options.data / unseen), model)


def mistaken(asked: Retrieval) -> dict[str, list[Passage]]:
    """To each question the passages that words alone take for an answer, though they are none."""
    with tempfile.TemporaryDirectory() as scratch:
        index = LexicalIndex(Path(scratch))
        entries = [Entry(Kind.PASSAGE, key, "public", *one) for key, one in asked.passages.items()]
        index.apply(entries, [], 1)
        return {
            question: [
                asked.passages[match.key]
                for match in index.search(question, Kind.PASSAGE, lambda _: True, MISTAKEN)
                if match.key not in asked.answers[one]
            ]
            for one, question in asked.questions.items()
        }


def with_near_misses(pairs: Sequence[Pair], mistaken: dict[str, list[Passage]]) -> Iterator[dict[str, str]]:
    """The trainer's rows: beside each passage one that is likely to be mistaken for it.

    That is another one of the same work; of a lay question often one that has its words.
    """
    chance = random.Random(SEED)
    works: dict[str, list[Passage]] = {}
    for _, passage in pairs:
        works.setdefault(passage.work, []).append(passage)
    for question, passage in pairs:
        if mistaken.get(question) and chance.random() < MINED:
            miss = chance.choice(mistaken[question])
        else:
            others = (chance.choice(works[passage.work]) for _ in range(10))
            miss = next((one for one in others if _differ(one, passage)), chance.choice(pairs).passage)
        yield {"question": question, "passage": str(passage), "near_miss": str(miss)}


def _differ(one: Passage, other: Passage) -> bool:
    return one.title != other.title or one.text[:20] not in other.text


def vocabulary(pairs: Sequence[Pair]) -> dict[str, int]:
    """Every character and the most frequent bigrams → in how many distinct passages each occurs."""
    characters: Counter[str] = Counter()
    bigrams: Counter[str] = Counter()
    for text in {str(text) for pair in pairs for text in pair}:
        singles, doubles = grams_of(text)
        characters.update(singles)
        bigrams.update(doubles)
    known = {gram: times for gram, times in sorted(characters.items()) if times > 1}
    common = sorted(bigrams.items(), key=lambda entry: (-entry[1], entry[0]))
    possible = ((gram, times) for gram, times in common if set(gram) <= known.keys())
    return known | dict(entry for entry, _ in zip(possible, range(TOKENS - len(known)), strict=False))


Counts = NDArray[np.int64]


class Thinned(StaticEmbedding):  # type: ignore[misc]
    """The table as it is trained: a text is cut into grams once, and some are dropped each time it is seen."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._chance = np.random.default_rng(SEED)
        self._grams: dict[str, tuple[Counts, Counts]] = {}  # each once, and how often

    def preprocess(self, inputs: list[str], *_: Any, **__: Any) -> dict[str, torch.Tensor]:
        new = [text for text in inputs if text not in self._grams]
        cut = self.tokenizer.encode_batch(new, add_special_tokens=False)
        self._grams |= {
            text: np.unique(np.array(one.ids, np.int64), return_counts=True)
            for text, one in zip(new, cut, strict=True)
        }
        seen = [self._some(*self._grams[text]) for text in inputs]
        grams, times = (torch.from_numpy(np.concatenate(one)) for one in zip(*seen, strict=True))
        starts = torch.from_numpy(np.cumsum([0, *(len(one) for one, _ in seen[:-1])]))
        return {"input_ids": grams, "times": times.float(), "offsets": starts}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        features["sentence_embedding"] = torch.nn.functional.embedding_bag(
            features["input_ids"],
            self.embedding.weight,
            features["offsets"],
            mode="sum",  # of the same direction as the mean, which is all that a cosine sees
            per_sample_weights=features["times"],
        )
        return features

    def _some(self, grams: Counts, times: Counts) -> tuple[Counts, Counts]:
        kept = self._chance.random(len(grams)) >= DROPPED
        return grams[kept], times[kept]


def untrained(frequencies: dict[str, int]) -> Thinned:
    """Random directions, the longer the rarer a gram is."""
    tokenizer = gram_tokenizer(
        [gram for gram in frequencies if len(gram) == 1], [gram for gram in frequencies if len(gram) == 2]
    )
    most = max(frequencies.values())
    rarity = torch.tensor([math.log(1 + most / times) for times in frequencies.values()])
    weights = torch.randn(len(frequencies), DIMENSION) * rarity[:, None] / rarity.mean()
    return Thinned(tokenizer, embedding_weights=weights)


def train(table: Thinned, rows: list[dict[str, str]]) -> SentenceTransformer:
    """One pass over the rows; a batch's other passages and near misses are each question's wrong answers."""
    model = SentenceTransformer(modules=[table], device="cpu")
    loss = MultipleNegativesRankingLoss(model, scale=SCALE)
    with tempfile.TemporaryDirectory() as scratch:
        SentenceTransformerTrainer(
            model=model,
            args=_arguments(scratch),
            train_dataset=Dataset.from_list(rows),
            loss=MatryoshkaLoss(model, loss, list(SIZES), list(SIZES.values())),
        ).train()
    plain = StaticEmbedding(table.tokenizer, embedding_weights=table.embedding.weight.detach())
    return SentenceTransformer(modules=[plain], device="cpu")


def _arguments(scratch: str) -> SentenceTransformerTrainingArguments:
    return SentenceTransformerTrainingArguments(
        output_dir=scratch,
        num_train_epochs=1,
        per_device_train_batch_size=BATCH,
        learning_rate=LEARNING_RATE,
        warmup_steps=0.1,
        batch_sampler=BatchSamplers.NO_DUPLICATES,
        seed=SEED,
        use_cpu=True,
        save_strategy="no",
        logging_steps=100,
        report_to="none",
        disable_tqdm=True,
    )


def ship(model: SentenceTransformer, folder: Path) -> None:
    """The weights at half precision; the card beside them is written by hand."""
    model.half().save_pretrained(str(folder), create_model_card=False)
    model.float()


def report(name: str, asked: Retrieval, model: SentenceTransformer) -> None:
    """nDCG@10 and recall@10 of the dense ranking alone."""
    evaluator = InformationRetrievalEvaluator(
        asked.questions,
        {one: str(passage) for one, passage in asked.passages.items()},
        asked.answers,
        batch_size=1024,
        write_csv=False,
        name="asked",
    )
    figures = evaluator(model)
    ndcg, recall = figures["asked_cosine_ndcg@10"], figures["asked_cosine_recall@10"]
    print(f"{name}: {len(asked.questions)} questions, nDCG@10 {ndcg:.3f}, recall@10 {recall:.3f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the sets")
    parser.add_argument("--out", type=Path, help="where the model goes (the package, if nothing is held out)")
    parser.add_argument("--held-out", type=int, choices=[0, 1], help="the half of all questions to keep out")
    options = parser.parse_args()
    if options.out is None and options.held_out is None:
        options.out = SHIPPED
    return options


if __name__ == "__main__":
    main()
