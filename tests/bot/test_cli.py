"""The `wuhao` command as a person or a script meets it: what it prints, where, and its exit code."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import texts
from bot.cli.asking import reply_to
from knowledge.answering import Asker
from knowledge.answers import Reply
from knowledge.home import Home
from knowledge.replies import EMPTY
from tests import elsewhere
from tests.bot.cli.command import Ran, Wuhao, runner
from tests.conftest import SAMPLES
from tests.fakes import HashHome

ASK_KEYS = ["question", "kind", "refused", "reason", "text", "citations", "as_of"]
CITATION_KEYS = ["n", "title", "source", "number", "article", "page", "issued", "status", "quote"]
INGEST_KEYS = ["added", "replaced", "moved", "retired", "failed", "unchanged", "seconds"]
EVAL_KEYS = [
    "passages", "queries", "recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10",
    "index_seconds", "query_ms_p50", "query_ms_p99", "peak_rss_mb",
]  # fmt: skip
LEDGER = SAMPLES / "ledgers" / "项目台账.xlsx"
NOTICE = SAMPLES / "policies" / "01-企业交流主题日通知.txt"
QUESTION = "企业交流主题日什么时候举办？"


@pytest.fixture
def wuhao(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Wuhao:
    """Runs a command in this process, on a home of its own with the fake encoder."""
    monkeypatch.setenv("WUHAO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("WUHAO_DATABASE_URL", raising=False)
    monkeypatch.delenv("WUHAO_CHROMA_URL", raising=False)
    monkeypatch.setattr("bot.cli.common.Home", HashHome)
    monkeypatch.setattr("bot.upkeep.Home", HashHome)
    return runner(monkeypatch, capsys)


@pytest.fixture
def asking(wuhao: Wuhao, sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> Wuhao:
    """Runs a command on the home of samples."""
    monkeypatch.setattr("bot.cli.common.Home", lambda _settings: sample_home)
    return wuhao


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a notice and a ledger."""
    there = tmp_path / "政策"
    there.mkdir()
    shutil.copy(NOTICE, there)
    shutil.copy(LEDGER, there)
    return there


def complains(ran: Ran, *words: str) -> None:
    """Whether a command ended with one clear line on stderr."""
    assert ran.code == 1
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert all(word in ran.err for word in words), ran.err
    assert "程序出错" not in ran.err


# ask


def test_an_answer_as_text(asking: Wuhao) -> None:
    ran = asking("ask", QUESTION)
    assert ran.code == 0
    answer, sources = ran.out.split(f"\n{texts.SOURCES}\n")
    assert "每周一20:00—22:00" in answer
    assert "[1] 《" in sources
    assert "现行有效" in sources
    assert ran.err == ""


def test_an_answer_as_json(asking: Wuhao) -> None:
    ran = asking("ask", QUESTION, "--json")
    assert ran.out.count("\n") == 1
    assert list(ran.json) == ASK_KEYS
    assert (ran.json["kind"], ran.json["refused"], ran.json["reason"]) == ("policy", False, None)
    assert [list(one) for one in ran.json["citations"]] == [CITATION_KEYS] * len(ran.json["citations"])
    assert ran.json["citations"][0]["issued"] == "2024-03-18"


def test_a_refusal_as_text_and_as_json(asking: Wuhao) -> None:
    question = "长沙经开区的标准厂房租金补贴是多少？"
    told = asking("ask", question)
    assert told.code == 0
    assert texts.SOURCES not in told.out
    shown = asking("ask", question, "--json").json
    assert list(shown) == ASK_KEYS
    assert (shown["refused"], shown["reason"], shown["citations"]) == (True, "other_place", [])
    assert shown["text"] == told.out.rstrip("\n")


def test_a_project_says_of_which_day(asking: Wuhao) -> None:
    shown = asking("ask", "LC-2024-001到哪一步了", "--json").json
    assert (shown["kind"], shown["as_of"]) == ("project", "2026-10-31")


def test_a_question_a_line(asking: Wuhao) -> None:
    lines = asking("ask", "-", typed=f"{QUESTION}\n\n😀\r\n哪个园区在做微型电机？").lines
    assert [list(one) for one in lines] == [ASK_KEYS] * 4
    assert [one["refused"] for one in lines] == [False, True, True, False]
    assert [one["reason"] for one in lines] == [None, "empty", "empty", None]
    assert lines[0]["question"] == QUESTION


def test_one_questions_fault_keeps_no_later_line_from_its_answer(
    asking: Wuhao, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(place: Home, question: str, asker: Asker) -> Reply:
        if question == "坏的":
            raise ValueError("nothing here")
        return reply_to(place, question, asker)

    monkeypatch.setattr("bot.cli.asking.reply_to", faulty)
    ran = asking("ask", "-", typed=f"坏的\n{QUESTION}\n")
    assert "nothing here" in ran.lines[0]["error"]
    assert ran.lines[1]["refused"] is False
    assert (ran.code, "坏的" in ran.err) == (1, True)


def test_no_line_at_all(asking: Wuhao) -> None:
    ran = asking("ask", "-")
    assert (ran.code, ran.out) == (0, "")


def test_lines_of_another_encoding_are_answered_one_by_one(asking: Wuhao) -> None:
    lines = asking("ask", "-", typed=QUESTION.encode("gb18030") + b"\n\xff\x00\n" + QUESTION.encode()).lines
    assert len(lines) == 3
    assert lines[2]["refused"] is False


@pytest.mark.parametrize("text", ["", "   ", "？？", "\ud800"])
def test_nothing_asked(asking: Wuhao, text: str) -> None:
    ran = asking("ask", text)
    assert (ran.code, ran.out.rstrip("\n")) == (0, EMPTY)


def test_a_zone_that_nobody_knows(asking: Wuhao) -> None:
    for command in (("ask", "有哪些项目"), ("chat",)):
        complains(asking(*command, "--zone", "不存在园区"), "园区", "不存在园区")


def test_the_role_and_the_day_count(asking: Wuhao) -> None:
    inside = "松岭经开区扩区资金缺口多少？"
    assert asking("ask", inside, "--json").json["refused"] is False
    assert asking("ask", inside, "--role", "guest", "--json").json["refused"] is True
    zone = asking("ask", "有哪些项目", "--role", "official", "--zone", "松岭经济开发区")
    assert zone.out.startswith("共 5 个项目")
    older = asking("ask", "标准厂房租金补贴每平方米每月多少元？", "--on", "2023-06-01", "--json").json
    assert "02-" in older["citations"][0]["source"]


@pytest.mark.parametrize("day", ["2023-13-01", "昨天", "2023/06/01", "20230601x", "0"])
def test_a_day_that_is_none(asking: Wuhao, day: str) -> None:
    ran = asking("ask", QUESTION, "--on", day)
    assert ran.code == 2
    assert "2025-01-01" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "arguments", [("ask",), ("ask", QUESTION, "--role", "king"), ("nothing",), ("ask", QUESTION, "--what")]
)
def test_a_command_that_is_wrong(asking: Wuhao, arguments: tuple[str, ...]) -> None:
    ran = asking(*arguments)
    assert ran.code == 2
    assert ran.out == ""


# ingest


def test_ingest_as_json_with_a_ledger(wuhao: Wuhao, folder: Path) -> None:
    ran = wuhao("ingest", folder, "--json")
    assert ran.code == 0
    assert list(ran.json) == [*INGEST_KEYS, "rows"]
    assert {Path(path).name for path in ran.json["added"]} == {NOTICE.name, LEDGER.name}
    assert ran.json["rows"] == {"loaded": 40, "errors": []}
    again = wuhao("ingest", folder, "--json").json
    assert list(again) == INGEST_KEYS
    assert again["unchanged"] == 2
    (folder / NOTICE.name).unlink()
    assert [Path(path).name for path in wuhao("ingest", folder, "--json").json["retired"]] == [NOTICE.name]


def test_ingest_in_words(wuhao: Wuhao, folder: Path) -> None:
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    ran = wuhao("ingest", folder)
    assert ran.code == 0
    assert ran.out.startswith("新增 2，更新 0，移动 0，撤下 0，失败 1")
    assert "坏.pdf" in ran.err


@pytest.mark.parametrize("name", ["坏.pdf", "没有这个文件.docx"])
def test_where_nothing_could_be_read(wuhao: Wuhao, tmp_path: Path, name: str) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    ran = wuhao("ingest", tmp_path / name, "--json")
    assert ran.code == 1
    (failed,) = ran.json["failed"]
    assert list(failed) == ["path", "reason"]
    assert Path(failed["path"]).name == name


def test_the_audience_is_one_of_ours(wuhao: Wuhao, folder: Path) -> None:
    ran = wuhao("ingest", folder, "--audience", "everyone")
    assert ran.code == 2
    assert "zone:" in ran.err
    assert wuhao("ingest", folder / NOTICE.name, "--audience", "staff").code == 0
    assert wuhao("ask", QUESTION, "--json").json["refused"] is True
    assert wuhao("ask", QUESTION, "--role", "staff", "--json").json["refused"] is False


def test_an_empty_path_is_not_the_folder_one_stands_in(wuhao: Wuhao, folder: Path) -> None:
    for paths in ([""], [folder, " "]):
        ran = wuhao("ingest", *paths)
        assert ran.code == 2
        assert "请给出要导入的文件或目录" in ran.err


# projects


def test_projects_listed(asking: Wuhao) -> None:
    ran = asking("projects", "list")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 40
    shown = asking("projects", "list", "--json").json
    assert len(shown) == 40
    assert {"code", "name", "zone", "stage", "as_of", "source"} <= set(shown[0])
    assert not {"id", "place_id"} & set(shown[0])
    assert len(asking("projects", "list", "--zone", "松岭经开区").out.splitlines()) == 5


def test_a_project_shown(asking: Wuhao) -> None:
    assert "目前处于竣工阶段" in asking("projects", "show", "lc-2024-001").out
    assert len(asking("projects", "show", "微型电机").out.splitlines()) == 2
    (shown,) = asking("projects", "show", "LC-2024-001", "--json").json
    assert (shown["code"], shown["stage"]) == ("LC-2024-001", "completed")


@pytest.mark.parametrize(
    "arguments", [("show", "不存在"), ("list", "--role", "guest"), ("show", "LC-2024-001", "--role", "guest")]
)
def test_no_project(asking: Wuhao, arguments: tuple[str, ...]) -> None:
    ran = asking("projects", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.strip()
    empty = asking("projects", *arguments, "--json")
    assert (empty.code, empty.json) == (1, [])


# imports


@pytest.mark.parametrize(
    ("noun", "file", "count"), [("zones", "园区名录.xlsx", 6), ("enterprises", "企业名录.xlsx", 20)]
)
def test_imports(wuhao: Wuhao, noun: str, file: str, count: int) -> None:
    ran = wuhao(noun, "import", SAMPLES / "ledgers" / file)
    assert (ran.code, ran.out.strip()) == (0, texts.IMPORTED.format(count=count))
    assert wuhao(noun, "import", SAMPLES / "ledgers" / file, "--json").json == {"loaded": count, "errors": []}


def test_departments_from_csv(wuhao: Wuhao) -> None:
    assert wuhao("departments", "import", SAMPLES / "ledgers" / "部门职责.csv").code == 0


def test_the_wrong_ledger(wuhao: Wuhao) -> None:
    complains(wuhao("zones", "import", LEDGER), "项目台账.xlsx", "园区名录")


@pytest.mark.parametrize("file", ["没有.xlsx", ".", NOTICE])
def test_no_ledger_at_all(wuhao: Wuhao, tmp_path: Path, file: str | Path) -> None:
    ran = wuhao("zones", "import", tmp_path / file)
    complains(ran)


def test_rows_in_error_are_told_and_the_rest_is_kept(wuhao: Wuhao, tmp_path: Path) -> None:
    file = tmp_path / "园区.csv"
    file.write_text(
        "园区名称,简称,级别,面积（平方公里）\n甲园,甲,省级,1\n,乙,省级,2\n丙园,丙,省级,3\n", "utf-8"
    )
    ran = wuhao("zones", "import", file)
    assert (ran.code, ran.out.strip()) == (0, texts.IMPORTED.format(count=2))
    assert "第 3 行" in ran.err
    shown = wuhao("zones", "import", file, "--json").json
    assert shown["loaded"] == 2
    assert [sorted(one) for one in shown["errors"]] == [["column", "reason", "row", "sheet"]]


# chat


def test_a_conversation_over_a_pipe(asking: Wuhao) -> None:
    typed = f"/help\n\n{QUESTION}\n/project LC-2024-001\n/project\n/project 不存在\n/what\n/quit\n不再回答"
    ran = asking("chat", typed=typed)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(texts.CHAT_WELCOME)
    assert ran.out.endswith(f"{texts.CHAT_BYE}\n")
    for words in (
        "/project  查项目进度",
        "每周一20:00—22:00",
        "目前处于竣工阶段",
        "不存在",
        "/what",
    ):
        assert words in ran.out
    assert texts.CHAT_PROMPT not in ran.out
    assert "不再回答" not in ran.out


def test_a_conversation_that_just_ends(asking: Wuhao) -> None:
    ran = asking("chat", typed=b"\xff\xfe\n")
    assert ran.code == 0
    assert ran.out.endswith(f"{texts.CHAT_BYE}\n")


# eval


@pytest.fixture
def benchmark(tmp_path: Path) -> Path:
    there = tmp_path / "beir"
    there.mkdir()
    corpus = {"a": "租金补贴每平方米6元", "b": "企业交流主题日每周一举办", "c": "亩均税收低于1.5万元"}
    rows = [{"_id": key, "title": "", "text": text} for key, text in corpus.items()]
    (there / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (there / "queries.jsonl").write_text(
        '{"_id": "q", "text": "租金补贴多少"}\n{"_id": "r", "text": "主题日"}\n', "utf-8"
    )
    (there / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\nr\tb\t1\n", "utf-8")
    return there


def test_eval_as_json(wuhao: Wuhao, benchmark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.evaluation.Home", HashHome)
    for mode in ("lexical", "dense", "hybrid"):
        shown = wuhao("eval", benchmark, "--mode", mode, "--json").json
        assert list(shown) == EVAL_KEYS
        assert (shown["passages"], shown["queries"]) == (3, 2)
        assert shown["recall@1"] == 1
    assert "recall@10" in wuhao("eval", benchmark).out


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_eval_of_what_is_no_benchmark(wuhao: Wuhao, benchmark: Path, missing: str) -> None:
    (benchmark / missing).unlink()
    complains(wuhao("eval", benchmark), "BEIR")


# upkeep


def test_upkeep_of_a_fresh_home(wuhao: Wuhao, folder: Path) -> None:
    assert wuhao("migrate").out.strip() == texts.MIGRATED
    assert wuhao("migrate").code == 0
    wuhao("ingest", folder)
    assert wuhao("rebuild").out.strip() == texts.REBUILT
    ran = wuhao("doctor")
    assert ran.code == 0
    assert ran.out.count("✓") == 7


def test_doctor_finds_what_is_amiss(wuhao: Wuhao, folder: Path) -> None:
    wuhao("ingest", folder)
    shutil.rmtree(folder)
    ran = wuhao("doctor")
    assert ran.code == 1
    assert "✗ 资料文件：2 个文件已不在原处" in ran.out


# homes that can't be used


COMMANDS = [("ask", QUESTION), ("ingest", "."), ("projects", "list"), ("rebuild",), ("migrate",), ("chat",)]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_home_below_a_regular_file(
    wuhao: Wuhao, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WUHAO_HOME", str(tmp_path / "file" / "home"))
    complains(wuhao(*command, typed=QUESTION), "不能写入", "WUHAO_HOME")


def test_doctor_in_a_home_below_a_regular_file(
    wuhao: Wuhao, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WUHAO_HOME", str(tmp_path / "file" / "home"))
    ran = wuhao("doctor")
    assert ran.code == 1
    assert "✗ 数据目录" in ran.out


@pytest.fixture
def used_home(wuhao: Wuhao, folder: Path, tmp_path: Path) -> Path:
    """A home that holds something."""
    assert wuhao("ingest", folder / NOTICE.name).code == 0
    return tmp_path / "home"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("damage", [b"this is no database at all" * 400, b"\x00" * 4096])
def test_a_damaged_database(wuhao: Wuhao, tmp_path: Path, command: tuple[str, ...], damage: bytes) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "wuhao.db").write_bytes(damage)
    complains(wuhao(*command, typed=QUESTION), "数据库")


def test_a_database_cut_off_in_the_middle(wuhao: Wuhao, used_home: Path) -> None:
    file = used_home / "wuhao.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    ran = wuhao("ask", QUESTION)
    assert ran.code == 1
    assert ran.err.strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_of_a_newer_version(wuhao: Wuhao, used_home: Path, command: tuple[str, ...]) -> None:
    with sqlite3.connect(used_home / "wuhao.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    complains(wuhao(*command, typed=QUESTION), "升级")


def test_a_database_address_that_is_none(wuhao: Wuhao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WUHAO_DATABASE_URL", "nonsense")
    complains(wuhao("ask", QUESTION), "WUHAO_DATABASE_URL")


@pytest.fixture
def other_writer(used_home: Path) -> Iterator[None]:
    """Another process, real, that writes the indexes of the home."""
    with elsewhere.at_work("hold", used_home):
        yield


@pytest.mark.usefixtures("other_writer")
def test_while_another_process_writes_the_indexes(wuhao: Wuhao, folder: Path) -> None:
    complains(wuhao("rebuild"), "另一个进程")
    ran = wuhao("ingest", folder / LEDGER.name, "--json")
    assert ran.code == 0
    assert ran.json["rows"]["loaded"] == 40
    assert texts.SYNC_LEFT in ran.err
    assert wuhao("ask", QUESTION, "--json").json["refused"] is False
    assert "LC-2024-001" in wuhao("ask", "LC-2024-001").out


def test_a_fault_of_ours_is_told_without_a_trace(wuhao: Wuhao, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("第一行\n第二行")

    monkeypatch.setattr("bot.cli.asking.answer", fails)
    ran = wuhao("ask", QUESTION)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.strip().endswith(texts.CRASHED.format(detail="RuntimeError: 第一行"))


# as a process of its own


def process(home: Path, *arguments: str, typed: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [Path(sys.executable).with_name("wuhao"), *arguments],
        input=typed,
        capture_output=True,
        timeout=120,
        env={"WUHAO_HOME": str(home), "PATH": "", "LC_ALL": "C.UTF-8"},
        check=False,
    )


def test_a_real_process_answers(sample_home: Home) -> None:
    ran = process(sample_home.settings.home, "ask", "-", typed=QUESTION.encode() + b"\n\xff\n")
    assert ran.returncode == 0, ran.stderr.decode()
    first, second = (json.loads(line) for line in ran.stdout.splitlines())
    assert (list(first), first["refused"], second["refused"]) == (ASK_KEYS, False, True)
    assert ran.stderr == b""


def test_a_real_process_that_cannot_make_its_home(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = process(tmp_path / "file" / "home", "ask", QUESTION)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert "不能写入" in ran.stderr.decode()
    assert b"Traceback" not in ran.stderr
