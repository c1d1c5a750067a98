"""An answer as a message: its sources as a chat shows them, and the row to judge it by."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from bot.messages.contents import Button, Source
from bot.questions import texts
from knowledge.answers import Citation
from knowledge.replies import source_line


def source(citation: Citation) -> Source:
    """A citation as a chat shows it: the file by its name alone."""
    shown = replace(citation, source=PurePath(citation.source).name)
    return Source(citation.n, source_line(shown), citation.passage)


def remembered(sources: Sequence[Source]) -> list[list[Any]]:
    """What a conversation keeps of them, so that [n] opens the n-th."""
    return [[one.n, one.line, one.passage] for one in sources]


def verdicts(asked_id: int) -> tuple[Button, ...]:
    """The row under an answer."""
    return Button(texts.USEFUL, f"f:{asked_id}:useful"), Button(texts.USELESS, f"f:{asked_id}:useless")
