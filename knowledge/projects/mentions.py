"""Projects that a question means without saying so: a part of a name, and what their row tells. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.projects.lookups import Sourced
from knowledge.projects.questions import asks_policy, content_of, normal
from knowledge.projects.tables import Project

ENOUGH = 0.75  # the share of a question's characters that a row must hold, where its name is among them
FEW = 3  # of more projects than these a word names none
LONG = 5  # characters of a name that mean a project by themselves
TOLD_IN = ("progress", "content", "department", "service_team", "lead")
_OF_MORE = re.compile(
    r"产业(?!园)|链长|链主|全[市省国州县区]|各园区|行业|怎么(?!样)|怎样|如何(?!了?[？?]?$)|能不能|能否|可否|可以|应当|规定|要求"
)
_COUNTED = re.compile("(?:几|多少)(?:条线|[个条张台家份只件吨套辆栋间层亩人名])")


@dataclass(frozen=True, slots=True)
class Held:
    """What of a question one row holds: the longest runs of its characters that stand there."""

    runs: tuple[str, ...]
    asked: int

    @property
    def share(self) -> float:
        return sum(map(len, self.runs)) / self.asked if self.asked else 0.0


def meant(text: str, every: Sequence[Sourced], zones: Collection[str]) -> list[Sourced]:
    """The projects that hold the most of a question, where they hold enough to be surely meant.

    What is only counted (几条线) is left out where nothing is found with it.
    """
    plain = normal(text)
    if asks_policy(text) or _OF_MORE.search(plain):
        return []
    return _holding(plain, every, zones) or _holding(_COUNTED.sub(" ", plain), every, zones)


def _holding(plain: str, every: Sequence[Sourced], zones: Collection[str]) -> list[Sourced]:
    pieces = content_of(plain, zones)
    places = [normal(zone) for zone in zones]
    common = _common(pieces, every)
    held = [(_held(pieces, normal(_all(one.project))), one) for one in every]
    sure = [
        (one.share, sourced)
        for one, sourced in held
        if _is_sure(one, sourced.project, places, common) or _is_made(one, sourced, every, pieces)
    ]
    best = max((share for share, _ in sure), default=0.0)
    found = [sourced for share, sourced in sure if share == best]
    return found if len(found) <= FEW else []


def telling(text: str, project: Project) -> tuple[str, ...]:
    """The field that holds most of what a question asks beside the project's name."""
    name = normal(f"{project.name}{project.enterprise or ''}{project.zone}")
    rest = [run for piece in content_of(normal(text), (), 1) for run in _others(piece, name)]
    scores = {field: _score(rest, normal(getattr(project, field) or "")) for field in TOLD_IN[:2]}
    best = max(scores.values())
    return tuple(field for field, score in scores.items() if score == best)[:1] if best else ()


def _is_sure(held: Held, project: Project, places: Sequence[str], common: Collection[str]) -> bool:
    """Whether a project is meant by a part of its name, alone or with what else its row tells."""
    name, chain = normal(_name(project)), normal(project.chain or "")
    own = [run for run in held.runs if run not in chain and not any(run in place for place in places)]
    named = [run for run in own if run in name and run not in common]
    others = [run for run in held.runs if run not in name]
    if named and others:
        return held.share >= ENOUGH
    long = sum(map(len, named)) >= LONG or len(held.runs) > 1
    return bool(named) and long and held.share == 1.0


def _is_made(held: Held, sourced: Sourced, every: Sequence[Sourced], pieces: Sequence[str]) -> bool:
    """Whether a project is meant by what it alone builds or makes, its news telling all the rest."""
    contents = [normal(one.project.content or "") for one in every]
    made, news = normal(sourced.project.content or ""), normal(sourced.project.progress or "")
    chain = normal(sourced.project.chain or "")
    own = [run for piece in pieces for run in _runs(piece, made) if run not in chain]
    alone = any(sum(run in content for content in contents) == 1 for run in own)
    return held.share == 1.0 and alone and any(run in news and run not in made for run in held.runs)


def _common(pieces: Sequence[str], every: Sequence[Sourced]) -> frozenset[str]:
    """The runs of a question that stand in the names of too many projects to name one."""
    names = [normal(_name(one.project)) for one in every]
    runs = {run for name in names for run in _held(pieces, name).runs}
    return frozenset(run for run in runs if sum(run in name for name in names) > FEW)


def _held(pieces: Sequence[str], text: str) -> Held:
    return Held(tuple(run for piece in pieces for run in _runs(piece, text)), sum(map(len, pieces)))


def _runs(piece: str, text: str) -> list[str]:
    """The runs of two characters and more that stand in a text and cover most of a piece, as few as do."""
    best: list[tuple[int, list[str]]] = [(0, [])]
    for end in range(1, len(piece) + 1):
        ways = [best[end - 1]]
        for start in range(end - 1):
            if (run := piece[start:end]) in text:
                covered, runs = best[start]
                ways.append((covered + len(run), [*runs, run]))
        best.append(max(ways, key=lambda way: (way[0], -len(way[1]))))
    return best[-1][1]


def _others(piece: str, name: str) -> list[str]:
    """What of a piece isn't the name."""
    for run in _runs(piece, name):
        piece = piece.replace(run, " ")
    return [one for one in piece.split() if len(one) > 1 or one not in name]


def _score(rest: Sequence[str], text: str) -> int:
    """Pairs of characters count more than single ones, which also make 招到 of 招聘 and 到岗."""
    pairs = {piece[i : i + 2] for piece in rest for i in range(len(piece) - 1)}
    singles = {character for piece in rest for character in piece}
    return 3 * sum(pair in text for pair in pairs) + sum(character in text for character in singles)


def _name(project: Project) -> str:
    return f"{project.name}，{project.enterprise or ''}"


def _all(project: Project) -> str:
    told = [getattr(project, field) for field in TOLD_IN]
    return "，".join([_name(project), project.zone, *(one for one in told if one)])
