"""`wuhao documents`: what is held of a document, from which sentence, and why it holds no longer."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app, documents
from ingest.run import ingest
from knowledge.home import Home
from tests.conftest import INGESTED_AT
from tests.fakes import home_at

OLD = """澜川市厂房租金补贴暂行办法

澜政发〔2021〕6号

第一条　为了降低企业成本，制定本办法。

第二条　本办法自2021年7月1日起施行。
"""
NEW = """澜川市厂房租金补贴办法

澜政发〔2024〕15号

第一条　为了降低企业成本，制定本办法。

第二条　本办法自2025年1月1日起施行。《澜川市厂房租金补贴暂行办法》（澜政发〔2021〕6号）同时废止。
"""
Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with an ordinance and the one that took its place."""
    place = home_at(tmp_path / "home")
    monkeypatch.setattr(documents, "home", lambda: place)
    folder = tmp_path / "政策"
    folder.mkdir()
    for name, text in (("旧.txt", OLD), ("新.txt", NEW)):
        (folder / name).write_text(text, "utf-8")
    (folder / "metadata.csv").write_text("文件,受众\n新.txt,公开\n", "utf-8")
    ingest(place.engine, [folder], INGESTED_AT)
    return place


@pytest.fixture
def run(home: Home) -> Run:
    return lambda *words: CliRunner().invoke(app, ["documents", *words])


def test_all_are_listed_with_whether_they_hold_on_a_day(run: Run) -> None:
    told = run("list", "--on", "2026-01-01").stdout
    assert "已废止  《澜川市厂房租金补贴暂行办法》 澜政发〔2021〕6号" in told and "共 2 份" in told
    listed = json.loads(run("list", "--on", "2024-01-01", "--json").stdout)
    assert {one["title"]: one["status"] for one in listed} == {
        "澜川市厂房租金补贴暂行办法": "in_force",
        "澜川市厂房租金补贴办法": "not_yet",
    }
    repealed = json.loads(run("list", "--status", "repealed", "--on", "2026-01-01", "--json").stdout)
    assert [(one["number"], one["repealed_on"], one["repealed_by"]) for one in repealed] == [
        ("澜政发〔2021〕6号", "2025-01-01", "澜川市厂房租金补贴办法")
    ]


def test_what_was_read_of_one_is_shown_with_its_sentences(run: Run) -> None:
    told = run("show", "澜政发〔2021〕6号", "--on", "2026-01-01").stdout
    assert "施行日期：2021-07-01　← 第二条 本办法自2021年7月1日起施行。" in told
    assert (
        "有效性：已废止，自 2025-01-01 起，被《澜川市厂房租金补贴办法》（澜政发〔2024〕15号）废止　← " in told
    )
    assert "旧.txt" in told and "受众：内部\n" in told


@pytest.mark.parametrize("name", ["澜政发〔2024〕15号", "《澜川市厂房租金补贴办法》", "新.txt"])
def test_one_is_found_by_number_title_or_a_part_of_its_path(run: Run, name: str) -> None:
    (shown,) = json.loads(run("show", name, "--json").stdout)
    assert shown["title"] == "澜川市厂房租金补贴办法"
    assert shown["evidence"]["audience"] == "metadata.csv"
    (relation,) = shown["relations"]
    assert (relation["kind"], relation["number"]) == ("repeals", "澜政发〔2021〕6号")
    assert "同时废止" in relation["sentence"]
    assert shown["passages"] > 0


def test_a_path_of_this_folder_finds_its_document(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "政策")
    (shown,) = json.loads(run("show", "旧.txt", "--json").stdout)
    assert shown["number"] == "澜政发〔2021〕6号"


def test_what_is_not_there_is_told(run: Run) -> None:
    result = run("show", "没有的办法")
    assert result.exit_code == 1 and "资料库里没有“没有的办法”" in result.output
