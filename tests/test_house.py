"""The house itself: small files and functions, no import that runs in a circle."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION = 40
LONGEST_FILE = 350
DATA = {"tools/sample_texts.py", "tools/sample_ledgers.py"}


def sources() -> Iterator[Path]:
    for room in ("knowledge", "ingest", "bot", "tools"):
        for file in sorted((ROOT / room).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if "/migrations/versions/" not in name and name not in DATA and file.name != "texts.py":
                yield file


def test_files_and_functions_are_small() -> None:
    large = []
    for file in sources():
        text = file.read_text("utf-8")
        if text.count("\n") > LONGEST_FILE:
            large.append(f"{file.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    large.append(f"{file.relative_to(ROOT)} {node.name}: {lines} lines")
    assert not large


def test_no_import_runs_in_a_circle() -> None:
    graph = grimp.build_graph("knowledge", "ingest", "bot", exclude_type_checking_imports=False)
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path[path.index(module) :], module))
        if module in done:
            return
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            visit(imported, (*path, module))
        done.add(module)

    for module in sorted(graph.modules):
        visit(module, ())
