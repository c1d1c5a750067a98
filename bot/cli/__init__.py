"""The `wuhao` command."""

import logging
import os
import sys
from io import TextIOWrapper

import typer

from bot import texts
from bot.cli import (
    asking,
    chatting,
    documents,
    faq,
    holidays,
    ingesting,
    issues,
    model,
    parks,
    people,
    projects,
    questions,
    serving,
    upkeep,
)
from knowledge.errors import WuhaoError

LOG = logging.getLogger(__name__)

app = typer.Typer(help=texts.HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("ingest")(ingesting.ingest)
app.command("ask")(asking.ask)
app.command("chat")(chatting.chat)
app.command("serve")(serving.serve)
app.command("eval")(asking.evaluate)
app.command("migrate")(upkeep.migrate)
app.command("rebuild")(upkeep.rebuild)
app.command("doctor")(upkeep.doctor)
app.add_typer(projects.app, name="projects")
app.add_typer(documents.app, name="documents")
app.add_typer(people.app, name="people")
app.add_typer(model.app, name="model")
app.add_typer(issues.app, name="issues")
app.add_typer(questions.app, name="questions")
app.add_typer(faq.app, name="faq")
app.add_typer(holidays.app, name="holidays")
app.add_typer(parks.typer_for("zones"), name="zones")
app.add_typer(parks.typer_for("enterprises"), name="enterprises")
app.add_typer(parks.typer_for("departments"), name="departments")


def main() -> None:
    """Run a command; what a person can mend is said in Chinese, exit code 1, and no fault shows a trace."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    _bear_any_bytes()
    try:
        app()
    except WuhaoError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo(texts.INTERRUPTED, err=True)
        sys.exit(130)
    except Exception as error:
        LOG.debug("a command failed", exc_info=True)
        typer.echo(texts.CRASHED.format(detail=f"{type(error).__name__}: {error}".splitlines()[0]), err=True)
        sys.exit(1)


def _bear_any_bytes() -> None:
    """What isn't in the terminal's encoding, a GBK file in a pipe for one, is read and shown with marks."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
