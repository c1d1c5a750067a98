"""Where projects stand."""

from collections.abc import Sequence

from bot import texts as general
from bot.dialogue.turn import Turn
from knowledge.projects import lookups, replies
from knowledge.projects.lookups import Sourced

MOST_LISTED = 20
LONGEST_PART = 60  # characters of a name


def project(turn: Turn, part: str) -> None:
    """The projects whose name or code contains a part, or all that one may see."""
    part = part[:LONGEST_PART]
    found = lookups.matching(turn.session, turn.actor.scope, part)
    if not found:
        turn.say(general.NO_PROJECT.format(part=part) if part else general.NO_PROJECTS_SEEN)
        return
    left = len(found) - MOST_LISTED
    more = [general.MORE_PROJECTS.format(count=left)] if left > 0 else []
    turn.say("\n".join([told(found[:MOST_LISTED]), *more]))


def told(found: Sequence[Sourced]) -> str:
    """One project in full, several on a line each."""
    if len(found) == 1:
        return replies.status(found[0].project)
    return "\n".join(replies.summary(one.project) for one in found)
