"""What a question asks of the project ledger. Pure: words in, a query out."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from knowledge.projects import words
from knowledge.projects.lookups import Sourced, card
from knowledge.projects.tables import Project, Stage, is_late

CODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,8}-?\d{2,4}(?:-\d{1,6})+(?![\d-])")
SHORTEST_NAME = 4
_FILLER = re.compile("|".join(sorted(map(re.escape, words.FILLERS), key=len, reverse=True)))
_SEPARATORS = re.compile(r"[^\w]+")
_DASHES = re.compile("[‐‑‒–—―−]")
_NOT_YET = re.compile(r"(?:未|没有?)(?:正式|能)?(开工|动工|竣工|完工|建成|投产|达产)")
_REACHED = re.compile(
    r"已经?(?:正式)?(签约|开工|动工|竣工|完工|建成|投产|达产)|(签约|开工|动工|竣工|完工|建成|投产|达产)了"
)


@dataclass(frozen=True, slots=True)
class ProjectQuery:
    """What is asked: codes or names of projects, what to filter by, and other words that say which are meant.

    `names`, `zones` and `terms` are as `normal` leaves them; `zones` holds every name of those asked of.
    """

    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    zones: frozenset[str] = frozenset()
    stages: tuple[Stage, ...] = ()
    terms: tuple[str, ...] = ()
    late: bool = False
    wants_list: bool = False
    fields: tuple[str, ...] = ()


def understand(text: str, zones: Mapping[str, frozenset[str]], names: Collection[str]) -> ProjectQuery | None:
    """The query in `text`, None where it isn't about projects.

    `zones` are the names of the zones with their equals (`parks.aliases`); `names` those of projects,
    enough by themselves to make the question one about projects, unless it asks for a policy.
    """
    plain = normal(text)
    codes = tuple(CODE.findall(plain))
    if codes:
        return ProjectQuery(codes=codes, fields=_fields(plain))
    rest, named = _take(plain, [name for name in names if len(name) >= SHORTEST_NAME])
    is_asked = _any(words.PROJECT_CUES, rest)
    if named:
        is_policy = not is_asked and _any(words.POLICY_CUES, rest)
        return None if is_policy else ProjectQuery(names=named, fields=_fields(rest))
    return _by_words(rest, zones) if is_asked or _any(words.LATE_CUES, rest) else None


def fits(query: ProjectQuery, project: Project) -> bool:
    """Whether `project` is one that the query means: every word of it stands in what the ledger says."""
    if query.codes:
        return normal(project.code) in query.codes
    if query.names:
        return normal(project.name) in query.names
    if not passes(query, project):
        return False
    people = (project.lead, project.service_team, project.department)
    said = normal("，".join((project.code, project.name, card(project), *(one for one in people if one))))
    return all(term in said for term in query.terms)


def passes(query: ProjectQuery, project: Project) -> bool:
    """Whether `project` is in a zone and at a stage asked for, and behind its plan if that is asked."""
    return (
        (not query.zones or normal(project.zone) in query.zones)
        and (not query.stages or project.stage in query.stages)
        and (not query.late or is_late(project))
    )


def select(query: ProjectQuery, projects: Sequence[Sourced]) -> list[Sourced]:
    """The projects that fit; where some carry the words in their name, those alone."""
    found = [sourced for sourced in projects if fits(query, sourced.project)]
    if query.wants_list or not query.terms:
        return found
    named = [s for s in found if all(term in normal(s.project.name) for term in query.terms)]
    return named or found


def asks_policy(text: str) -> bool:
    """Whether `text` asks for a policy, whatever projects it speaks of."""
    return _any(words.POLICY_CUES, normal(text))


def normal(text: str) -> str:
    """Text to compare by: one width, one case, one dash."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text).upper())


def _by_words(plain: str, zones: Mapping[str, frozenset[str]]) -> ProjectQuery | None:
    """The query of a question that names no project by its code or full name."""
    if _any(words.NEWLY_CUES, plain):
        return None
    rest, here = _take(plain, zones)
    equals = {normal(alias): names for alias, names in zones.items()}
    meant = frozenset(normal(name) for alias in here for name in equals[alias])
    terms = _terms(rest)
    is_general = _any(("项目", "在建"), rest) and not terms
    asks_late = _any(words.LATE_CUES, rest)
    wants_list = _any(words.LIST_CUES, rest) or bool(is_general and (here or asks_late))
    late = wants_list and asks_late
    if not terms and not (is_general and wants_list):
        return None
    stages = _stages(rest) if wants_list and not late else ()
    return ProjectQuery((), (), meant, stages, terms, late, wants_list, _fields(rest))


def _stages(plain: str) -> tuple[Stage, ...]:
    """The stages that are named, those from one on that is said to be reached, those before one that isn't."""
    order = list(Stage)
    missed = [_stage(match[1]) for match in _NOT_YET.finditer(plain)]
    rest = _NOT_YET.sub("", plain)
    reached = [_stage(match[1] or match[2]) for match in _REACHED.finditer(rest)]
    said = {stage for stage, cues in words.STAGE_CUES.items() if _any(cues, rest)} or set(order)
    for stage in reached:
        said |= set(order[order.index(stage) :])
    for stage in missed:
        said &= set(order[: order.index(stage)])
    return () if len(said) == len(order) else tuple(stage for stage in order if stage in said)


def _stage(cue: str) -> Stage:
    return next(stage for stage, cues in words.STAGE_CUES.items() if cue in cues)


def _terms(rest: str) -> tuple[str, ...]:
    """What is left of a question without its common words; single characters only where nothing else is."""
    pieces = [piece for piece in _SEPARATORS.split(_FILLER.sub(" ", rest)) if piece]
    return tuple([piece for piece in pieces if len(piece) > 1] or pieces)


def _take(plain: str, names: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The text without those of the names that are in it, the longest first, and these names."""
    found = []
    for name in sorted(map(normal, names), key=len, reverse=True):
        if name and name in plain:
            found.append(name)
            plain = plain.replace(name, " ")
    return plain, tuple(found)


def _fields(plain: str) -> tuple[str, ...]:
    return tuple(field for cues, field in words.FIELD_CUES if _any(cues, plain))


def _any(cues: Collection[str], plain: str) -> bool:
    return any(cue in plain for cue in cues)
