"""The documents name what there is: every command, setting, chat command, state and act; their links lead somewhere."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from bot.cli import app
from bot.desk.texts import ACTS, CATEGORIES, ORIGINS, OUTCOMES, STATES
from bot.dialogue.routes import ROUTES
from knowledge.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with its words."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
    for name, one in (inner or {}).items():
        yield from commands(one, (*path, name))


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_readme_names_every_command_with_its_options(path: tuple[str, ...]) -> None:
    rows = [line for line in text_of("README.md").splitlines() if line.startswith("|")]
    named = [row for row in rows if re.search(rf"`[^`]*\b{' '.join(path)}\b", row)]
    assert named, f"README's table has no {' '.join(path)}"
    known = {option for one in COMMANDS[path].params for option in one.opts if option.startswith("--")}
    assert {option for option in known if not any(option in row for row in named)} <= {"--help"}


def test_readme_names_every_setting() -> None:
    for name in Settings.model_fields:
        assert f"| `WUHAO_{name.upper()}` |" in text_of("README.md")


def test_the_manual_names_everything_that_can_be_asked_for() -> None:
    manual = text_of("docs/manual.md")
    for route in ROUTES:
        said = [f"/{route.command}"] if route.command else []
        for word in (*said, *route.words):
            assert re.search(rf"(?<![\w/]){re.escape(word)}", manual), f"{word} isn't in the manual"


@pytest.mark.parametrize("words", [STATES, ACTS, OUTCOMES, CATEGORIES, ORIGINS])
def test_the_manual_names_every_word_of_the_desk(words: dict[object, str]) -> None:
    for word in words.values():
        assert word in text_of("docs/manual.md")


def test_the_manual_has_a_row_for_each_state_and_act() -> None:
    cells = [
        re.split(r"（|\|", row.strip("| "))[0].strip()
        for row in text_of("docs/manual.md").splitlines()
        if row.startswith("|")
    ]
    assert {*STATES.values(), *ACTS.values()} <= set(cells)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert target.is_relative_to(ROOT)
        if anchor:
            assert anchor in anchors(target), f"{page.name}: {link}"


def anchors(page: Path) -> set[str]:
    """What headings are linked to by, as GitHub makes it."""
    found = HEADING.findall(FENCED.sub("", page.read_text("utf-8")))
    return {"".join(map(_anchored, one.strip().lower())) for one in found}


def _anchored(sign: str) -> str:
    return "-" if sign == " " else sign if sign in "-_" or unicodedata.category(sign)[0] in "LMN" else ""
