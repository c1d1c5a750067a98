"""What a run of `ingest` did, in words for people: from its report as JSON, whichever process it ran in."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from bot import texts
from bot.questions import texts as questions

MOST = 20  # names of one kind

Shown = Mapping[str, Any]


def lines(shown: Shown, name: Callable[[str], str] = str) -> list[str]:
    """What was added, replaced (and which articles with it), moved, retired, and what is poorly readable."""
    told: list[str] = []
    for kind, word in texts.REPORT_KINDS.items():
        told += _some([_named(shown, path, word, name) for path in shown[kind]])
    poor: Mapping[str, Sequence[int]] = shown.get("poor", {})
    told += _some([texts.poor_pages(name(path), pages) for path, pages in poor.items()])
    return told + touched(shown)


def touched(shown: Shown) -> list[str]:
    """Which answers of staff the changes touch, and which golden questions aren't answered well any more."""
    answers = [
        questions.touched(one["id"], one["question"], one["document"], one["doubt"])
        for one in shown.get("faq", ())
    ]
    golden: Shown = shown.get("golden", {})
    lost = [questions.golden_lost(one["question"], one["faults"]) for one in golden.get("lost", ())]
    return _some(answers) + _some(lost)


def failures(shown: Shown, name: Callable[[str], str] = str) -> list[str]:
    """What couldn't be read, and the rows of ledgers that couldn't."""
    rows = [
        texts.row_error(name(one["path"]), one["sheet"], one["row"], one["column"], one["reason"])
        for one in shown.get("rows", {}).get("errors", [])
    ]
    return _some(rows) + _some([f"  {name(one['path'])}：{one['reason']}" for one in shown["failed"]])


def summary(shown: Shown) -> list[str]:
    """The counts."""
    counts = {kind: len(shown[kind]) for kind in (*texts.REPORT_KINDS, "failed")}
    told = [texts.report_lines(counts, shown["unchanged"], shown["seconds"])]
    if "rows" in shown:
        told.append(texts.rows_line(shown["rows"]["loaded"], len(shown["rows"]["errors"])))
    if golden := shown.get("golden"):
        told.append(questions.golden_counts(golden["asked"], golden["passed"], golden["left"]))
        told += [questions.golden_unread(one["row"], one["reason"]) for one in golden["errors"][:MOST]]
    return told


def in_chat(shown: Shown) -> str:
    """All of it as one message; files by their names alone."""
    return "\n".join([*summary(shown), *lines(shown, short), *failures(shown, short)])


def short(path: str) -> str:
    """A file's name; of a member its container's too."""
    file, mark, inner = path.partition(texts.INSIDE)
    return PurePath(file).name + mark + inner


def _named(shown: Shown, path: str, word: str, name: Callable[[str], str]) -> str:
    changed: Sequence[str] = shown.get("changed", {}).get(path, [])
    return texts.report_name(word, name(path), changed)


def _some(told: list[str]) -> list[str]:
    left = len(told) - MOST
    return told if left <= 0 else [*told[:MOST], texts.and_more(left)]
