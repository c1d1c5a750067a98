"""`wuhao eval --golden`, and what every ingest says of the golden questions."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot import app as composition
from bot import texts as common
from bot.cli.common import home, print_json
from bot.people.texts import ROLES
from bot.questions import texts
from knowledge.errors import BadInput, WuhaoError
from knowledge.home import Home

if TYPE_CHECKING:
    from bot.questions.golden import Checked

LOG = logging.getLogger(__name__)
FOREVER = 24 * 3600.0  # seconds: whoever asks for it waits for all


def evaluate(file: Path | None, as_json: bool) -> None:
    """Ask the golden questions of a sheet, or all that the home keeps; exit 1 where one fares badly."""
    from bot.questions import golden  # the readers take a second to import

    place = home()
    if file is None:
        checked = golden.check_kept(place, composition.utc_now(), FOREVER, is_asked_for=True)
        if checked is None:
            raise BadInput(texts.NO_GOLDENS.format(file=place.settings.home / golden.FILES[0]))
    else:
        goldens, errors = golden.read(file)
        place.catch_up()
        checked = golden.check(place, goldens, FOREVER, errors=errors)
    if as_json:
        print_json(golden.shown(checked))
    else:
        _say(checked, file.name if file else golden.FILES[0])
    if not checked.is_well:
        raise typer.Exit(1)


def after_change(place: Home, *, is_anew: bool = False) -> dict[str, object] | None:
    """What an ingest tells of the questions that this home keeps; None where there is nothing to tell.

    What was taken in is taken in: no fault in asking stops its report.
    """
    from bot.questions import golden

    try:
        checked = golden.check_kept(place, composition.utc_now(), golden.LONGEST_RUN, is_asked_for=is_anew)
    except WuhaoError as error:
        typer.echo(texts.GOLDEN_NOT_ASKED.format(why=error), err=True)
    except Exception as error:
        LOG.exception("the golden questions weren't asked")
        typer.echo(texts.GOLDEN_NOT_ASKED.format(why=f"{type(error).__name__}: {error}"), err=True)
    else:
        return golden.shown(checked) if checked else None
    return None


def _say(checked: "Checked", file: str) -> None:
    passed = len(checked.outcomes) - len(checked.failed)
    typer.echo(texts.golden_counts(len(checked.outcomes), passed, checked.left))
    for one in checked.failed:
        faults = [texts.fault(fault, words) for fault, words in one.faults]
        typer.echo(texts.golden_failed(one.golden.question, ROLES[one.golden.role], faults))
    for error in checked.errors:
        typer.echo(common.row_error(file, error.sheet, error.row, error.column, error.reason), err=True)
