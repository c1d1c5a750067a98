"""Which documents a question names: by their titles, with or without the place whose they are."""

import re
from collections import Counter
from collections.abc import Sequence

from sqlmodel import Session, col, select

from knowledge.documents import Document, live, seen_by, short_title, titled_in
from knowledge.scope import Scope

SHORTEST = 8
_RULES = re.compile(r"(?:办法|条例|规定|细则|目录|规划|方案|意见|措施|决定)(?:[（(][^）)]{1,8}[）)])?$")
_NAMES_RULES = re.compile(r"办法|条例|规定|细则|目录|规划|方案|意见|措施|决定")
_PLACE = re.compile(r"^[一-鿿]{2,7}?(?:自治区|自治州|开发区|省|市|州|县|区)")


def named_in(session: Session, text: str, scope: Scope) -> Sequence[Document]:
    """The documents that a text names, whatever their validity; without its place a title counts where
    it is only one document's.
    """
    named = titled_in(session, text, scope)
    if named or not _NAMES_RULES.search(text):
        return named
    titles = session.exec(select(Document.id, Document.title).where(live(), seen_by(scope))).all()
    bare = {key: name for key, title in titles if (name := _without_place(title))}
    often = Counter(bare.values())
    found = {key: name for key, name in bare.items() if name in text and often[name] == 1}
    longest = max(map(len, found.values()), default=0)
    keys = [key for key, name in found.items() if len(name) == longest]
    return session.exec(select(Document).where(col(Document.id).in_(keys))).all()


def beside_names(text: str, documents: Sequence[Document]) -> str:
    """What a question says beside the titles of the documents that it names."""
    for document in documents:
        for title in (short_title(document.title), _without_place(document.title)):
            text = text.replace(title, " ") if title else text
    return text


def _without_place(title: str) -> str:
    """A rule's title without the place in front; "" where none stands there, or too little is left."""
    short = short_title(title)
    bare = _PLACE.sub("", short)
    return bare if bare != short and len(bare) >= SHORTEST and _RULES.search(bare) else ""
