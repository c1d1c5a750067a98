"""Whatever is sent is answered, and nothing of it is taken for more than text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.words import Act
from bot.dialogue import acting, texts
from bot.dialogue.routes import ROUTES
from bot.messages.contents import Kind
from bot.people.permissions import may
from tests.bot.dialogue.cast import EVERYONE, Cast
from tests.bot.dialogue.test_permissions import OURS, TYPED, issue_for

MARKUP = "<b>停电</b> & *粗* _斜_ [点](https://e.cn) `码` <script>alert(1)</script> {{x}} %s =1+1"
ODD_DATA = (
    *("", ":", "a", "a:", "a:accept", "a:accept:1", "a:accept:1:", "a:accept:1:1:1:1", "a:nonsense:1:1"),
    *("i:", "i:x", "i:99999999999999999999", "i:-1", "i:1.0", "i:٣", "i:²", f"i:{2**31}", f"i:{2**63}"),
    *("a:accept:99999999999999999999:1", "a:accept:1:99999999999999999999", "a:rate:1:1:nonsense"),
    *(
        "x:",
        "x:confirm",
        "x:nonsense:1",
        "x:cancel:1:2:3",
        "x:note:1:",
        "q:",
        "q::::",
        "q:待受理:99999999999",
    ),
    *(
        f"q:{'长' * 60}:1",
        "m:",
        "m:0",
        "m:-1",
        f"m:{'9' * 60}",
        "p:",
        "p:x",
        f"p:{'9' * 40}",
        "w:",
        "w:1;DROP",
    ),
    *("h:", "h:1", "h:99999999999999999999:1", "h:1:99999999999999999999", "r:", "r:nonsense", "r:ask:"),
    *("r:act:accept:1:1", "r:start:abc", "\x00", "q:\x00:1", "p:\x00", "\ufffd" * 20, "i:1\x00", "i:１"),
)
ODD_TEXT = (
    *(" ", "\x00", "/", "／", "//", "/ help", "/unknown", "/board", "/themeday", "/start " + "x" * 5000, "/help@other_bot"),
    *("/mine 99999999999999999999", "/queue 99999999999999999999", "/queue \x00", "/queue %", "/queue _ \\", "/queue '; --"),
    *("/project \x00", "/project %", "WT-99999-1", "WT-2026-9999999999", "[1]", "[99]", "\u202e反", "9" * 5000, "确认", "1"),
    *("/report \x00", "/report " + MARKUP, "👍" * 100, "-1", "2026-99-99", "12月99日", "\n\n", "/report\n多行\n文字"),
)  # fmt: skip


def test_odd_input_on_both_databases(cast_on_both: Cast) -> None:
    cast = cast_on_both
    cast.reported()
    for data in ODD_DATA:
        assert cast.wu.presses_data(data), data
    for text in ODD_TEXT:
        assert cast.wu.says(text), text


def test_odd_data_in_the_middle_of_a_talk(cast: Cast) -> None:
    number = cast.reported()
    cast.yuan.says("/report 路灯坏了。")
    cast.wu.presses("不予受理")
    for data in ODD_DATA:
        if not data.startswith(("a:", "r:act")):
            assert cast.yuan.presses_data(data) and cast.wu.presses_data(data), data
    assert cast.park.issue(number).version == 1


ODD_ANSWERS = ("、", "\x00", "#0", "#99999999999999999999", "，，", "9" * 400, "满意", MARKUP)


@pytest.mark.parametrize("act", acting.ASKS, ids=lambda act: act.value)
def test_any_answer_to_any_question_is_answered(lasting_cast: Cast, act: Act) -> None:
    park = lasting_cast.park
    issue = issue_for(park, act, OURS)
    who = next(one for one in map(park.person, EVERYONE) if may(one.actor, act, issue))
    for position, asked in enumerate(acting.ASKS[act]):
        for odd in (*ODD_ANSWERS, None):
            who.presses_data(f"a:{act.value}:{issue.id}:{issue.version}")
            for before in acting.ASKS[act][:position]:
                who.says(TYPED[before])
            data = f"x:{asked}:{issue.id}:"
            assert who.presses_data(data) if odd is None else who.says(odd), (asked, odd)
            if who.talk:
                who.says("/cancel")
            if park.issue(issue.number).version > issue.version:
                issue = issue_for(park, act, OURS)


numbers = st.one_of(st.integers(-1, 9), st.integers(), st.sampled_from([2**31, 2**63, 10**30])).map(str)
parts = st.one_of(
    numbers,
    st.sampled_from([*Act, "confirm", "cancel", "note", "department", "#1", "=", ""]),
    st.text(max_size=9),
)
prefixes = st.sampled_from([*(one.prefix for one in ROUTES if one.prefix), "x", "r", "z"])
names = st.sampled_from([one.name for one in ROUTES])
data = st.one_of(
    st.sampled_from(ODD_DATA),
    st.builds(lambda prefix, rest: ":".join([prefix, *rest]), prefixes, st.lists(parts, max_size=4)),
    st.builds(lambda name, rest: ":".join(["r", name, *rest]), names, st.lists(parts, max_size=3)),
    st.binary(max_size=64).map(lambda some: some.decode("utf-8", "replace")),
)
commands = st.sampled_from([f"/{one.command} " for one in ROUTES if one.command])
words = st.sampled_from([word for one in ROUTES for word in one.words])
said = st.one_of(
    st.text(),
    st.sampled_from(ODD_TEXT),
    words,
    st.builds(str.__add__, commands, st.one_of(st.text(), numbers)),
)
anything = st.one_of(
    st.tuples(st.just(Kind.PRESS), data),
    st.tuples(st.just(Kind.TEXT), said),
    st.tuples(st.sampled_from([Kind.STICKER, Kind.VOICE, Kind.LOCATION, Kind.EDIT, Kind.CONTACT]), st.text()),
)


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(
    who=st.sampled_from(EVERYONE), in_group=st.booleans(), messages=st.lists(anything, min_size=1, max_size=4)
)
def test_anything_by_anybody_is_answered(
    lasting_cast: Cast, who: str, in_group: bool, messages: list[tuple[Kind, str]]
) -> None:
    person = lasting_cast.park.person(who)
    person = person.in_group if in_group else person
    for kind, what in messages:
        match kind:
            case Kind.PRESS:
                told = person.presses_data(what)
            case Kind.CONTACT:
                told = person.sends_kind(kind, phone=what)
            case _:
                told = person.sends_kind(kind, text=what)
        assert told.strip(), (kind, what)
        assert len(told) < 20_000


def test_markup_comes_back_as_it_was_sent(cast: Cast) -> None:
    cast.yuan.says(f"/report {MARKUP}")
    cast.yuan.presses("改联系方式")
    cast.yuan.says("<i>王&经理 13800000000")
    assert MARKUP in cast.yuan.sends("<b>图&.jpg") and "<b>图&.jpg" in cast.yuan.last.text
    cast.yuan.says("确认")
    assert MARKUP in cast.wu.last.text
    shown = cast.wu.says("WT-2026-0001")
    assert MARKUP in shown and "<i>王&经理 13800000000" in shown
    assert cast.wu.last.files[0].name == "<b>图&.jpg"
    cast.wu.presses("现场答复")
    cast.wu.says(MARKUP)
    cast.wu.presses("已解决")
    assert f"园区工作人员：{MARKUP}" in cast.yuan.last.text
    cast.yuan.presses("不满意")
    cast.yuan.says(MARKUP)
    assert MARKUP in cast.wu.last.text


def test_markup_in_a_question_and_its_answer(cast: Cast) -> None:
    cast.guest.says(MARKUP)
    assert MARKUP in cast.guest.presses("转人工") and MARKUP in cast.wu.last.text
    cast.wu.presses("答复")
    cast.wu.says(MARKUP)
    assert cast.guest.last.text.count(MARKUP) == 2


def test_markup_in_a_name_that_the_directory_has_not(cast: Cast) -> None:
    cast.wu.says("/report 路灯坏了。")
    cast.wu.says("<b>远山&茶业*")
    assert "企业：<b>远山&茶业*" in cast.wu.presses("名录外：<b>远山&茶业*")


def test_a_hundred_thousand_characters(cast: Cast) -> None:
    long = "停电" * 50_000
    assert "太长" in cast.guest.says(long)
    assert "内容太长（100000 字），最多 5000 字" in cast.yuan.says(f"/report {long}")
    cast.yuan.says("路灯坏了。")
    assert "内容太长" in cast.yuan.says(long) and "路灯坏了。" in cast.yuan.last.text
    cast.yuan.presses("改联系方式")
    assert cast.yuan.says(long) and cast.yuan.says("确认")
    cast.wu.presses("不予受理")
    assert "内容太长（100000 字），最多 2000 字" in cast.wu.says(long)
    assert cast.wu.says("不属于职责。").startswith("已不予受理")
    for command in ("queue", "project", "mine", "start", "nonsense", "help"):
        assert len(cast.wu.says(f"/{command} {long}")) < 2_000, command


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.EDIT, texts.EDITED),
        (Kind.STICKER, texts.STICKER),
        (Kind.VOICE, texts.VOICE),
        (Kind.LOCATION, texts.LOCATION),
        (Kind.CONTACT, texts.CONTACT_NOT_NEEDED),
        (Kind.OTHER, texts.OTHER_KIND),
    ],
)
def test_what_is_no_text_is_answered_kindly_and_a_draft_stays(cast: Cast, kind: Kind, told: str) -> None:
    assert cast.guest.sends_kind(kind) == told
    cast.yuan.says("/report 路灯坏了。")
    answered = cast.yuan.sends_kind(kind, phone="13800000000")
    assert answered == told or (kind is Kind.CONTACT and "13800000000" in answered)
    assert cast.yuan.talk == "report"


def test_an_unknown_command(cast: Cast) -> None:
    assert "没有 /board 这个命令" in cast.guest.says("/board")
    assert len(cast.guest.says("/" + "长" * 500)) < 100
