"""How fast messages may go out: 30 a second in all, one a second to a chat, 20 a minute to a group. Pure."""

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

IN_ALL = 30  # a second
IN_A_GROUP = 20  # a minute
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class Pacer:
    """Remembers what went out lately, and which chats want to be left alone until when."""

    def __init__(self, is_group: Callable[[str], bool]) -> None:
        self._is_group = is_group
        self._all: deque[datetime] = deque()
        self._by_chat: dict[str, deque[datetime]] = defaultdict(deque)
        self._until: dict[str, datetime] = {}

    def sent(self, chat: str, now: datetime) -> None:
        """One more message goes to `chat`."""
        self._all.append(now)
        self._by_chat[chat].append(now)

    def rest(self, chat: str, until: datetime) -> None:
        """The channel asked to leave this chat alone until then."""
        self._until[chat] = max(until, self._until.get(chat, until))

    def room(self, now: datetime) -> int:
        """How many may go out at once now, to whichever chats."""
        while self._all and self._all[0] <= now - SECOND:
            self._all.popleft()
        return max(0, IN_ALL - len(self._all))

    def resting(self, now: datetime) -> set[str]:
        """The chats that nothing may go to now."""
        self._forget(now)
        return {chat for chat in {*self._by_chat, *self._until} if self._rests(chat, now)}

    def _rests(self, chat: str, now: datetime) -> bool:
        lately = self._by_chat.get(chat, ())
        if self._until.get(chat, now) > now or any(one > now - SECOND for one in lately):
            return True
        return self._is_group(chat) and len(lately) >= IN_A_GROUP

    def _forget(self, now: datetime) -> None:
        for chat, lately in list(self._by_chat.items()):
            while lately and lately[0] <= now - MINUTE:
                lately.popleft()
            if not lately:
                del self._by_chat[chat]
        self._until = {chat: until for chat, until in self._until.items() if until > now}
