"""metadata.csv: what people say by hand of the files beside it; it wins over what the text says."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from ingest import texts
from ingest.metadata import FACTS, Facts
from ingest.metadata.dates import first_date
from ingest.metadata.relations import Related, objects
from ingest.readers.decoding import decode
from knowledge.documents import Level, RelationKind
from knowledge.errors import BadInput, UnreadableFile
from knowledge.scope import is_audience

HINTS_FILE = "metadata.csv"
COLUMNS = {
    "文件": "file",
    "受众": "audience",
    "标题": "title",
    "文号": "number",
    "发文机关": "issuer",
    "地区": "region",
    "级别": "level",
    "成文日期": "issued_on",
    "施行日期": "effective_on",
    "失效日期": "expires_on",
    "废止": "repeals",
    "修改": "amends",
    "实施": "implements",
}
REMARKS = {"备注", "说明"}  # columns for people alone
AUDIENCES = {"公开": "public", "内部": "internal", "工作人员": "staff"}
LEVELS = {
    "国家": Level.NATION,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "县": Level.COUNTY,
    "园区": Level.PARK,
}


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said of one file; None where nothing is."""

    audience: str | None = None
    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    region: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    level: Level | None = None
    repeals: tuple[Related, ...] = ()
    amends: tuple[Related, ...] = ()
    implements: tuple[Related, ...] = ()

    def for_audience(self, audience: str | None) -> "Hint":
        """The same with another audience."""
        return replace(self, audience=audience)

    def applied_to(self, facts: Facts) -> Facts:
        """The facts with what is said by hand in place of what was read."""
        said = {field: value for field in FACTS if (value := getattr(self, field)) is not None}
        by_hand = {kind: related for kind in RelationKind if (related := getattr(self, kind))}
        read = (one for one in facts.relations if one.kind not in by_hand)
        evidence = {**facts.evidence, **dict.fromkeys(said, HINTS_FILE)}
        if self.audience:
            evidence["audience"] = HINTS_FILE
        relations = (*read, *chain.from_iterable(by_hand.values()))
        return replace(facts, **said, relations=relations, evidence=evidence)


def read_hints(folder: Path) -> dict[str, Hint]:
    """The hints in a folder's metadata.csv by file name; raises BadInput with the row that is wrong."""
    file = folder / HINTS_FILE
    if not file.is_file():
        return {}
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadInput(texts.HINTS_UNREADABLE) from error
    return hints_in(data)


def hints_in(data: bytes) -> dict[str, Hint]:
    """The hints of one metadata.csv."""
    try:
        table = csv.DictReader(io.StringIO(decode(data), newline=""))
        rows = [(table.line_num, row) for row in table]
    except (UnreadableFile, csv.Error) as error:
        raise BadInput(texts.HINTS_UNREADABLE) from error
    named = {COLUMNS.get(name, name) for name in table.fieldnames or () if name}
    if rows and "file" not in named:
        raise BadInput(texts.HINTS_WITHOUT_FILE_COLUMN)
    if unknown := named - set(COLUMNS.values()) - REMARKS:
        raise BadInput(texts.hints_unknown_columns(sorted(unknown), list(COLUMNS)))
    return dict(_hint(number, row) for number, row in rows)


def _hint(number: int, row: Mapping[str, str | None]) -> tuple[str, Hint]:
    values = {
        COLUMNS.get(name, name): (value or "").strip()
        for name, value in row.items()
        if isinstance(value, str)
    }
    name = values.pop("file", "")
    known = {field: value for field, value in values.items() if value and field in Hint.__slots__}
    try:
        return name, Hint(**{field: _value(field, value) for field, value in known.items()})  # type: ignore[arg-type]
    except ValueError as error:
        raise BadInput(texts.hint_wrong(number, str(error))) from error


def _value(field: str, value: str) -> str | date | tuple[Related, ...]:
    if field.endswith("_on"):
        day = first_date(value)
        if day is None:
            raise ValueError(value)
        return day
    if field == "audience":
        audience = AUDIENCES.get(value, value)
        if not is_audience(audience):
            raise ValueError(value)
        return audience
    if field == "level":
        return LEVELS.get(value) or Level(value)
    if field in tuple(RelationKind):
        named = tuple(objects(value, RelationKind(field), HINTS_FILE))
        if not named:
            raise ValueError(value)
        return named
    return value
