"""How often someone may do something: a sliding window, kept in memory. No clock of its own."""

from collections import deque
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

MOST_KEYS = 20_000


class Limit:
    """At most `most` (of whatever is counted) in `span`, for each key."""

    def __init__(self, most: int, span: timedelta) -> None:
        self.most = most
        self.span = span
        self._taken: dict[str, deque[tuple[datetime, int]]] = {}
        self._lock = Lock()

    def take(self, key: str, now: datetime, cost: int = 1) -> int:
        """Count `cost` for `key`: 0 where it may, else the seconds to wait; then nothing is counted."""
        with self._lock:
            taken = self._recent(key, now)
            if taken and sum(cost for _, cost in taken) + cost > self.most:
                return max(1, ceil((taken[0][0] + self.span - now).total_seconds()))
            taken.append((now, cost))
            self._taken[key] = taken
            return 0

    def _recent(self, key: str, now: datetime) -> deque[tuple[datetime, int]]:
        if len(self._taken) > MOST_KEYS:
            self._forget(now)
        taken = self._taken.get(key, deque())
        while taken and taken[0][0] <= now - self.span:
            taken.popleft()
        return taken

    def _forget(self, now: datetime) -> None:
        self._taken = {key: taken for key, taken in self._taken.items() if taken[-1][0] > now - self.span}


class Limits:
    """The page's own limits. Whole offices share one network address, so an address has more."""

    def __init__(self) -> None:
        minute, quarter = timedelta(minutes=1), timedelta(minutes=15)
        self.messages = Limit(30, minute)
        self.messages_of_network = Limit(300, minute)
        self.uploads = Limit(400 * 1024 * 1024, quarter)
        self.uploads_of_network = Limit(1024 * 1024 * 1024, quarter)
        self.guests_of_network = Limit(120, minute)
        self.sign_ins_of_network = Limit(60, minute)
