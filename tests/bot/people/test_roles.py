"""What a role is of: in the directory's words, or refused in Chinese."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.people.invitations import invite
from bot.people.tables import Invitation
from knowledge.errors import BadInput
from knowledge.scope import Role
from tests.bot.people.cast import BAMBOO, BATTERY, NOW, POWER, ZONE

NAMED: list[tuple[Role, dict[str, Any], tuple[str | None, ...]]] = [
    (Role.ADMIN, {}, (None, None, None)),
    (Role.STAFF, {"zone": "全部"}, (None, None, None)),
    (Role.OFFICIAL, {"zone": "澜川经开区"}, (ZONE, None, None)),
    (Role.OFFICIAL, {"zone": " 澜川 经济技术开发区"}, (ZONE, None, None)),
    (Role.OFFICIAL, {"zone": "全部"}, (None, None, None)),
    (Role.OFFICIAL, {}, (None, None, None)),
    (Role.ENTERPRISE, {"enterprise": f" {BATTERY} "}, (ZONE, BATTERY, None)),
    (Role.ENTERPRISE, {"enterprise": BATTERY, "zone": "澜川经开区"}, (ZONE, BATTERY, None)),
    (Role.DEPARTMENT, {"department": POWER}, (None, None, POWER)),
]

REFUSED: list[tuple[Role, dict[str, Any], str]] = [
    (Role.GUEST, {}, "访客不用邀请"),
    (Role.ENTERPRISE, {}, "请写明是哪家企业"),
    (Role.ENTERPRISE, {"enterprise": "  "}, "请写明是哪家企业"),
    (Role.ENTERPRISE, {"enterprise": "蓄原储能"}, f"企业名录中没有“蓄原储能”。是不是：{BATTERY}？"),
    (Role.ENTERPRISE, {"enterprise": "火星公司"}, "wuhao enterprises import"),
    (Role.ENTERPRISE, {"enterprise": "长" * 10_000}, "企业名录中没有"),
    (
        Role.ENTERPRISE,
        {"enterprise": BAMBOO, "zone": "澜川经开区"},
        "属于松岭经济开发区，不属于澜川经开区",
    ),
    (Role.ENTERPRISE, {"enterprise": BAMBOO, "department": POWER}, "企业身份不用写部门"),
    (Role.DEPARTMENT, {}, "请写明是哪个部门"),
    (Role.DEPARTMENT, {"department": "供电公司"}, f"是不是：{POWER}"),
    (Role.STAFF, {"enterprise": BAMBOO}, "工作人员身份不用写企业"),
    (Role.OFFICIAL, {"zone": "火星园区"}, "园区名录中没有“火星园区”"),
    (Role.STAFF, {"phone": "打给我"}, "不像电话号码"),
    (Role.STAFF, {"name": "名" * 41}, "姓名最多 40 个字"),
    (Role.STAFF, {"lifetime": timedelta(0)}, "1 到 365 天"),
    (Role.STAFF, {"lifetime": timedelta(days=366)}, "1 到 365 天"),
]


def test_what_a_role_is_of_is_named_as_the_directory_does(session: Session) -> None:
    for role, of, kept in NAMED:
        made = invite(session, role, NOW, **of).invitation
        assert (made.zone, made.enterprise, made.department) == kept, (role, of)


def test_what_a_role_can_t_be_of_is_refused_with_a_word(session: Session) -> None:
    for role, of, word in REFUSED:
        with pytest.raises(BadInput, match=word):
            invite(session, role, NOW, **of)
    assert session.exec(select(Invitation)).all() == []


def test_a_telephone_is_kept_as_it_is_said(session: Session) -> None:
    for phone in ("0700-8330003", "+86 138 0000 0000", "（0700）8330003转12", "１３８００００００００"):
        assert invite(session, Role.STAFF, NOW, phone=phone).invitation.phone
