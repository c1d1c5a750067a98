"""The `wuhao` command, run in this process as whoever has a shell runs it."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest

from bot import cli

Wuhao = Callable[..., "Ran"]
ENCODING = "utf-8"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *beginning: str) -> Wuhao:
    """Runs `wuhao`, with these words first; it never shows a trace."""

    def run(*arguments: object, typed: str | bytes = "") -> Ran:
        given = typed.encode() if isinstance(typed, str) else typed
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(given), ENCODING))
        monkeypatch.setattr(sys, "argv", ["wuhao", *beginning, *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Ran(code, said.out, said.err)

    return run
