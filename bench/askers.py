"""Many people ask at once on the web, of a park of samples: everyone is answered, each in their own order.

`python -m bench.askers [--people 100] [--questions 3]`
"""

import argparse
import shutil
import statistics
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from ingest.run import ingest
from knowledge.home import Home
from knowledge.settings import Settings
from tests.journeys.days import Page
from tests.served import served

SAMPLES = Path(__file__).parents[1] / "samples"
QUESTIONS = (
    ("企业交流主题日什么时候举办？", "每周一20:00—22:00"),
    ("标准厂房租金补贴每平方米多少钱？", "元"),
    ("园区食堂几点开门？", "没有找到"),
)


def main() -> None:
    """Run it and print what was measured; exit 1 where anybody isn't answered or the log shows trouble."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--questions", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wuhao-askers-") as folder:
        raise SystemExit(run(Path(folder), asked.people, asked.questions))


def run(folder: Path, people: int, questions: int) -> int:
    shutil.copytree(SAMPLES, folder / "samples")
    home = Home(Settings(home=folder / "home", database_url=None))
    ingest(home.engine, [folder / "samples"], datetime.now(UTC))
    home.engine.dispose()
    with served(home.settings.home) as running:
        running.wait_until_ready()
        pages = [Page(running.url) for _ in range(people)]
        asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(questions)]
        waits = list[float]()
        begun = time.monotonic()
        threads = [threading.Thread(target=_ask, args=(page, asked, waits)) for page in pages]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took, stopped, log = time.monotonic() - begun, running.stop(), running.log
    trouble = [word for word in ("locked", "Traceback", "ERROR") if word in log]
    print(f"{people} people, {questions} questions each: {len(waits)} of {people} answered in order "
          f"in {took:.1f} s ({people * questions / took:.0f} answers/s), the median person's last answer "
          f"after {statistics.median(waits or [0]):.1f} s; stopped in {stopped:.1f} s; trouble: {trouble or 'none'}")  # fmt: skip
    return 1 if trouble or len(waits) < people else 0


def _ask(page: Page, asked: list[tuple[str, str]], waits: list[float]) -> None:
    """Ask all at once; only who is answered in the order of their questions counts."""
    begun = time.monotonic()
    for question, _ in asked:
        page.sends(question)
    while len(page.heard) < len(asked):
        if time.monotonic() > begun + 120:
            return
        time.sleep(0.5)
    waits.append(time.monotonic() - begun)
    if not all(word in said for (_, word), said in zip(asked, page.heard, strict=False)):
        waits.pop()


if __name__ == "__main__":
    main()
