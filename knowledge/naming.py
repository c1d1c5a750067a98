"""Which documents a question names: by their titles, with or without the place whose they are."""

import re
from collections import Counter
from collections.abc import Sequence

from sqlmodel import Session, col, select

from knowledge.documents import Document, live, seen_by, short_title, titled_in
from knowledge.places import place_words
from knowledge.scope import Scope

SHORTEST = 8
SHORTEST_PART = 3  # characters of a title that a name must have of it
_ISSUED = re.compile(r"印发[《〈](.+)[》〉]的通知")
_MARKS = re.compile(r"[《》〈〉<>“”\s]")
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


def called(session: Session, name: str, places: Sequence[str], scope: Scope) -> list[Document]:
    """The documents that a name means, whatever their validity: of that very title, else whose title ends
    with it or has it in it, else whose title the name ends with; always of the places that it names.
    """
    documents = session.exec(select(Document).where(live(), seen_by(scope)).order_by(col(Document.id))).all()
    of_place = [one for one in documents if is_of_places(one, places)]
    wanted = _plain(name)
    without = "|".join(rf"{re.escape(one)}[省市州县区]?的?" for one in places)
    least = re.sub(without, "", wanted) if places else wanted
    titles = [(one, _plain(one.title)) for one in of_place]
    anywhere = [(one, _plain(one.title)) for one in documents]
    ways = (
        [one for one, title in titles if title == wanted],
        [one for one, title in titles if len(least) >= SHORTEST_PART and title.endswith(least)],
        [one for one, title in titles if len(least) >= SHORTEST_PART and least in title],
        _longest([(one, title) for one, title in anywhere if _ends_with(wanted, title)]),
    )
    return next((found for found in ways if found), [])


def is_of_places(document: Document, places: Sequence[str]) -> bool:
    """Whether a document is of the places asked of: 广州市某条例 doesn't name the country's 某条例."""
    own = f"{document.title} {document.region or ''} {document.issuer or ''}"
    return all(place in own for place in places)


def beside_names(text: str, documents: Sequence[Document]) -> str:
    """What a question says beside the titles of the documents that it names."""
    for document in documents:
        for title in (short_title(document.title), _without_place(document.title)):
            text = text.replace(title, " ") if title else text
    return text


def _plain(name: str) -> str:
    issued = _ISSUED.search(name)
    bare = _MARKS.sub("", issued[1] if issued else name)
    return bare.replace("中华人民共和国", "").replace("（", "(").replace("）", ")")


def _ends_with(name: str, title: str) -> bool:
    """Whether a name ends with a title that isn't another place's, or a rule on how to apply that law."""
    before = name.removesuffix(title)
    if not title or before == name or before.endswith(("实施", "贯彻", "执行")):
        return False
    return not any(start + len(word) == len(before) for start, word, _ in place_words(before))


def _longest(named: Sequence[tuple[Document, str]]) -> list[Document]:
    longest = max((len(title) for _, title in named), default=0)
    return [one for one, title in named if len(title) == longest]


def _without_place(title: str) -> str:
    """A rule's title without the place in front; "" where none stands there, or too little is left."""
    short = short_title(title)
    bare = _PLACE.sub("", short)
    return bare if bare != short and len(bare) >= SHORTEST and _RULES.search(bare) else ""
