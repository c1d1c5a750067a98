"""Plain text through cleaning, facts and passages, in MB a second of processor: `python -m bench.text [FOLDER] [--mb 20]`

Without a folder of Markdown or text files: a generated text alone. Last: lines of one kind, the worst for
a pattern that looks too far.
"""

import argparse
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.cleaning import clean
from ingest.metadata import read_facts
from ingest.pages import Block, Reading
from ingest.readers import read
from ingest.splitting import split

STEPS = {"clean": clean, "facts": lambda reading: read_facts(reading, "某文件.txt"), "split": split}
WORST = ("1", "第", "（", ".", "《", "园", " ", "第一条", "2024年", "（一）", "园区，")
WORDS = "园区 企业 项目 服务 管委会 应当 依法 申请 政策 资金 补贴 人才 用地 审核 建设 发展 创新 产业 税收 支持".split()


def main() -> None:
    """Print what each step takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--mb", type=float, default=20)
    asked = parser.parse_args()
    if asked.folder:
        files = sorted(path for path in asked.folder.rglob("*") if path.suffix in {".md", ".txt"})
        told("files", [read(path.name, path.read_bytes()) for path in files])
    told("generated", [generated(int(asked.mb * 1e6))])
    for sign in WORST:
        seconds = sum(timed([Reading((Block(sign * (100_000 // len(sign))),))]).values())
        print(f"100,000 characters of {sign!r}: {seconds:.2f} s")


def generated(size: int) -> Reading:
    """A made regulation of about `size` bytes, with chapters, articles, paragraphs and items."""
    chance = random.Random(1)
    return Reading(tuple(map(Block, _lines(chance, size))))


def _lines(chance: random.Random, size: int) -> Iterator[str]:
    yield "某市园区条例"
    count, written = 0, 0
    while written < size:
        count += 1
        for line in (
            f"第{count}条 {_sentences(chance, 2)}",
            _sentences(chance, 4),
            "（一）" + _sentences(chance, 1),
        ):
            written += len(line.encode()) + 1
            yield line


def _sentences(chance: random.Random, count: int) -> str:
    return "".join("".join(chance.choices(WORDS, k=12)) + "，自2025年1月1日起办理。" for _ in range(count))


def timed(readings: Iterable[Reading]) -> dict[str, float]:
    """Seconds of processor by step."""
    cleaned = list(readings)
    took = {}
    for name, step in STEPS.items():
        begun = time.process_time()
        done = [step(reading) for reading in cleaned]
        took[name] = time.process_time() - begun
        cleaned = done if name == "clean" else cleaned  # type: ignore[assignment]
    return took


def told(name: str, readings: list[Reading]) -> None:
    """Print the speed of each step, and of all."""
    size = sum(len(block.text.encode()) + 1 for reading in readings for block in reading.blocks) / 1e6
    timed(readings[:1])  # dictionaries are loaded
    took = timed(readings)
    steps = " · ".join(f"{step} {size / seconds:.1f}" for step, seconds in took.items())
    print(f"{name}: {size:.1f} MB at {size / sum(took.values()):.1f} MB/s ({steps})")


if __name__ == "__main__":
    main()
