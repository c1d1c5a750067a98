"""The files in a zip archive, and what hangs on a mail: places of their own, `…/x.zip!/inner/a.docx`."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ingest.hints import Hint
from ingest.taken import within
from ingest.texts import INSIDE


def inside(container: str, name: str) -> str:
    """The path of a member; of a container itself where the name is empty."""
    return f"{container}{INSIDE}{name}" if name else container


def parted(path: str, is_file: Callable[[str], bool]) -> tuple[str, str]:
    """The file and the name in it; a folder's name may end with the same sign as a container's mark."""
    at = path.find(INSIDE)
    while at >= 0:
        if is_file(path[:at]):
            return path[:at], path[at + len(INSIDE) :]
        at = path.find(INSIDE, at + 1)
    return path, ""


def hint_for(path: str, hints_of: Callable[[Path], Mapping[str, Hint]]) -> Hint | None:
    """What is said by hand of a file, or of one in a container. Raises BadInput where that can't be read."""
    file, name = parted(path, lambda one: Path(one).is_file())
    hints = hints_of(Path(file).parent)
    own = hints.get(Path(file).name)
    return within(own, hints.get(inside(Path(file).name, name))) if name else own


def member_hints(file: str, hints: Mapping[str, Hint]) -> dict[str, Hint]:
    """What is said of the members of a container, by their names."""
    mark = Path(file).name + INSIDE
    return {name[len(mark) :]: hint for name, hint in hints.items() if name.startswith(mark)}


def by_container(paths: Iterable[str], files: Callable[[str], bool]) -> dict[str, list[tuple[str, str]]]:
    """Of paths those in containers: container → its members' names and paths."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in paths:
        if INSIDE in path:
            file, name = parted(path, files)
            if name:
                found.setdefault(file, []).append((name, path))
    return found
