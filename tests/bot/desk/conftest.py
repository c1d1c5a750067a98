"""A desk on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from knowledge import migrations
from tests.bot.desk.cast import Desk, desk_on


@pytest.fixture
def desk(empty_engine: Engine) -> Iterator[Desk]:
    migrations.ensure_current(empty_engine)
    yield desk_on(empty_engine)
