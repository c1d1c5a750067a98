"""Mails (.eml) and pages saved as one file (.mht): what they say, and what hangs on them."""

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import lru_cache

from ingest import texts
from ingest.pages import Block, Kind, Reading
from ingest.readers.decoding import decode
from ingest.readers.text import paragraphs

_PAGE_SAVED = "<saved by"


def read_mail(data: bytes) -> Reading:
    """The subject as title, date and sender, then the best of its texts."""
    message = opened(data)
    subject = header(message, "Subject")
    body = _body(message)
    if _is_saved_page(message):
        return Reading(body.blocks, body.title or subject)
    blocks = (*((Block(subject, Kind.HEADING, level=1),) if subject else ()), *_stated(message))
    return Reading((*blocks, *body.blocks), subject)


@lru_cache(maxsize=1)  # a mail is opened for its text, and again for what hangs on it
def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """What hangs on a mail, each with its name; pictures inside its text don't."""
    for part in message.iter_parts() if message.is_multipart() else ():
        if not isinstance(part, EmailMessage):
            continue
        name = _file_name(part)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, EmailMessage):
                name = name or header(inner, "Subject") or texts.UNNAMED_ATTACHMENT
                yield (name if name.endswith(".eml") else f"{name}.eml"), inner.as_bytes()
        elif part.is_multipart():
            yield from attached(part)
        elif name and (part.is_attachment() or part.get_content_maintype() not in ("image", "text")):
            yield name, _payload(part)


def header(message: EmailMessage, name: str) -> str:
    """A header as text, also where it holds bytes that it shouldn't."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if any("\udc80" <= sign <= "\udcff" for sign in raw):
        return " ".join(decode(raw.encode("utf-8", "surrogateescape")).split())
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (LookupError, ValueError):
        return " ".join(raw.split())


def _is_saved_page(message: EmailMessage) -> bool:
    return header(message, "From").lower().startswith(_PAGE_SAVED)


def _stated(message: EmailMessage) -> Iterator[Block]:
    when = header(message, "Date")
    with suppress(ValueError):
        when = parsedate_to_datetime(when).strftime("%Y-%m-%d %H:%M")
    for label, value in ((texts.MAIL_DATE, when), (texts.MAIL_SENDER, header(message, "From"))):
        if value:
            yield Block(label + value)


def _body(message: EmailMessage) -> Reading:
    part = message.get_body(("html", "plain"))
    if not isinstance(part, EmailMessage):
        return Reading(())
    data = _payload(part)
    if not data.strip():
        return Reading(())
    text = decode(data, part.get_content_charset())
    if part.get_content_subtype() == "html":
        from ingest.readers.html import read_html  # slow to import; few mails need it

        return read_html(text.encode())
    return Reading(tuple(map(Block, paragraphs(text))))


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: EmailMessage) -> str:
    name = part.get_filename() or ""
    if any("\udc80" <= sign <= "\udcff" for sign in name):
        return decode(name.encode("utf-8", "surrogateescape"))
    try:
        return str(make_header(decode_header(name))) if "=?" in name else name
    except (LookupError, ValueError):
        return name
