"""What `wuhao doctor` says of a home: well, and in each way that one can be ill."""

import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from bot import upkeep
from bot.messages import outbox
from bot.messages.contents import Address, Channel, Outgoing
from bot.upkeep import examine
from ingest.run import ingest
from knowledge.changes import Kind
from knowledge.database import writing
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.settings import Settings
from tests.conftest import INGESTED_AT
from tests.fakes import HashEncoder, HashHome, home_at, settings_at
from tests.ingest.office import RENT, TALENT
from tests.knowledge.cast import add

ALL = ["数据目录", "数据库", "资料文件", "全文索引", "向量索引", "编码器", "消息"]


@pytest.fixture(autouse=True)
def fake_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "Home", HashHome)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with two documents."""
    files = tmp_path / "文件"
    files.mkdir()
    (files / "厂房.txt").write_text(RENT, "utf-8")
    (files / "人才.txt").write_text(TALENT, "utf-8")
    home = home_at(tmp_path / "home")
    ingest(home.engine, [files], INGESTED_AT)
    home.sync()
    yield home
    home.engine.dispose()


def ill(settings: Settings) -> dict[str, str]:
    """What is not well, with its detail; everything is examined whatever happens."""
    findings = examine(settings)
    assert [finding.name for finding in findings] == ALL
    return {finding.name: finding.detail for finding in findings if not finding.is_well}


def test_a_good_home_is_well(home: Home) -> None:
    findings = examine(home.settings)
    assert all(finding.is_well for finding in findings)
    told = {finding.name: finding.detail for finding in findings}
    assert "文件 2 份" in told["数据库"]
    assert told["资料文件"] == "2 个文件都在原处"
    assert told["全文索引"] == told["向量索引"]


def test_an_empty_home_is_well(tmp_path: Path) -> None:
    assert ill(settings_at(tmp_path / "new")) == {}


def test_a_file_that_is_gone_is_named(home: Home, tmp_path: Path) -> None:
    (tmp_path / "文件" / "厂房.txt").unlink()
    told = ill(home.settings)
    assert list(told) == ["资料文件"]
    assert "1 个文件已不在原处" in told["资料文件"] and "厂房.txt" in told["资料文件"]


def test_an_index_that_is_behind_is_told(home: Home, tmp_path: Path) -> None:
    (tmp_path / "文件" / "厂房.txt").write_text(RENT.replace("三元", "四元"), "utf-8")
    ingest(home.engine, [tmp_path / "文件"], INGESTED_AT)
    told = ill(home.settings)
    assert list(told) == ["全文索引", "向量索引"]
    assert all("落后" in detail and "wuhao rebuild" in detail for detail in told.values())
    home.sync()
    assert ill(home.settings) == {}


def test_an_index_that_lost_entries_is_told(home: Home) -> None:
    home.lexical.apply([], [(Kind.PASSAGE, "1")], home.lexical.cursor)
    assert "应有" in ill(home.settings)["全文索引"]


def test_another_encoder_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(HashHome):
        @cached_property
        def encoder(self) -> Encoder:
            return HashEncoder("another")

    monkeypatch.setattr(upkeep, "Home", Other)
    told = {finding.name: finding for finding in examine(home.settings)}
    assert told["向量索引"].is_well and told["编码器"].is_well
    for word in ("编码器已更换", "仍用原来的向量", "wuhao rebuild"):
        assert word in told["向量索引"].detail


def test_where_the_encoder_before_is_gone_the_vectors_are_ill(tmp_path: Path) -> None:
    made = home_at(tmp_path / "home", encoder="gone")
    add(made.engine, "租金补贴办法", "补贴租金。")
    made.sync()
    told = ill(made.settings)["向量索引"]
    assert "只按字词检索" in told and "wuhao rebuild" in told


@pytest.mark.parametrize("where", ["file/home", "/proc/home"])
def test_a_home_that_cannot_be_made_is_told_in_chinese(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("in the way")
    told = ill(settings_at(tmp_path / where))
    assert set(told) >= {"数据目录", "数据库", "全文索引", "向量索引"}
    for name in ("数据目录", "数据库"):
        assert "数据目录" in told[name] and "WUHAO_HOME" in told[name], told[name]


def test_a_damaged_database_is_told_and_hides_nothing_else(home: Home) -> None:
    home.engine.dispose()
    for file in home.settings.home.glob("wuhao.db*"):
        file.unlink()
    (home.settings.home / "wuhao.db").write_bytes(b"no database at all\n" * 400)
    told = ill(home.settings)
    assert "数据库" in told["数据库"]
    assert "编码器" not in told and "数据目录" not in told


def test_a_database_with_a_table_missing_is_told(home: Home) -> None:
    with home.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE project")
    assert "数据库" in ill(home.settings)


def test_a_damaged_lexical_index_is_told_and_hides_nothing_else(home: Home) -> None:
    (home.settings.lexical / "meta.json").write_text("{", "utf-8")
    told = ill(home.settings)
    assert list(told) == ["全文索引"]
    assert "wuhao rebuild" in told["全文索引"]


def test_a_damaged_vector_index_is_told_and_hides_nothing_else(home: Home) -> None:
    SharedSystemClient.clear_system_cache()
    shutil.rmtree(home.settings.chroma)
    home.settings.chroma.mkdir()
    (home.settings.chroma / "chroma.sqlite3").write_bytes(b"no database at all\n" * 400)
    told = ill(home.settings)
    assert "wuhao rebuild" in told["向量索引"]
    assert set(told) <= {"向量索引", "编码器"}


def test_a_chroma_server_that_is_away_is_told(home: Home) -> None:
    told = ill(home.settings.model_copy(update={"chroma_url": "http://127.0.0.1:1"}))
    assert "连不上 Chroma 服务" in told["向量索引"]


def test_a_database_server_that_is_away_is_told(tmp_path: Path) -> None:
    told = ill(settings_at(tmp_path / "home", "postgresql://nobody@127.0.0.1:1/nothing"))
    assert "数据库连不上" in told["数据库"]


def test_a_disk_that_is_nearly_full_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "LEAST_FREE_BYTES", 10**18)
    assert "剩余" in ill(home.settings)["数据目录"]


def test_a_message_that_never_arrived_is_told(home: Home) -> None:
    blocked = Address(Channel.TELEGRAM, "7", "7")
    with writing(home.engine) as session:
        outbox.put(session, blocked, Outgoing("您的诉求已受理。"), INGESTED_AT)
        outbox.put(session, Address(Channel.WEB, "p1", "p1"), Outgoing("还没有看到"), INGESTED_AT)
    assert not ill(home.settings)
    with writing(home.engine) as session:
        outbox.fail_chat(session, blocked, "blocked")
    assert ill(home.settings) == {
        "消息": "待处理 0 条，待发送 0 条，处理失败 0 条，未送达 1 条；工作人员发送“未送达”可查看原因"
    }
