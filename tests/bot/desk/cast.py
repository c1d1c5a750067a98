"""The desk with its cast: 沈处 the official, 小吴 the clerk, two enterprises, two departments, a guest."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel, col, select

from bot.desk import issues
from bot.desk.issues import Details, Draft, Refused
from bot.desk.lifecycle import LOCAL
from bot.desk.tables import Issue, Step
from bot.desk.words import Act, Category, Outcome, Rating
from bot.messages.contents import OUTGOING, Address, Channel, Outgoing
from bot.messages.tables import Outbox
from bot.people.actors import GUEST_ACTOR, Actor
from bot.people.bindings import actor_of
from bot.people.tables import Account, Membership, Person
from knowledge.database import reading, writing
from knowledge.parks import Department, Enterprise, Zone
from knowledge.scope import Role

BATTERY = "澜川蓄原储能科技有限公司"
BAMBOO = "松岭竹缠新材料有限公司"
POWER = "市供电公司"
LABOUR = "市人力资源和社会保障局"

SHEN, WU, YUAN, ZHU, DENG, HE, QIN, STRANGER = (
    Address(Channel.TELEGRAM, str(number), str(number)) for number in range(101, 109)
)
_ROLES: dict[Address, tuple[str, Role, dict[str, Any]]] = {
    SHEN: ("沈处", Role.OFFICIAL, {"zone": "澜川经开区"}),
    WU: ("小吴", Role.STAFF, {}),
    YUAN: ("原经理", Role.ENTERPRISE, {"enterprise": BATTERY, "zone": "澜川经开区"}),
    ZHU: ("竹经理", Role.ENTERPRISE, {"enterprise": BAMBOO, "zone": "松岭经开区"}),
    DENG: ("老邓", Role.DEPARTMENT, {"department": POWER}),
    HE: ("何科", Role.DEPARTMENT, {"department": LABOUR}),
    QIN: ("秦处", Role.OFFICIAL, {"zone": "松岭经开区"}),
}
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in 澜川


def at(text: str) -> datetime:
    """A moment in local time."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)


@dataclass
class Desk:
    """The queue on a database, at a time of its own."""

    engine: Engine
    now: datetime = MONDAY
    actors: dict[Address, Actor] = field(default_factory=dict)

    def actor(self, who: Address) -> Actor:
        return self.actors.get(who, GUEST_ACTOR)

    def submit(
        self, who: Address = YUAN, text: str = "变压器容量不足，影响投产。请尽快增容。", **draft: Any
    ) -> Issue:
        """A problem handed in, the batteries' unless said otherwise."""
        actor = self.actor(who)
        given = {"category": Category.UTILITIES, "enterprise": actor.enterprise or BATTERY, **draft}
        with writing(self.engine) as session:
            done = issues.submit(session, Draft(text, **given), actor, self.now)
        assert isinstance(done, Issue), done
        return done

    def act(
        self, who: Address | Actor, act: Act, issue: Issue | int, version: int | None = None, **details: Any
    ) -> Issue | Refused:
        """An act on an issue, of its present version unless another is given."""
        key = issue if isinstance(issue, int) else issue.id or 0
        with writing(self.engine) as session:
            kept = session.get(Issue, key)
            assert kept is not None
            actor = who if isinstance(who, Actor) else self.actor(who)
            return issues.perform(
                session, key, version or kept.version, act, actor, self.now, Details(**details)
            )

    def done(self, who: Address | Actor, act: Act, issue: Issue | int, **details: Any) -> Issue:
        """An act that must go well."""
        done = self.act(who, act, issue, **details)
        assert isinstance(done, Issue), done
        return done

    def assigned(self, issue: Issue, **details: Any) -> Issue:
        self.done(WU, Act.ACCEPT, issue)
        return self.done(WU, Act.ASSIGN, issue, **{"department": POWER, **details})

    def in_hand(self, issue: Issue, **details: Any) -> Issue:
        self.assigned(issue, **details)
        return self.done(DENG, Act.ACKNOWLEDGE, issue)

    def replied(self, issue: Issue, **details: Any) -> Issue:
        self.in_hand(issue)
        return self.done(DENG, Act.REPLY, issue, **{"note": "已增容。", "outcome": Outcome.SOLVED, **details})

    def closed(self, issue: Issue) -> Issue:
        self.replied(issue)
        return self.done(YUAN, Act.RATE, issue, rating=Rating.SATISFIED)

    def kept(self, issue: Issue | int) -> Issue:
        """The row itself."""
        key = issue if isinstance(issue, int) else issue.id
        with reading(self.engine) as session:
            kept = session.get(Issue, key)
        assert kept is not None
        return kept

    def steps(self, issue: Issue | int) -> list[Step]:
        key = issue if isinstance(issue, int) else issue.id
        with reading(self.engine) as session:
            return list(session.exec(select(Step).where(Step.issue_id == key).order_by(col(Step.id))))

    def told(self, who: Address, since: int = 0) -> list[Outgoing]:
        """What waits for somebody, the oldest first."""
        with reading(self.engine) as session:
            rows = session.exec(
                select(Outbox)
                .where(Outbox.thread == who.thread, col(Outbox.id) > since)
                .order_by(col(Outbox.id))
            )
            return [OUTGOING.validate_python(row.payload) for row in rows]

    def last_message(self) -> int:
        with reading(self.engine) as session:
            return max((row.id or 0 for row in session.exec(select(Outbox))), default=0)

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    @property
    def today(self) -> date:
        return self.now.astimezone(LOCAL).date()


def directory() -> list[SQLModel]:
    """The zones, enterprises and departments; the ledgers use the zones' short names."""
    return [
        Zone(name="澜川经济技术开发区", short_name="澜川经开区"),
        Zone(name="松岭经济开发区", short_name="松岭经开区"),
        Enterprise(name=BATTERY, zone="澜川经开区"),
        Enterprise(name=BAMBOO, zone="松岭经开区"),
        Department(name=POWER),
        Department(name=LABOUR),
    ]


def desk_on(engine: Engine) -> Desk:
    """A desk on an empty database, the directory filled and everybody bound."""
    with writing(engine) as session:
        session.add_all(directory())
        for address, (name, role, of) in _ROLES.items():
            person = Person(name=name, created_at=MONDAY)
            session.add(person)
            session.flush()
            account = Account(
                person_id=person.id or 0,
                channel=address.channel,
                external_id=address.person,
                chat=address.chat,
                created_at=MONDAY,
            )
            session.add(account)
            session.add(Membership(person_id=person.id or 0, role=role, created_at=MONDAY, **of))
        session.flush()
        return Desk(engine, MONDAY, {address: actor_of(session, address) for address in _ROLES})
