"""`wuhao ingest`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import app, texts
from bot.cli.common import home, print_json, progress
from knowledge.home import Home
from knowledge.scope import is_audience

if TYPE_CHECKING:
    from ingest.report import Report


def ingest(
    paths: Annotated[list[str], typer.Argument(help="文件或目录：政策文件与台账，按内容分辨。")],
    audience: Annotated[str | None, typer.Option(help="public、internal、staff 或 zone:园区名。")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一行 JSON。")] = False,
) -> None:
    """导入文件与台账；再次导入同一目录时只处理有变化的文件，并撤下已删除的。"""
    if audience is not None and not is_audience(audience):
        raise typer.BadParameter(texts.AUDIENCE_INVALID)
    if not all(path.strip() for path in paths):  # an unset variable in a script is not this folder
        raise typer.BadParameter(texts.NOTHING_TO_INGEST)
    report = run(home(), [Path(path) for path in paths], audience)
    if as_json:
        from ingest.report import report_json

        print_json(report_json(report))
    else:
        print_report(report)
    if report.read_nothing:
        raise typer.Exit(1)


def run(place: Home, paths: list[Path], audience: str | None = None) -> "Report":
    """Take the files in, then bring the indexes up to date (or leave that to who is at it)."""
    from ingest.run import ingest as take_in  # the readers take a second to import

    with progress("读取文件") as watch:
        report = take_in(place.engine, paths, app.now(), audience, watch)
    with progress("更新索引") as watch:
        synced = place.sync(lambda done, total: watch(done, total, "") if watch else None)
    if not synced:
        typer.echo(texts.SYNC_LEFT, err=True)
    return report


def print_report(report: "Report") -> None:
    """What a run did, for a person to read."""
    counts = {
        name: len(getattr(report, name)) for name in ("added", "replaced", "moved", "retired", "failed")
    }
    typer.echo(texts.report_lines(counts, report.unchanged, report.seconds))
    if report.rows_loaded is not None or report.row_errors:
        typer.echo(texts.rows_line(report.rows_loaded or 0, len(report.row_errors)))
    for path, error in report.row_errors:
        typer.echo(texts.row_error(path, error.sheet, error.row, error.column, error.reason), err=True)
    for failure in report.failed:
        typer.echo(f"  {failure.path}：{failure.reason}", err=True)
