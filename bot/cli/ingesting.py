"""`wuhao ingest`."""

import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import app, reports, texts
from bot.cli import golden
from bot.cli.common import home, print_json, progress
from knowledge.database import writing
from knowledge.errors import WuhaoError
from knowledge.home import Home
from knowledge.scope import is_audience

if TYPE_CHECKING:
    from ingest.report import Report


def ingest(
    paths: Annotated[list[str], typer.Argument(help="文件或目录：政策文件与台账，按内容分辨。")],
    audience: Annotated[str | None, typer.Option(help="public、internal、staff 或 zone:园区名。")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一行 JSON。")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="一直留意这些路径，有变化就导入。")] = False,
) -> None:
    """导入文件与台账；再次导入同一目录时只处理有变化的文件，并撤下已删除的。"""
    if audience is not None and not is_audience(audience):
        raise typer.BadParameter(texts.AUDIENCE_INVALID)
    if not all(path.strip() for path in paths):  # an unset variable in a script is not this folder
        raise typer.BadParameter(texts.NOTHING_TO_INGEST)
    given, place = [Path(path) for path in paths], home()
    if watch:
        keep_watching(place, given, audience, as_json)
        return
    report = run(place, given, audience)
    show(report, as_json, golden.after_change(place))
    if report.read_nothing:
        raise typer.Exit(1)


def run(place: Home, paths: list[Path], audience: str | None = None) -> "Report":
    """Take the files in, then bring the indexes up to date (or leave that to who is at it)."""
    from ingest.run import ingest as take_in  # the readers take a second to import
    from ingest.watched import remember

    with progress("读取文件") as watch:
        report = take_in(
            place.engine, paths, app.now(), audience, watch, kept_pages=place.settings.recognised
        )
    with writing(place.engine) as session:
        remember(session, [path for path in paths if path.exists()], audience, app.now())
    with progress("更新索引") as watch:
        synced = place.sync(lambda done, total: watch(done, total, "") if watch else None)
    if not synced:
        typer.echo(texts.SYNC_LEFT, err=True)
    return report


def keep_watching(place: Home, paths: list[Path], audience: str | None, as_json: bool) -> None:
    """Runs, one after every change, until SIGTERM or Ctrl-C."""
    from ingest.watching import watch

    def once() -> bool:
        try:
            show(run(place, paths, audience), as_json, golden.after_change(place))
        except WuhaoError as error:
            typer.echo(str(error), err=True)
            return False
        sys.stdout.flush()
        return True

    def ends(seconds: float) -> bool:
        time.sleep(seconds)
        return False

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # what isn't committed is rolled back
    typer.echo(texts.WATCHING, err=True)
    try:
        watch(paths, once, ends, time.monotonic)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def show(report: "Report", as_json: bool, checked: Mapping[str, Any] | None = None) -> None:
    """What a run did, for a program or for a person; and how the golden questions fared then."""
    from ingest.report import report_json

    shown = report_json(report) | ({"golden": checked} if checked else {})
    if as_json:
        print_json(shown)
        return
    for line in (*reports.summary(shown), *reports.lines(shown)):
        typer.echo(line)
    for line in reports.failures(shown):
        typer.echo(line, err=True)
