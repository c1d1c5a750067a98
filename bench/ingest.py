"""How long runs take and what memory they need, over files made on the fly.

`python -m bench.ingest [--passages 60000] [--files 10000] [--megabytes 1024]`; 0 leaves a part out.
"""

import argparse
import os
import random
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from ingest.run import ingest
from knowledge.database import reading
from knowledge.documents import count_passages
from knowledge.home import Home
from knowledge.settings import Settings

MOST_INDEXING, MOST_UNCHANGED, MOST_MEMORY = 90.0, 2.0, 1500.0  # s, s, MB
NUMERALS = "一二三四五六七八九"
WORDS = (
    "园区 企业 标准厂房 租金 补贴 申报 材料 主管部门 产业链 项目 开工 竣工 投产 用地 用电 用气 税收 贷款 贴息 人才 安家 "
    "子女 入学 评审 公示 拨付 监督 检查 绩效 考核 奖励 处罚 期限 备案 许可 代办 服务专员 台账 主题日 诉求 办结 反馈"
).split()


def main() -> None:
    """Run what is asked for; exit 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("passages", 60_000), ("files", 10_000), ("megabytes", 1024)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    is_well = True
    for part, much in ((passages, asked.passages), (unchanged, asked.files), (memory, asked.megabytes)):
        if much:
            with tempfile.TemporaryDirectory(prefix="wuhao-bench-") as folder:
                is_well &= part(Path(folder), much)
    if not is_well:
        raise SystemExit(1)


def passages(folder: Path, count: int) -> bool:
    """Regulations of 60 articles: read and stored, then indexed by all indexes with the shipped encoder."""
    home, files, chance = _home(folder), folder / "files", random.Random(1)
    files.mkdir()
    for number in range(count // 60):
        (files / f"{number}.txt").write_text(regulation(chance, number, 60), "utf-8")
    report = ingest(home.engine, [files], datetime.now(UTC))
    with reading(home.engine) as session:
        made = count_passages(session)
    home.encoder.passages(["预热"])
    begun = time.perf_counter()
    home.sync()
    took = time.perf_counter() - begun
    print(f"{made} passages of {len(report.added)} files: read and stored in {report.seconds:.1f} s, "
          f"indexed in {took:.1f} s (at most {MOST_INDEXING * made / 60_000:.0f})")  # fmt: skip
    return took <= MOST_INDEXING * made / 60_000


def unchanged(folder: Path, count: int) -> bool:
    """Small files, a hundred in a folder; the second run finds nothing to do."""
    home, chance = _home(folder), random.Random(2)
    for number in range(count):
        file = folder / "files" / str(number // 100) / f"{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(regulation(chance, number, 1), "utf-8")
    first = ingest(home.engine, [folder / "files"], datetime.now(UTC))
    again = [ingest(home.engine, [folder / "files"], datetime.now(UTC)) for _ in range(3)]
    took = sorted(one.seconds for one in again)[1]
    assert all(one.unchanged == len(first.added) == count for one in again)
    print(f"{count} files: {first.seconds:.1f} s, again without a change {took:.2f} s "
          f"(at most {MOST_UNCHANGED:.0f})")  # fmt: skip
    return took <= MOST_UNCHANGED


def memory(folder: Path, megabytes: int) -> bool:
    """Texts of 0.1 to 64 MB; the memory of all processes together, sampled."""
    home, chance, files = _home(folder), random.Random(3), folder / "files"
    files.mkdir()
    left, number = megabytes << 20, 0
    while left > 0:
        size = min(left, int(chance.choice((0.1, 0.5, 1, 2, 4, 8, 64)) * (1 << 20)))
        text = regulation(chance, number, 200)
        (files / f"{number}.txt").write_bytes(
            (text * (size // len(text.encode()) + 1)).encode()[:size] + b"\n"
        )
        left, number = left - size, number + 1
    with Sampler() as sampler:
        report = ingest(home.engine, [files], datetime.now(UTC))
    assert not [one for one in report.failed if "UTF-8" not in one.reason], report.failed
    print(f"{megabytes} MB in {number} files: {report.seconds:.0f} s, {megabytes / report.seconds:.1f} MB/s, "
          f"{sampler.most:.0f} MB of memory at most (limit {MOST_MEMORY:.0f})")  # fmt: skip
    return sampler.most < MOST_MEMORY


class Sampler:
    """The greatest sum of the resident memory of this process and its children, in MB."""

    def __init__(self) -> None:
        self.most = 0.0
        self._end = threading.Event()

    def __enter__(self) -> "Sampler":
        threading.Thread(target=self._sample, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()

    def _sample(self) -> None:
        while not self._end.wait(0.1):
            self.most = max(self.most, sum(map(_resident, (os.getpid(), *_children(os.getpid())))))


def _children(parent: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        try:
            children = [int(one) for one in (task / "children").read_text().split()]
        except OSError:
            continue
        found += [one for child in children for one in (child, *_children(child))]
    return found


def _resident(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def regulation(chance: random.Random, number: int, articles: int) -> str:
    """A regulation that nobody made."""
    lines = [f"澜川经开区第{number}号{chance.choice(WORDS)}{chance.choice(WORDS)}管理办法", ""]
    for article in range(1, articles + 1):
        words = "".join(chance.choices(WORDS, k=chance.randint(15, 45)))
        lines += [f"第{chinese(article)}条　{words}，按每平方米每月{chance.randint(1, 99)}元执行。", ""]
    return "\n".join(lines)


def chinese(number: int) -> str:
    """1 to 999 in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    told = f"{NUMERALS[hundreds - 1]}百" if hundreds else ""
    if tens:
        told += f"{NUMERALS[tens - 1]}十" if tens > 1 or hundreds else "十"
    elif hundreds and ones:
        told += "零"
    return told + (NUMERALS[ones - 1] if ones else "")


def _home(folder: Path) -> Home:
    return Home(Settings(home=folder / "home", database_url=None, chroma_url=None))


if __name__ == "__main__":
    main()
