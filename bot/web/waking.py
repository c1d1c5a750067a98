"""A signal that wakes the pages that wait for new messages."""

import asyncio
from contextlib import suppress


class Signal:
    """Wakes all who wait; rung from any thread."""

    def __init__(self) -> None:
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self.is_closed = False

    def ring(self) -> None:
        """Something may be new."""
        for loop, event in tuple(self._waiting):
            with suppress(RuntimeError):  # a loop that has ended
                loop.call_soon_threadsafe(event.set)

    def close(self) -> None:
        """End what waits, so that the server can stop at once."""
        self.is_closed = True
        self.ring()

    async def wait(self, seconds: float) -> None:
        """Until it rings, at most so many seconds."""
        entry = (asyncio.get_running_loop(), asyncio.Event())
        self._waiting.add(entry)
        try:
            if not self.is_closed:
                async with asyncio.timeout(seconds):
                    await entry[1].wait()
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(entry)
