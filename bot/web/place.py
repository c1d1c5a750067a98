"""What the pages stand on, handed in by the composition and kept with the app."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine

from bot.files import Files
from bot.web.limits import Limits
from bot.web.waking import Signal

LOCAL_TIME = ZoneInfo("Asia/Shanghai")
HERE = Path(__file__).parent
ASSETS = HERE / "assets"
TEMPLATES = Jinja2Templates(directory=HERE / "templates")


@dataclass(frozen=True)
class Place:
    """The database, the files, a clock; `ready` tells what isn't, `wake` rings when there may be new rows.

    `arrived` is called when a message was taken in, so that whoever handles messages needn't look.
    """

    engine: Engine
    files: Files
    now: Callable[[], datetime]
    ready: Callable[[], Sequence[str]]
    wake: Signal
    arrived: Callable[[], None]
    limits: Limits = field(default_factory=Limits)

    @property
    def today(self) -> date:
        """Today in Asia/Shanghai."""
        return self.now().astimezone(LOCAL_TIME).date()


def place_of(request: Request) -> Place:
    """The place of the app that a request came to."""
    place = request.app.state.place
    assert isinstance(place, Place)
    return place
