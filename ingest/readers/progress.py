"""Who watches a long reading hears of every page that is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PageDone = Callable[[int], None]

_WATCHER: ContextVar[PageDone | None] = ContextVar("page_watcher", default=None)


@contextmanager
def watching(page_done: PageDone) -> Iterator[None]:
    """Within this, `page_done` is called with the number of every page that a reader has read."""
    token = _WATCHER.set(page_done)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def page_done(number: int) -> None:
    """A reader says that it has read this page."""
    watcher = _WATCHER.get()
    if watcher:
        watcher(number)
