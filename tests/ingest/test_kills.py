"""Runs that are killed again and again end where an undisturbed one does."""

import random
from pathlib import Path

from ingest.run import ingest
from tests import elsewhere
from tests.conftest import INGESTED_AT
from tests.fakes import home_at
from tests.ingest.office import BATTERY, LEDGER, RENT
from tests.ingest.same import alike, found, held
from tests.ingest.test_containers import zipped

QUESTIONS = ["补贴租金多少", "安家补贴第七条", "标准厂房"]


def make(files: Path, version: int) -> None:
    """Files whose second version differs in some, lacks others and has new ones."""
    files.mkdir(exist_ok=True)
    for number in range(version * 4, 28 + version * 4):
        text = RENT.replace("三元", f"{number % 9 + version}元").replace("标准厂房", f"第{number}类厂房")
        (files / f"{number:02}.txt").write_text(text, "utf-8")
    for number in range(version * 4):
        (files / f"{number:02}.txt").unlink(missing_ok=True)
    (files / "台账.csv").write_text(LEDGER.format(rows=BATTERY), "utf-8")
    (files / "包.zip").write_bytes(
        zipped({f"{one}.txt": RENT + f"第{one + version}款\n" for one in range(4)})
    )


def test_killed_again_and_again_it_ends_the_same(tmp_path: Path) -> None:
    files, chance = tmp_path / "文件", random.Random(7)
    disturbed, quiet = home_at(tmp_path / "killed"), home_at(tmp_path / "quiet")
    for version in (0, 0, 1):
        make(files, version)
        run = elsewhere.run("die-after", disturbed.settings.home, files, str(chance.randint(20, 90)))
        run.communicate(timeout=60)
        assert run.returncode < 0
    for home in (disturbed, quiet):
        ingest(home.engine, [files], INGESTED_AT)
        home.sync()
    assert held(disturbed, files) == held(quiet, files)
    assert alike(found(disturbed, files, QUESTIONS), found(quiet, files, QUESTIONS))
    disturbed.engine.dispose()
    quiet.engine.dispose()
