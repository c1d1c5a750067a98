"""Questions: the answer with its sources, the passage behind a source, a person's answer instead."""

from bot.desk import handover
from bot.dialogue import following, menus, reading_words, texts
from bot.dialogue.turn import Turn
from bot.messages.contents import Button
from bot.people import bindings, invitations
from bot.people.permissions import Right, may
from bot.questions import asked, given
from bot.questions.texts import KEEP_AS_FAQ
from knowledge import documents
from knowledge.answers import Answer, Refusal, cite
from knowledge.faq.entries import bare_marks
from knowledge.faq.texts import bare_marks as unreadable

LONGEST_KEPT = 500  # characters of a question that go to staff


def ask(turn: Turn, question: str) -> None:
    """Say what was found before this turn."""
    replied = turn.thought.replied
    if replied is None:  # asked where nothing was thought about: as of an empty line
        turn.say(texts.HOW_TO_ASK)
        return
    reply, meant = replied.reply, replied.meant
    sources = tuple(map(given.source, reply.citations)) if isinstance(reply, Answer) else ()
    turn.remember(sources=given.remembered(sources))
    if isinstance(reply, Refusal) and reply.reason in asked.NO_QUESTION:
        turn.remember(asked={**(turn.recall("asked") or {}), "id": None})
        turn.say(reply.text)
        return
    before = turn.recall("asked") or {}
    goes_on = bool(meant) and meant == before.get("question")  # 还有吗, 第九条呢: more of the same question
    said = texts.gone_on(meant, question) if goes_on else meant or question
    kept = asked.keep(
        turn.session,
        turn.incoming.address,
        turn.actor,
        said[:LONGEST_KEPT],
        reply,
        turn.now,
        is_group=turn.incoming.is_group,
    )
    text = f"{texts.understood_as(meant)}\n{reply.text}" if meant and not goes_on else reply.text
    buttons = [Button(texts.HAND_OVER, "r:handover")]
    if may(turn.actor, Right.REPORT):
        buttons.append(Button(texts.AS_ISSUE, "r:as_issue"))
    if isinstance(reply, Answer):
        rows = (given.verdicts(kept.id or 0), buttons)
        turn.say(text, rows, sources=sources)
    else:
        turn.say(text, (buttons,))
    last = following.remembered(
        (meant or question)[:LONGEST_KEPT], reply, before, turn.now, replied.of_document
    )
    told = "\n".join([reply.text[:LONGEST_KEPT], *(one.line for one in sources)])
    turn.remember(asked={**last, "whole": kept.question, "said": told, "id": kept.id})


def open_source(turn: Turn, mark: str) -> None:
    """[n], typed: the n-th source of the last reply to a question; what has no passage is its own source."""
    number = reading_words.key(mark)
    listed = ((line, opens) for n, line, opens in turn.recall("sources") or () if n == number)
    line, opens = next(listed, (None, None))
    if line is None:
        turn.say(texts.no_source(mark))
    elif opens is None:
        turn.say(texts.nothing_behind(line))
    else:
        passage(turn, str(opens))


def passage(turn: Turn, key: str) -> None:
    """The passage that a citation stands for, where the asker may see it still."""
    number = reading_words.key(key)
    keys = [] if number is None else [str(number)]
    found = next(iter(documents.shown(turn.session, keys, turn.actor.scope, None).values()), None)
    if found is None:
        turn.say(texts.PASSAGE_GONE)
        return
    shown = given.source(cite(1, found, "", texts.local(turn.now).date()))
    heading = found.passage.heading
    heading = f"{heading}\n" if heading and not found.passage.text.startswith(heading) else ""
    turn.say(f"{shown.line.removeprefix('[1] ')}\n\n{heading}{found.passage.text}")


def hand_over(turn: Turn, words: str) -> None:
    """Give the last question to staff; they answer in this chat."""
    last = turn.recall("asked")
    question = words or (last or {}).get("whole") or (last or {}).get("question", "")
    if not question:
        turn.say(texts.NOTHING_TO_HAND_OVER)
        return
    said = (last or {}).get("said") if not words else None
    asker = texts.asker(turn.actor, turn.incoming.name)
    opened = handover.open(turn.session, turn.incoming.address, turn.actor, asker, question, said, turn.now)
    if isinstance(opened, handover.Refused):
        turn.say(opened.text)
        return
    turn.forget("asked")
    turn.say(texts.HANDED_OVER.format(question=question))


def answer_handover(turn: Turn, argument: str) -> None:
    """Begin the answer to a question that was handed over: `ID:VERSION`, or `ID` where it was typed."""
    number, _, at = argument.partition(":")
    key, version = reading_words.key(number), reading_words.key(at)
    found = handover.find(turn.session, key) if key is not None else None
    if found is None and not at:
        turn.say(texts.NO_SUCH_HANDOVER)
    elif found is None or (at and version is None):
        turn.say(texts.OLD_BUTTON)
    elif found.answer is not None:
        turn.say(texts.handover_answered(found.answerer or "", found.question, found.answer))
    else:
        turn.leave()
        turn.open("answering", {"id": found.id, "version": found.version if version is None else version})
        turn.say(texts.answering(found.asker, found.question, found.said), texts.CANCEL_ROW)


def give_answer(turn: Turn, answer: str) -> None:
    """The talk "answering": the text is the answer."""
    state = turn.state
    if len(answer) > handover.LONGEST_ANSWER:
        turn.say(texts.too_long(len(answer), handover.LONGEST_ANSWER), texts.CANCEL_ROW)
        return
    if marks := bare_marks(answer):
        turn.say(unreadable(marks), texts.CANCEL_ROW)
        return
    turn.close()
    answered = handover.answer(turn.session, state["id"], state["version"], turn.actor, answer, turn.now)
    if isinstance(answered, handover.Refused):
        turn.say(answered.text)
        return
    row = [Button(KEEP_AS_FAQ, f"l:handover:{answered.id}")] if may(turn.actor, Right.KEEP_FAQ) else []
    turn.say(texts.ANSWER_SENT, [row])


def answer_pressed(turn: Turn, data: str) -> None:
    """The talk "answering" has one button: to drop it."""
    if data != "cancel":
        turn.say(texts.OLD_BUTTON)
        return
    turn.close()
    turn.say(texts.CANCELLED)


def waiting_handovers(turn: Turn, _: str) -> None:
    """The questions that wait for staff."""
    pending = handover.pending(turn.session)
    if not pending:
        turn.say(texts.NO_HANDOVERS)
        return
    for one in pending[:5]:
        row = (Button(texts.answer_label(one.id or 0), f"h:{one.id}:{one.version}"),)
        turn.say(texts.handover_line(one.asker, one.question, one.created_at), (row,))


def sign_in_code(turn: Turn, _: str) -> None:
    """A code to sign in with on the web page."""
    if turn.actor.person_id is None:
        turn.say(texts.NOT_FOR_GUESTS)
        return
    invited = invitations.sign_in_code(turn.session, turn.actor.person_id, turn.now)
    turn.say(texts.sign_in_code(invited.code, turn.links.sign_in(invited.code)))


def switch_role(turn: Turn, argument: str) -> None:
    """Choose between one's roles."""
    mine = bindings.memberships(turn.session, turn.actor.person_id or 0)
    chosen = next((one for one in mine if str(one.id) == argument), None)
    if chosen is None:
        rows = [(Button(texts.membership(one), f"w:{one.id}"),) for one in mine]
        turn.say(texts.CHOOSE_ROLE if len(mine) > 1 else texts.ONLY_ROLE, rows if len(mine) > 1 else ())
        return
    turn.leave()
    turn.forget("asked", "sources")
    turn.conversation.membership_id = chosen.id
    turn.actor = bindings.actor_of(turn.session, turn.incoming.address, chosen.id)
    menus.greet(turn)
