"""`wuhao zones|enterprises|departments import FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from bot import app as composition
from bot import texts
from bot.cli.common import home, print_json
from knowledge.database import writing
from knowledge.errors import BadInput


def typer_for(kind: str) -> typer.Typer:
    """The commands of one kind of ledger."""
    commands = typer.Typer(help=f"{texts.LEDGER_NAMES[kind]}。", no_args_is_help=True)

    @commands.command("import")
    def import_file(
        file: Annotated[Path, typer.Argument(help="xlsx 或 csv 文件。")],
        as_json: Annotated[bool, typer.Option("--json", help="输出一行 JSON。")] = False,
    ) -> None:
        """按名称新增或更新；有误的行逐行报告，其余照常导入。"""
        _import(kind, file, as_json)

    @commands.callback()
    def group() -> None:
        """Keeps `import` a subcommand though it is the only one."""

    return commands


def _import(kind: str, file: Path, as_json: bool) -> None:
    from ingest import ledgers
    from ingest.run import read_sheets

    tables = read_sheets(file)
    if ledgers.recognise(tables) != kind:
        raise BadInput(texts.WRONG_LEDGER.format(file=file, wanted=texts.LEDGER_NAMES[kind]))
    parsed = ledgers.parse(ledgers.LedgerKind(kind), tables, composition.today())
    with writing(home().engine) as session:
        ledgers.store(session, parsed, place_id=0)
    if as_json:
        print_json({"loaded": len(parsed.rows), "errors": ledgers.row_json(parsed.errors)})
    else:
        typer.echo(texts.IMPORTED.format(count=len(parsed.rows)))
        for error in parsed.errors:
            typer.echo(
                texts.row_error(str(file), error.sheet, error.row, error.column, error.reason), err=True
            )
    if parsed.errors and not parsed.rows:
        raise typer.Exit(1)
