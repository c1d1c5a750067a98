"""Whether questions can be answered, else why not yet; and what else is wrong, said by name."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Readiness:
    """What isn't ready, by the name of the part; empty where all is."""

    waiting: dict[str, str] = field(default_factory=dict)

    def wait(self, part: str, why: str) -> None:
        """This part isn't ready."""
        self.waiting[part] = why

    def done(self, part: str) -> None:
        """This part is ready."""
        self.waiting.pop(part, None)

    def reasons(self) -> list[str]:
        return list(self.waiting.values())
