"""`wuhao documents`: what is held of each document, and the sentence that each fact was read from."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot import app as composition
from bot.cli import document_texts as texts
from bot.cli.common import home, parse_day, print_json
from bot.reports import short
from knowledge.database import reading
from knowledge.documents import Relation, Status
from knowledge.holdings import Holding, holdings, named
from knowledge.replies import STATUS_NAMES

app = typer.Typer(help="看资料库里的文件。", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
DayOption = Annotated[
    str | None, typer.Option("--on", help="按哪一天看有效性，例如 2024-06-01；不写是今天。")
]
FACTS = (
    "title",
    "number",
    "issuer",
    "region",
    "level",
    "issued_on",
    "effective_on",
    "expires_on",
    "audience",
)


@app.command("list")
def every(
    status: Annotated[Status | None, typer.Option(help="只列这一种有效性。")] = None,
    on: DayOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出资料库里的文件。"""
    with reading(home().engine) as session:
        found = holdings(session, parse_day(on) or composition.today(), status)
        if as_json:
            print_json([_summary(one) for one in found])
            return
        for one in found:
            typer.echo(_line(one))
    typer.echo(texts.counted(len(found)))


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="路径、标题或文号；标题和路径可以只写一部分。")],
    on: DayOption = None,
    as_json: JsonOption = False,
) -> None:
    """一份文件的全部信息，和每项信息出自文中哪一句。"""
    day = parse_day(on) or composition.today()
    with reading(home().engine) as session:
        path = str(Path(name).absolute())
        found = named(session, path, day) if Path(name).exists() else named(session, name, day)
        if as_json:
            print_json([_in_full(one) for one in found])
        elif found:
            typer.echo("\n\n".join("\n".join(_told(one)) for one in found))
        else:
            typer.echo(texts.no_document(name), err=True)
    if not found:
        raise typer.Exit(1)


def _summary(one: Holding) -> dict[str, Any]:
    dumped = one.document.model_dump(mode="json")
    return {
        **{name: dumped[name] for name in FACTS},
        "status": one.status.value,
        "repealed_on": dumped["repealed_on"],
        "repealed_by": one.ended_by.title if one.ended_by else None,
        "paths": list(one.paths),
        "passages": one.passages,
    }


def _in_full(one: Holding) -> dict[str, Any]:
    relations = [
        {**said.model_dump(mode="json", include={"kind", "title", "number", "day"}), "sentence": said.words}
        for said in one.relations
    ]
    words = one.ending.words if one.ending else None
    return {
        **_summary(one),
        "repealed_sentence": words,
        "evidence": one.document.evidence,
        "relations": relations,
    }


def _line(one: Holding) -> str:
    document = one.document
    dated = document.effective_on or document.issued_on
    parts = (document.number, document.issuer, dated.isoformat() if dated else None, short(one.paths[0]))
    return f"{STATUS_NAMES[one.status]}  《{document.title}》 " + " · ".join(part for part in parts if part)


def _told(one: Holding) -> list[str]:
    document = one.document
    dumped = document.model_dump(mode="json")
    facts = [_fact(name, dumped[name], document.evidence.get(name)) for name in FACTS if dumped[name]]
    return [
        f"《{document.title}》",
        *facts,
        _validity(one),
        *map(_related, one.relations),
        *(f"{texts.PATH}：{path}" for path in one.paths),
        f"{texts.PASSAGES}：{one.passages}",
    ]


def _fact(name: str, value: str, sentence: str | None) -> str:
    return f"{texts.FACTS[name]}：{texts.fact(name, value)}" + texts.read_from(sentence)


def _validity(one: Holding) -> str:
    by = texts.related_to(one.ended_by.title, one.ended_by.number) if one.ended_by else ""
    told = f"{texts.VALIDITY}：{STATUS_NAMES[one.status]}"
    if one.document.repealed_on is None:
        return told
    return (
        told
        + texts.repealed(one.document.repealed_on, by)
        + texts.read_from(one.ending.words if one.ending else None)
    )


def _related(said: Relation) -> str:
    what = texts.related_to(said.title, said.number)
    return f"{texts.RELATIONS[said.kind]}：{what}" + texts.read_from(said.words)
