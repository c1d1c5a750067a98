"""What the shipped encoder learns from: pairs of a question and a passage, from licensed data alone."""

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

KEPT_WHOLE = 0.3  # how often a passage keeps the clause that asks for it

CLAUSE = re.compile(r"[^，。；！？：、\n]+[，。；！？：、\n]*")
ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇]+条[\s　]*", re.MULTILINE)
ARTICLE_NUMBER = re.compile(r"第[一二三四五六七八九十百千零〇]+条.*$")
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
CASE = re.compile(r"([^，。；：、\n（）]{6,40})的，")
CASE_OPENING = re.compile(r"^(?:有下列情形之一|违反本[法条例办规定]+[^，]*规定|对|当)")
CASE_QUESTIONS = [
    "{case}怎么办？",
    "{case}怎么处理？",
    "{case}会怎样处罚？",
    "{case}要承担什么责任？",
    "{case}，法律怎么规定？",
    "{case}可以吗？",
    "{case}有什么后果？",
    "如果{case}，该怎么办？",
]
NAME_QUESTIONS = [
    "{work}对{matter}是怎么规定的？",
    "{work}中{matter}有什么要求？",
    "按照{work}，{matter}",
    "{work}：{matter}",
]
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

    def half(self, fold: int) -> "Retrieval":
        """The questions of one fold of two, told apart by a hash of their id."""
        kept = {one: text for one, text in self.questions.items() if fold_of(one) == fold}
        return Retrieval(self.passages, kept, self.answers)

    def without(self, fold: int | None) -> "Retrieval":
        """The questions of the other fold; of None all."""
        return self if fold is None else self.half(1 - fold)

    def pairs(self) -> list[Pair]:
        return [
            Pair(question, self.passages[answer])
            for one, question in self.questions.items()
            for answer in sorted(self.answers[one])
        ]


def training_pairs(data: Path, held_out: int | None, chance: random.Random) -> list[Pair]:
    """All sources, each as often as its worth here calls for; without the questions of one fold of two, if said."""

    def asked_in(name: str) -> Retrieval:
        return retrieval(data / name).without(held_out)

    asked = asked_in("stard-lite")
    answers = _lawyers_answers(data / "stard-lite", asked)
    laws = [*_statutes(data / "stard-lite"), *_regulations(data / "park-regs")]
    reports = [passage for name in REPORTS for passage in _paragraphs(data / "train" / name)]
    return [
        *asked.pairs() * 60,
        *explained(asked, answers) * 30,
        *explained_by_sentence(asked, answers) * 7,
        *asked_in("cmrc2018-trial").pairs() * 8,
        *asked_in("cmrc2018-dev").pairs() * 8,
        *asked_in("drcd-dev").pairs() * 4,
        *_service_items(data / "train" / "gd-service-items.jsonl", held_out) * 6,
        *asked_by_clause(laws * 2, chance),
        *asked_by_clause(reports * 4, chance),
        *asked_by_case(laws, chance),
        *asked_by_name(chance.sample([*laws, *reports], (len(laws) + len(reports)) // 2), chance),
        *chance.sample(neighbours(laws), len(laws) // 2),
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


def asked_by_case(laws: Iterable[Passage], chance: random.Random) -> Iterator[Pair]:
    """Of an article that says what follows 有某种情形的, somebody in that case as the question."""
    for law in laws:
        cases = [case for found in CASE.findall(law.text) if len(case := CASE_OPENING.sub("", found)) >= 6]
        if cases:
            case = chance.choice(cases)
            rest = law.text if chance.random() < KEPT_WHOLE else law.text.replace(case, "", 1)
            yield Pair(chance.choice(CASE_QUESTIONS).format(case=case), Passage(law.title, rest))


def asked_by_name(passages: Iterable[Passage], chance: random.Random) -> Iterator[Pair]:
    """Of a law or report by its name, and one of its clauses as the matter."""
    for passage in passages:
        clauses = [one.strip("，。；！？：、\n") for one in CLAUSE.findall(passage.text)]
        matters = [one for one in clauses if 4 <= len(one) <= 30]
        if matters:
            question = chance.choice(NAME_QUESTIONS)
            yield Pair(question.format(work=passage.work, matter=chance.choice(matters)), passage)


def neighbours(laws: Sequence[Passage]) -> list[Pair]:
    """An article and the next one of the same law: mostly of the same matter."""
    return [
        Pair(one.text, after)
        for one, after in pairwise(laws)
        if one.work == after.work and len(one.text) > 20
    ]


def explained(asked: Retrieval, answers: dict[str, str]) -> list[Pair]:
    """A lawyer's answer stands between the question and the statute: a pair with each."""
    told = [Pair(asked.questions[one], Passage("", answer)) for one, answer in answers.items()]
    return told + _founded(asked, ((one, answer) for one, answer in answers.items()))


def explained_by_sentence(asked: Retrieval, answers: dict[str, str]) -> list[Pair]:
    """The same with each sentence of the answer alone."""
    said = [(one, sentence) for one, answer in answers.items() for sentence in SENTENCE.findall(answer)]
    said = [(one, sentence) for one, sentence in said if len(sentence) >= 10]
    told = [Pair(asked.questions[one], Passage("", sentence)) for one, sentence in said]
    return told + _founded(asked, said)


def _founded(asked: Retrieval, said: Iterable[tuple[str, str]]) -> list[Pair]:
    return [
        Pair(words, asked.passages[statute]) for one, words in said for statute in sorted(asked.answers[one])
    ]


def _lawyers_answers(folder: Path, asked: Retrieval) -> dict[str, str]:
    """To the questions asked, where a lawyer's answer is given."""
    answers = {row["_id"]: row["long_answer"] for row in _rows(folder / "queries.jsonl")}
    return {one: answers[one] for one in asked.questions if isinstance(answers[one], str)}


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


def _service_items(file: Path, held_out: int | None) -> list[Pair]:
    """An item's name → who handles it, on what conditions, with which papers."""
    pairs = []
    for row in _rows(file):
        if fold_of(row["TASK_NAME"]) == held_out:
            continue
        name, standard, papers = row["TASK_NAME"], row["accept_standard"] or "", row["material_intro"] or []
        conditions = "\n".join([standard if len(standard) > 5 else "", "，".join(papers)]).strip()
        if conditions:
            department = row["DEPT_NAME"]
            pairs.append(Pair(name, Passage(department, conditions)))
            asked = f"办理{name}需要什么材料和条件？"
            pairs.append(Pair(asked, Passage(department, f"{name}\n{conditions}")))
    return pairs


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]


def fold_of(question: str) -> int:
    return hashlib.sha256(question.encode()).digest()[0] % 2
