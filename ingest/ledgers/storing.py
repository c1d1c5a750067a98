"""Rows of a ledger → the database, in the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel, col, select

from ingest.ledgers import words
from ingest.ledgers.kinds import FORMS, LedgerKind
from ingest.ledgers.parsing import Parsed
from knowledge import changes
from knowledge.errors import BadInput
from knowledge.parks import Enterprise
from knowledge.projects.tables import Project


def store(session: Session, parsed: Parsed, place_id: int) -> None:
    """Projects take the place of those that this ledger had; zones, enterprises and departments are added
    or brought up to date, and never deleted. Columns that a ledger hasn't got stay as they are.

    Raises BadInput where an enterprise's credit code is that of another one in the directory.
    """
    if parsed.kind is LedgerKind.PROJECTS:
        _replace_projects(session, parsed.rows, place_id)
    else:
        remove(session, place_id)  # it may have been a project ledger before
        _update_directory(session, FORMS[parsed.kind].model, parsed.rows)


def remove(session: Session, place_id: int) -> None:
    """A ledger is gone, and its projects with it."""
    _replace_projects(session, (), place_id)


def _replace_projects(session: Session, rows: Sequence[SQLModel], place_id: int) -> None:
    codes = set(session.exec(select(Project.code).where(col(Project.place_id) == place_id)))
    session.execute(delete(Project).where(col(Project.place_id) == place_id))
    values = [{**row.model_dump(exclude={"id"}), "place_id": place_id} for row in rows]
    if values:
        session.execute(insert(Project), values)
    changes.record(session, changes.Kind.PROJECT, sorted(codes | {row["code"] for row in values}))


def _update_directory(session: Session, model: type[SQLModel], rows: Sequence[SQLModel]) -> None:
    known: dict[str, Any] = {row.name: row for row in _all(session, model)}
    by_code: dict[str, Any] = {row.credit_code: row for row in known.values() if model is Enterprise}
    for row in rows:
        values = row.model_dump(include=row.model_fields_set - {"id"})
        same = by_code.get(values.get("credit_code") or "") or known.get(values["name"])
        if same is None:
            session.add(model(**values))
        else:
            _check_names_apart(same, known.get(values["name"]), values)
            same.sqlmodel_update(values)
    session.flush()


def _all(session: Session, model: type[SQLModel]) -> Sequence[Any]:
    return session.exec(select(model)).all()


def _check_names_apart(same: Any, named: Any, values: dict[str, Any]) -> None:
    """An enterprise found by its credit code mustn't take the name of another one."""
    if named is not None and named is not same:
        raise BadInput(words.same_credit_code(values["name"], same.name, values["credit_code"]))
