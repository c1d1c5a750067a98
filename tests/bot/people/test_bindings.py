"""Who is behind an address, who is reached where, and what ends when a role is taken away."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.messages.contents import Address, Channel
from bot.messages.tables import Conversation
from bot.people import sessions
from bot.people.actors import GUEST_ACTOR
from bot.people.bindings import (
    actor_of,
    addresses_of,
    mark_reachable,
    mark_unreachable,
    memberships,
    person_of,
    revoke,
    revoke_person,
)
from bot.people.tables import Membership
from knowledge.database import reading, writing
from knowledge.scope import Role
from tests.bot.people.cast import (
    BAMBOO,
    BATTERY,
    DENG,
    LABOUR,
    NOW,
    POWER,
    SHEN,
    STRANGER,
    WU,
    YUAN,
    ZHU,
    ZONE_SHORT,
    bind,
    telegram,
)


def talk(session: Session, address: Address, membership_id: int | None = None) -> Conversation:
    """A conversation in the middle of a hand-in."""
    conversation = Conversation(
        thread=address.thread,
        channel=address.channel,
        chat=address.chat,
        person=address.person,
        version=3,
        membership_id=membership_id,
        talk="report",
        state={"text": "草稿"},
        touched_at=NOW,
    )
    session.add(conversation)
    session.flush()
    return conversation


def is_open(session: Session, conversation: Conversation) -> bool:
    session.refresh(conversation)
    if conversation.talk is None:
        assert (conversation.state, conversation.membership_id, conversation.version) == ({}, None, 4)
    else:
        assert conversation.version == 3
    return conversation.talk is not None


def person_id(session: Session, address: Address) -> int:
    person = person_of(session, address)
    assert person and person.id
    return person.id


def test_everyone_acts_in_their_role_and_an_unknown_one_as_a_guest(everyone: Session) -> None:
    acting = {one: actor_of(everyone, one) for one in (SHEN, WU, YUAN, ZHU, DENG, STRANGER)}
    assert [actor.role for actor in acting.values()] == [
        *(Role.OFFICIAL, Role.STAFF, Role.ENTERPRISE, Role.ENTERPRISE, Role.DEPARTMENT, Role.GUEST)
    ]
    assert acting[STRANGER] == GUEST_ACTOR
    assert acting[SHEN].scope.has_zone(ZONE_SHORT) and not acting[SHEN].scope.has_zone("松岭经开区")
    assert acting[WU].scope.zones is None
    assert acting[ZHU].scope.enterprise == BAMBOO and acting[DENG].scope.department == POWER


def test_an_account_is_known_in_every_chat_of_its_channel_and_in_no_other(everyone: Session) -> None:
    assert actor_of(everyone, telegram(102, chat=-7)).role is Role.STAFF
    assert actor_of(everyone, Address(Channel.WEB, "102", "102")).is_guest
    assert actor_of(
        everyone, Address(Channel.TELEGRAM, "102", "999")
    ).is_guest  # in 小吴's chat, somebody else


def test_a_role_of_somebody_else_can_t_be_chosen(everyone: Session) -> None:
    wu = actor_of(everyone, WU)
    assert actor_of(everyone, ZHU, wu.membership_id).enterprise == BAMBOO


def test_revocation_ends_browsers_and_talks_at_once(everyone: Session) -> None:
    yuan = person_id(everyone, YUAN)
    _, browser = sessions.open_session(everyone, NOW)
    token = sessions.sign_in(everyone, browser, yuan, NOW)
    own = Address(Channel.WEB, f"p{yuan}", f"p{yuan}")
    talks = [talk(everyone, address) for address in (YUAN, telegram(103, chat=-5), own)]
    others = talk(everyone, ZHU)
    assert revoke(everyone, actor_of(everyone, YUAN).membership_id or 0, NOW)
    assert sessions.session_of(everyone, token, NOW) is None
    assert not any(is_open(everyone, one) for one in talks)
    assert is_open(everyone, others)
    assert actor_of(everyone, YUAN).is_guest and actor_of(everyone, own).is_guest
    assert addresses_of(everyone, enterprise=BATTERY) == []


def test_who_loses_one_of_two_roles_goes_on_with_the_other(everyone: Session) -> None:
    first = actor_of(everyone, YUAN)
    second = bind(everyone, YUAN, "原经理", Role.ENTERPRISE, enterprise=BAMBOO)
    _, browser = sessions.open_session(everyone, NOW)
    token = sessions.sign_in(everyone, browser, first.person_id or 0, NOW)
    in_first = talk(everyone, YUAN, first.membership_id)
    in_none_chosen = talk(everyone, telegram(103, chat=-5))
    in_second = talk(everyone, telegram(103, chat=-6), second.membership_id)
    assert revoke(everyone, first.membership_id or 0, NOW)
    assert [is_open(everyone, one) for one in (in_first, in_none_chosen, in_second)] == [False, False, True]
    assert sessions.session_of(everyone, token, NOW)
    assert actor_of(everyone, YUAN).enterprise == BAMBOO
    assert actor_of(everyone, YUAN, first.membership_id).enterprise == BAMBOO  # a choice of before


def test_losing_a_later_role_leaves_those_alone_who_chose_none(everyone: Session) -> None:
    second = bind(everyone, YUAN, "原经理", Role.ENTERPRISE, enterprise=BAMBOO)
    in_first = talk(everyone, YUAN)
    assert revoke(everyone, second.membership_id or 0, NOW)
    assert is_open(everyone, in_first)


def test_two_roles_taken_away_at_once_leave_nothing_open(engine: Engine) -> None:
    with writing(engine) as session:
        roles = [
            bind(session, YUAN, "原经理", Role.ENTERPRISE, enterprise=enterprise)
            for enterprise in (BATTERY, BAMBOO)
        ]
        _, browser = sessions.open_session(session, NOW)
        token = sessions.sign_in(session, browser, roles[0].person_id or 0, NOW)
    start = Barrier(2)

    def take_away(membership_id: int | None) -> bool:
        start.wait()
        with writing(engine) as session:
            return revoke(session, membership_id or 0, NOW)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(take_away, [role.membership_id for role in roles])) == [True, True]
    with reading(engine) as session:
        assert sessions.session_of(session, token, NOW) is None


def test_what_is_revoked_is_revoked_once(everyone: Session) -> None:
    wu = actor_of(everyone, WU)
    assert revoke(everyone, wu.membership_id or 0, NOW)
    assert not revoke(everyone, wu.membership_id or 0, NOW)
    assert not revoke(everyone, 999_999, NOW)
    assert not revoke_person(everyone, wu.person_id or 0, NOW)
    assert not revoke_person(everyone, 999_999, NOW)


def test_a_person_loses_every_role_at_once(everyone: Session) -> None:
    yuan = person_id(everyone, YUAN)
    bind(everyone, YUAN, "原经理", Role.ENTERPRISE, enterprise=BAMBOO)
    assert revoke_person(everyone, yuan, NOW)
    assert memberships(everyone, yuan) == []
    ended = everyone.exec(select(Membership).where(col(Membership.person_id) == yuan)).all()
    assert [one.revoked_at for one in ended] == [NOW, NOW]


def test_a_role_brings_the_messages_that_are_its_own(everyone: Session) -> None:
    colleague = telegram(203)
    bind(everyone, colleague, "原会计", Role.ENTERPRISE, enterprise=BATTERY)
    assert addresses_of(everyone, enterprise=BATTERY) == [YUAN, colleague]
    assert addresses_of(everyone, enterprise=BAMBOO) == [ZHU]
    assert addresses_of(everyone, department=POWER) == [DENG]
    assert addresses_of(everyone, department=LABOUR) == []
    assert addresses_of(everyone, roles=(Role.STAFF, Role.ADMIN)) == [WU]
    assert addresses_of(everyone, person_id=person_id(everyone, SHEN)) == [SHEN]
    assert addresses_of(everyone, person_id=person_id(everyone, SHEN), enterprise=BATTERY) == []
    assert addresses_of(everyone) == []


def test_messages_go_to_every_channel_of_a_person(everyone: Session) -> None:
    yuan = person_id(everyone, YUAN)
    _, browser = sessions.open_session(everyone, NOW)
    sessions.sign_in(everyone, browser, yuan, NOW)
    own = Address(Channel.WEB, f"p{yuan}", f"p{yuan}")
    assert addresses_of(everyone, enterprise=BATTERY) == [YUAN, own]


@pytest.mark.parametrize("comes_back", ["by unblocking", "by a new code"])
def test_who_blocked_us_is_still_bound_and_still_told(everyone: Session, comes_back: str) -> None:
    mark_unreachable(everyone, Channel.TELEGRAM, YUAN.person)
    assert addresses_of(everyone, enterprise=BATTERY) == [YUAN]  # a failure in sight rather than nothing
    assert actor_of(everyone, YUAN).enterprise == BATTERY  # still bound
    if comes_back == "by unblocking":
        mark_reachable(everyone, Channel.TELEGRAM, YUAN.person)
    else:
        bind(everyone, YUAN, "原经理", Role.ENTERPRISE, enterprise=BATTERY)
    assert addresses_of(everyone, enterprise=BATTERY) == [YUAN]
