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
from knowledge.projects import conditions, lookups, questions, replies
from knowledge.projects.lookups import Sourced
from knowledge.projects.questions import ProjectQuery
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
        if query is None:
            return None
        found = questions.select(query, every) or self._alike(question, query, every, asker.scope)
        if found:
            return _answer(question, found, query)
        if query.codes:
            return _refusal(question, Reason.UNKNOWN_PROJECT, "、".join(query.codes))
        return _none(question, query, every)

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
    shown = found[:LISTED]
    citations = tuple(_citation(n, one) for n, one in enumerate(shown, 1))
    if len(found) == 1:
        text = f"{replies.status(found[0].project, query.fields)}[1]"
    else:
        lines = [f"· {replies.summary(one.project)}[{n}]" for n, one in enumerate(shown, 1)]
        text = "\n".join([replies.count(len(found), len(shown) < len(found)), *lines])
    as_of = min(one.project.as_of for one in shown)
    return Answer(question.text, Subject.PROJECT, text, citations, as_of, counted=len(found))


def _refusal(question: Question, reason: Reason, detail: str, *, final: bool = False) -> Refusal:
    text = frames.refused(reason, detail, ())
    return Refusal(question.text, Subject.PROJECT, reason, text, final=final)


def _citation(n: int, one: Sourced) -> Citation:
    project = one.project
    return Citation(n, replies.where(project), one.path, None, None, None, None, None, replies.quote(project))
