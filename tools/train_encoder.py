"""Trains the encoder that ships in the package, from licensed data alone.

    python tools/train_encoder.py --data DIR [--out knowledge/index/model] [--held-out 0|1]

DIR holds the sets named in the model card, in BEIR's form or as they were published. With `--held-out`, half
of the lay questions are kept out of training and asked afterwards. The figures of dense ranking come last.
"""

import argparse
import hashlib
import json
import math
import os
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from datasets import Dataset
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.evaluation import InformationRetrievalEvaluator
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from sentence_transformers.sentence_transformer.training_args import BatchSamplers

from knowledge.index.grams import gram_tokenizer, grams_of

SHIPPED = Path(__file__).parents[1] / "knowledge" / "index" / "model"
SEED = 20240601
TOKENS = 30_000
DIMENSION = 256
BATCH = 512
LEARNING_RATE = 0.02
KEPT_WHOLE = 0.3  # how often a passage keeps the clause that asks for it

CLAUSE = re.compile(r"[^，。；！？：、\n]+[，。；！？：、\n]*")
ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇]+条[\s　]*", re.MULTILINE)
ARTICLE_NUMBER = re.compile(r"第[一二三四五六七八九十百千零〇]+条.*$")
REPORTS = ["government_work_reports.jsonl", "cpc_congress_reports.jsonl"]


class Passage(NamedTuple):
    """A text under its title."""

    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.title}\n{self.text}"

    @property
    def work(self) -> str:
        """What the passage is a part of: the law without its article's number, the report, the entry."""
        return ARTICLE_NUMBER.sub("", self.title)


class Pair(NamedTuple):
    """What might be asked, and a passage that answers it."""

    question: str
    passage: Passage


@dataclass(frozen=True)
class Retrieval:
    """One BEIR set: texts by id, and the ids of the passages that answer each question."""

    passages: dict[str, Passage]
    questions: dict[str, str]
    answers: dict[str, set[str]]

    def half(self, fold: int, *, without: bool = False) -> "Retrieval":
        """The questions of one fold of two, or all others, told apart by a hash of their id."""
        kept = {one: text for one, text in self.questions.items() if (_fold(one) == fold) != without}
        return Retrieval(self.passages, kept, self.answers)

    def pairs(self) -> list[Pair]:
        return [
            Pair(question, self.passages[answer])
            for one, question in self.questions.items()
            for answer in sorted(self.answers[one])
        ]


def main() -> None:
    options = _options()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    lay = retrieval(options.data / "stard-lite")
    asked = lay if options.held_out is None else lay.half(options.held_out, without=True)
    pairs = training_pairs(options.data, asked, chance)
    chance.shuffle(pairs)
    print(f"{len(pairs)} pairs")
    model = train(untrained(vocabulary(pairs)), pairs)
    if options.out:
        ship(model, options.out)
    if options.held_out is not None:
        report("stard-lite, the half held out", lay.half(options.held_out), model)
    for unseen in ["ncp-policy-passage"]:
        report(unseen, retrieval(options.data / unseen), model)


def training_pairs(data: Path, asked: Retrieval, chance: random.Random) -> list[Pair]:
    """All sources, each as often as its worth here calls for."""
    explained = _explained(data / "stard-lite", asked)
    laws = [*_statutes(data / "stard-lite"), *_regulations(data / "park-regs")]
    reports = [passage for name in REPORTS for passage in _paragraphs(data / "train" / name)]
    return [
        *asked.pairs() * 60,
        *explained * 30,
        *retrieval(data / "cmrc2018-trial").pairs() * 8,
        *retrieval(data / "cmrc2018-dev").pairs() * 8,
        *retrieval(data / "drcd-dev").pairs() * 4,
        *_service_items(data / "train" / "gd-service-items.jsonl") * 6,
        *asked_by_clause(laws * 2, chance),
        *asked_by_clause(reports * 5, chance),
    ]


def retrieval(folder: Path) -> Retrieval:
    passages = {row["_id"]: Passage(row["title"], row["text"]) for row in _rows(folder / "corpus.jsonl")}
    questions = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
    answers: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        question, passage, _ = line.split("\t")
        answers.setdefault(question, set()).add(passage)
    return Retrieval(passages, {one: questions[one] for one in answers}, answers)


def asked_by_clause(passages: Iterable[Passage], chance: random.Random) -> Iterator[Pair]:
    """Of each passage a clause or two as the question; mostly the passage is then without them."""
    for title, text in passages:
        clauses = CLAUSE.findall(text)
        if len(clauses) < 3:
            continue
        start = chance.randrange(len(clauses) - 1)
        end = start + chance.choice([1, 1, 2, 2, 3])
        question = "".join(clauses[start:end])
        if len(question) >= 6:
            rest = clauses if chance.random() < KEPT_WHOLE else clauses[:start] + clauses[end:]
            yield Pair(question, Passage(title, "".join(rest)))


def _explained(folder: Path, asked: Retrieval) -> list[Pair]:
    """A lawyer's answer stands between the question and the statute: a pair with each."""
    answers = {row["_id"]: row["long_answer"] for row in _rows(folder / "queries.jsonl")}
    answered = [one for one in asked.questions if isinstance(answers[one], str)]
    told = [Pair(asked.questions[one], Passage("", answers[one])) for one in answered]
    founded = [
        Pair(answers[one], asked.passages[statute])
        for one in answered
        for statute in sorted(asked.answers[one])
    ]
    return told + founded


def _statutes(folder: Path) -> list[Passage]:
    return [Passage(row["title"], row["text"]) for row in _rows(folder / "corpus.jsonl")]


def _regulations(folder: Path) -> list[Passage]:
    """The articles of each Markdown file, under the law's name."""
    return [
        Passage(re.sub(r"\(.*", "", file.stem), article.strip())
        for file in sorted(folder.glob("*.md"))
        for article in ARTICLE.split(file.read_text("utf-8"))[1:]
    ]


def _paragraphs(file: Path) -> list[Passage]:
    return [
        Passage(row["title"], paragraph)
        for row in _rows(file)
        for paragraph in row["content"].split("\n")
        if len(paragraph) >= 40
    ]


def _service_items(file: Path) -> list[Pair]:
    """An item's name → who handles it, on what conditions, with which papers."""
    pairs = []
    for row in _rows(file):
        name, standard, papers = row["TASK_NAME"], row["accept_standard"] or "", row["material_intro"] or []
        conditions = "\n".join([standard if len(standard) > 5 else "", "，".join(papers)]).strip()
        if conditions:
            department = row["DEPT_NAME"]
            pairs.append(Pair(name, Passage(department, conditions)))
            asked = f"办理{name}需要什么材料和条件？"
            pairs.append(Pair(asked, Passage(department, f"{name}\n{conditions}")))
    return pairs


def with_near_misses(pairs: Sequence[Pair]) -> Iterator[dict[str, str]]:
    """The trainer's rows: beside each passage another one of the same work, the likeliest to be mistaken."""
    chance = random.Random(SEED)
    works: dict[str, list[Passage]] = {}
    for _, passage in pairs:
        works.setdefault(passage.work, []).append(passage)
    for question, passage in pairs:
        others = (chance.choice(works[passage.work]) for _ in range(10))
        distinct = (
            other for other in others if other.title != passage.title or other.text[:20] not in passage.text
        )
        miss = next(distinct, chance.choice(pairs).passage)
        yield {"question": question, "passage": str(passage), "near_miss": str(miss)}


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


def untrained(frequencies: dict[str, int]) -> SentenceTransformer:
    """Random directions, the longer the rarer a gram is."""
    tokenizer = gram_tokenizer(
        [gram for gram in frequencies if len(gram) == 1], [gram for gram in frequencies if len(gram) == 2]
    )
    most = max(frequencies.values())
    rarity = torch.tensor([math.log(1 + most / times) for times in frequencies.values()])
    weights = torch.randn(len(frequencies), DIMENSION) * rarity[:, None] / rarity.mean()
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")


def train(model: SentenceTransformer, pairs: Sequence[Pair]) -> SentenceTransformer:
    """One pass over the pairs; a batch's other passages and near misses are each question's wrong answers."""
    with tempfile.TemporaryDirectory() as scratch:
        arguments = SentenceTransformerTrainingArguments(
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
        SentenceTransformerTrainer(
            model=model,
            args=arguments,
            train_dataset=Dataset.from_list(list(with_near_misses(pairs))),
            loss=MultipleNegativesRankingLoss(model),
        ).train()
    return model


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


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]


def _fold(question: str) -> int:
    return hashlib.sha256(question.encode()).digest()[0] % 2


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the sets")
    parser.add_argument("--out", type=Path, help="where the model goes (the package, if nothing is held out)")
    parser.add_argument("--held-out", type=int, choices=[0, 1], help="half of the lay questions to keep out")
    options = parser.parse_args()
    if options.out is None and options.held_out is None:
        options.out = SHIPPED
    return options


if __name__ == "__main__":
    main()
