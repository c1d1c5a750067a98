"""Texts → unit vectors, through a sentence-transformers model that is already on this machine."""

import gc
import hashlib
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import EncoderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BGE_QUESTION = "为这个句子生成表示以用于检索相关文章："
WHAT_MAKES_A_MODEL = {".safetensors", ".bin", ".json", ".txt", ".model"}
OF_EVERY_MODEL = ["modules.json", "config.json"]  # one of sentence-transformers, a plain transformer
AT_ONCE = 4096  # passages handed over together: bounds memory, whatever the number of passages


class Encoder:
    """One model, its questions' instruction included; vectors have length 1, or 0 where nothing is known."""

    def __init__(self, model: "SentenceTransformer", fingerprint: str) -> None:
        self._model = model
        self._batch = _batch_size(model)
        self.fingerprint = fingerprint
        self.dimension: int = model.get_embedding_dimension()

    @classmethod
    def load(cls, name: str) -> Self:
        """The model in a folder, or one by its hub name that was pulled before; never reaches a hub."""
        folder = folder_of(name)
        try:
            with _quietly():
                return cls(_model(name, folder), fingerprint_of(folder))
        except Exception as fault:
            raise EncoderUnavailable(
                f"向量模型加载失败：{name}。文件可能不完整，或不是 sentence-transformers 格式。"
                "请用 wuhao model pull 重新下载，或去掉 WUHAO_ENCODER 设置以使用自带模型。"
            ) from fault

    @classmethod
    def found(cls, folder: str, fingerprint: str) -> Self | None:
        """The model that lay in a folder, if it still does: None where it is gone, changed or broken."""
        try:
            return cls.load(folder) if fingerprint_of(Path(folder)) == fingerprint else None
        except (EncoderUnavailable, OSError):
            return None

    @property
    def instruction(self) -> str:
        """What every question is put behind; empty for most models."""
        return str(self._model.prompts.get("query") or "")

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per passage, shape (passages, dimension)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), AT_ONCE):
            some = list(texts[start : start + AT_ONCE])
            vectors[start : start + len(some)] = self._model.encode_document(
                some, batch_size=self._batch, show_progress_bar=False, normalize_embeddings=True
            )
        return vectors

    def question(self, text: str) -> NDArray[np.float32]:
        """The question's vector, shape (dimension,)."""
        vector = self._model.encode_query(text, show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(vector, np.float32)


def folder_of(name: str) -> Path:
    """Where the model lies: the folder of that name, else what was pulled from a hub before."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    with suppress(HFValidationError):  # no name that a hub could know
        for file in OF_EVERY_MODEL:
            found = try_to_load_from_cache(name, file)
            if isinstance(found, str):
                return Path(found).parent
    raise EncoderUnavailable(
        f"找不到向量模型：{name}。本机没有这个文件夹，也没有下载过这个名称的模型。"
        "请检查 WUHAO_ENCODER 写的文件夹，或先运行 wuhao model pull 下载，或去掉该设置以使用自带模型。"
    )


@cache
def _import_library() -> None:
    """Without the garbage collector, which would go through it again and again and then with every
    full collection, 0.3 s each: nothing of it ever goes away.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        import sentence_transformers  # noqa: F401

        gc.freeze()
    finally:
        if collects:
            gc.enable()


def _model(name: str, folder: Path) -> "SentenceTransformer":
    _import_library()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), local_files_only=True).float()
    if not model.prompts.get("query") and re.search(r"bge-\w+-zh", f"{name} {folder}"):
        model.prompts["query"] = BGE_QUESTION
    return model


def _batch_size(model: "SentenceTransformer") -> int:
    """Texts in one forward pass: many for a table of vectors, few for a transformer's attention."""
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    return 1024 if isinstance(model[0], StaticEmbedding) else 32


def fingerprint_of(folder: Path) -> str:
    """A hash of what decides the vectors: weights, tokenizer and configuration, by name and content."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).as_posix()):
        if file.suffix in WHAT_MAKES_A_MODEL and file.is_file():
            with file.open("rb") as content:
                of_file = hashlib.file_digest(content, "sha256").hexdigest()
            digest.update(f"{file.relative_to(folder).as_posix()} {of_file}\n".encode())
    return digest.hexdigest()


@contextmanager
def _quietly() -> Iterator[None]:
    """Loading's warnings, log lines and progress bars kept off the terminal."""
    from transformers.utils.logging import disable_progress_bar, enable_progress_bar

    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
        enable_progress_bar()  # type: ignore[no-untyped-call]
