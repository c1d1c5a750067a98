"""A question → the passages that may be shown, ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from knowledge.changes import Kind
from knowledge.documents import Found, shown, sketches
from knowledge.home import Home
from knowledge.index.contract import Match, Sees
from knowledge.index.tokens import bigrams, cut, normal
from knowledge.index.wordings import wordings
from knowledge.questions import names_something, without_asking
from knowledge.ranking import WEIGHTS, Asked, Scores, Weights, Wording, rank
from knowledge.scope import Scope

DENSE_WEIGHT = 0.4
DEPTH = 60  # candidates of each index, at first
DEEPEST = 4_000


class Mode(StrEnum):
    """Which indexes give candidates."""

    LEXICAL = "lexical"
    DENSE = "dense"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that may be shown; `score` is what ranks it, the others are each index's own or 0."""

    found: Found
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage's key with the scores that the indexes gave it."""

    key: str
    score: float
    lexical: float
    dense: float


def retrieve(
    home: Home,
    session: Session,
    text: str,
    scope: Scope,
    day: date | None,
    limit: int = 10,
    mode: Mode = Mode.HYBRID,
    weights: Weights = WEIGHTS,
) -> list[Ranked]:
    """The best passages for `text` within `scope`, in force on `day` (None: whatever their validity).

    The indexes give candidates and the database keeps those that may be shown; where too many fall
    out, more candidates are fetched. Only what is kept is ranked.
    """
    asked = without_asking(text)
    others = wordings(asked, home.lexical.holds, home.lexical.vocabulary)
    depth = max(DEPTH, limit)
    while True:
        scores = _scores(home, text, [asked, *others], scope.sees, depth, mode)
        keys = scores.lexical.keys() | scores.dense.keys()
        pool = sketches(session, keys, scope, day)
        if len(pool) >= limit or len(keys) < depth or depth >= DEEPEST:
            break
        depth *= 4
    worded = [_wording(home, one) for one in (asked, *others)]
    best = rank(Asked(worded, names_something(text)), pool, scores, limit, weights)
    kept = shown(session, [key for key, _ in best], scope, day)
    return [
        Ranked(kept[key], score, scores.lexical.get(key, 0.0), scores.dense.get(key, 0.0))
        for key, score in best
        if key in kept
    ]


def _wording(home: Home, text: str) -> Wording:
    grams = home.lexical.rarities(dict.fromkeys(bigrams(text)))
    inner = {gram for word in cut(normal(text)) for gram in bigrams(word)} & grams.keys()
    return Wording(grams, {gram: grams[gram] for gram in inner} or grams)


def _scores(home: Home, text: str, asked: Sequence[str], sees: Sees, depth: int, mode: Mode) -> Scores:
    lexical, documents = [], []
    if mode is not Mode.DENSE:
        lexical = home.lexical.search(asked[0], Kind.PASSAGE, sees, depth, asked[1:])
        documents = home.documents.search(asked[0], Kind.DOCUMENT, sees, depth, asked[1:])
    dense = [] if mode is Mode.LEXICAL else home.vectors.search(text, Kind.PASSAGE, sees, depth)
    return Scores(_by_key(lexical), _by_key(dense), _by_key(documents))


def candidates(
    home: Home, text: str, kind: Kind, sees: Sees, depth: int, mode: Mode = Mode.HYBRID
) -> list[Candidate]:
    """Up to `depth` candidates of each index, the best first."""
    lexical = [] if mode is Mode.DENSE else home.lexical.search(text, kind, sees, depth)
    dense = [] if mode is Mode.LEXICAL else home.vectors.search(text, kind, sees, depth)
    return fuse(_by_key(lexical), _by_key(dense))


def fuse(lexical: Mapping[str, float], dense: Mapping[str, float]) -> list[Candidate]:
    """One ranking of two: BM25 as a share of the best one's, plus the weighted cosine.

    What an index didn't give scores nothing there in BM25, and its lowest cosine given.
    """
    best = max(lexical.values(), default=0.0) or 1.0
    floor = max(0.0, min(dense.values(), default=0.0))
    fused = [
        Candidate(
            key,
            lexical.get(key, 0.0) / best + DENSE_WEIGHT * max(floor, dense.get(key, floor)),
            lexical.get(key, 0.0),
            dense.get(key, 0.0),
        )
        for key in dict.fromkeys([*lexical, *dense])
    ]
    return sorted(fused, key=lambda one: -one.score)


def _by_key(matches: Sequence[Match]) -> dict[str, float]:
    return {match.key: match.score for match in matches}
