"""Write the lock files: what the installed environment holds of the project's dependencies, pinned.

Run in an environment where `pip install -e .[dev,train]` was resolved: `python -m tools.lock`.
"""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
BUILD = ("setuptools",)


def main() -> None:
    """Runtime, then what development adds, then what training the encoder adds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    runtime = closure([*project["dependencies"], *BUILD])
    development = closure(extras["dev"]) - runtime
    training = closure(extras["train"]) - runtime - development
    for name, packages in (("", runtime), ("-dev", development), ("-train", training)):
        (ROOT / f"requirements{name}.lock").write_text(
            "".join(f"{pin(one)}\n" for one in sorted(packages)), "utf-8"
        )


def closure(requirements: Iterable[str]) -> set[str]:
    """The names of these packages and of all that they need here."""
    found: set[str] = set()
    waiting = [need for one in requirements if _applies(need := Requirement(one))]
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        key = f"{name}[{','.join(sorted(wanted.extras))}]"
        if key in found:
            continue
        found |= {name, key}
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            raise SystemExit(f"{name} is not installed here") from None
        waiting += [need for one in needs if _applies(need := Requirement(one), wanted.extras)]
    return {name for name in found if "[" not in name}


def pin(name: str) -> str:
    """`name==version`, without a local build's suffix."""
    return f"{name}=={distribution(name).version.partition('+')[0]}"


def _applies(requirement: Requirement, extras: Iterable[str] = ()) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in (*extras, ""))


if __name__ == "__main__":
    main()
