"""What the routing table is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.turn import Preparing, Turn
from bot.library import Library
from bot.people.permissions import Right

Run = Callable[[Turn, str], None]
Prepare = Callable[[Library | None, Preparing], object]


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked for: by a command, by words, or by a button whose data begins with `prefix`.

    It takes any one of its rights. A personal one is not for groups; a thinking one takes time before its turn.
    """

    name: str
    rights: tuple[Right, ...]
    run: Run
    command: str | None = None
    summary: str = ""
    words: tuple[str, ...] = ()
    prefix: str | None = None
    is_personal: bool = True
    thinks: bool = False
    prepare: Prepare | None = None
    takes_files: bool = False  # as the caption of files too
    spoken: tuple[
        tuple[str, str], ...
    ] = ()  # patterns of what is said with a number, and the argument it makes
    interrupts: bool = False  # its words mean it in an open talk too


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of several turns. What of it is not given is answered kindly and changes nothing."""

    name: str
    rights: tuple[Right, ...]
    text: Run
    press: Run
    files: Callable[[Turn], None] | None = None
    contact: Run | None = None
    left_open: Callable[[dict[str, object]], str] | None = None  # what is said when it is closed unfinished
    prepare: Prepare | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a message means: who may, what is run with which argument, whether it takes thought or files."""

    rights: tuple[Right, ...]
    run: Run
    argument: str = ""
    is_personal: bool = True
    thinks: bool = False
    takes_files: bool = False
    name: str = ""
    prepare: Prepare | None = None
