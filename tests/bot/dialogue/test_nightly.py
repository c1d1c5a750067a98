"""The nightly run: when it is due, whom it tells and of what, and that an unmounted disk retires nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import app, texts
from bot.serving.nightly import Nightly, next_night
from ingest.run import ingest
from ingest.watched import remember
from knowledge.database import writing
from knowledge.home import Home
from knowledge.settings import Settings
from tests.bot.dialogue.cast import Cast
from tests.fakes import home_at

NIGHT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 02:00 in Shanghai
NOTHING: dict[str, Any] = {
    "added": [], "replaced": [], "moved": [], "retired": [], "failed": [], "unchanged": 3, "seconds": 0.1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (datetime(2026, 11, 23, 17, 59, tzinfo=UTC), NIGHT),
        (datetime(2026, 11, 23, 2, 0, tzinfo=UTC), NIGHT),
        (NIGHT, datetime(2026, 11, 24, 18, 0, tzinfo=UTC)),
    ],
)
def test_it_is_due_at_two_in_the_zones_own_time(after: datetime, due: datetime) -> None:
    assert next_night(after, app.LOCAL_TIME) == due


class Night:
    """Nights whose runs say what a test lays down."""

    def __init__(self, cast: Cast, folder: Path) -> None:
        self.cast = cast
        self.folder = folder / "政策"
        self.folder.mkdir()
        (self.folder / "a.txt").write_text("内容", "utf-8")
        self.home = home_at(folder)
        self.home.__dict__["engine"] = cast.park.engine
        self.ran: list[tuple[list[Path], str | None]] = []
        self.shown: dict[str, Any] | None = NOTHING
        self.nightly = Nightly(self.home, lambda: None, app.LOCAL_TIME, self._run)

    def passes(self, shown: dict[str, Any] | None, night: int = 0) -> str:
        """What staff are told of a night's run."""
        self.shown = shown
        before = self.cast.park.last_row
        self.nightly.look(NIGHT.replace(day=23 + night))
        wu = self.cast.park.person("小吴")
        assert not self.cast.guest.heard_since(before)
        return "\n".join(one.text for one in wu.heard_since(before))

    def _run(self, _settings: Settings, paths: Sequence[Path], asked: str | None) -> dict[str, Any] | None:
        self.ran.append((list(paths), asked))
        return self.shown


@pytest.fixture
def night(cast: Cast, tmp_path: Path) -> Night:
    night = Night(cast, tmp_path)
    with writing(cast.park.engine) as session:
        remember(session, [night.folder], "staff", NIGHT)
    return night


def test_staff_hear_what_is_answered_no_more_and_which_answers_are_touched(night: Night) -> None:
    golden = {"asked": 2, "passed": 2, "failed": [], "lost": [], "left": 0, "errors": []}
    assert night.passes({**NOTHING, "golden": golden}) == ""
    lost = {"question": "补贴多少？", "faults": ["没有答上来"]}
    told = night.passes({**NOTHING, "golden": {**golden, "passed": 1, "lost": [lost]}}, 1)
    assert "原来答得上、现在答不上的：补贴多少？（没有答上来）" in told
    touched = {"id": 3, "question": "怎么办？", "document": "某办法", "doubt": "repealed"}
    told = night.passes({**NOTHING, "faq": [touched]}, 2)
    assert "涉及常见问题第 3 条“怎么办？”：《某办法》已废止，已暂停使用" in told


def test_staff_hear_of_changes_and_nobody_of_a_quiet_night(night: Night) -> None:
    assert night.passes(NOTHING) == ""
    changed = {
        **NOTHING,
        "replaced": ["/政策/租金.docx"],
        "changed": {"/政策/租金.docx": ["第三条", "第七条"]},
    }
    told = night.passes(changed, 1)
    assert told.startswith(texts.NIGHTLY) and "更新：租金.docx（有变化：第三条、第七条）" in told
    assert night.ran == [([night.folder], "staff")] * 2


def test_a_failure_is_told_once(night: Night) -> None:
    failing = {**NOTHING, "failed": [{"path": "/政策/坏.pdf", "reason": "文件损坏"}]}
    assert "坏.pdf：文件损坏" in night.passes(failing)
    assert night.passes(failing, 1) == ""


def test_a_restart_tells_nothing_anew_but_what_breaks_again_is_news(night: Night) -> None:
    failing = {**NOTHING, "failed": [{"path": "/政策/坏.pdf", "reason": "文件损坏"}]}
    assert night.passes(failing)
    night.nightly = Nightly(night.home, lambda: None, app.LOCAL_TIME, night.nightly.run)
    assert night.passes(failing, 1) == ""
    assert night.passes(None, 2) == ""  # that night's run broke: nothing is known to be mended
    assert night.passes(failing, 3) == ""
    assert night.passes(NOTHING, 4) == ""
    assert "坏.pdf：文件损坏" in night.passes(failing, 5)


def test_a_folder_that_is_empty_or_away_is_left_alone(night: Night) -> None:
    (night.folder / "a.txt").unlink()
    assert str(night.folder) in night.passes(NOTHING)
    assert night.passes(NOTHING, 1) == ""
    assert night.ran == []


def test_the_run_is_a_process_of_its_own(tmp_path: Path) -> None:
    home = Home(Settings(home=tmp_path / "home"))
    folder = tmp_path / "政策"
    folder.mkdir()
    (folder / "a.txt").write_text("关于租金的通知\n\n按每平方米每月三元补贴租金。\n", "utf-8")
    ingest(home.engine, [folder], NIGHT)
    (folder / "b.txt").write_text("关于人才的通知\n\n发放安家补贴二十万元。\n", "utf-8")
    nightly = Nightly(home, lambda: None, app.LOCAL_TIME)
    with home.writer():  # as in serve, which takes it into the indexes itself
        shown = nightly.run(home.settings, [folder], None)
    home.engine.dispose()
    assert shown and shown["added"] == [str(folder / "b.txt")] and shown["unchanged"] == 1
