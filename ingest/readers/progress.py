"""Who watches a long reading hears of every page that is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PageDone = Callable[[int], None]
Allow = Callable[[float], None]

_WATCHER: ContextVar[PageDone | None] = ContextVar("page_watcher", default=None)
_ALLOWING: ContextVar[Allow | None] = ContextVar("allowing", default=None)


@contextmanager
def watching(page_done: PageDone, allow: Allow | None = None) -> Iterator[None]:
    """Within this, `page_done` is called with the number of every page that a reader has read.

    `allow` is told where a reader needs more time for what comes next.
    """
    watcher, allowing = _WATCHER.set(page_done), _ALLOWING.set(allow)
    try:
        yield
    finally:
        _WATCHER.reset(watcher)
        _ALLOWING.reset(allowing)


def page_done(number: int) -> None:
    """A reader says that it has read this page."""
    watcher = _WATCHER.get()
    if watcher:
        watcher(number)


def takes(seconds: float) -> None:
    """A reader says that what comes next may take so long, because something else ends it by then; 0 takes it back."""
    allow = _ALLOWING.get()
    if allow:
        allow(seconds)
