"""A machine without LibreOffice, whatever this one has."""

import pytest

from ingest.readers import libreoffice


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
