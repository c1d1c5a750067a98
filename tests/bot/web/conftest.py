"""A town to tell stories in, on each database."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge import migrations
from tests.bot.web.town import Town


@pytest.fixture
def town(empty_engine: Engine, tmp_path: Path) -> Town:
    migrations.ensure_current(empty_engine)
    place = Town(empty_engine, tmp_path)
    place.settle()
    return place
