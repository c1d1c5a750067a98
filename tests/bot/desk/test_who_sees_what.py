"""The queue as each sees it: one's own, the public side, no name that was to stay hidden."""

import dataclasses

import pytest

from bot.desk import issues
from bot.desk.issues import Filter, Group, NotAllowed, Page, SeenStep
from bot.desk.tables import Issue
from bot.desk.words import Act, Category, State
from bot.messages.contents import Address, StoredFile
from bot.people.permissions import Right, may
from knowledge.database import reading
from knowledge.errors import BadInput
from tests.bot.desk.cast import (
    BAMBOO,
    BATTERY,
    DENG,
    HE,
    LABOUR,
    POWER,
    QIN,
    SHEN,
    STRANGER,
    WU,
    YUAN,
    ZHU,
    Desk,
)

EVERYONE = (YUAN, ZHU, DENG, HE, WU, SHEN, QIN, STRANGER)
PHOTO = StoredFile("a" * 64, "蓄原储能现场.jpg", "image/jpeg", 1000)


def page(desk: Desk, who: Address, **wanted: object) -> Page:
    with reading(desk.engine) as session:
        return issues.listing(session, desk.actor(who), Filter(**wanted), 1, desk.now)  # type: ignore[arg-type]


def numbers(desk: Desk, who: Address, **wanted: object) -> list[str]:
    return sorted(one.number for one in page(desk, who, **wanted).issues)


def found(desk: Desk, who: Address, key: int | str) -> Issue | None:
    with reading(desk.engine) as session:
        return issues.find(session, desk.actor(who), key)


def timeline(desk: Desk, who: Address, issue: Issue) -> list[SeenStep]:
    with reading(desk.engine) as session:
        return issues.timeline(session, desk.actor(who), issue)


def test_each_sees_their_own_by_the_one_rule(desk: Desk) -> None:
    one = desk.assigned(desk.submit(YUAN), supporting=(LABOUR,))
    two = desk.submit(ZHU, text="缺工人。")
    seen = {who: numbers(desk, who) for who in EVERYONE}
    first, second = one.number, two.number
    assert seen == {
        YUAN: [first], ZHU: [second], DENG: [first], HE: [first], WU: [first, second], SHEN: [first],
        QIN: [second], STRANGER: [],
    }  # fmt: skip
    for who in EVERYONE:
        for issue in (one, two):
            is_seen = issue.number in seen[who]
            assert may(desk.actor(who), Right.SEE, desk.kept(issue)) == is_seen
            assert (found(desk, who, issue.number.lower()) is not None) == is_seen
            assert (found(desk, who, issue.id or 0) is not None) == is_seen
            assert bool(timeline(desk, who, issue)) == is_seen
            if not is_seen:
                assert isinstance(desk.act(who, Act.NOTE, issue, note="?"), NotAllowed)


def test_the_enterprise_sees_the_public_side(desk: Desk) -> None:
    issue = desk.submit()
    desk.done(WU, Act.NOTE, issue, note="欠租")
    desk.assigned(issue)
    desk.done(DENG, Act.RETURN, issue, note="不归我们管")
    desk.done(WU, Act.ASSIGN, issue, department=LABOUR, note="请配合", is_public=True)
    desk.done(HE, Act.ACKNOWLEDGE, issue)
    desk.done(HE, Act.REQUEST_EXTENSION, issue, working_days=2, note="人手不够")
    desk.done(HE, Act.REPLY, issue, note="已解决。")
    theirs = timeline(desk, YUAN, issue)
    assert [(step.act, step.who, step.note) for step in theirs] == [
        (Act.SUBMIT, "原经理", None),
        (Act.ACCEPT, "园区工作人员", None),
        (Act.ASSIGN, "园区工作人员", None),
        (Act.ASSIGN, "园区工作人员", "请配合"),
        (Act.ACKNOWLEDGE, LABOUR, None),
        (Act.REPLY, LABOUR, "已解决。"),
    ]
    everything = timeline(desk, WU, issue)
    assert [step.version for step in everything] == list(range(1, 10))
    assert everything[1].note == "欠租" and everything[1].who == "小吴"
    mine = found(desk, YUAN, issue.number)
    assert mine is not None and mine.asked_minutes is None


def test_an_anonymous_one_is_named_to_nobody_but_the_desk(desk: Desk) -> None:
    text = f"{BATTERY}（澜川蓄原储能科技）缺电，请联系原经理 13800000001。"
    given = {"is_anonymous": True, "contact": "原经理", "phone": "13800000001", "files": (PHOTO,)}
    issue = desk.in_hand(desk.submit(YUAN, text=text, title=f"{BATTERY}缺电", **given), supporting=(LABOUR,))
    desk.done(DENG, Act.ASK, issue, note=f"请{BATTERY}补充。")
    desk.done(YUAN, Act.SUPPLY, issue, note="原经理：已补充。")
    desk.done(YUAN, Act.REMIND, issue)
    desk.done(DENG, Act.REPLY, issue, note=f"已为{BATTERY}增容。")
    desk.done(YUAN, Act.REDO, issue, note=f"{BATTERY}还是缺电")
    secrets = (BATTERY, "蓄原储能科技", "原经理", "13800000001")
    for who in (DENG, HE, SHEN):
        seen = found(desk, who, issue.number)
        assert seen is not None
        shown = [repr(seen.model_dump()), repr(timeline(desk, who, issue)), repr(page(desk, who))]
        told = [repr(dataclasses.asdict(one)) for one in desk.told(who)]
        assert not [secret for secret in secrets for one in (*shown, *told) if secret in one]
        for words in ("蓄原", "原经理", "13800"):
            assert numbers(desk, who, words=words) == []
        assert numbers(desk, who, enterprise=BATTERY) == []
        assert numbers(desk, who, words="缺电") == [issue.number]
    assert found(desk, WU, issue.number).enterprise == BATTERY  # type: ignore[union-attr]
    assert numbers(desk, WU, words="13800") == numbers(desk, YUAN, words="缺电") == [issue.number]
    assert desk.kept(issue).text == text


def test_what_is_looked_for(desk: Desk) -> None:
    late = desk.in_hand(desk.submit())
    desk.submit(ZHU, text="缺 100% 的工人_。", category=Category.LABOUR, enterprise=BAMBOO)
    desk.closed(desk.submit(text="路灯不亮。"))
    desk.later(days=14)
    rows = {
        ("group", Group.NEW): [2], ("group", Group.IN_PROGRESS): [1], ("group", "closed"): [3],
        ("group", Group.OVERDUE): [1, 2], ("group", Group.ALL): [1, 2, 3], ("category", Category.LABOUR): [2],
        ("enterprise", BAMBOO): [2], ("department", POWER): [1, 3], ("zone", "松岭经开区"): [2],
        ("state", State.CLOSED): [3], ("words", "100%"): [2], ("words", "1__%"): [], ("words", "wt-2026-0003"): [3],
        ("words", "蓄原"): [1, 3],
    }  # fmt: skip
    for (name, value), expected in rows.items():
        assert numbers(desk, WU, **{name: value}) == [f"WT-2026-{one:04}" for one in expected], (name, value)
    assert numbers(desk, YUAN, mine=True) == [late.number, "WT-2026-0003"]
    with reading(desk.engine) as session:
        counts = issues.counts(session, desk.actor(WU), now=desk.now)
    assert counts == {
        Group.NEW: 1, Group.TO_ASSIGN: 0, Group.IN_PROGRESS: 1, Group.TO_RATE: 0, Group.CLOSED: 1,
        Group.OVERDUE: 2, Group.ALL: 3,
    }  # fmt: skip


def test_pages_hold_each_issue_once(desk: Desk) -> None:
    for at in range(11):
        desk.submit(text=f"第{at}件。")
    with reading(desk.engine) as session:
        pages = [issues.listing(session, desk.actor(YUAN), Filter(), number) for number in (1, 2, 99)]
    assert [(one.number, one.pages, one.count, len(one.issues)) for one in pages] == [
        (1, 2, 11, 8), (2, 2, 11, 3), (2, 2, 11, 3),
    ]  # fmt: skip
    assert [one.number for one in (*pages[0].issues, *pages[1].issues)] == [
        f"WT-2026-{at:04}" for at in range(11, 0, -1)
    ]


def test_files_of_internal_steps_stay_internal(desk: Desk) -> None:
    issue = desk.submit(files=(PHOTO, PHOTO))
    inside = dataclasses.replace(PHOTO, digest="b" * 64, name="内部.pdf")
    desk.done(WU, Act.NOTE, issue, note="见附件", files=(inside,))
    with reading(desk.engine) as session:
        assert issues.attachments(session, desk.actor(YUAN), issue) == [PHOTO]
        assert issues.attachments(session, desk.actor(WU), issue) == [PHOTO, inside]
        assert issues.attachments(session, desk.actor(ZHU), issue) == []
        assert issues.file_for(session, desk.actor(YUAN), PHOTO.digest) == PHOTO
        assert issues.file_for(session, desk.actor(WU), inside.digest) == inside
        for who, digest in (
            (YUAN, inside.digest),
            (ZHU, PHOTO.digest),
            (STRANGER, PHOTO.digest),
            (WU, "c" * 64),
        ):
            assert issues.file_for(session, desk.actor(who), digest) is None


@pytest.mark.parametrize("who", [ZHU, DENG, SHEN, STRANGER])
def test_nobody_hands_in_for_the_batteries_but_they_and_staff(desk: Desk, who: Address) -> None:
    with reading(desk.engine) as session:
        draft = issues.Draft("停电了。", enterprise=BATTERY)
        assert isinstance(issues.submit(session, draft, desk.actor(who), desk.now), NotAllowed)


@pytest.mark.parametrize("text", ["", " \n", "\x00", "长" * 5001])
def test_an_unusable_draft_is_told_in_chinese(desk: Desk, text: str) -> None:
    with pytest.raises(BadInput, match="请写"):
        desk.submit(text=text)
