"""A model hub on this machine: what huggingface_hub asks of one, and a tiny model for it to give."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

from knowledge.index.grams import gram_tokenizer

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def tiny_model(folder: Path, prompts: dict[str, str] | None = None) -> None:
    """A real sentence-transformers model that knows a handful of characters; beside it what nobody needs here."""
    torch.manual_seed(7)
    tokenizer = gram_tokenizer(list("租金补贴人才厂房多少"), ["租金", "补贴", "人才"])
    embedding = StaticEmbedding(tokenizer, embedding_weights=torch.randn(13, 8))
    model = SentenceTransformer(modules=[embedding], device="cpu", prompts=prompts)
    model.save_pretrained(str(folder), create_model_card=False)
    (folder / "pytorch_model.bin").write_bytes(b"the same weights again")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(b"for another runtime")


class Hub:
    """Gives the models in its folder, `owner/name` each, and remembers what was fetched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fetched: list[str] = []
        self.down = False
        self.url = ""

    def told(self, path: str) -> bytes | None:
        """What the hub says of a model, or of its files."""
        model, what = "/".join(path.split("/")[:2]), path.split("/")[2:3]
        folder = self.folder / model
        if model.count("/") != 1 or not folder.is_dir():
            return None
        files = [file for file in folder.rglob("*") if file.is_file()]
        names = [file.relative_to(folder).as_posix() for file in files]
        if what == ["tree"]:
            sized = zip(names, files, strict=True)
            return json.dumps([_entry(name, file.read_bytes()) for name, file in sized]).encode()
        siblings = [{"rfilename": name} for name in names]
        return json.dumps({"id": model, "modelId": model, "sha": COMMIT, "siblings": siblings}).encode()


def _entry(name: str, content: bytes) -> dict[str, object]:
    return {"type": "file", "path": name, "size": len(content), "oid": hashlib.sha1(content).hexdigest()}


@contextmanager
def hub_of(folder: Path) -> Iterator[Hub]:
    """A hub on a free port, until the block ends."""
    hub = Hub(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if hub.down:
                self._give(503, b"")
            elif path.startswith("/api/models/"):
                told = hub.told(path.removeprefix("/api/models/"))
                self._give(200 if told else 404, told or b"{}", "application/json")
            else:
                self._file(path)

        do_HEAD = do_GET

        def _file(self, path: str) -> None:
            model, _, rest = path.strip("/").partition("/resolve/")
            name = rest.partition("/")[2]
            file = hub.folder / model / name
            if not file.is_file():
                self._give(404, b"")
                return
            if self.command == "GET":
                hub.fetched.append(name)
            self._give(200, file.read_bytes())

        def _give(self, status: int, body: bytes, kind: str = "application/octet-stream") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", f'"{hashlib.sha1(body).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            if status == 404:
                self.send_header("X-Error-Code", "RepoNotFound")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
