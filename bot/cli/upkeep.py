"""`wuhao migrate`, `rebuild` and `doctor`."""

import typer

from bot import reports, texts
from bot.cli import golden
from bot.cli.common import home, progress
from bot.upkeep import examine
from knowledge.settings import Settings


def migrate() -> None:
    """把数据库升级到当前版本的结构。"""
    home().migrate()
    typer.echo(texts.MIGRATED)


def rebuild() -> None:
    """只凭数据库重建全部索引。"""
    place = home()
    with progress("重建索引") as watch:
        place.rebuild(lambda done, total: watch(done, total, "") if watch else None)
    typer.echo(texts.REBUILT)
    for line in reports.touched({"golden": golden.after_change(place, is_anew=True) or {}}):
        typer.echo(line)


def doctor() -> None:
    """检查数据目录、数据库、索引与编码器。"""
    findings = examine(Settings())
    for one in findings:
        typer.echo(texts.checked(one.name, one.is_well, one.detail))
    if not all(one.is_well for one in findings):
        raise typer.Exit(1)
