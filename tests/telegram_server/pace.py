"""How fast a bot may send before Telegram says 429."""

import math
import time
from dataclasses import dataclass, field


@dataclass
class Bucket:
    """Lets `burst` through at once, then `rate` a second."""

    rate: float
    burst: float
    at: float
    level: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        self.level = max(0.0, self.level - (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (self.level + 1 - self.burst) / self.rate)


@dataclass
class Pace:
    """30 a second in all, 1 a second in a chat, 20 a minute in a group; short bursts pass."""

    overall: tuple[float, float] = (30.0, 60.0)
    private: tuple[float, float] = (1.0, 20.0)
    group: tuple[float, float] = (20 / 60, 20.0)
    is_enforced: bool = True
    _buckets: dict[int, Bucket] = field(default_factory=dict)

    def take(self, chat: int) -> int:
        """Seconds to wait; 0: the message goes."""
        if not self.is_enforced:
            return 0
        now = time.monotonic()
        limits = self.private if chat > 0 else self.group
        buckets = [
            self._buckets.setdefault(key, Bucket(*limit, at=now))
            for key, limit in ((0, self.overall), (chat, limits))
        ]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait:
            return max(1, math.ceil(wait))
        for bucket in buckets:
            bucket.level += 1
        return 0
