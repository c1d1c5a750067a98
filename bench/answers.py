"""Answers and refusals over BEIR sets, asked as people ask: what is right, and what should have been refused.

`python -m bench.answers --data DIR [--sets NAME,…] [--questions 300] [--seed 1] [--json FILE] [--show]`
"""

import argparse
import json
import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.unanswerable import near_misses, words_of
from knowledge.answering import Asker, answer
from knowledge.answers import Answer, Refusal, Reply
from knowledge.database import reading
from knowledge.documents import Passage
from knowledge.evaluation import Benchmark, Row, fill, load, percentile
from knowledge.home import Home
from knowledge.policies import Policies
from knowledge.scope import LOCAL_OPERATOR
from knowledge.settings import Settings

SETS = "ncp-policy-passage,cmrc2018-dev,drcd-dev"
SHORT = 60  # characters of an answer string that an answer is expected to hold
STRANGERS = ("ncp-policy-passage", "cmrc2018-dev", "drcd-dev", "stard-lite")
TAKEN_AWAY = 5  # of every so many questions one loses the passages that answer it
_MARK = re.compile(r"((?:\[\d{1,2}\])+)(?=\n|$)")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?|[一-鿿]{1,6}〔\d{4}〕\d+号")

Ask = Callable[[str], Reply]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set by its id, with the strings that answer it and the rows in which they stand."""

    id: str
    text: str
    answers: tuple[str, ...]
    golds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A question that must be refused, and how it was made."""

    text: str
    kind: str


def main() -> None:
    """Measure each set, print a table, write the figures where asked."""
    options = _options()
    figures = {}
    for name in options.sets.split(","):
        figures[name] = of_set(options.data, name, options.questions, options.seed, options.show)
        print(table(name, figures[name]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")


def of_set(data: Path, name: str, at_most: int, seed: int, show: bool = False) -> dict[str, Any]:
    """What is measured of one set, in two throw-away homes: as it is, and without some of its passages."""
    chance = random.Random(seed)
    benchmark = load(data / name)
    asked = sampled(questions(data / name, benchmark), at_most, chance)
    wanted = [*made_of(asked, benchmark, chance), *_of_strangers(data, name, min(at_most, 300), chance)]
    with TemporaryDirectory(prefix="wuhao-answers-") as folder:
        home, ask, keys = _opened(Path(folder), benchmark.corpus)
        figures = answered(asked, ask, home, keys)
        figures["unanswerable"] = refused(wanted, ask, show)
    bereft = asked[::TAKEN_AWAY]
    gone = frozenset().union(*(one.golds for one in bereft))
    with TemporaryDirectory(prefix="wuhao-answers-") as folder:
        _, ask, _ = _opened(
            Path(folder), {key: row for key, row in benchmark.corpus.items() if key not in gone}
        )
        figures["unanswerable"] |= refused([Unanswerable(one.text, "taken away") for one in bereft], ask)
    return figures


def questions(folder: Path, benchmark: Benchmark) -> list[Asked]:
    """The questions that have a gold passage."""
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines() if line]
    return [
        Asked(str(row["_id"]), row["text"], tuple(row.get("answers") or ()), benchmark.golds[str(row["_id"])])
        for row in rows
        if str(row["_id"]) in benchmark.golds
    ]


def sampled(asked: Sequence[Asked], at_most: int, chance: random.Random) -> list[Asked]:
    return list(asked) if len(asked) <= at_most else chance.sample(asked, at_most)


def made_of(asked: Sequence[Asked], benchmark: Benchmark, chance: random.Random) -> list[Unanswerable]:
    """Near misses of the questions; those whose gold passage doesn't tell what was changed stand apart."""
    made = []
    pool = words_of([one.text for one in asked])
    for one in asked:
        gold = "\n".join(
            "\n".join(benchmark.corpus[key][:2]) for key in sorted(one.golds) if key in benchmark.corpus
        )
        for miss in near_misses(one.text, gold, chance, pool):
            made.append(Unanswerable(miss.text, miss.kind if miss.is_told else f"{miss.kind}, untold"))
    return made


def answered(asked: Sequence[Asked], ask: Ask, home: Home, keys: Mapping[int, str]) -> dict[str, Any]:
    """What became of the questions that can be answered."""
    replies, seconds = [], []
    for one in asked:
        began = time.perf_counter()
        replies.append(ask(one.text))
        seconds.append(time.perf_counter() - began)
    texts = _passages(home, replies)
    pairs = list(zip(asked, replies, strict=True))
    answers = [(one, reply) for one, reply in pairs if isinstance(reply, Answer)]
    short = [(one, reply) for one, reply in pairs if any(len(text) <= SHORT for text in one.answers)]
    return {
        "questions": len(asked),
        "refused": _share(len(pairs) - len(answers), len(pairs)),
        "refusals": [f"{one.reason.value}: {one.question}" for one in replies if isinstance(one, Refusal)],
        "reasons": dict(Counter(one.reason.value for one in replies if isinstance(one, Refusal))),
        "short": len(short),
        "contains": _share(sum(_contains(one, reply, texts) for one, reply in short), len(short)),
        "gold_cited": _share(
            sum(any(key in one.golds for key in _cited(reply, keys)) for one, reply in answers), len(pairs)
        ),
        "gold_first": _share(sum(_cited(reply, keys)[0] in one.golds for one, reply in answers), len(pairs)),
        "unborne": [fault for _, reply in answers for fault in unborne(reply, texts)],
        "characters": round(median([len(reply.text) for _, reply in answers] or [0])),
        "seconds_p50": round(median(seconds), 3),
        "seconds_p99": round(percentile(seconds, 0.99), 3),
    }


def refused(wanted: Sequence[Unanswerable], ask: Ask, show: bool = False) -> dict[str, Any]:
    """Of the questions that must be refused how many are, by how they were made."""
    told: dict[str, list[bool]] = {}
    for one in wanted:
        reply = ask(one.text)
        told.setdefault(one.kind, []).append(isinstance(reply, Refusal))
        if show and isinstance(reply, Answer):
            print(f"  {one.kind}: {one.text} -> {reply.citations[0].quote[:80]!r}")
    return {
        kind: {"asked": len(each), "refused": _share(sum(each), len(each))} for kind, each in told.items()
    }


def unborne(reply: Answer, passages: Mapping[int, str]) -> list[str]:
    """Figures and 文号 of an answer that don't stand in the passages that it cites for them."""
    parts = _MARK.split(reply.text)
    missing = []
    for said, marks in zip(parts[::2], [*parts[1::2], ""], strict=True):
        cited = [one for one in reply.citations if f"[{one.n}]" in marks]
        borne = [
            (one.title, one.number or "", one.article or "", passages.get(one.passage or 0, ""))
            for one in cited
        ]
        held = squash(" ".join(" ".join(each) for each in borne))
        missing += [
            f"{figure}: {reply.question}" for figure in _FIGURE.findall(squash(said)) if figure not in held
        ]
    return missing


def squash(text: str) -> str:
    """A text without white space, in one width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def table(name: str, figures: Mapping[str, Any]) -> str:
    """The figures of a set for people."""
    lines = [
        f"{name}: {figures['questions']} questions, refused {figures['refused']:.1%} {figures['reasons']}",
        f"  holds an answer of up to {SHORT} characters, its passage cited: {figures['contains']:.1%} of {figures['short']}",
        f"  cites a gold passage {figures['gold_cited']:.1%}, first {figures['gold_first']:.1%}",
        f"  figures that no cited passage bears: {len(figures['unborne'])} {figures['unborne'][:3]}",
        f"  {figures['characters']} characters, {figures['seconds_p50']} s at the median, {figures['seconds_p99']} s p99",
        "  unanswerable, refused:",
        *(
            f"    {kind:16}{one['refused']:7.1%} of {one['asked']}"
            for kind, one in figures["unanswerable"].items()
        ),
    ]
    return "\n".join(lines)


def _opened(folder: Path, corpus: Mapping[str, Row]) -> tuple[Home, Ask, Mapping[int, str]]:
    """A home of these rows, what answers from it, and the rows' ids by passage id."""
    home = Home(Settings(home=folder, database_url=None, chroma_url=None))
    keys = fill(home, corpus)
    home.drain()
    sources, asker = [Policies(home)], Asker(LOCAL_OPERATOR, datetime.now(UTC).date())
    return home, lambda text: answer(text, asker, sources), keys


def _of_strangers(data: Path, name: str, at_most: int, chance: random.Random) -> list[Unanswerable]:
    """Questions of other sets; the two of the encyclopaedia share their matters and are not asked of each other."""
    general = {"cmrc2018-dev", "cmrc2018-trial", "drcd-dev"}
    others = [
        one for one in STRANGERS if one != name and not {one, name} <= general and (data / one).is_dir()
    ]
    made = []
    for other in others:
        texts = [one.text for one in questions(data / other, load(data / other))]
        made += [Unanswerable(text, other) for text in chance.sample(texts, min(at_most, len(texts)))]
    return made


def _passages(home: Home, replies: Sequence[Reply]) -> dict[int, str]:
    keys = {
        one.passage
        for reply in replies
        if isinstance(reply, Answer)
        for one in reply.citations
        if one.passage
    }
    with reading(home.engine) as session:
        found = ((key, session.get(Passage, key)) for key in sorted(keys))
        return {key: passage.text for key, passage in found if passage}


def _contains(one: Asked, reply: Reply, passages: Mapping[int, str]) -> bool:
    """Whether an answer holds one of the strings that answer, and cites a passage that holds it."""
    if not isinstance(reply, Answer):
        return False
    cited = squash(" ".join(passages.get(each.passage or 0, "") for each in reply.citations))
    wanted = {squash(text) for text in one.answers}
    return any(text in squash(reply.text) and text in cited for text in wanted)


def _cited(reply: Answer, keys: Mapping[int, str]) -> list[str]:
    """The ids of the rows that an answer cites, in order."""
    return [keys.get(each.passage or 0, "") for each in reply.citations]


def _share(some: int, all_of_them: int) -> float:
    return round(some / all_of_them, 4) if all_of_them else 0.0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the sets")
    parser.add_argument("--sets", default=SETS)
    parser.add_argument("--questions", type=int, default=1000, help="of each set at most so many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="where the figures go")
    parser.add_argument(
        "--show",
        action="store_true",
        help="print each question that was refused or answered and shouldn't have been",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
