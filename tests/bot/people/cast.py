"""The cast of the people's side: who is in the directory, who is invited, from where they write."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from bot.messages.contents import Address, Channel
from bot.people.actors import Actor
from bot.people.bindings import actor_of
from bot.people.invitations import Redeemed, Refused, invite, redeem
from knowledge.parks import Department, Enterprise, Zone
from knowledge.scope import Role

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

ZONE = "澜川经济技术开发区"
ZONE_SHORT = "澜川经开区"
BATTERY = "澜川蓄原储能科技有限公司"
BAMBOO = "松岭竹缠新材料有限公司"
POWER = "市供电公司"
LABOUR = "市人力资源和社会保障局"


def directory(session: Session) -> None:
    """The zones, enterprises and departments that everybody knows; ledgers use the zones' short names."""
    session.add_all(
        [
            Zone(name=ZONE, short_name=ZONE_SHORT),
            Zone(name="松岭经济开发区", short_name="松岭经开区"),
            Enterprise(name=BATTERY, zone=ZONE_SHORT, contact="原经理"),
            Enterprise(name=BAMBOO, zone="松岭经开区", contact="竹经理"),
            Department(name=POWER),
            Department(name=LABOUR),
        ]
    )
    session.flush()


def telegram(person: int, chat: int | None = None) -> Address:
    return Address(Channel.TELEGRAM, str(chat or person), str(person))


SHEN = telegram(101)  # 沈处, an official
WU = telegram(102)  # 小吴, a clerk
YUAN = telegram(103)  # 原经理 of the batteries
ZHU = telegram(104)  # 竹经理 of the bamboo
DENG = telegram(105)  # 老邓 of the power company
STRANGER = telegram(106)  # a guest


def bind(session: Session, address: Address, name: str, role: Role, now: datetime = NOW, **of: str) -> Actor:
    """Somebody invited to a role who has redeemed the code."""
    invited = invite(session, role, now, **of)  # type: ignore[arg-type]
    redeemed = redeem(session, invited.code, address, name, now)
    assert isinstance(redeemed, Redeemed), redeemed
    return actor_of(session, address, redeemed.membership.id if redeemed.membership else None)


def bind_everyone(session: Session) -> None:
    bind(session, SHEN, "沈处", Role.OFFICIAL, zone=ZONE_SHORT)
    bind(session, WU, "小吴", Role.STAFF)
    bind(session, YUAN, "原经理", Role.ENTERPRISE, enterprise=BATTERY)
    bind(session, ZHU, "竹经理", Role.ENTERPRISE, enterprise=BAMBOO)
    bind(session, DENG, "老邓", Role.DEPARTMENT, department=POWER)


def try_code(
    session: Session, code: str, address: Address, now: datetime = NOW, *tried_by: str
) -> Redeemed | Refused:
    return redeem(session, code, address, "某人", now, tried_by)
