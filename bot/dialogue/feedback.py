"""What people think of an answer: 有用, 没用 and why, under every answer."""

from bot.dialogue import reading_words
from bot.dialogue import texts as common
from bot.dialogue.turn import Turn
from bot.messages.contents import Button
from bot.questions import asked, texts
from bot.questions.tables import Why

NAME = "why"
LONGEST = 500


def pressed(turn: Turn, argument: str) -> None:
    """`ID:useful`, `ID:useless`, or `ID:WHY`."""
    key, _, meant = argument.partition(":")
    number = reading_words.key(key)
    why = next((one for one in Why if one.value == meant), None)
    if number is None or (why is None and meant not in ("useful", "useless")):
        turn.say(common.OLD_BUTTON)
    elif why is None:
        _judge(turn, number, is_useful=meant == "useful")
    elif why is Why.OTHER:
        turn.leave()
        turn.open(NAME, {"asked": number})
        turn.say(texts.WHY_IN_WORDS, common.CANCEL_ROW)
    else:
        _say_why(turn, number, why)


def useful(turn: Turn, _: str) -> None:
    """The last answer was of use, in a word."""
    _judge_last(turn, is_useful=True)


def useless(turn: Turn, _: str) -> None:
    """The last answer was of none."""
    _judge_last(turn, is_useful=False)


def said(turn: Turn, words: str) -> None:
    """The talk "why": the text is what was wrong."""
    if len(words) > LONGEST:
        turn.say(common.too_long(len(words), LONGEST), common.CANCEL_ROW)
        return
    number = turn.state["asked"]
    turn.close()
    _say_why(turn, number, Why.OTHER, words)


def cancelled(turn: Turn, data: str) -> None:
    """The talk "why" has one button: to drop it."""
    if data != "cancel":
        turn.say(common.OLD_BUTTON)
        return
    turn.close()
    turn.say(texts.THANKS)


def _judge_last(turn: Turn, *, is_useful: bool) -> None:
    last = turn.recall("asked")
    if last is None:
        turn.say(texts.NOTHING_TO_JUDGE)
        return
    number = last.get("id")
    of = asked.find(turn.session, number) if number is not None else None
    if number is None or (of and of.reason and not of.entry_id):
        turn.say(texts.no_answer_to_judge(is_listed=of is not None and of.settled_at is None))
    else:
        _judge(turn, number, is_useful=is_useful)


def _judge(turn: Turn, number: int, *, is_useful: bool) -> None:
    judged = asked.judge(
        turn.session, number, turn.incoming.address, turn.actor, turn.now, is_useful=is_useful
    )
    if judged is None:
        turn.say(texts.NOT_YOURS)
    elif is_useful:
        turn.say(texts.THANKS)
    else:
        choices = [Button(label, f"f:{number}:{why.value}") for why, label in texts.WHYS.items()]
        turn.say(texts.WHY, [choices[:3], choices[3:]])


def _say_why(turn: Turn, number: int, why: Why, words: str = "") -> None:
    is_kept = asked.say_why(turn.session, number, turn.incoming.address, why, words, turn.now)
    turn.say(texts.THANKS if is_kept else texts.NOT_YOURS)
