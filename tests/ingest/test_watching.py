"""Folders that are watched: a run once what changed is quiet, never in the middle of a copy."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.watched import by_audience, remember
from ingest.watching import QUIET, Quiet, Stamps, stamps, watch
from knowledge.database import reading, writing
from tests.conftest import INGESTED_AT
from tests.ingest.office import RENT, TALENT, Office
from tests.served import ROOT


class Story:
    """A folder whose stamps a test lays down, second by second."""

    def __init__(self, seen: Sequence[Stamps], fails: Sequence[int] = ()) -> None:
        self.seen = seen
        self.fails = fails
        self.at = 0
        self.runs: list[int] = []
        self.tries = 0

    def told(self) -> list[int]:
        watch([], self._run, self._ends, lambda: float(self.at), lambda _: self.seen[self.at])
        return self.runs

    def _run(self) -> bool:
        self.runs.append(self.at)
        self.tries += 1
        return self.tries - 1 not in self.fails

    def _ends(self, _seconds: float) -> bool:
        self.at += 1
        return self.at >= len(self.seen)


A, B, C = {"a": "1"}, {"a": "2"}, {"a": "2", "b": "1"}


def test_a_run_at_once_and_one_after_each_change_that_is_quiet() -> None:
    assert Story([A] * 9).told() == [0]
    assert Story([A, A, B, B, B, B, B]).told() == [0, 4]
    assert Story([A, B, C, B, C, C, C, C]).told() == [0, 6]
    assert Story([A, B, B, A, A, A, A]).told() == [0]


def test_a_run_that_failed_is_tried_again() -> None:
    assert Story([A] * 5, fails=[0]).told() == [0, 2]
    assert Story([A, B, B, B, B, B], fails=[1]).told() == [0, 3, 4]


@given(st.lists(st.sampled_from([{}, A, B, C]), min_size=1, max_size=30))
def test_what_stays_long_enough_is_always_read_and_what_moves_never(seen: list[Stamps]) -> None:
    runs = Story([*seen, *[seen[-1]] * 3]).told()
    assert [*seen, *[seen[-1]] * 3][runs[-1]] == seen[-1]
    for at in runs[1:]:
        assert all(
            one == (seen + [seen[-1]] * 3)[at] for one in (seen + [seen[-1]] * 3)[at - int(QUIET) : at]
        )


def test_a_table_by_hand_and_a_lost_folder_are_changes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("厂房.txt", RENT)
    before = stamps([office.files])
    table = office.write("metadata.csv", "文件,受众\n厂房.txt,公开\n")
    after = stamps([office.files])
    assert set(after) - set(before) == {str(table)}
    office.move("", "../别处")
    assert stamps([office.files]) != after


def test_quiet_is_counted_from_the_last_change() -> None:
    quiet = Quiet(done=A)
    assert [quiet.is_due(seen, at) for seen, at in [(B, 0.0), (B, 1.9), (C, 2.0), (C, 3.9), (C, 4.0)]] == [
        False, False, False, False, True,
    ]  # fmt: skip


def test_what_is_given_is_remembered_for_the_night(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with writing(office.engine) as session:
        remember(session, [tmp_path / "甲" / "乙", tmp_path / "丙.txt"], None, INGESTED_AT)
        remember(session, [tmp_path / "甲"], None, INGESTED_AT)
        remember(session, [tmp_path / "甲" / "丁"], None, INGESTED_AT)
        remember(session, [tmp_path / "甲" / "内"], "staff", INGESTED_AT)
    with reading(office.engine) as session:
        assert by_audience(session) == {
            None: [tmp_path / "丙.txt", tmp_path / "甲"],
            "staff": [tmp_path / "甲" / "内"],
        }
    office.engine.dispose()


def test_the_command_takes_in_what_comes_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("厂房.txt", RENT)
    office.engine.dispose()
    watching = subprocess.Popen(
        [sys.executable, "-m", "tests.elsewhere", "watch", str(office.home.settings.home), str(office.files)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout
    assert '"added": ["' in watching.stdout.readline()
    office.write("人才.txt", TALENT)
    begun = time.monotonic()
    assert "人才.txt" in watching.stdout.readline()
    assert time.monotonic() - begun > QUIET - 0.5
    watching.send_signal(signal.SIGTERM)
    watching.communicate(timeout=30)
    assert watching.returncode == 0
    assert len(office.places()) == 2 and office.is_whole()
    office.engine.dispose()
