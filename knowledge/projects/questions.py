"""What a question asks of the project ledger. Pure: words in, a query out."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.projects.lookups import Sourced, card
from knowledge.projects.tables import Project, Stage
from knowledge.projects.words import FIELD_CUES, FILLERS, LIST_CUES, PROJECT_CUES, STAGE_NAMES

CODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,8}-?\d{2,4}(?:-\d{1,6})+(?![\d-])")
_FILLER = re.compile("|".join(sorted(map(re.escape, FILLERS), key=len, reverse=True)))
_SEPARATORS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class ProjectQuery:
    """What is asked: codes named, zones and stages to filter by, and the words that name a project."""

    codes: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    terms: tuple[str, ...] = ()
    wants_list: bool = False
    fields: tuple[str, ...] = ()


def understand(text: str, zones: Collection[str], names: Collection[str]) -> ProjectQuery | None:
    """The query in `text`, None where it isn't about projects.

    `zones` are the names (and short names) of the zones; `names` those of projects, enough by
    themselves to make the question one about projects.
    """
    plain = _normal(text)
    codes = tuple(CODE.findall(plain))
    if codes:
        return ProjectQuery(codes=codes, fields=_fields(plain))
    named = tuple(name for name in names if len(name) >= 4 and _normal(name) in plain)
    if not named and not any(cue in plain for cue in PROJECT_CUES):
        return None
    rest, here = _take(plain, zones)
    wants_list = any(cue in plain for cue in LIST_CUES)
    terms = tuple(map(_normal, named)) or _terms(rest)
    stages = tuple(stage for stage, name in STAGE_NAMES.items() if name in plain)
    if not terms and not (wants_list and "项目" in plain and (here or stages)):
        return None
    return ProjectQuery((), here, stages if wants_list else (), terms, wants_list, _fields(plain))


def fits(query: ProjectQuery, project: Project) -> bool:
    """Whether `project` is one that the query means: every word of it stands in the project's card."""
    if query.codes:
        return project.code in query.codes
    if query.zones and not any(zone in project.zone for zone in query.zones):
        return False
    if query.stages and project.stage not in query.stages:
        return False
    words = _normal(f"{project.name}，{card(project)}，{project.lead or ''}")
    return all(term in words for term in query.terms)


def select(query: ProjectQuery, projects: Sequence[Sourced]) -> list[Sourced]:
    """The projects that fit; where some carry the words in their name, those alone."""
    found = [sourced for sourced in projects if fits(query, sourced.project)]
    if query.wants_list or not query.terms:
        return found
    named = [s for s in found if all(term in _normal(s.project.name) for term in query.terms)]
    return named or found


def _terms(rest: str) -> tuple[str, ...]:
    pieces = _SEPARATORS.split(_FILLER.sub(" ", rest))
    return tuple(piece for piece in pieces if len(piece) > 1)


def _take(plain: str, zones: Collection[str]) -> tuple[str, tuple[str, ...]]:
    found = []
    for zone in sorted(zones, key=len, reverse=True):
        if _normal(zone) in plain:
            found.append(zone)
            plain = plain.replace(_normal(zone), " ")
    return plain, tuple(found)


def _fields(plain: str) -> tuple[str, ...]:
    return tuple(field for cues, field in FIELD_CUES if any(cue in plain for cue in cues))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()
