"""`wuhao serve` as its user starts it: a process of its own, over real HTTP."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.telegram_server.telegram import Telegram

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0  # seconds until it is ready, on a busy machine


@dataclass
class Served:
    """One home, served; may be killed and started again."""

    home: Path
    port: int
    telegram: Telegram | None = None
    settings: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it said."""
        return self._log_file.read_text("utf-8")

    def start(self) -> None:
        """Begin, without waiting for anything."""
        with self._log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from bot.entry import main; main()", "serve"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        """Until questions are answered."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process and self.process.poll() is None, self.log
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"not ready: {self.log}")

    def kill(self) -> None:
        """As if the power went."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> float:
        """SIGTERM; how many seconds it took."""
        assert self.process
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        return time.monotonic() - begun

    @property
    def _log_file(self) -> Path:
        return self.home / "serve.log"

    def _environment(self) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WUHAO_")}
        environment |= {"WUHAO_HOME": str(self.home), "WUHAO_WEB_PORT": str(self.port), **self.settings}
        if self.telegram:
            environment |= {
                "WUHAO_TELEGRAM_TOKEN": self.telegram.token,
                "WUHAO_TELEGRAM_API_URL": self.telegram.url,
            }
        return environment


@contextmanager
def served(home: Path, telegram: Telegram | None = None, **settings: str) -> Iterator[Served]:
    """A home that is served until the block ends."""
    home.mkdir(parents=True, exist_ok=True)
    one = Served(home, free_port(), telegram, settings)
    one.start()
    try:
        yield one
    finally:
        if one.process and one.process.poll() is None:
            one.kill()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
