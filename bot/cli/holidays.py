"""`wuhao holidays`: staff's own table of working days."""

from pathlib import Path
from typing import Annotated

import typer

from bot import app as composition
from bot import texts as general
from bot.cli.common import home, parse_day, print_json
from bot.desk import clock, holidays, texts
from bot.desk.tables import Holiday
from knowledge.database import reading, writing
from knowledge.errors import BadInput

app = typer.Typer(help="放假与调休安排：办理时限按它计算。", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
_KINDS = {"off": False, "work": True, "休": False, "班": True}


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="xlsx 或 csv 文件：日期、休/班、名称。")],
    as_json: JsonOption = False,
) -> None:
    """导入一年的放假安排；未办结诉求的时限随即重新计算。"""
    from bot.desk import holiday_sheets
    from ingest.ledgers import row_json
    from ingest.run import read_sheets

    parsed = holiday_sheets.parse(read_sheets(file))
    with writing(home().engine) as session:
        holidays.put(session, parsed.rows)
        moved = clock.recompute(session, composition.now())
    if as_json:
        print_json({"loaded": len(parsed.rows), "moved": moved, "errors": row_json(parsed.errors)})
    else:
        typer.echo(texts.HOLIDAYS_IMPORTED.format(count=len(parsed.rows), moved=moved))
        for error in parsed.errors:
            typer.echo(
                general.row_error(str(file), error.sheet, error.row, error.column, error.reason), err=True
            )
    if parsed.errors and not parsed.rows:
        raise typer.Exit(1)


@app.command("set")
def set_day(
    day: Annotated[str, typer.Argument(help="日期，例如 2027-01-01。")],
    kind: Annotated[str, typer.Argument(help="off（休）或 work（班）。")],
    name: Annotated[str, typer.Option(help="名称，例如 元旦。")] = "",
) -> None:
    """设一天休息或上班。"""
    found = parse_day(day)
    if found is None or kind not in _KINDS:
        raise BadInput(texts.HOLIDAY_KIND)
    row = Holiday(day=found, is_working=_KINDS[kind], name=name)
    with writing(home().engine) as session:
        holidays.put(session, [row])
        moved = clock.recompute(session, composition.now())
    typer.echo(texts.HOLIDAY_SET.format(day=found, kind=texts.WORKING[row.is_working], moved=moved))


@app.command("list")
def listing(as_json: JsonOption = False) -> None:
    """列出自己的放假安排。"""
    with reading(home().engine) as session:
        rows = list(holidays.listed(session))
    if as_json:
        print_json([{"day": str(one.day), "working": one.is_working, "name": one.name} for one in rows])
        return
    for one in rows:
        typer.echo(f"{one.day}  {texts.WORKING[one.is_working]}  {one.name}".rstrip())
    if not rows:
        typer.echo(texts.NO_HOLIDAYS, err=True)
