"""Who asks the home of samples, and of which day."""

from collections.abc import Sequence
from datetime import date

from knowledge.answering import Asker, Source, answer
from knowledge.answers import Answer, Refusal, Reply
from knowledge.home import Home
from knowledge.policies import Policies
from knowledge.projects.source import Projects
from knowledge.scope import GUEST, LOCAL_OPERATOR, Role, Scope

TODAY = date(2026, 11, 22)
SONGLING = Scope(Role.OFFICIAL, frozenset({"松岭经开区", "松岭经济开发区"}))
QINGSHI = Scope(Role.OFFICIAL, frozenset({"青石产业开发区", "青石产开区"}))
MOTOR_WORKS = Scope(Role.ENTERPRISE, enterprise="青石微驱电机有限公司")
STAFF = Scope(Role.STAFF, zones=None)
OUTSIDERS = (GUEST, MOTOR_WORKS, Scope(Role.DEPARTMENT, department="市生态环境局"))


def sources(home: Home) -> Sequence[Source]:
    return Projects(home), Policies(home)


def ask(home: Home, text: str, scope: Scope = LOCAL_OPERATOR, day: date = TODAY) -> Reply:
    return answer(text, Asker(scope, day), sources(home))


def answered(home: Home, text: str, scope: Scope = LOCAL_OPERATOR, day: date = TODAY) -> Answer:
    reply = ask(home, text, scope, day)
    assert isinstance(reply, Answer), reply.text
    return reply


def refused(home: Home, text: str, scope: Scope = LOCAL_OPERATOR, day: date = TODAY) -> Refusal:
    reply = ask(home, text, scope, day)
    assert isinstance(reply, Refusal), reply.text
    return reply
