"""`wuhao model`: which encoder makes the vectors, and fetching another one."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import texts
from bot.cli.common import home
from knowledge.index.encoder import Encoder, folder_of
from knowledge.settings import SHIPPED_ENCODER, Settings

KNOWN_GOOD = "BAAI/bge-small-zh-v1.5"

app = typer.Typer(help="向量模型：查看在用的，下载别的。", no_args_is_help=True)
Name = Annotated[
    str | None,
    typer.Argument(help=f"模型站上的名称；不写则取 WUHAO_ENCODER，没有设置时是 {KNOWN_GOOD}。"),
]


@app.command()
def pull(name: Name = None) -> None:
    """从模型站下载一个 sentence-transformers 模型（镜像站用 HF_ENDPOINT 指定）；只有这个命令会联网取模型。"""
    from huggingface_hub.utils.tqdm import disable_progress_bars

    from knowledge.index import hub

    wanted = name or _set_by_name() or KNOWN_GOOD
    if not sys.stderr.isatty():
        disable_progress_bars()
    folder = hub.pull(wanted)
    typer.echo(texts.model_pulled(wanted, str(folder)))
    typer.echo(texts.model_is(*_described(wanted)))
    if wanted != Settings().encoder:
        typer.echo(texts.model_to_use(wanted))


@app.command()
def show() -> None:
    """在用的模型：文件夹、维数、指纹、大小、提问指令，以及索引是不是由它建立的。"""
    place = home()
    name = place.settings.encoder
    typer.echo(texts.MODEL_SHIPPED if name == str(SHIPPED_ENCODER) else name)
    typer.echo(texts.model_lies(str(folder_of(name))))
    typer.echo(texts.model_is(*_described(name)))
    typer.echo(place.changing or texts.MODEL_MADE_THE_INDEX)


def _set_by_name() -> str | None:
    """The hub's name that is set, None for a folder."""
    name = Settings().encoder
    return None if Path(name).is_dir() else name


def _described(name: str) -> tuple[int, str, float, str]:
    encoder = Encoder.load(name)
    size = sum(file.stat().st_size for file in folder_of(name).rglob("*") if file.is_file())
    return encoder.dimension, encoder.fingerprint, size / 1e6, encoder.instruction
