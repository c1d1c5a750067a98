"""`wuhao ingest` is killed (-9) at random moments: it ends in the database and the findings of a quiet run.

`python -m bench.ingest_kills [--files 500] [--kills 30] [--seed 1]`; once with `wuhao serve` beside it, once without.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.ingest import WORDS, regulation
from knowledge.home import Home
from knowledge.settings import Settings
from tests.ingest.same import alike, found, held
from tests.ingest.test_containers import zipped
from tests.served import ROOT, served

COMMAND = [sys.executable, "-c", "from bot.entry import main; main()", "ingest", "--json"]
QUESTIONS = [f"{one}{other}的规定" for one, other in zip(WORDS[:20], WORDS[20:], strict=False)]


def main() -> None:
    """Run it both ways; exit 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("files", 500), ("kills", 30), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    is_same = True
    with tempfile.TemporaryDirectory(prefix="wuhao-kills-") as name:
        folder, chance = Path(name), random.Random(asked.seed)
        files = folder / "files"
        homes = {"quiet": folder / "quiet", "alone": folder / "alone", "served": folder / "served"}
        with ExitStack() as stack:
            stack.enter_context(served(homes["served"])).wait_until_ready()
            begun, kills = time.monotonic(), 0
            for version in range(2):
                make(files, asked.files, version)
                run(homes["quiet"], files)
                for name in ("alone", "served"):
                    kills += killed(homes[name], files, asked.kills // 2, chance)
            kept_up(homes["served"])
        quiet = Home(_settings(homes["quiet"]))
        for name in ("alone", "served"):
            other = Home(_settings(homes[name]))
            same = (
                held(quiet, files) == held(other, files),
                alike(found(quiet, files, QUESTIONS), found(other, files, QUESTIONS)),
            )
            is_same &= all(same)
            print(f"{name}: the database is {_word(same[0])}, what is found is {_word(same[1])}")
    print(f"{asked.files} files, {kills} kills, {time.monotonic() - begun:.0f} s")
    if not is_same:
        raise SystemExit(1)


def make(files: Path, count: int, version: int) -> None:
    """A fifth of the files differs from version to version, a tenth is gone, a tenth is new."""
    chance = random.Random(4)
    files.mkdir(exist_ok=True)
    for number in range(count + version * count // 10):
        text = regulation(chance, number, 6)
        file = files / f"{number}.txt"
        if number < version * count // 10:
            file.unlink(missing_ok=True)
        elif number % 5 == 0 or not file.exists():
            file.write_text(text + f"\n第{version}版\n", "utf-8")
    inner = {f"{one}.txt": regulation(chance, 9000 + one + version, 3) for one in range(10)}
    (files / "包.zip").write_bytes(zipped(inner))


def killed(home: Path, files: Path, kills: int, chance: random.Random) -> int:
    """Run until one comes to its end; how many were killed before."""
    done = 0
    while done < kills:
        process = _start(home, files)
        try:
            process.wait(chance.uniform(1.5, 6.0))
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            done += 1
    run(home, files)
    return done


def run(home: Path, files: Path) -> None:
    """One run, to its end."""
    assert _start(home, files).wait() == 0


def kept_up(home: Path) -> None:
    """Until the serve beside has the indexes where the database is."""
    place = Home(_settings(home))
    from knowledge import changes
    from knowledge.database import reading

    with reading(place.engine) as session:
        latest = changes.latest(session)
    while any(index.cursor < latest for index in place.indexes):
        time.sleep(0.5)
        for index in place.indexes:
            index.refresh()


def _start(home: Path, files: Path) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WUHAO_")}
    return subprocess.Popen(
        [*COMMAND, str(files)],
        cwd=ROOT,
        env={**environment, "WUHAO_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _settings(home: Path) -> Settings:
    return Settings(home=home, database_url=None, chroma_url=None)


def _word(is_same: bool) -> str:
    return "the same" if is_same else "NOT the same"


if __name__ == "__main__":
    main()
