"""Whether a passage is of the law, the tax, the zone and the kind that a question names. Pure."""

import re

from knowledge.alternatives import shut_out
from knowledge.documents import Found
from knowledge.evidence.coverage import held
from knowledge.index.tokens import normal
from knowledge.named import NATION, laws_in, names_law, taxes_in, zones_in
from knowledge.question_words import ASKS_VALIDITY, GENERAL
from knowledge.questions import Question

TITLED_ENOUGH = 0.75  # the share of an ordinance's name that a title must hold
TOLD_ENOUGH = 0.5  # the share of what is asked of a law that a text which only cites it must hold
_ORDINANCE = re.compile(r"条例|办法|规定|细则")
_DRESS = re.compile(r"暂行|试行|管理|条例")
_ASKS_VALIDITY = re.compile(ASKS_VALIDITY)


def is_of_names(question: Question, found: Found) -> bool:
    """Whether a passage, with its title, names what the question names; a question that names nothing fits all."""
    if shut_out(normal(question.text), _text(found)):
        return False
    return _is_of_tax(question, found) and _is_of_law(question, found) and _is_of_zone(question, found)


def _is_of_tax(question: Question, found: Found) -> bool:
    """The tax of its title, else one that is named in it."""
    asked = taxes_in(normal(question.text))
    told = asked and (taxes_in(normal(found.document.title)) or taxes_in(_text(found)))
    return not asked or bool(asked & told)


def _is_of_law(question: Question, found: Found) -> bool:
    """The law itself, or a text that cites it and tells what is asked of it; since when it holds only itself says."""
    laws = laws_in(normal(question.text))
    if not laws or any(_is_titled(law, normal(found.document.title)) for law in laws):
        return True
    text = _text(found)
    cited = any(names_law(law, text) for law in laws)
    return cited and not _ASKS_VALIDITY.search(question.text) and _tells_beside(question, laws, text)


def _is_titled(law: str, title: str) -> bool:
    if names_law(law, title):
        return True
    if law.endswith("条例"):
        core = _DRESS.sub("", law)
        return bool(_ORDINANCE.search(title)) and bool(core) and held(core, title) >= TITLED_ENOUGH
    return title.endswith("法") and _is_short_for(law.removesuffix("法"), title)


def _is_short_for(short: str, title: str) -> bool:
    """环评 of 环境影响评价: its characters in order, but not side by side; 劳动 isn't short for 劳动合同."""
    return short not in title and bool(re.search(".+?".join(map(re.escape, short)), title))


def _tells_beside(question: Question, laws: tuple[str, ...], text: str) -> bool:
    named = NATION + "".join(laws)
    rest = [normal(word) for word in question.terms if word not in GENERAL and normal(word) not in named]
    return not rest or sum(held(word, text) for word in rest) / len(rest) >= TOLD_ENOUGH


def _is_of_zone(question: Question, found: Found) -> bool:
    """A passage that speaks of zones by name speaks of no others."""
    asked = zones_in(normal(question.text))
    document = found.document
    context = normal(f"{_text(found)} {document.issuer or ''} {document.region or ''}")
    return not asked or any(zone in context for zone in asked) or not zones_in(context)


def _text(found: Found) -> str:
    return normal(f"{found.document.title} {found.passage.heading} {found.passage.text}")
