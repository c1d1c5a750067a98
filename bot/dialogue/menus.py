"""Beginning, help, and stopping."""

from bot.dialogue import texts
from bot.dialogue.turn import Turn
from bot.messages.contents import Button, Channel
from bot.people import invitations
from bot.people.bindings import actor_of, memberships
from bot.people.codes import read_code

OFFERED = ("report", "mine", "queue", "help")


def start(turn: Turn, code: str) -> None:
    """Greet; with a code, bind whoever sends it first."""
    if not code:
        greet(turn)
        return
    address = turn.incoming.address
    if address.channel is Channel.WEB and turn.actor.is_guest:  # a browser is let in where its cookie changes
        turn.say(texts.sign_in_there(turn.links.sign_in(read_code(code) or "")))
        return
    redeemed = invitations.redeem(turn.session, code, address, turn.incoming.name, turn.now)
    if isinstance(redeemed, invitations.Refused):
        turn.say(redeemed.text)
        return
    turn.leave()
    turn.forget("asked", "sources")
    if redeemed.membership:
        turn.conversation.membership_id = redeemed.membership.id
    turn.actor = actor_of(turn.session, address, turn.conversation.membership_id)
    turn.say(redeemed.text)
    greet(turn)


def greet(turn: Turn) -> None:
    """Who one is here, and what one can do."""
    mine = memberships(turn.session, turn.actor.person_id) if turn.actor.person_id else []
    rows = [
        [Button(entry.word, f"r:{entry.route}")] for entry in turn.menu(turn.actor) if entry.route in OFFERED
    ]
    if len(mine) > 1:
        rows.append([Button(texts.SWITCH_ROLE, "r:switch")])
    turn.say(texts.greeting(turn.actor), rows)


def help_(turn: Turn, _: str) -> None:
    """What one can do, from the routing table."""
    turn.say(texts.help_text(turn.actor, [(one.command, one.summary) for one in turn.menu(turn.actor)]))


def new(turn: Turn, _: str) -> None:
    """Forget what was talked about."""
    if turn.talk:
        cancel(turn, "")
    turn.forget("asked", "sources")
    turn.say(texts.NEW_CONVERSATION)


def stop(turn: Turn, _: str) -> None:
    """Whatever was being thought about comes to nothing; an open talk stays open."""
    turn.say(texts.stopped(turn.dropped, turn.talk is not None))


def cancel(turn: Turn, _: str) -> None:
    """Drop the open talk."""
    if turn.talk is None:
        turn.say(texts.stopped(turn.dropped, False) if turn.dropped else texts.NOTHING_TO_CANCEL)
        return
    turn.close()
    turn.say(texts.CANCELLED)
