"""Finding passages among many: how long it takes, what memory a serving process needs, how long a cold `ask` takes.

`python -m bench.speed [--data DIR] [--passages 60000] [--questions 300] [--people 30]`; DIR is a BEIR set, without
one regulations are made.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ingest import WORDS, regulation
from knowledge.database import reading
from knowledge.evaluation import Benchmark, Row, fill, load, percentile
from knowledge.home import Home
from knowledge.retrieval import retrieve
from knowledge.scope import LOCAL_OPERATOR
from knowledge.settings import Settings
from tests.journeys.days import Page
from tests.served import ROOT, Served, served

MOST_FINDING, MOST_MEMORY, MOST_COLD = 20.0, 900.0, 12.0  # ms at the 99th percentile, MB, s
ARTICLES = 60  # of a made regulation
UNTIMED = 20  # questions that open what is opened once


def main() -> None:
    """Run all three; exit 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    for name, default in (("passages", 60_000), ("questions", 300), ("people", 30)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    benchmark = load(options.data) if options.data else made(options.passages, options.questions)
    asked = list(benchmark.queries.values())
    random.Random(1).shuffle(asked)
    with TemporaryDirectory(prefix="wuhao-speed-") as folder:
        home = Home(Settings(home=Path(folder), database_url=None, chroma_url=None))
        fill(home, benchmark.corpus)
        home.drain()
        print(f"{len(benchmark.corpus)} passages", flush=True)
        is_well = [
            finding(home, asked[: options.questions]),
            serving(Path(folder), asked[: options.people]),
            cold(Path(folder), asked[0]),
        ]
    if not all(is_well):
        raise SystemExit(1)


def made(passages: int, questions: int) -> Benchmark:
    """Regulations of a few dozen words, so that each of these stands in half of all passages; and questions."""
    chance, corpus = random.Random(1), dict[str, Row]()
    for number in range(passages // ARTICLES):
        title, *articles = [line for line in regulation(chance, number, ARTICLES).split("\n") if line]
        corpus |= {f"{number}-{at}": Row(title, text, str(number)) for at, text in enumerate(articles)}
    asked = {
        str(number): f"{''.join(chance.sample(WORDS, chance.randint(2, 8)))}有什么规定？"
        for number in range(questions)
    }
    return Benchmark(corpus, asked, {})


def finding(home: Home, asked: Sequence[str]) -> bool:
    """One core, validity and scope included; judged by processor time, so that other work doesn't count."""
    took, spent = list[float](), list[float]()
    today = datetime.now(UTC).date()
    with one_core(), reading(home.engine) as session:
        for question in [*asked[:UNTIMED], *asked]:
            begun, processor = time.perf_counter(), time.process_time()
            retrieve(home, session, question, LOCAL_OPERATOR, today)
            spent.append((time.process_time() - processor) * 1000)
            took.append((time.perf_counter() - begun) * 1000)
    most = percentile(spent[UNTIMED:], 0.99)
    print(f"finding, {len(asked)} questions: {told(spent[UNTIMED:])} of processor (at most {MOST_FINDING:.0f}), "
          f"{told(took[UNTIMED:])} by the clock", flush=True)  # fmt: skip
    return most <= MOST_FINDING


def serving(home: Path, asked: Sequence[str]) -> bool:
    """A guest each asks on the web, one after another."""
    with served(home) as running:
        running.wait_until_ready()
        ready = memory(running, "VmRSS")
        for question in asked:
            page = Page(running.url)
            page.sends(question)
            while not page.heard:
                time.sleep(0.1)
        after, most = memory(running, "VmRSS"), memory(running, "VmHWM")
    print(f"serving: {ready:.0f} MB when ready, {after:.0f} MB after {len(asked)} questions, "
          f"{most:.0f} MB at most (limit {MOST_MEMORY:.0f})", flush=True)  # fmt: skip
    return most <= MOST_MEMORY


def cold(home: Path, question: str) -> bool:
    """A process of its own for one question, three times."""
    times = list[float]()
    for _ in range(3):
        begun = time.perf_counter()
        command = [sys.executable, "-c", "from bot.entry import main; main()", "ask", question]
        environment = {**os.environ, "WUHAO_HOME": str(home)}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    print(f"a cold ask: {statistics.median(times):.1f} s (at most {MOST_COLD:.0f})", flush=True)
    return statistics.median(times) <= MOST_COLD


def told(times: Sequence[float]) -> str:
    """Median and 99th percentile."""
    return f"{statistics.median(times):.1f} ms at the median, {percentile(times, 0.99):.1f} at the 99th percentile"


def memory(running: Served, line: str) -> float:
    """What the kernel says of a process, in MB."""
    assert running.process
    status = Path(f"/proc/{running.process.pid}/status").read_text()
    return next(int(one.split()[1]) / 1024 for one in status.splitlines() if one.startswith(f"{line}:"))


@contextmanager
def one_core() -> Iterator[None]:
    """This process on one core alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


if __name__ == "__main__":
    main()
