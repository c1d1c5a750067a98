"""Of which places a passage speaks: the one asked, a wider one that holds there too, or another. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum

from knowledge.documents import Document, Found, Level
from knowledge.index.tokens import normal
from knowledge.place_names import PROVINCE_OF
from knowledge.places import places_in

# Who speaks for the whole country, and to whom; and who speaks of a place that need not be named.
_NATIONAL = re.compile(
    r"国务院|财政部|税务总局|[一-龥]{2,8}总局|国家[一-龥]{2,8}(?:委|局|部)|[一-龥]{2,10}部(?:办公厅|令|公告)"
    r"|各省、自治区|各省（区|中华人民共和国[一-龥]{2,20}[法例]"
)
_LOCAL = re.compile(
    r"[我本全][省市州县区]|(?:^|[^各全辖])[省市州县区](?:委|政府|[一-龥]{1,8}(?:局|厅))|辖区|园区|街道|各区"
)


class Extent(StrEnum):
    """How the place of a passage agrees with the places asked of."""

    SAME = "same"
    WIDER = "wider"
    OTHER = "other"
    UNTOLD = "untold"


def extent(places: Sequence[str], found: Found) -> Extent:
    """A text that names the places asked is of them; one of their province or of the whole country
    holds there as well. Any other is another place's, or doesn't say where it holds.
    """
    context = _context(found)
    if all(place in context for place in places):
        return Extent.SAME
    if own := places_in(_above(found.document)):
        of_province = all(place in own or PROVINCE_OF.get(place) in own for place in places)
        return Extent.WIDER if of_province else Extent.OTHER
    spoken_of = places_in(found.passage.text)
    if found.document.level is Level.NATION or (not spoken_of and _is_national(found, context)):
        return Extent.WIDER
    return Extent.OTHER if spoken_of else Extent.UNTOLD


def _is_national(found: Found, context: str) -> bool:
    """By who speaks in it, where nothing was read of its document's level."""
    return not found.document.level and bool(_NATIONAL.search(context)) and not _LOCAL.search(context)


def _above(document: Document) -> str:
    return " ".join(part for part in (document.title, document.region, document.issuer) if part)


def _context(found: Found) -> str:
    return normal(f"{_above(found.document)} {found.passage.heading} {found.passage.text}")
