"""What there is to do: the plan as a pure function, and files as folders really hold them."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.folder import (
    Add,
    Intent,
    Known,
    Move,
    Replace,
    Retire,
    Seen,
    content_hash,
    find,
    hashes,
    is_under,
    plan,
)
from ingest.hints import Hint

PATHS = st.sampled_from([f"/政策/{name}" for name in "abcdefgh"])
CONTENTS = st.sampled_from("XYZ")
SEEN = st.dictionaries(PATHS, CONTENTS)
KNOWN = st.dictionaries(PATHS, st.tuples(CONTENTS, st.booleans())).map(
    lambda rows: {path: known(path, content, is_current) for path, (content, is_current) in rows.items()}
)


def known(path: str, content: str, is_current: bool = True) -> Known:
    return Known(path, "stamp", content, is_current)


def all_known(**contents: str) -> dict[str, Known]:
    return {path: known(path, content) for path, content in contents.items()}


@pytest.mark.parametrize(
    ("seen", "before", "to_do"),
    [
        ({}, {}, []),
        ({"a": "X"}, {}, [Add("a")]),
        ({"a": "X"}, all_known(a="X"), []),
        ({"a": "Y"}, all_known(a="X"), [Replace("a")]),
        ({}, all_known(a="X"), [Retire("a")]),
        ({"b": "X"}, all_known(a="X"), [Move("b", "a")]),
        ({"b": "Y"}, all_known(a="X"), [Retire("a"), Add("b")]),
        ({"a": "X", "b": "X"}, all_known(a="X"), [Add("b")]),
        ({"b": "X", "c": "X"}, all_known(a="X"), [Move("b", "a"), Add("c")]),
        ({"c": "X"}, all_known(a="X", b="X"), [Retire("b"), Move("c", "a")]),
        ({"a": "Y", "b": "X"}, all_known(a="X", b="Y"), [Replace("a"), Replace("b")]),
        ({"a": "Y", "c": "X"}, all_known(a="X", b="Y"), [Replace("a"), Retire("b"), Add("c")]),
        ({"a": "X"}, {"a": known("a", "X", is_current=False)}, [Replace("a")]),
        ({"z": "X", "y": "Y"}, {}, [Add("y"), Add("z")]),
    ],
)  # fmt: skip
def test_the_plan(seen: dict[str, str], before: dict[str, Known], to_do: list[Intent]) -> None:
    assert sorted(plan(seen, before), key=str) == sorted(to_do, key=str)


def carried_out(
    intents: list[Intent], seen: Mapping[str, str], before: Mapping[str, Known]
) -> dict[str, Known]:
    """What is known once everything was done."""
    after = dict(before)
    for intent in intents:
        match intent:
            case Retire(path):
                del after[path]
            case Move(path, old_path):
                assert path not in after
                after[path] = known(path, after.pop(old_path).content_hash)
            case Add(path):
                assert path not in after
                after[path] = known(path, seen[path])
            case Replace(path):
                assert path in after
                after[path] = known(path, seen[path])
    return after


@given(SEEN, KNOWN)
def test_what_was_planned_and_done_makes_known_what_is_seen(
    seen: dict[str, str], before: dict[str, Known]
) -> None:
    after = carried_out(plan(seen, before), seen, before)
    assert {path: one.content_hash for path, one in after.items()} == seen
    assert plan(seen, after) == []


@given(SEEN, KNOWN)
def test_nothing_is_planned_twice_and_all_in_the_order_of_paths(
    seen: dict[str, str], before: dict[str, Known]
) -> None:
    intents = plan(seen, before)
    paths = [intent.path for intent in intents]
    assert paths == sorted(set(paths))
    left = [intent.old_path for intent in intents if isinstance(intent, Move)]
    assert len(left) == len(set(left)) and not set(left) & set(paths)


@given(SEEN, KNOWN)
def test_only_the_same_content_moves_and_moving_comes_before_adding(
    seen: dict[str, str], before: dict[str, Known]
) -> None:
    intents = plan(seen, before)
    for intent in intents:
        if isinstance(intent, Move):
            assert intent.old_path not in seen and intent.path not in before
            assert before[intent.old_path].content_hash == seen[intent.path]
    added = {seen[intent.path] for intent in intents if isinstance(intent, Add)}
    retired = {before[intent.path].content_hash for intent in intents if isinstance(intent, Retire)}
    assert not added & retired


def make(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")


def names(folder: Path, *given_paths: Path) -> list[str]:
    """The files found, relative to `folder`; what couldn't be looked at in brackets."""
    found = []
    for one in find(given_paths or [folder]):
        path = one.path if isinstance(one, Seen) else one[0]
        name = os.path.relpath(path, folder)
        found.append(name if isinstance(one, Seen) else f"({name})")
    return found


def test_files_of_a_folder_and_its_folders_are_found_in_order(tmp_path: Path) -> None:
    make(tmp_path, "乙.txt", "甲/子/二.pdf", "甲/一.docx", "b.TXT")
    assert names(tmp_path) == ["b.TXT", "乙.txt", "甲/一.docx", "甲/子/二.pdf"]


def test_what_offices_and_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    make(
        tmp_path,
        ".hidden",
        "~$办法.docx",
        "Thumbs.db",
        "desktop.ini",
        ".git/config",
        "metadata.csv",
        "办法.docx",
    )
    assert names(tmp_path) == ["办法.docx"]


def test_a_file_given_by_name_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, ".hidden")
    assert names(tmp_path, tmp_path / ".hidden") == [".hidden"]


def test_what_is_given_twice_is_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/b.txt")
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a" / "b.txt"
    assert names(tmp_path, file, Path("a/b.txt"), tmp_path, Path("a/../a/b.txt")) == ["a/b.txt"]


def test_what_is_not_there_comes_with_its_error(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert names(tmp_path, tmp_path / "gone", tmp_path / "a.txt") == ["(gone)", "a.txt"]


def test_a_path_that_no_file_can_have_comes_with_its_error(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    sentence = "园区企业申请标准厂房租金补贴需要什么材料" * 9
    assert names(tmp_path, tmp_path / sentence, tmp_path / "a.txt") == [f"({sentence})", "a.txt"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    make(tmp_path, "folder/a.txt")
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert names(tmp_path) == ["(itself)", "(nowhere)", "folder/a.txt"]


def test_links_to_files_are_files_and_a_linked_folder_can_be_given(tmp_path: Path) -> None:
    make(tmp_path, "real/a.txt")
    (tmp_path / "real" / "b.txt").symlink_to("a.txt")
    (tmp_path / "link").symlink_to("real")
    assert names(tmp_path, tmp_path / "link") == ["link/a.txt", "link/b.txt"]


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
    assert names(tmp_path) == ["a.txt", "(pipe)", "(s)"]


def test_a_folder_that_cannot_be_listed_comes_with_its_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "shut/b.txt")
    forbid(monkeypatch, tmp_path / "shut")
    assert names(tmp_path) == ["a.txt", "(shut)"]


def forbid(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let nobody list a folder: root, who runs tests in containers, passes over permission bits."""
    listed = os.scandir

    def scandir(path: str) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)


def test_a_stamp_changes_with_the_file_and_only_then(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")

    def stamp() -> str:
        (one,) = find([tmp_path])
        assert isinstance(one, Seen)
        return one.stamp

    before = stamp()
    assert stamp() == before
    mtime = (tmp_path / "a.txt").stat().st_mtime_ns
    (tmp_path / "a.txt").write_text("甲.txt", "utf-8")
    os.utime(tmp_path / "a.txt", ns=(mtime, mtime))  # as some copying tools do
    assert stamp() != before


@pytest.mark.parametrize(
    ("path", "is_in"), [("/政策/a", True), ("/政策/子/a", True), ("/政策二/a", False), ("/政策", False)]
)
def test_what_lies_in_a_folder(path: str, is_in: bool, tmp_path: Path) -> None:
    (tmp_path / "政策").mkdir()
    assert is_under(f"{tmp_path}{path}", [tmp_path / "政策"]) is is_in
    assert is_under(f"{tmp_path}{path}", [Path(f"{tmp_path}/政策/")]) is is_in


def test_only_what_has_another_stamp_is_read(tmp_path: Path) -> None:
    before = {path: Known(path, "1", f"hash of {path}", True) for path in ("/a", "/b")}
    read: list[str] = []

    def hash_of(path: str) -> str:
        read.append(path)
        if path == "/c":
            raise PermissionError(13, "Permission denied")
        return f"new hash of {path}"

    seen = [Seen("/a", "1", 5), Seen("/b", "2", 5), Seen("/c", "1", 5), Seen("/d", "1", 5)]
    found, faults = hashes(seen, before, hash_of)
    assert found == {"/a": "hash of /a", "/b": "new hash of /b", "/d": "new hash of /d"}
    assert (read, list(faults)) == (["/b", "/c", "/d"], ["/c"])


def test_what_is_said_by_hand_is_part_of_the_content(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    path = str(tmp_path / "a.txt")
    told = [content_hash(path, hint) for hint in (None, Hint(title="甲"), Hint(title="乙"), Hint(title="甲"))]
    assert told[1] == told[3]
    assert len(set(told)) == 3
