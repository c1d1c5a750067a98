"""How a piece is cited: 第十二条第二款第（四）项 of a long article, 第3至7行 of a table, 第2段 of a speech."""

from collections.abc import Sequence
from dataclasses import replace

from ingest import texts
from ingest.splitting.parts import Part, Spot
from knowledge.numerals import chinese


def whole(parts: Sequence[Part]) -> Part:
    """Neighbouring parts as one, named by the rows or paragraphs that it has."""
    first, last = parts[0], parts[-1]
    lines = [part.spot.line for part in parts if part.spot.line]
    name = None
    if lines and not first.article:
        count = texts.span(lines[0], lines[-1])
        name = texts.rows(count) if first.in_table else texts.paragraphs(count)
    return replace(first, end=last.end, name=name)


def clauses(parts: Sequence[Part], several: bool) -> Part:
    """A piece of an article, named by its first 款 (where the article has several) and 项, and its last."""
    first = next((part.spot for part in parts if part.spot.paragraph), parts[0].spot)
    last = parts[-1].spot
    begins, ends = _clause(first, several), _clause(last, several)
    name = begins
    if begins and not ends.startswith(begins):
        name += texts.TO + (last.item if first.paragraph == last.paragraph else ends)
    article = (parts[0].article or "") + name
    return replace(parts[0], end=parts[-1].end, article=article or None, name=None)


def _clause(spot: Spot, several: bool) -> str:
    return (texts.clause(chinese(spot.paragraph)) if several and spot.paragraph else "") + spot.item
