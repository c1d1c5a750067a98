"""Buttons as Telegram draws them: short labels, rows of a few, never more than it takes. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.messages.contents import Button, Source
from bot.telegram import texts
from bot.telegram.cutting import cleaned, is_blank, shortened

LONGEST_LABEL = 64
MOST_BUTTONS = 100
MOST_BYTES = 7_000  # of Telegram's 10 kB for a whole keyboard
_AROUND = 40  # bytes that a button takes beside its words
_IN_A_ROW = 8
_SOURCES_IN_A_ROW = 3
_MOST_SOURCES = 30

Rows = tuple[tuple[Button, ...], ...]


def opening(sources: Sequence[Source]) -> Rows:
    """A button for each source that has a passage to open."""
    buttons = {
        source.n: Button(texts.OPEN_SOURCE.format(n=source.n), f"p:{source.passage}")
        for source in sources
        if source.passage is not None
    }
    return _in_rows(tuple(buttons.values())[:_MOST_SOURCES], _SOURCES_IN_A_ROW)


def fitted(rows: Rows) -> Rows:
    """The rows as they can be drawn: every label seen, short and once, no more than fit."""
    taken, left, drawn = set[str](), MOST_BYTES, list[tuple[Button, ...]]()
    for row in rows:
        kept = []
        for button in row:
            label = _label(button, taken)
            left -= len((label + button.data).encode("utf-8", "replace")) + _AROUND
            if button.data and left >= 0 and len(taken) < MOST_BUTTONS:
                taken.add(label)
                kept.append(replace(button, label=label))
        drawn += _in_rows(tuple(kept), _IN_A_ROW)
    return tuple(drawn)


def _label(button: Button, taken: set[str]) -> str:
    """Its label, told apart from those before it."""
    label = " ".join(cleaned(button.label).split())
    label = shortened("…" if is_blank(label) else label, LONGEST_LABEL)
    number = 2
    shown = label
    while shown in taken:
        tail = f" ({number})"
        shown, number = shortened(label, LONGEST_LABEL - len(tail)) + tail, number + 1
    return shown


def _in_rows(buttons: tuple[Button, ...], width: int) -> Rows:
    return tuple(buttons[at : at + width] for at in range(0, len(buttons), width))
