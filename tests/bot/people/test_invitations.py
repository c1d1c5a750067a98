"""Codes: from an invitation to a role, and all the ways in which one is no good."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.messages.contents import Address, Channel
from bot.people.accounts import signed_in_address
from bot.people.attempts import network
from bot.people.bindings import actor_of, memberships, person_of, revoke_person
from bot.people.codes import new_code
from bot.people.invitations import (
    Reason,
    Redeemed,
    Refused,
    invite,
    open_invitations,
    redeem,
    revoke_invitation,
    sign_in_code,
    void,
)
from bot.people.tables import Invitation, Membership, Person, WrongCode
from knowledge.database import reading, writing
from knowledge.errors import BadInput
from knowledge.scope import Role
from tests.bot.people.cast import (
    BAMBOO,
    BATTERY,
    MINUTE,
    NOW,
    POWER,
    SHEN,
    STRANGER,
    WU,
    YUAN,
    ZHU,
    ZONE,
    ZONE_SHORT,
    bind,
    telegram,
    try_code,
)

DAY = timedelta(days=1)


def test_an_invited_person_is_bound_to_the_role(session: Session) -> None:
    invited = invite(session, Role.ENTERPRISE, NOW, enterprise=BATTERY, name="原经理", phone="0700-8330003")
    assert invited.invitation.expires_at == NOW + 7 * DAY
    redeemed = redeem(session, invited.code, YUAN, "Yuan 🔋", NOW + DAY)
    assert isinstance(redeemed, Redeemed)
    assert redeemed.text == f"绑定成功，原经理，您好。您的身份：企业 · {BATTERY}。"
    assert (redeemed.person.name, redeemed.person.phone) == ("原经理", "0700-8330003")
    actor = actor_of(session, YUAN)
    assert (actor.role, actor.enterprise, actor.zone) == (Role.ENTERPRISE, BATTERY, ZONE)
    assert actor.zones == frozenset({ZONE, ZONE_SHORT})
    assert open_invitations(session, NOW) == []


def test_a_code_is_kept_as_a_hash_alone(session: Session) -> None:
    codes = [invite(session, Role.STAFF, NOW).code for _ in range(3)]
    assert len(set(codes)) == 3
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", code) for code in codes)  # 128 bits
    kept = " ".join(str(one.model_dump()) for one in session.exec(select(Invitation)))
    assert not any(code in kept for code in codes)


def test_without_a_name_in_the_invitation_the_channel_s_is_taken(session: Session) -> None:
    code = invite(session, Role.STAFF, NOW).code
    redeemed = redeem(session, code, WU, "  小\u202e吴\n" + "长" * 100, NOW)
    assert isinstance(redeemed, Redeemed)
    assert redeemed.person.name.startswith("小 吴 长") and len(redeemed.person.name) == 40


PASTED = [
    " \n{code}\t ",
    "https://t.me/wuhao_lanchuan_helper1?start={code}",
    "http://127.0.0.1:8000/sign-in#{code}",
    "/start {code}",
    "邀请码：{code}，七天内有效。",
    "\ufeff{code}\u200b",
    "{full}",
    "　{full}　",
    "{half} {rest}",
]


def test_a_code_is_understood_however_it_is_pasted(session: Session) -> None:
    for nth, pasted in enumerate(PASTED):
        code = invite(session, Role.STAFF, NOW).code
        full = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
        given = pasted.format(code=code, full=full, half=code[:9], rest=code[9:])
        assert isinstance(try_code(session, given, telegram(500 + nth)), Redeemed), given


def test_what_is_no_code_is_unknown(session: Session) -> None:
    for nth, pasted in enumerate(["", "x", "A" * 100_000, "你好", "' OR 1=1 --", "\x00", new_code()]):
        refused = try_code(session, pasted, telegram(500 + nth))
        assert refused == Refused(Reason.UNKNOWN), pasted
        assert "邀请码不对" in refused.text
    assert session.exec(select(Person)).all() == []


def test_a_code_is_good_once(session: Session) -> None:
    code = invite(session, Role.ENTERPRISE, NOW, enterprise=BATTERY).code
    assert isinstance(try_code(session, code, YUAN), Redeemed)
    assert try_code(session, code, ZHU) == Refused(Reason.USED)
    assert actor_of(session, ZHU).is_guest
    assert try_code(session, code, YUAN) == Refused(Reason.USED_BY_YOU)  # the link pressed again
    revoke_person(session, actor_of(session, YUAN).person_id or 0, NOW)
    assert try_code(session, code, YUAN) == Refused(Reason.USED)


def test_an_expired_or_revoked_code_is_refused_with_a_word(session: Session) -> None:
    short = invite(session, Role.STAFF, NOW, lifetime=DAY)
    taken_back = invite(session, Role.STAFF, NOW)
    assert revoke_invitation(session, taken_back.invitation.id or 0, NOW)
    assert not revoke_invitation(session, taken_back.invitation.id or 0, NOW)
    for code, at, reason, word in (
        (short.code, NOW + DAY, Reason.EXPIRED, "过期"),
        (taken_back.code, NOW, Reason.REVOKED, "撤销"),
    ):
        refused = try_code(session, code, WU, at)
        assert refused == Refused(reason) and word in refused.text
    assert isinstance(try_code(session, invite(session, Role.STAFF, NOW).code, WU), Redeemed)


def test_a_code_that_others_saw_is_void_unless_it_was_used(session: Session) -> None:
    seen, used = (invite(session, Role.STAFF, NOW) for _ in range(2))
    assert isinstance(try_code(session, used.code, WU), Redeemed)
    assert void(session, f"https://t.me/wuhao_bot?start={seen.code}", NOW)
    assert try_code(session, seen.code, YUAN) == Refused(Reason.REVOKED)
    for code in (seen.code, used.code, new_code(), "邀请码", ""):
        assert not void(session, code, NOW), code
    assert actor_of(session, WU).role is Role.STAFF


def test_after_five_wrong_codes_a_right_one_is_refused_too(session: Session) -> None:
    right = invite(session, Role.STAFF, NOW).code
    for nth in range(5):
        assert try_code(session, new_code(), WU, NOW + nth * MINUTE) == Refused(Reason.UNKNOWN)
    last = NOW + 4 * MINUTE
    assert try_code(session, right, WU, last + 14 * MINUTE) == Refused(Reason.LOCKED)
    assert try_code(session, right, telegram(102, chat=-500), last + MINUTE) == Refused(Reason.LOCKED)
    assert isinstance(try_code(session, right, WU, last + 15 * MINUTE), Redeemed)


def test_somebody_else_is_not_shut_out(session: Session) -> None:
    for _ in range(5):
        try_code(session, new_code(), STRANGER)
    assert isinstance(try_code(session, invite(session, Role.STAFF, NOW).code, WU), Redeemed)


def test_wrong_codes_long_apart_shut_nobody_out(session: Session) -> None:
    for nth in range(20):
        refused = try_code(session, new_code(), STRANGER, NOW + nth * 4 * MINUTE)
        assert refused == Refused(Reason.UNKNOWN)
    assert len(session.exec(select(WrongCode)).all()) < 10  # the old ones are dropped


def test_new_browsers_at_one_network_address_are_shut_out_together(session: Session) -> None:
    def browser(number: int) -> Address:
        return Address(Channel.WEB, f"g{number}", f"g{number}")

    here, elsewhere = network("203.0.113.9"), network("198.51.100.7")
    for number in range(49):
        assert try_code(session, new_code(), browser(number), NOW, here) == Refused(Reason.UNKNOWN)
    neighbour = invite(session, Role.STAFF, NOW).code
    assert isinstance(try_code(session, neighbour, browser(98), NOW, here), Redeemed)
    try_code(session, new_code(), browser(49), NOW, here)
    right = invite(session, Role.STAFF, NOW).code
    assert try_code(session, right, browser(99), NOW, here) == Refused(Reason.LOCKED)
    assert isinstance(try_code(session, right, browser(99), NOW, elsewhere), Redeemed)


def test_who_guesses_at_a_network_address_shuts_out_nobody_else_there(session: Session) -> None:
    here, right = network("203.0.113.9"), invite(session, Role.STAFF, NOW).code
    for _ in range(5):
        try_code(session, new_code(), STRANGER, NOW, here)
    assert try_code(session, right, STRANGER, NOW, here) == Refused(Reason.LOCKED)
    assert isinstance(try_code(session, right, WU, NOW, here), Redeemed)


def test_a_person_is_shut_out_on_all_their_accounts(session: Session) -> None:
    bind(session, WU, "小吴", Role.STAFF)
    other = telegram(202)
    code = sign_in_code(session, actor_of(session, WU).person_id or 0, NOW).code
    assert isinstance(try_code(session, code, other), Redeemed)
    for nth in range(5):
        try_code(session, new_code(), (WU, other)[nth % 2])
    for account in (WU, other):
        refused = try_code(session, invite(session, Role.ADMIN, NOW).code, account)
        assert refused == Refused(Reason.LOCKED)


def test_one_person_takes_a_second_role_with_the_same_account(session: Session) -> None:
    first = bind(session, YUAN, "原经理", Role.ENTERPRISE, enterprise=BATTERY)
    second = bind(session, YUAN, "别的名字", Role.ENTERPRISE, enterprise=BAMBOO)
    assert first.person_id == second.person_id and second.name == "原经理"
    assert actor_of(session, YUAN).enterprise == BATTERY  # none chosen: the oldest
    assert actor_of(session, YUAN, second.membership_id).enterprise == BAMBOO


def test_the_same_role_twice_is_one_role(session: Session) -> None:
    first = bind(session, YUAN, "原经理", Role.ENTERPRISE, enterprise=BATTERY)
    again = bind(session, YUAN, "原经理", Role.ENTERPRISE, enterprise=BATTERY)
    assert first == again
    assert len(memberships(session, first.person_id or 0)) == 1


def test_who_was_revoked_can_be_invited_again(session: Session) -> None:
    before = bind(session, WU, "小吴", Role.STAFF)
    revoke_person(session, before.person_id or 0, NOW)
    after = bind(session, WU, "小吴", Role.DEPARTMENT, department=POWER)
    assert after.person_id == before.person_id and after.department == POWER


def test_a_sign_in_code_adds_an_account_to_the_person(session: Session) -> None:
    wu = bind(session, WU, "小吴", Role.STAFF)
    first = sign_in_code(session, wu.person_id or 0, NOW)
    second = sign_in_code(session, wu.person_id or 0, NOW)
    assert try_code(session, first.code, STRANGER) == Refused(Reason.REVOKED)  # the newer one took its place
    assert try_code(session, second.code, STRANGER, NOW + 10 * MINUTE) == Refused(Reason.EXPIRED)
    third = sign_in_code(session, wu.person_id or 0, NOW)
    assert open_invitations(session, NOW) == []  # it invites nobody
    redeemed = try_code(session, third.code, telegram(202))
    assert isinstance(redeemed, Redeemed) and redeemed.membership is None
    assert redeemed.text == "登录成功，小吴，您好。"
    assert actor_of(session, telegram(202)) == wu


def test_a_sign_in_code_is_not_for_another_person_s_account(session: Session) -> None:
    wu = bind(session, WU, "小吴", Role.STAFF)
    shen = bind(session, SHEN, "沈处", Role.OFFICIAL, zone=ZONE)
    code = sign_in_code(session, wu.person_id or 0, NOW).code
    assert try_code(session, code, SHEN) == Refused(Reason.OTHER_PERSON)
    assert actor_of(session, SHEN).role is Role.OFFICIAL
    browser = signed_in_address(shen.person_id or 0)  # that one signs in from after another
    assert isinstance(try_code(session, code, browser), Redeemed)


def test_nobody_without_a_role_gets_a_sign_in_code(session: Session) -> None:
    wu = bind(session, WU, "小吴", Role.STAFF)
    code = sign_in_code(session, wu.person_id or 0, NOW).code
    revoke_person(session, wu.person_id or 0, NOW)
    assert try_code(session, code, WU) == Refused(Reason.REVOKED)
    for person_id in (wu.person_id or 0, 999_999):
        with pytest.raises(BadInput, match="身份都已撤销"):
            sign_in_code(session, person_id, NOW)


def test_a_browser_that_redeems_is_that_person_s_in_any_browser(session: Session) -> None:
    code = invite(session, Role.ENTERPRISE, NOW, enterprise=BAMBOO).code
    redeemed = try_code(session, code, Address(Channel.WEB, "g7", "g7"))
    assert isinstance(redeemed, Redeemed)
    own = f"p{redeemed.person.id}"
    assert person_of(session, Address(Channel.WEB, own, own)) == redeemed.person
    assert person_of(session, Address(Channel.WEB, "g7", "g7")) is None


def test_of_two_who_redeem_at_once_exactly_one_wins(engine: Engine) -> None:
    with writing(engine) as session:
        codes = [invite(session, Role.ENTERPRISE, NOW, enterprise=BATTERY).code for _ in range(5)]
    for nth, code in enumerate(codes):
        start = Barrier(2)

        def race(address: Address, code: str = code, start: Barrier = start) -> Redeemed | Refused:
            start.wait()
            with writing(engine) as session:
                return try_code(session, code, address)

        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(race, (telegram(300 + nth), telegram(400 + nth))))
        assert sorted(type(one).__name__ for one in outcomes) == ["Redeemed", "Refused"]
        assert Refused(Reason.USED) in outcomes
    with reading(engine) as session:
        assert len(session.exec(select(Membership)).all()) == len(session.exec(select(Person)).all()) == 5


def test_many_guesses_at_once_are_all_counted(engine: Engine) -> None:
    def guess(_: int) -> Redeemed | Refused:
        with writing(engine) as session:
            return try_code(session, new_code(), STRANGER)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(16)))
    assert outcomes.count(Refused(Reason.UNKNOWN)) == 5
    assert outcomes.count(Refused(Reason.LOCKED)) == 11
