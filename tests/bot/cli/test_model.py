"""`wuhao model`: a model is fetched from a hub where a person asks for it, and only then; what fails is said in Chinese."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.index.encoder import BGE_QUESTION
from tests.fake_hub import Hub, hub_of, tiny_model

MODEL = "BAAI/bge-tiny-zh-v9"
OWN_WORDS = "owner/with-prompts"
Wuhao = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("hub")
    tiny_model(folder / MODEL)
    tiny_model(folder / OWN_WORDS, {"query": "问："})
    (folder / "owner" / "no-model").mkdir()
    (folder / "owner" / "no-model" / "notes.txt").write_text("no model at all")
    with hub_of(folder) as hub:
        yield hub


@pytest.fixture
def wuhao(hub: Hub, tmp_path: Path) -> Wuhao:
    """The command in a process of its own: the hub's address is read when its library is imported."""
    hub.fetched.clear()
    hub.down = False

    def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", "from bot.entry import main; main()", *words],
            env={
                **{
                    name: value
                    for name, value in os.environ.items()
                    if not name.startswith(("WUHAO_", "HF_"))
                },
                "HF_ENDPOINT": hub.url,
                "HF_HOME": str(tmp_path / "hf"),
                "HF_HUB_DISABLE_TELEMETRY": "1",
                "NO_PROXY": "127.0.0.1",
                "WUHAO_HOME": str(tmp_path / "home"),
                **environment,
            },
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def test_a_model_is_pulled_then_used_by_its_name_without_the_hub(
    wuhao: Wuhao, hub: Hub, tmp_path: Path
) -> None:
    early = wuhao("model", "show", WUHAO_ENCODER=MODEL)
    assert early.returncode == 1 and "wuhao model pull" in early.stderr
    assert hub.fetched == []
    pulled = wuhao("model", "pull", MODEL)
    assert pulled.returncode == 0, pulled.stderr
    for word in (MODEL, "8 维", BGE_QUESTION, f"WUHAO_ENCODER={MODEL}", "后台"):
        assert word in pulled.stdout
    assert "model.safetensors" in hub.fetched
    assert not {"pytorch_model.bin", "onnx/model.onnx"} & set(hub.fetched)
    hub.down = True
    (tmp_path / "补贴.txt").write_text("租金补贴办法\n\n按每平方米三元补贴租金。", "utf-8")
    assert wuhao("ingest", str(tmp_path / "补贴.txt"), WUHAO_ENCODER=MODEL).returncode == 0
    shown = wuhao("model", "show", WUHAO_ENCODER=MODEL)
    assert "向量索引由这个模型建立" in shown.stdout and BGE_QUESTION in shown.stdout
    default = wuhao("model", "show")
    assert "自带模型" in default.stdout and "仍用原来的向量回答" in default.stdout
    asked = wuhao("ask", "租金补贴多少")
    assert "三元" in asked.stdout and "编码器已更换" in asked.stderr


def test_the_model_that_is_set_is_pulled_where_none_is_named(wuhao: Wuhao, hub: Hub) -> None:
    pulled = wuhao("model", "pull", WUHAO_ENCODER=OWN_WORDS)
    assert "提问指令：“问：”" in pulled.stdout and "要用它" not in pulled.stdout
    fetched = len(hub.fetched)
    again = wuhao("model", "pull", WUHAO_ENCODER=OWN_WORDS)
    assert again.returncode == 0 and len(hub.fetched) == fetched, "fetched twice"


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        (["BAAI/no-such-model"], {}, "没有“BAAI/no-such-model”"),
        (["两个 词"], {}, "请检查名称"),
        ([], {}, "没有“BAAI/bge-small-zh-v1.5”"),
        ([MODEL], {"HF_ENDPOINT": "http://127.0.0.1:1"}, "连不上模型站 http://127.0.0.1:1"),
        ([MODEL], {"HF_HUB_OFFLINE": "1"}, "HF_HUB_OFFLINE"),
        ([MODEL], {"HF_HOME": "/proc/nowhere"}, "存不下来"),
        (["owner/no-model"], {}, "不是 sentence-transformers"),
    ],
)
def test_what_fails_is_said_in_one_chinese_line(
    wuhao: Wuhao, words: list[str], environment: dict[str, str], told: str
) -> None:
    failed = wuhao("model", "pull", *words, **environment)
    assert failed.returncode == 1
    assert told in failed.stderr and len(failed.stderr.strip().splitlines()) == 1, failed.stderr


def test_a_hub_that_is_ill_is_said_in_chinese(wuhao: Wuhao, hub: Hub) -> None:
    hub.down = True
    failed = wuhao("model", "pull", MODEL)
    assert failed.returncode == 1 and "HTTP 503" in failed.stderr
