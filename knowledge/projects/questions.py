"""What a question asks of the project ledger. Pure: words in, a query out."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.projects import conditions, superlatives, words
from knowledge.projects.conditions import EVENT, NOT_YET, Conditions, stage_of
from knowledge.projects.lookups import Sourced, card
from knowledge.projects.superlatives import Order
from knowledge.projects.tables import Project, Stage, is_late, was_late

CODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,8}-?\d{2,4}(?:-\d{1,6})+(?![\d-])")
SHORT_CODE = re.compile(r"(?<![A-Z0-9-])[A-Z]{2,8}-\d{2,6}(?![A-Z0-9-])")
PHASE = re.compile(r"[一二三四五六七八九十\d]+期")
SHORTEST_NAME = 4
_NAMED = "\0"  # stands where a project's name was


def _one_of(texts: Collection[str]) -> str:
    return "|".join(sorted(map(re.escape, texts), key=len, reverse=True))


NO_CONDITIONS = Conditions()
_FILLER = re.compile(_one_of(words.FILLERS))
_EMPTY = re.compile(_one_of([word for word in words.FILLERS if word not in words.IN_NEWS]))
_ASIDE = re.compile(_one_of(words.FILLERS + words.ASIDES))
_LATE = _one_of(words.LATE_CUES)
_LATE_AT = re.compile(
    rf"(?:{_LATE})(?:仍|还|尚)*(?:未|没有?)?(?:正式|能)?({EVENT})|({EVENT})(?:时间|日期|进度)?(?:{_LATE})"
)
_SEPARATORS = re.compile(r"[^\w]+")
_DASHES = re.compile("[‐‑‒–—―−]")
_REACHED = re.compile(rf"已经?(?:正式)?({EVENT})|({EVENT})了")
_NEWLY = re.compile(rf"新(?=(?:{EVENT}))")
_OF_A_PERIOD = re.compile("月|季度|几|多少|数")
_DUE = re.compile(
    rf"(?:本?应该?|该|到期)(?P<due>{EVENT})?[的而却还仍尚]*(?:未|没有?)(?:正式|能)?(?P<missed>{EVENT})"
)
_ADDED = re.compile("合计|总计|累计|加起来|加总|总和")
_REACHED_ONES = re.compile(
    rf"(?:{EVENT}|在建|建设中|施工中)(?:了?的[^\W\d]{{0,6}}?)?项目(?:都?有?哪些|有)?[？?。]*$"
)
_STUCK = re.compile("[卡难堵慢](?:点|处)?在(?:哪里|哪儿|哪)|问题(?:出)?在(?:哪里|哪儿|哪)")


@dataclass(frozen=True, slots=True)
class ProjectQuery:
    """What is asked: codes or names of projects, what to filter by, and other words that say which are meant.

    `names`, `zones` and `terms` are as `normal` leaves them; `zones` holds every name of those asked of.
    `beside` are the words around a name, `late_at` the stages whose own plan was missed; `order` is by
    what they are sorted, `wants_sum` asks for one figure of them all.
    """

    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    zones: frozenset[str] = frozenset()
    stages: tuple[Stage, ...] = ()
    terms: tuple[str, ...] = ()
    late: bool = False
    wants_list: bool = False
    fields: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    late_at: tuple[Stage, ...] = ()
    conditions: Conditions = NO_CONDITIONS
    order: Order | None = None
    wants_sum: bool = False


def understand(
    text: str, zones: Mapping[str, frozenset[str]], names: Collection[str], codes: Collection[str] = ()
) -> ProjectQuery | None:
    """The query in `text`, None where it isn't about projects.

    `zones` are the names of the zones with their equals (`parks.aliases`); `names` and `codes` those of
    projects, enough by themselves to make the question one about projects, unless it asks for a policy.
    """
    plain = _DUE.sub(_as_late, normal(text))
    coded = _codes(plain, codes)
    if coded:
        return ProjectQuery(codes=coded, fields=_fields(plain))
    rest, named = _take(plain, [name for name in names if len(name) >= SHORTEST_NAME], _NAMED)
    is_asked = _any(words.PROJECT_CUES, rest)
    if named:
        is_policy = not is_asked and _any(words.POLICY_CUES, rest)
        query = ProjectQuery(names=named, fields=_fields(rest), beside=_beside(rest, zones))
        return None if is_policy else query
    short = tuple(code for code in SHORT_CODE.findall(plain) if not any(code in normal(n) for n in names))
    if short and _is_of_codes(plain):
        return ProjectQuery(codes=short, fields=_fields(plain))
    return _by_words(rest, zones) if is_asked or _any(words.LATE_CUES, rest) else None


def fits(query: ProjectQuery, project: Project) -> bool:
    """Whether `project` is one that the query means: every word of it stands in what the ledger says."""
    if query.codes:
        return normal(project.code) in query.codes
    if query.names:
        return normal(project.name) in query.names and all(word in _said(project) for word in query.beside)
    return passes(query, project) and all(term in _said(project) for term in query.terms)


def passes(query: ProjectQuery, project: Project) -> bool:
    """Whether `project` is in a zone and at a stage asked for, late if that is asked, and as is set."""
    return (
        (not query.zones or normal(project.zone) in query.zones)
        and (not query.stages or project.stage in query.stages)
        and (not query.late or bool(query.late_at) or is_late(project))
        and all(was_late(project, stage) for stage in query.late_at)
        and conditions.holds(query.conditions, project)
    )


def select(query: ProjectQuery, projects: Sequence[Sourced]) -> list[Sourced]:
    """The projects that fit; where some carry the words in their name, those alone."""
    found = [sourced for sourced in projects if fits(query, sourced.project)]
    if query.wants_list or not query.terms:
        return found
    named = [s for s in found if all(term in normal(s.project.name) for term in query.terms)]
    return named or found


def may_mean(terms: Sequence[str], said: str) -> bool:
    """Whether a text that holds most of some words may mean the same: no other phase, no other start."""
    phases = [phase for term in terms for phase in PHASE.findall(term)]
    starts = [term[:2] for term in terms if len(term) >= SHORTEST_NAME]
    return all(part in said for part in [*phases, *starts])


def mentioning(text: str) -> ProjectQuery:
    """The query of a question that says nothing of projects but what one of them is called."""
    return ProjectQuery(fields=_fields(normal(text)))


def asks_policy(text: str) -> bool:
    """Whether `text` asks for a policy, whatever projects it speaks of."""
    return _any(words.POLICY_CUES, normal(text))


def normal(text: str) -> str:
    """Text to compare by: one width, one case, one dash."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text).upper())


def content_of(plain: str, zones: Collection[str], shortest: int = 2) -> tuple[str, ...]:
    """What a text is about, in pieces, besides zones, common words and what only asks."""
    pieces = _SEPARATORS.split(_EMPTY.sub(" ", _STUCK.sub(" ", _take(plain, zones)[0])))
    return tuple(piece for piece in pieces if len(piece) >= shortest)


def _as_late(due: re.Match[str]) -> str:
    """应开工未开工 as 逾期未开工; 应开工未竣工 says nothing of a plan."""
    return due[0] if due["due"] not in (None, due["missed"]) else f"逾期未{due['missed']}"


def _by_words(plain: str, zones: Mapping[str, frozenset[str]]) -> ProjectQuery | None:
    """The query of a question that names no project by its code or full name.

    What was newly reached in a month or a quarter, and how many that were, is told by indicators.
    """
    if _NEWLY.search(plain) and _OF_A_PERIOD.search(plain):
        return None
    rest, order = superlatives.read(_NEWLY.sub("", plain))
    if order and _any(words.POLICY_CUES, rest):
        return None
    rest, here = _take(rest, zones)
    rest, set_ = conditions.read(rest)
    equals = {normal(alias): names for alias, names in zones.items()}
    meant = frozenset(normal(name) for alias in here for name in equals[alias])
    terms = _terms(rest)
    is_general = _any(("项目", "在建"), rest) and not terms
    asks_late = _any(words.LATE_CUES, rest)
    wants_sum = _wants_sum(rest, is_general, set_)
    wants_list = bool(order or wants_sum or _any(words.LIST_CUES, rest)) or bool(
        _names_late_ones(rest)
        or _REACHED_ONES.search(rest)
        or (is_general and (here or asks_late or set_ != NO_CONDITIONS))
    )
    late = wants_list and asks_late
    if (not terms and not (is_general and wants_list)) or (wants_list and set_.unclear):
        return None
    fields = _fields(rest)
    query = ProjectQuery((), (), meant, (), terms, late, wants_list, fields, order=order, wants_sum=wants_sum)
    if not wants_list:
        return query
    late_at = _late_at(rest) if late else ()
    missed = "".join(match[0] for match in NOT_YET.finditer(rest)) if late_at else ""
    stages = _stages(missed if late else rest)
    return replace(query, stages=stages, late_at=late_at, conditions=set_)


def _wants_sum(rest: str, is_general: bool, set_: Conditions) -> bool:
    """Whether one amount of many projects is asked for; of a year's, documents may tell it."""
    asks = "investment" in _fields(rest)
    if set_.amounts:
        return asks and _ADDED.search(rest) is not None
    return asks and not set_.dated and not set_.unclear and (is_general or _any(words.SUM_CUES, rest))


def _names_late_ones(rest: str) -> bool:
    """Whether a text speaks of 落后项目, 没开工的项目: of those that are late, not of one and whether it is."""
    return re.search(rf"(?:{_LATE}|{NOT_YET.pattern}|{_LATE_AT.pattern})了?的?项目", rest) is not None


def _late_at(rest: str) -> tuple[Stage, ...]:
    """The stages that are asked for as late by their own plans."""
    found = [stage_of(match[1] or match[2]) for match in _LATE_AT.finditer(rest)]
    return tuple(stage for stage in Stage if stage in found and stage is not Stage.SIGNED)


def _codes(plain: str, codes: Collection[str]) -> tuple[str, ...]:
    """The codes in a text: those that are known, and what has the shape of a whole code."""
    known = [code for code in map(normal, codes) if re.search("[^0-9]", code) or len(code) > 5]
    told = [code for code in known if code in plain and _stands_alone(code, plain)]
    return tuple(dict.fromkeys([*told, *CODE.findall(plain)]))


def _stands_alone(code: str, plain: str) -> bool:
    return re.search(rf"(?<![A-Z0-9-]){re.escape(code)}(?![A-Z0-9-])", plain) is not None


def _is_of_codes(plain: str) -> bool:
    """Whether a text with a short code is about projects, or is nothing but codes."""
    rest = SHORT_CODE.sub(" ", plain)
    return not _terms(rest) or (_any(words.PROJECT_CUES, rest) and not _any(words.POLICY_CUES, rest))


def _beside(rest: str, zones: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The words that touch a project's name, and the phases wherever they stand."""
    plain = conditions.read(_take(rest, zones)[0])[0]
    pieces = re.split(rf"[^\w{_NAMED}]+", _ASIDE.sub(" ", plain))
    touching = [part for piece in pieces if _NAMED in piece for part in piece.split(_NAMED)]
    return tuple(dict.fromkeys([*(part for part in touching if len(part) > 1), *PHASE.findall(plain)]))


def _said(project: Project) -> str:
    """All that the ledger says of a project in words."""
    people = (project.lead, project.service_team, project.department)
    return normal("，".join((project.code, project.name, card(project), *(one for one in people if one))))


def _stages(plain: str) -> tuple[Stage, ...]:
    """The stages that are named, those from one on that is said to be reached, those before one that isn't."""
    order = list(Stage)
    missed = [stage_of(match[1]) for match in NOT_YET.finditer(plain)]
    rest = NOT_YET.sub("", plain)
    reached = [stage_of(match[1] or match[2]) for match in _REACHED.finditer(rest)]
    said = {stage for stage, cues in words.STAGE_CUES.items() if _any(cues, rest)} or set(order)
    for stage in reached:
        said |= set(order[order.index(stage) :])
    for stage in missed:
        said &= set(order[: order.index(stage)])
    return () if len(said) == len(order) else tuple(stage for stage in order if stage in said)


def _terms(rest: str) -> tuple[str, ...]:
    """What is left of a question without its common words; single characters only where nothing else is."""
    plain = _STUCK.sub(" ", rest)
    pieces = [piece for piece in _SEPARATORS.split(_FILLER.sub(" ", plain)) if piece]
    return tuple([piece for piece in pieces if len(piece) > 1] or pieces)


def _take(plain: str, names: Collection[str], left: str = " ") -> tuple[str, tuple[str, ...]]:
    """The text without those of the names that are in it, the longest first, and these names."""
    found = []
    for name in sorted(map(normal, names), key=len, reverse=True):
        if name and name in plain:
            found.append(name)
            plain = plain.replace(name, left)
    return plain, tuple(found)


def _fields(plain: str) -> tuple[str, ...]:
    found = tuple(field for cues, field in words.FIELD_CUES if _any(cues, plain))
    return tuple(one for one in found if one != "zone") if _STUCK.search(plain) else found


def _any(cues: Collection[str], plain: str) -> bool:
    return any(cue in plain for cue in cues)
