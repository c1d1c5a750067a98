"""Ledgers: sheets → projects, zones, enterprises, departments, and what is wrong with the other rows."""

from ingest.ledgers.headers import recognise
from ingest.ledgers.kinds import LedgerKind
from ingest.ledgers.parsing import Parsed, RowError, parse, row_json
from ingest.ledgers.storing import remove, store

__all__ = ["LedgerKind", "Parsed", "RowError", "parse", "recognise", "remove", "row_json", "store"]
