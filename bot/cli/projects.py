"""`wuhao projects`."""

from typing import Annotated, Any

import typer

from bot import app as composition
from bot import texts
from bot.cli.asking import RoleOption, ZoneOption
from bot.cli.common import home, print_json
from bot.dialogue import statuses
from knowledge.database import reading
from knowledge.projects import lookups, replies
from knowledge.projects.lookups import Sourced
from knowledge.scope import Role

app = typer.Typer(help="查询项目台账。", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]


@app.command("list")
def every(role: RoleOption = Role.OFFICIAL, zone: ZoneOption = None, as_json: JsonOption = False) -> None:
    """列出能看到的全部项目。"""
    _show(_found("", role, zone), as_json, texts.NO_PROJECTS, in_full=False)


@app.command("show")
def show(
    part: Annotated[str, typer.Argument(help="项目名称或编号，可以只写一部分。")],
    role: RoleOption = Role.OFFICIAL,
    zone: ZoneOption = None,
    as_json: JsonOption = False,
) -> None:
    """一个项目到了哪一步：名称、编号或其中一部分。"""
    _show(_found(part, role, zone), as_json, texts.NO_PROJECT.format(part=part), in_full=True)


def _fields(one: Sourced) -> dict[str, Any]:
    """A project as JSON: the table's columns in their order, then the ledger's path."""
    dumped = one.project.model_dump(mode="json")
    shown = [name for name in type(one.project).model_fields if name not in ("id", "place_id")]
    return {**{name: dumped[name] for name in shown}, "source": one.path}


def _found(part: str, role: Role, zone: str | None) -> list[Sourced]:
    place = home()
    asker = composition.asker(place.engine, role, zone, None)
    with reading(place.engine) as session:
        return lookups.matching(session, asker.scope, part)


def _show(found: list[Sourced], as_json: bool, nothing: str, *, in_full: bool) -> None:
    if as_json:
        print_json([_fields(one) for one in found])
    elif not found:
        typer.echo(nothing, err=True)
    else:
        typer.echo(
            statuses.told(found) if in_full else "\n".join(replies.summary(one.project) for one in found)
        )
    if not found:
        raise typer.Exit(1)
