"""The Dockerfile as the script that replays it reads it; the replay itself is run by hand."""

from pathlib import Path

import pytest

from tools.prove_dockerfile import ROOT, Image, Refused, Step, is_ignored, parse, replay


def test_continued_lines_are_one_step_and_comments_none() -> None:
    text = "# why\nFROM python:3.11-slim\n\nRUN one \\\n    # aside\n    && two\nCMD []\n"
    assert [(one.line, one.name, " ".join(one.rest.split())) for one in parse(text)] == [
        (2, "FROM", "python:3.11-slim"),
        (4, "RUN", "one && two"),
        (7, "CMD", "[]"),
    ]


@pytest.mark.parametrize(
    "name, rest",
    [
        ("ADD", "a b"),
        ("USER", "wuhao"),
        ("RUN", "apt-get install -y tesseract-ocr"),
        ("RUN", "touch /etc/wuhao"),
        ("COPY", "--from=build /app /app"),
        ("COPY", "samples ./samples"),
        ("FROM", "python:3.11-slim AS build"),
        ("EXPOSE", "8000/udp"),
        ("HEALTHCHECK", "CMD curl -f http://localhost:8000/healthz"),
    ],
)
def test_what_cant_be_replayed_is_refused(name: str, rest: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        replay(Step(1, name, rest), Image(tmp_path, "python3", ("/app/",)))


def test_paths_of_the_image_lie_in_its_folder(tmp_path: Path) -> None:
    image = Image(tmp_path, "python3", ("/app/", "/data/"), workdir="/app")
    assert image.place("knowledge") == tmp_path / "app/knowledge"
    assert image.place("/data") == tmp_path / "data"
    assert image.here("install -d /data && ls ./x a/b") == f"install -d {tmp_path}/data && ls ./x a/b"


@pytest.mark.parametrize(
    "path, ignored",
    [
        ("knowledge/index/model/model.safetensors", False),
        ("knowledge/__pycache__/home.cpython-311.pyc", True),
        ("requirements.lock", False),
        (".git/config", True),
        ("data/wuhao.db", True),
        ("samples/ledgers/x.xlsx", True),
    ],
)
def test_the_image_gets_the_program_alone(path: str, ignored: bool) -> None:
    assert is_ignored(path, (ROOT / ".dockerignore").read_text("utf-8").split()) is ignored


def test_the_dockerfile_has_only_steps_that_can_be_replayed() -> None:
    names = [one.name for one in parse((ROOT / "Dockerfile").read_text("utf-8"))]
    made = {"FROM", "ARG", "ENV", "WORKDIR", "COPY", "RUN", "USER", "VOLUME"}
    run = {"EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
    assert set(names) <= made | run
    assert names[0] == "FROM"
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")


def test_the_image_serves_and_its_check_is_read(tmp_path: Path) -> None:
    image = Image(tmp_path, "python3", ("/app/", "/data/"))
    for step in parse((ROOT / "Dockerfile").read_text("utf-8")):
        if step.name in ("HEALTHCHECK", "ENTRYPOINT", "CMD"):
            replay(step, image)
    assert [*image.entrypoint, *image.cmd] == ["wuhao", "serve"]
    assert image.check[0] == "python" and "/healthz" in image.check[2]
