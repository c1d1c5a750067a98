"""Who lives in the park, and how they came: by invitations."""

from sqlalchemy import Engine

from knowledge.database import writing
from knowledge.parks import Department, Enterprise, Zone
from knowledge.scope import Role
from tests.bot.dialogue.park import Park, Person

ZONE, OTHER_ZONE = "澜川经开区", "松岭经开区"
BATTERY = "澜川蓄原储能科技有限公司"
BAMBOO = "松岭竹缠新材料有限公司"
TWIN = "澜川蓄能装备（湖南）有限公司"
POWER, LABOUR = "市供电公司", "市人力资源和社会保障局"

ROLES: dict[str, tuple[Role, dict[str, str]]] = {
    "沈处": (Role.OFFICIAL, {"zone": ZONE}),
    "秦处": (Role.OFFICIAL, {"zone": OTHER_ZONE}),
    "小吴": (Role.STAFF, {}),
    "王主任": (Role.ADMIN, {}),
    "原经理": (Role.ENTERPRISE, {"enterprise": BATTERY}),
    "竹经理": (Role.ENTERPRISE, {"enterprise": BAMBOO}),
    "老邓": (Role.DEPARTMENT, {"department": POWER}),
    "何科": (Role.DEPARTMENT, {"department": LABOUR}),
}
GUEST = "路人"
EVERYONE = (*ROLES, GUEST)


def settle(engine: Engine) -> None:
    """The directory: who is who."""
    duties = {
        POWER: "供电服务、用电报装、变压器增容、停电抢修",
        LABOUR: "招工用工、社会保险、劳动关系",
        "市自然资源局": "用地审批、土地供应、不动产登记",
    }
    with writing(engine) as session:
        session.add_all([Zone(name="澜川经济技术开发区", short_name=ZONE)])
        session.add_all([Zone(name="松岭经济开发区", short_name=OTHER_ZONE)])
        session.add_all(Enterprise(name=name, zone=ZONE) for name in (BATTERY, TWIN))
        session.add(Enterprise(name=BAMBOO, zone=OTHER_ZONE))
        session.add_all(Department(name=name, duties=words) for name, words in duties.items())


def bind(park: Park, name: str) -> Person:
    """Invite somebody and let them in."""
    role, of = ROLES[name]
    person = park.person(name)
    assert "绑定成功" in person.says(f"/start {park.invite(role, **of)}")
    return person


class Cast:
    """The park with everybody in it."""

    def __init__(self, park: Park) -> None:
        self.park = park
        self.shen, self.qin, self.wu, self.wang = map(park.person, ("沈处", "秦处", "小吴", "王主任"))
        self.yuan, self.zhu, self.deng, self.he = map(park.person, ("原经理", "竹经理", "老邓", "何科"))
        self.guest = park.person(GUEST)

    def reported(self, text: str = "变压器容量不足，影响投产。请尽快增容。") -> str:
        """A problem of the batteries', handed in; its number."""
        return self.reported_by(self.yuan, text)

    def reported_by(self, who: Person, text: str) -> str:
        who.says(f"/report {text}")
        who.presses("确认")
        return self.park.issues()[-1].number

    def accepted(self) -> str:
        number = self.reported()
        self.wu.presses("受理")
        return number

    def assigned(self) -> str:
        number = self.accepted()
        self.wu.presses("交办")
        self.wu.presses(POWER)
        self.wu.presses("5 个工作日")
        return number

    def in_hand(self) -> str:
        number = self.assigned()
        self.deng.presses("签收")
        return number

    def replied(self, outcome: str = "已解决") -> str:
        number = self.in_hand()
        self.deng.presses("答复")
        self.deng.says("已增容 1000 千伏安，周五送电。")
        self.deng.presses(outcome)
        return number
