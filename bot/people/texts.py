"""What people are told about roles, invitations and codes, in Chinese."""

from collections.abc import Sequence
from datetime import datetime

from knowledge.scope import Role

ROLES = {
    Role.GUEST: "访客",
    Role.ENTERPRISE: "企业",
    Role.DEPARTMENT: "部门",
    Role.OFFICIAL: "园区干部",
    Role.STAFF: "工作人员",
    Role.ADMIN: "管理员",
}
ALL_ZONES = "全部"
UNNAMED = "未具名"

GUEST_NOT_INVITED = "访客不用邀请，任何人都可以直接提问。请选企业、部门、园区干部、工作人员或管理员。"
ENTERPRISE_MISSING = "请写明是哪家企业（--enterprise 企业名称）。"
DEPARTMENT_MISSING = "请写明是哪个部门（--department 部门名称）。"
LIFETIME_INVALID = "有效期要在 1 到 365 天之间。"
PHONE_INVALID = "电话“{phone}”不像电话号码，请核对。"
NAME_INVALID = "姓名最多 {most} 个字，写在一行里。"
NO_ROLE_LEFT = "没有这个人，或者其身份都已撤销，不能发登录码；请重新邀请。"

REFUSED = {
    "unknown": "邀请码不对。请核对是否复制完整，或请发邀请的工作人员重新发一个。",
    "expired": "邀请码已过期。请发邀请的工作人员重新发一个。",
    "used": "邀请码已经用过，每个码只能用一次。请发邀请的工作人员重新发一个。",
    "used_by_you": "您已经用这个邀请码绑定过了，不用再绑定，直接使用即可。",
    "revoked": "邀请码已被撤销。请联系发邀请的工作人员。",
    "locked": "错误次数太多，请 15 分钟后再试。",
    "other_person": "这个账号已经绑定了另一位用户，不能用别人的登录码。请联系工作人员。",
}

SEEN_BY_GROUP = "这个码发在了群里，群里的人都看到了，为安全起见已经作废。请联系工作人员重新发一个，收到后在与我的私聊里使用"

INVITATIONS = "邀请码"
INVITATION_COLUMNS = ("企业名称", "联系人", "电话", "园区", "邀请码", "链接", "有效期至")
NO_ENTERPRISE_COLUMN = "表里没有“企业名称”这一列，请核对表头：企业名称、联系人、电话、园区。"
CELL_MISSING = "没有填写"

ROLE_MISSING = "请写明身份：--role enterprise（企业）、department（部门）、official（园区干部）、staff（工作人员）或 admin（管理员）。"
TO_WITHOUT_FROM = "--to 只与 --from 一起用。"
BULK_IS_OF_ENTERPRISES = "--from 批量邀请的都是企业，企业、联系人、电话写在表里，不用再写别的身份信息。"
WOULD_OVERWRITE = "{file} 已经存在，里面可能有发出的邀请码。请用 --to 换一个文件名。"
UNWRITABLE = "{file} 写不进去（{why}），没有生成邀请码。"
INVITED_MANY = "已生成 {count} 个邀请码，写入 {file}。码只在这个文件里，请妥善保管。"
NOBODY = "还没有人绑定身份。用 wuhao people invite --role admin 邀请第一位管理员。"
NO_INVITATIONS = "没有等待使用的邀请。"
NOTHING_TO_REVOKE = "没有这个人或这个身份，或者已经撤销。编号见 wuhao people list。"
REVOKED = "已撤销，立即生效。"
NO_SUCH_INVITATION = "没有这个邀请，或者已经使用、已经撤销。编号见 wuhao people invitations。"
INVITATION_REVOKED = "邀请已撤销。"

_KINDS = {"zone": "园区", "enterprise": "企业", "department": "部门"}


def not_for_role(role: Role, kind: str) -> str:
    """A role was given what it hasn't got."""
    return f"{ROLES[role]}身份不用写{_KINDS[kind]}，请去掉后再试。"


def other_zone(name: str, zone: str, given: str) -> str:
    """The directory knows another zone."""
    return f"“{name}”在名录中属于{zone}，不属于{given}，请核对。"


def not_in_directory(kind: str, name: str, near: Sequence[str]) -> str:
    """A name that the directory hasn't got, with those that come near."""
    said = f"{_KINDS[kind]}名录中没有“{name[:40]}”。"
    if near:
        return f"{said}是不是：{'、'.join(near)}？"
    return f"{said}请核对名称，或先导入名录（wuhao {kind}s import 文件）。"


def role_line(role: Role, zone: str | None, enterprise: str | None, department: str | None) -> str:
    """A role as people read it: 企业 · 澜川蓄原储能科技有限公司."""
    whose = enterprise or department or zone or (ALL_ZONES + "园区" if role is Role.OFFICIAL else None)
    return f"{ROLES[role]} · {whose}" if whose else ROLES[role]


def redeemed(name: str, role: str | None) -> str:
    """After a code was redeemed: a new role, or signed in."""
    if role is None:
        return f"登录成功，{name}，您好。"
    return f"绑定成功，{name}，您好。您的身份：{role}。"


def seen_by_group(link: str | None) -> str:
    """A code was sent in a group, and is worth nothing now."""
    return f"{SEEN_BY_GROUP}：{link}" if link else f"{SEEN_BY_GROUP}。"


def invited_line(role: str, code: str, web: str, telegram: str | None, until: datetime) -> str:
    """An invitation as a terminal shows it, with the links to the web and, where there is one, to the bot."""
    links = f"网页链接：{web}" + (f"\nTelegram 链接：{telegram}" if telegram else "")
    return f"身份：{role}\n邀请码：{code}\n{links}\n有效期至：{until:%Y-%m-%d %H:%M}（只能用一次）"


def repeated(enterprise: str, sheet: str, row: int) -> str:
    """A row that says what an earlier one says."""
    return f"“{enterprise}”的同一联系人与工作表“{sheet}”第 {row} 行重复，以第 {row} 行为准"
