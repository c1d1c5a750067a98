"""Kind words to what is no text, no button and no file."""

from bot.dialogue import texts
from bot.dialogue.route import Step
from bot.dialogue.turn import Turn
from bot.messages import outbox
from bot.messages.contents import Incoming, Kind
from bot.people import bindings
from bot.people.permissions import Right

_SAID = {
    Kind.CONTACT: texts.CONTACT_NOT_NEEDED,
    Kind.LOCATION: texts.LOCATION,
    Kind.STICKER: texts.STICKER,
    Kind.VOICE: texts.VOICE,
    Kind.EDIT: texts.EDITED,
    Kind.OTHER: texts.OTHER_KIND,
}


def step(incoming: Incoming) -> Step:
    """What to do with such a message."""
    match incoming.kind:
        case Kind.GONE:
            return Step((Right.START,), _gone, is_personal=False)
        case Kind.MOVED:
            return Step((Right.START,), _moved, is_personal=False)
        case Kind.CHATTER:
            return Step((Right.START,), _nothing, is_personal=False)
        case kind:
            return _word(_SAID[kind])


def unknown_command(command: str) -> Step:
    return _word(texts.unknown_command(command))


def talk_is_over() -> Step:
    """A button of a talk that was closed meanwhile."""
    return _word(texts.TALK_IS_OVER)


def no_files_here() -> Step:
    """Files in a talk that takes none."""
    return _word(texts.NO_FILES_HERE)


def no_issue_open(act: str) -> Step:
    """An act in words where no issue was shown lately."""
    return Step((Right.SEE,), lambda turn, _: turn.say(texts.no_issue_open(act)))


def old_button() -> Step:
    """A button that means nothing any more."""
    return _word(texts.OLD_BUTTON)


def _word(word: str) -> Step:
    return Step((Right.START,), lambda turn, _: turn.say(word), is_personal=False)


def _nothing(turn: Turn, _: str) -> None:
    """Not meant for us."""


def _gone(turn: Turn, _: str) -> None:
    """They blocked us, or came back: what couldn't be delivered meanwhile goes out then.

    Of a group it says nothing about whoever took us out of it.
    """
    address, is_back = turn.incoming.address, turn.incoming.text == "back"
    if not turn.incoming.is_group:
        mark = bindings.mark_reachable if is_back else bindings.mark_unreachable
        mark(turn.session, address.channel, address.person)
    if is_back:
        outbox.revive_chat(turn.session, address, turn.now)
    else:
        outbox.fail_chat(turn.session, address, texts.BLOCKED)


def _moved(turn: Turn, _: str) -> None:
    """The group is a supergroup now, with another id."""
    address = turn.incoming.address
    outbox.move_chat(turn.session, address.channel, address.chat, turn.incoming.data, turn.now)
