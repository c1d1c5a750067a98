"""A person on a channel: the account that they write from."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.messages.contents import Address, Channel
from bot.people.tables import Account


def signed_in_address(person_id: int) -> Address:
    """Where a person is reached on the web, whichever browser they use."""
    return Address(Channel.WEB, f"p{person_id}", f"p{person_id}")


def browser_address(web_session_id: int) -> Address:
    """Where a browser is reached that nobody signed in from."""
    return Address(Channel.WEB, f"g{web_session_id}", f"g{web_session_id}")


def account_at(session: Session, channel: Channel, external_id: str) -> Account | None:
    """The account with a channel's id."""
    return session.exec(
        select(Account).where(col(Account.channel) == channel, col(Account.external_id) == external_id)
    ).one_or_none()


def accounts_of(session: Session, person_id: int) -> list[Account]:
    """Every account of a person."""
    of_person = select(Account).where(col(Account.person_id) == person_id)
    return list(session.exec(of_person.order_by(col(Account.id))))


def keep_account(session: Session, person_id: int, address: Address, now: datetime) -> Account:
    """The person's account at `address`, made where there is none; told from now on in this chat.

    A browser's own address is nobody's for long: on the web a person's account is theirs in all browsers.
    """
    if address.channel is Channel.WEB:
        address = signed_in_address(person_id)
    account = account_at(session, address.channel, address.person) or Account(
        person_id=person_id,
        channel=address.channel,
        external_id=address.person,
        chat=address.chat,
        created_at=now,
    )
    account.chat = address.chat
    account.is_reachable = True
    session.add(account)
    session.flush()
    return account
