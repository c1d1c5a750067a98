"""Which files a person may fetch: those of their own log, and those of issues that they may see."""

import re
from dataclasses import dataclass

from sqlalchemy import String, cast
from sqlmodel import Session, col, select

from bot.desk.queue import visible
from bot.desk.seen import attachments
from bot.desk.tables import Attachment, Issue
from bot.messages.tables import Inbox, Outbox
from bot.people.actors import Actor
from bot.web import log

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Named:
    """A file's name and type, as the row says that shows it."""

    name: str
    mime: str


def visible_file(session: Session, digest: str, thread: str, actor: Actor) -> Named | None:
    """The file with this digest as the person may see it; None where they may not, or there is none."""
    if not DIGEST.fullmatch(digest):
        return None
    return _of_log(session, digest, thread) or _of_issues(session, digest, actor)


def _of_log(session: Session, digest: str, thread: str) -> Named | None:
    """What the thread's rows hold as files; a digest that is merely written in a text is none."""
    came = select(Inbox).where(Inbox.thread == thread, col(Inbox.raw).contains(digest))
    for row in session.exec(came):
        incoming = log.said(row)
        for file in incoming.files if incoming else ():
            if file.ref == digest:
                return Named(file.name, file.mime or "application/octet-stream")
    went = select(Outbox).where(Outbox.thread == thread, cast(col(Outbox.payload), String).contains(digest))
    for sent in session.exec(went):
        outgoing = log.answered(sent)
        for kept in outgoing.files if outgoing else ():
            if kept.digest == digest:
                return Named(kept.name, kept.mime)
    return None


def _of_issues(session: Session, digest: str, actor: Actor) -> Named | None:
    """An attachment of an issue, as the desk lets the actor see it."""
    attached = select(Attachment.issue_id).where(Attachment.digest == digest)
    for issue in session.exec(select(Issue).where(col(Issue.id).in_(attached), visible(actor))):
        for file in attachments(session, actor, issue):
            if file.digest == digest:
                return Named(file.name, file.mime)
    return None
