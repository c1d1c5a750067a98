"""Files that crash, hang or bloat their reader: each is a failure of its own, the rest unharmed."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import texts
from ingest.taken import Done, Job, Part
from ingest.workers import Workers
from tests.conftest import INGESTED_AT
from tests.ingest.bad_files import TAKE
from tests.ingest.office import RENT, TALENT, Office

PATIENCE = 1.5


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.workers = Workers(patience=PATIENCE, take=TAKE)
    yield office
    assert office.is_whole()
    office.engine.dispose()


def reasons(office: Office) -> dict[str, str]:
    report = office.ingest()
    return {str(Path(one.path).relative_to(office.files)): one.reason for one in report.failed}


def zipped(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def test_what_breaks_its_reader_is_a_failure_and_the_rest_is_read(office: Office) -> None:
    for name, bids in (("1.txt", "crash"), ("3.txt", "hang"), ("5.txt", "memory"), ("6.txt", "killed")):
        office.write(name, f"{bids}\n{RENT}")
    office.write("2.txt", RENT)
    office.write("4.txt", TALENT)
    report = office.ingest()
    assert office.told(report) == {
        "added": ["2.txt", "4.txt"],
        "failed": ["1.txt", "3.txt", "5.txt", "6.txt"],
    }
    assert [failure.reason for failure in report.failed] == [
        texts.READER_CRASHED,
        texts.TOOK_TOO_LONG,
        texts.TOO_MUCH_MEMORY,
        texts.READER_KILLED,
    ]


def test_a_long_reading_goes_on_as_long_as_its_pages_come(office: Office) -> None:
    office.write("扫描.txt", f"slow pages\n{RENT}")
    assert office.told(office.ingest()) == {"added": ["扫描.txt"]}


def test_a_member_that_breaks_its_reader_leaves_the_others(office: Office) -> None:
    office.write(
        "包.zip", zipped({"a.txt": RENT, "b.txt": f"crash\n{RENT}", "c.txt": "hang\n", "d.txt": TALENT})
    )
    report = office.ingest()
    assert office.told(report) == {
        "added": ["包.zip!/a.txt", "包.zip!/d.txt"],
        "failed": ["包.zip!/b.txt", "包.zip!/c.txt"],
    }
    assert [failure.reason for failure in report.failed] == [texts.READER_CRASHED, texts.TOOK_TOO_LONG]


def test_files_are_told_of_in_their_order_however_long_each_takes(tmp_path: Path) -> None:
    for number in range(30):
        slow = "slow pages\n" if number in (0, 7) else ""
        (tmp_path / f"{number:02}.txt").write_text(slow + RENT, "utf-8")
    jobs = [Job(str(path), 100, INGESTED_AT.date()) for path in sorted(tmp_path.iterdir())]
    told = [(job.path, type(said)) for job, said in Workers(take=TAKE).read(jobs)]
    assert told == [(job.path, kind) for job in jobs for kind in (Part, Done)]


def test_a_run_that_is_given_up_leaves_no_process_at_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hang\n", "utf-8")
    (tmp_path / "b.txt").write_text(RENT, "utf-8")
    jobs = [Job(str(path), 100, INGESTED_AT.date()) for path in sorted(tmp_path.iterdir(), reverse=True)]
    told = Workers(at_once=2, take=TAKE).read(jobs)
    next(told)
    told.close()


def test_a_long_text_comes_whole_though_its_pieces_come_in_bundles(office: Office) -> None:
    articles = "".join(f"第{number}条　第{number}项补贴{number}元。\n\n" for number in range(1, 3000))
    office.write("汇编.txt", f"补贴政策汇编\n\n{articles}")
    assert office.told(office.ingest()) == {"added": ["汇编.txt"]}
    assert office.texts().replace("\n", "") == f"补贴政策汇编{articles}".replace("\n", "").replace(
        "\u3000", " "
    )


def test_of_a_text_that_broke_its_reader_halfway_nothing_is_kept(office: Office) -> None:
    office.write("一半.txt", "half\n" + "".join(f"第{number}条　补贴。\n" for number in range(900)))
    office.write("完整.txt", TALENT)
    report = office.ingest()
    assert office.told(report) == {"added": ["完整.txt"], "failed": ["一半.txt"]}
    assert report.failed[0].reason == texts.READER_CRASHED


def test_a_worker_starts_without_the_readers() -> None:
    slow = "docx pptx openpyxl xlrd trafilatura pypdfium2 PIL rapidocr numpy".split()
    told = f"import sys, ingest.taking; print([name for name in {slow} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", told], text=True).strip() == "[]"
