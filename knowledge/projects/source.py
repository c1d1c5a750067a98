"""The project ledger as a source of answers. No model touches a figure."""

from collections.abc import Sequence

from knowledge import replies as frames
from knowledge.answering import Asker
from knowledge.answers import Answer, Citation, Reason, Refusal, Reply, Subject
from knowledge.changes import Kind
from knowledge.database import reading
from knowledge.evidence.coverage import held
from knowledge.home import Home
from knowledge.parks import zone_aliases
from knowledge.projects import conditions, lookups, mentions, questions, replies, superlatives
from knowledge.projects.lookups import Sourced
from knowledge.projects.questions import ProjectQuery
from knowledge.projects.superlatives import Order
from knowledge.projects.tables import Stage
from knowledge.questions import Question
from knowledge.retrieval import candidates
from knowledge.scope import Role, Scope

LISTED = 10
CARDS = 20  # candidates that the indexes give
ALIKE = 0.6  # the share of the asked words' character pairs that a card must hold
NEAR = 0.25  # the least cosine of a card to the question


class Projects:
    """Answers on projects from the table, each with its ledger's row and as-of date."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def reply(self, question: Question, asker: Asker) -> Reply | None:
        """Where the projects that are meant stand; None where none is meant."""
        with reading(self.home.engine) as session:
            every = lookups.projects(session, asker.scope)
            listed = zone_aliases(session)
        if not every:
            return None
        zones = {one.project.zone: frozenset({one.project.zone}) for one in every} | listed
        names, codes = [one.project.name for one in every], [one.project.code for one in every]
        query = questions.understand(conditions.with_years(question.text, asker.day), zones, names, codes)
        found = self._found(question, query, every, asker.scope) if query else []
        if not found and not (query and (query.codes or query.names or query.wants_list)):
            found = mentions.meant(question.text, every, zones)
        if found:
            return _answer(question, found, query or questions.mentioning(question.text))
        if query is None:
            return None
        if query.codes:
            return _refusal(question, Reason.UNKNOWN_PROJECT, "、".join(query.codes))
        return _none(question, query, every)

    def _found(
        self, question: Question, query: ProjectQuery, every: Sequence[Sourced], scope: Scope
    ) -> list[Sourced]:
        return questions.select(query, every) or self._alike(question, query, every, scope)

    def _alike(
        self, question: Question, query: ProjectQuery, every: Sequence[Sourced], scope: Scope
    ) -> list[Sourced]:
        """Where no card holds the asked words to the letter: the cards nearest in meaning that hold most."""
        if not query.terms:
            return []
        near = candidates(
            self.home, question.text, Kind.PROJECT, lambda audience: _searches(scope, audience), CARDS
        )
        keys = [one.key for one in near if one.dense >= NEAR]
        by_code = {one.project.code: one for one in every}
        return [by_code[key] for key in keys if key in by_code and _holds_most(query, by_code[key])]


def _none(question: Question, query: ProjectQuery, every: Sequence[Sourced]) -> Refusal | None:
    """What is said of a list without projects: that there are none only where all of it is understood."""
    if not query.wants_list or questions.asks_policy(question.text):
        return None
    if query.terms:
        return _refusal(question, Reason.UNKNOWN_PROJECT, "、".join(query.terms))
    as_of = min(one.project.as_of for one in every)
    told = replies.conditions(query.stages, query.late, as_of, conditions.told(query.conditions))
    return _refusal(question, Reason.NO_PROJECTS, told, final=True)


def _searches(scope: Scope, audience: str) -> bool:
    """Which zones' cards are searched: enterprises and departments have theirs picked from all zones'."""
    return scope.role in (Role.ENTERPRISE, Role.DEPARTMENT) or scope.sees(audience)


def _holds_most(query: ProjectQuery, sourced: Sourced) -> bool:
    words = questions.normal(f"{sourced.project.name}，{lookups.card(sourced.project)}")
    passes = questions.passes(query, sourced.project)
    return (
        passes
        and questions.may_mean(query.terms, words)
        and sum(held(term, words) for term in query.terms) / len(query.terms) >= ALIKE
    )


def _answer(question: Question, found: Sequence[Sourced], query: ProjectQuery) -> Answer:
    if (query.order or query.wants_sum) and len(found) > 1:
        return _by_amount(question, found, query.order)
    if len(found) == 1:
        project = found[0].project
        ordered_by = ("investment",) if query.order else ()
        asked = dict.fromkeys([*query.fields, *ordered_by, *mentions.telling(question.text, project)])
        return _told(question, found, f"{replies.status(project, tuple(asked))}[1]", 1)
    shown = found[:LISTED]
    lines = _lines(shown, query.fields, query.late_at)
    text = "\n".join([replies.count(len(found), len(shown) < len(found)), *lines])
    return _told(question, shown, text, len(found))


def _by_amount(question: Question, found: Sequence[Sourced], order: Order | None) -> Answer:
    """Projects by the amounts in their ledgers; those without one are named below, and nothing is added up."""
    ordered = superlatives.in_order(found, order or Order(many=LISTED))
    first, untold = ordered.first[:LISTED], ordered.untold[:LISTED]
    head = (
        replies.in_order(ordered.compared, largest_first=order.largest_first, has_ties=ordered.has_ties)
        if order
        else replies.no_sum(ordered.compared, len(first) < ordered.compared)
    )
    lines = [head, *_lines(first, ("investment",))] if first else []
    lines += [replies.UNTOLD, *_lines(untold, start=len(first) + 1)] if untold else []
    shown = [*first, *untold]
    oldest = min(range(len(shown)), key=lambda n: shown[n].project.as_of)
    lines.append(f"{replies.as_of(shown[oldest].project)}。[{oldest + 1}]")
    return _told(question, shown, "\n".join(lines), ordered.compared)


def _lines(
    shown: Sequence[Sourced], asked: Sequence[str] = (), stages: Sequence[Stage] = (), start: int = 1
) -> list[str]:
    return [f"· {replies.summary(one.project, asked, stages)}[{n}]" for n, one in enumerate(shown, start)]


def _told(question: Question, shown: Sequence[Sourced], text: str, counted: int) -> Answer:
    citations = tuple(_citation(n, one) for n, one in enumerate(shown, 1))
    as_of = min(one.project.as_of for one in shown)
    return Answer(question.text, Subject.PROJECT, text, citations, as_of, counted=counted)


def _refusal(question: Question, reason: Reason, detail: str, *, final: bool = False) -> Refusal:
    text = frames.refused(reason, detail, ())
    return Refusal(question.text, Subject.PROJECT, reason, text, final=final)


def _citation(n: int, one: Sourced) -> Citation:
    project = one.project
    return Citation(n, replies.where(project), one.path, None, None, None, None, None, replies.quote(project))
