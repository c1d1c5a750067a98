"""What several commands share: the home that is meant, options read, progress shown."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import texts
from knowledge.home import Home
from knowledge.settings import Settings

Watch = Callable[[int, int, str], None]


def home() -> Home:
    """The home that the settings name."""
    return Home(Settings())


def print_json(value: Any) -> None:
    """One line of JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def parse_day(value: str | None) -> date | None:
    """A date option; exits with a word where it is none."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise typer.BadParameter(texts.DATE_INVALID) from None


@contextmanager
def progress(what: str) -> Iterator[Watch | None]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[item]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, item="")
        yield lambda done, total, item: bar.update(task, completed=done, total=total, item=item)
