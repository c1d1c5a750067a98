"""Settings, read from WUHAO_* once at an entry point and passed down."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL

SHIPPED_ENCODER = Path(__file__).parent / "index" / "model"


class Settings(BaseSettings):
    """Where this installation keeps its things; every value has a default that works."""

    model_config = SettingsConfigDict(env_prefix="WUHAO_", env_ignore_empty=True, frozen=True)

    home: Path = Path("data")
    database_url: str | None = None
    chroma_url: str | None = None
    encoder: str = str(SHIPPED_ENCODER)
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None
    webhook_url: str | None = None
    web_host: str = "127.0.0.1"
    web_port: int = 8000

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database: the one set, else SQLite in the home."""
        return (
            self.database_url or URL.create("sqlite", database=str(self.home / "wuhao.db")).render_as_string()
        )

    @property
    def chroma(self) -> Path:
        return self.home / "chroma"

    @property
    def lexical(self) -> Path:
        return self.home / "lexical"

    @property
    def lexical_documents(self) -> Path:
        return self.home / "lexical-documents"

    @property
    def files(self) -> Path:
        """What people handed in."""
        return self.home / "files"

    @property
    def recognised(self) -> Path:
        """Pages of scans as they were recognised: a run that was stopped goes on from there."""
        return self.home / "recognised"

    @property
    def uploads(self) -> Path:
        """Documents that staff sent to be taken in."""
        return self.home / "uploads"

    @property
    def index_lock(self) -> Path:
        return self.home / "index.lock"
