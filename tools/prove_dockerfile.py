"""Replay the Dockerfile without Docker: its steps in a fresh folder with a fresh virtual environment.

`python -m tools.prove_dockerfile [--python PYTHON]`: paths of the image become paths under the
folder, USER's number is taken on where this process is root, then the entry point is run: `doctor`, an
ingest of the samples and a question. A step that can't be replayed so is refused, never skipped.
"""

import argparse
import fnmatch
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

ROOT = Path(__file__).parent.parent
FROM = re.compile(r"python:(\d+\.\d+)-slim")
ABSOLUTE = re.compile(r"(?<![\w./:$-])/[\w.-]+(?:/[\w.-]+)*")
SYSTEM = ("/bin/", "/dev/", "/usr/bin/")
CANT_RUN = re.compile(r"\b(?:apt|apt-get|apk|useradd|adduser|groupadd|su|sudo|mount|chroot)\b|^--|<<")
PASSED_ON = re.compile(r"PIP_\w+|(?:https?|no|all)_proxy|SSL_CERT_\w+|LANG|TZ", re.IGNORECASE)
GIVEN_AWAY = re.compile(r"-[og] \d+\b")  # only root can give files to others
CHECKED = re.compile(r"(?:--[a-z-]+=\w+\s+)*CMD\s+(\[.*\])", re.DOTALL)
QUESTION = "标准厂房租金补贴每平方米每月多少钱？"
UNTIL_WELL = 60.0  # seconds
UNTIL_GONE = 10.0


class Refused(Exception):
    """A step that can't be replayed here; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction of a Dockerfile."""

    line: int
    name: str
    rest: str


@dataclass(slots=True)
class Image:
    """What the steps so far have made."""

    root: Path
    python: str
    paths: tuple[str, ...]
    workdir: str = "/"
    user: tuple[int, int] | None = None
    env: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    cmd: list[str] = field(default_factory=list)
    check: list[str] = field(default_factory=list)

    def place(self, path: str) -> Path:
        """Where a path of the image lies here."""
        return self.root / str(PurePosixPath(self.workdir, path)).lstrip("/")

    def here(self, text: str) -> str:
        """A text with the image's paths as paths here; refuses those that the Dockerfile didn't make."""

        def moved(match: re.Match[str]) -> str:
            path = match[0]
            if not path.startswith(SYSTEM) and not f"{path}/".startswith(self.paths):
                raise Refused(f"{path} is no folder that this Dockerfile makes")
            return path if path.startswith(SYSTEM) else f"{self.root}{path}"

        return ABSOLUTE.sub(moved, text)

    def run(self, command: Sequence[str]) -> None:
        """Run a command to its end."""
        if code := self.begin(command).wait():
            raise subprocess.CalledProcessError(code, command)

    def begin(self, command: Sequence[str], *, quiet: bool = False) -> "subprocess.Popen[bytes]":
        """Begin a command as a container would: this folder, environment and user, and nothing else."""
        user, group = (self.user if os.geteuid() == 0 else None) or (None, None)
        print(f"   $ {' '.join(command)}" + (f"    # as {user}:{group}" if user else ""), flush=True)
        groups: list[int] | None = [] if user else None
        place, errors = self.place("."), subprocess.DEVNULL if quiet else None
        return subprocess.Popen(
            command, cwd=place, env=self.env, user=user, group=group, extra_groups=groups, stderr=errors
        )

    def is_well(self) -> bool:
        """Whether HEALTHCHECK's command finds it so."""
        return self.begin(self.check, quiet=True).wait() == 0


def parse(text: str) -> Iterator[Step]:
    """The instructions, continued lines joined, comments left out."""
    joined, began = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or not (joined or line.strip()):
            continue
        began = began if joined else number
        joined += line.removesuffix("\\")
        if not line.endswith("\\"):
            name, _, rest = joined.strip().partition(" ")
            yield Step(began, name.upper(), rest.strip())
            joined = ""


def replay(step: Step, image: Image) -> None:
    """Do one step; raises Refused where that can't be done here."""
    match step.name:
        case "FROM":
            _start(step.rest, image)
        case "ARG":
            name, _, default = step.rest.partition("=")
            image.env[name] = image.env.get(name) or default
        case "ENV":
            for pair in step.rest.split():
                name, _, value = pair.partition("=")
                image.env[name] = image.here(value)
        case "WORKDIR":
            image.workdir = str(PurePosixPath(image.workdir, step.rest))
            image.place(".").mkdir(parents=True, exist_ok=True)
        case "COPY":
            _copy(step.rest, image)
        case "RUN":
            if found := CANT_RUN.search(step.rest):
                raise Refused(f"“{found[0]}” would change this machine, or needs Docker")
            own = step.rest if os.geteuid() == 0 else GIVEN_AWAY.sub("", step.rest)
            image.run(["/bin/sh", "-c", image.here(own)])
        case "USER":
            user, _, group = step.rest.partition(":")
            if not (user.isdecimal() and group.isdecimal()):
                raise Refused("a user by name isn't in this machine's list; write UID:GID")
            image.user = (int(user), int(group))
        case "VOLUME":
            image.place(step.rest).mkdir(parents=True, exist_ok=True)
        case "ENTRYPOINT" | "CMD":
            setattr(image, step.name.lower(), json.loads(step.rest))
        case "EXPOSE" if step.rest.isdecimal():
            pass  # says what -p may open, opens nothing
        case "HEALTHCHECK":
            if not (found := CHECKED.fullmatch(step.rest)):
                raise Refused("only a check whose command is a list can be replayed")
            image.check = json.loads(found[1])
        case _:
            raise Refused("this instruction isn't known here")


def _start(base: str, image: Image) -> None:
    wanted = FROM.fullmatch(base)
    if not wanted:
        raise Refused("only one stage, from python:X.Y-slim, can be replayed")
    asked = [image.python, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
    if (found := subprocess.check_output(asked, text=True).strip()) != wanted[1]:
        raise Refused(f"{image.python} is Python {found}, not {wanted[1]}; give --python")
    subprocess.check_call([image.python, "-m", "venv", image.root / "venv"])
    image.env |= {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}
    image.env |= {"PATH": f"{image.root}/venv/bin:/usr/bin:/bin", "HOME": os.environ.get("HOME", "/")}


def _copy(rest: str, image: Image) -> None:
    *sources, target = rest.split()
    if rest.startswith(("--", "[")) or "*" in rest:
        raise Refused("only plain COPY FROM… TO can be replayed")
    patterns = (ROOT / ".dockerignore").read_text("utf-8").split()
    for source in sources:
        origin = ROOT / source
        files = [origin] if origin.is_file() else sorted(one for one in origin.rglob("*") if one.is_file())
        sent = [one for one in files if not is_ignored(one.relative_to(ROOT).as_posix(), patterns)]
        if not sent:
            raise Refused(f"{source} isn't there, or .dockerignore leaves it out")
        for one in sent:
            into = image.place(target) / (one.name if one == origin else one.relative_to(origin))
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one, into)


def serve(image: Image) -> None:
    """The command by itself, at a port that is free here: well by the image's check, gone on SIGTERM."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        image.env["WUHAO_WEB_PORT"] = str(found.getsockname()[1])
    serving = image.begin([*image.entrypoint, *image.cmd])
    try:
        until = time.monotonic() + UNTIL_WELL
        while not image.is_well():
            if serving.poll() is not None or time.monotonic() > until:
                raise Refused("it serves nothing that HEALTHCHECK finds well")
            time.sleep(1)
        serving.send_signal(signal.SIGTERM)
        if serving.wait(UNTIL_GONE):
            raise subprocess.CalledProcessError(serving.returncode, image.cmd)
    except subprocess.TimeoutExpired as error:
        raise Refused(f"it isn't gone {UNTIL_GONE:.0f} seconds after SIGTERM") from error
    finally:
        serving.kill()
        serving.wait()


def is_ignored(path: str, patterns: Sequence[str]) -> bool:
    """Whether .dockerignore leaves a file out: the last pattern that fits it, or a folder above, decides."""
    names = [path, *(above.as_posix() for above in PurePosixPath(path).parents if above.name)]
    ignored = False
    for pattern in patterns:
        bare = pattern.removeprefix("!").removeprefix("**/")
        candidates = [PurePosixPath(one).name for one in names] if "**/" in pattern else names
        if any(fnmatch.fnmatchcase(one, bare) for one in candidates):
            ignored = not pattern.startswith("!")
    return ignored


def main() -> None:
    """Exit 0 where every step was done and the entry point works."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--python", default=shutil.which("python3.11", path="/usr/bin:/usr/local/bin"))
    given = options.parse_args()
    steps = list(parse((ROOT / "Dockerfile").read_text("utf-8")))
    made = tuple(f"{one.rest}/" for one in steps if one.name in ("WORKDIR", "VOLUME"))
    root = Path(mkdtemp(prefix="wuhao-image-"))
    root.chmod(0o755)
    image = Image(root, given.python or sys.executable, made)
    step = steps[0]
    try:
        for step in steps:
            print(f"{step.line:>3} {step.name} {step.rest}", flush=True)
            replay(step, image)
        step = Step(0, "ENTRYPOINT", "with doctor, ingest, ask and the command by itself")
        shutil.copytree(ROOT / "samples", root / "samples")
        for words in (["doctor"], ["ingest", str(root / "samples")], ["ask", QUESTION], ["doctor"]):
            image.run([*image.entrypoint, *words])
        serve(image)
    except (Refused, subprocess.CalledProcessError, ValueError) as error:
        sys.exit(f"Dockerfile:{step.line}: {step.name} {step.rest}\n   not replayed: {error}")
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print("proved: every step was replayed, the entry point answers, and it serves")


if __name__ == "__main__":
    main()
