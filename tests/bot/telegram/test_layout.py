"""Whatever a message holds, its parts are ones that Telegram takes, and nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from bot.messages.contents import Button, Outgoing, Source, StoredFile
from bot.telegram.cutting import LONGEST_TEXT, atoms, cleaned, is_blank, marks, units
from bot.telegram.layout import LONGEST_CAPTION, Part, layout
from tests.telegram_server import markup, rules

PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        "<b>粗</b> </a> &amp; &lt; ** __ [x](y) ``` 😀 👨‍👩‍👧‍👦 🏳️‍🌈 e\u0301 \u200b \x00 \u2028 \ud800 𠮷 [1] [2][3] [99] 。 ！” \n \n\n".split(
            " "
        )
    ),
    st.integers(1, 3000).map("字".__mul__),
    st.integers(1, 1500).map("😀".__mul__),
    st.integers(1, 200).map("澜川经开区企业可以申报。[1]".__mul__),
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
LINES = st.one_of(st.text(max_size=60), st.integers(1, 2000).map("《办法》".__mul__))
SOURCES = st.lists(
    st.builds(Source, st.integers(1, 12), LINES, st.none() | st.integers(1, 10**9)),
    max_size=12,
    unique_by=lambda source: source.n,
).map(tuple)
LABELS = st.one_of(st.sampled_from(["受理", "受理", "不予受理", ""]), st.text(max_size=100))
BUTTONS = st.lists(
    st.lists(st.builds(Button, LABELS, st.text("abc:1", max_size=20)), max_size=12).map(tuple), max_size=12
).map(tuple)
FILES = st.lists(
    st.builds(StoredFile, st.just("d"), st.text(max_size=20), st.just("image/png"), st.just(1)), max_size=3
).map(tuple)


def seen(text: str) -> str:
    """The text without what isn't seen."""
    text = text.replace("\x7f", "").encode("utf-8", "ignore").decode()
    return "".join(markup.cleaned(text).split())


def body(part: Part) -> str:
    """A part's text without its sources."""
    return markup.parse(part.html.partition("<blockquote")[0])[0]


def block(part: Part) -> str:
    """The sources below a part's text."""
    return part.plain.removeprefix(body(part)).removeprefix("来源\n") if "<blockquote" in part.html else ""


def assert_taken(part: Part) -> None:
    """Telegram would take it, and show what `plain` says."""
    text, _ = markup.parse(part.html)
    assert text == part.plain
    assert markup.units(text) <= (LONGEST_CAPTION if part.file else LONGEST_TEXT)
    assert part.file or markup.cleaned(text)
    assert part.plain == part.plain.encode("utf-8").decode()
    inline = [[{"text": one.label, "callback_data": one.data} for one in row] for row in part.buttons]
    rules.markup({"inline_keyboard": inline}, is_private=False)
    labels = [one.label for row in part.buttons for one in row]
    assert len(labels) == len(set(labels))
    assert all(len(label) <= 64 for label in labels)


@run(max_examples=60)
@given(TEXTS, SOURCES, BUTTONS, FILES, st.booleans(), st.booleans())
def test_every_part_is_taken_and_nothing_is_lost(
    text: str,
    sources: tuple[Source, ...],
    buttons: tuple[tuple[Button, ...], ...],
    files: tuple[StoredFile, ...],
    asks_contact: bool,
    is_group: bool,
) -> None:
    parts = layout(Outgoing(text, sources, buttons, files, asks_contact), is_group=is_group)
    for part in parts:
        assert_taken(part)
    told = "".join(body(part) for part in parts)
    if not (is_blank(cleaned(text)) and (buttons or asks_contact)):
        assert seen(told) == seen(text)
    assert [part.file for part in parts if part.file] == list(files)
    assert not (is_group and any(part.asks_contact for part in parts))
    assert sum(part.asks_contact for part in parts) == (asks_contact and not is_group and bool(parts))


@run(max_examples=60)
@given(TEXTS, SOURCES)
def test_a_source_stands_where_its_mark_stands(text: str, sources: tuple[Source, ...]) -> None:
    parts = layout(Outgoing(text, sources))
    whole = [line for part in parts for line in block(part).split("\n")]
    for source in sources:
        start = f"[{source.n}]"
        assert any(line.startswith(start) for line in whole)
        with_mark = [part for part in parts if source.n in marks(body(part))]
        below = [part for part in parts if f"\n{start}" in f"\n{block(part)}"]
        assert with_mark == below if with_mark else below in ([parts[-1]], [below[0]])


def test_a_source_without_a_mark_stands_on_the_last_part() -> None:
    parts = layout(Outgoing("长。" * 4000, (Source(1, "《办法》", 7),)))
    assert [bool(part.buttons) for part in parts] == [False, True]
    assert parts[-1].plain.endswith("来源\n[1] 《办法》")


def test_sources_are_quoted_below_and_open_by_buttons() -> None:
    sources = (Source(1, "[1] 《办法》，第三条", 31), Source(2, "《通知》<附件>"))
    (part,) = layout(Outgoing("可以申报[1]。<b>另见</b>[2]", sources, ((Button("转人工", "r:handover"),),)))
    assert part.html == (
        "可以申报[1]。&lt;b&gt;另见&lt;/b&gt;[2]\n"
        "<blockquote expandable>来源\n[1] 《办法》，第三条\n[2] 《通知》&lt;附件&gt;</blockquote>"
    )
    assert part.buttons == ((Button("[1] 原文", "p:31"),), (Button("转人工", "r:handover"),))


def test_each_part_has_the_sources_of_its_own_marks() -> None:
    text = "甲。" * 1900 + "见[1]。\n\n" + "乙。" * 1900 + "见[2]。"
    first, last = layout(Outgoing(text, (Source(1, "一"), Source(2, "二"))))
    assert first.plain.endswith("见[1]。\n来源\n[1] 一")
    assert last.plain.endswith("见[2]。\n来源\n[2] 二")


def test_many_long_sources_are_never_torn() -> None:
    sources = tuple(Source(n, f"《{n}》" + "长" * 460) for n in range(1, 41))
    parts = layout(Outgoing("依据" + "".join(f"[{n}]" for n in range(1, 31)) + "。", sources))
    lines = [line for part in parts for line in block(part).split("\n")]
    for part in parts:
        assert_taken(part)
    assert [line for line in lines if line.startswith("[")] == [f"[{one.n}] {one.line}" for one in sources]


def test_two_sources_of_one_number_are_both_shown() -> None:
    (part,) = layout(Outgoing("见[1]。", (Source(1, "甲"), Source(1, "乙"))))
    assert part.plain == "见[1]。\n来源\n[1] 甲\n[1] 乙"


def test_a_hundred_thousand_characters() -> None:
    text = "".join(f"第{number}句，说的是企业的诉求😀。" for number in range(6000))
    parts = layout(Outgoing(text, buttons=((Button("确认", "x:1"),),)))
    assert len(text) > 100_000 and len(parts) < 40
    assert all(part.plain.endswith("。") for part in parts)
    assert "".join(part.plain for part in parts) == text
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_text_is_cut_at_paragraphs_then_sentences_then_clauses() -> None:
    paragraph = "甲" * 1500 + "。"
    assert [len(one) for one in atoms(f"{paragraph}{paragraph}\n\n{paragraph}", 4096)] == [3004, 1501]
    assert [len(one) for one in atoms("甲" * 3000 + "。" + "乙" * 2000, 4096)] == [3001, 2000]
    assert [len(one) for one in atoms("甲" * 3000 + "，" + "乙" * 2000, 4096)] == [3001, 2000]
    assert [len(one) for one in atoms("甲" * 5000, 4096)] == [4096, 904]
    assert list(atoms("他说：“好。”然后", 7)) == ["他说：“好。”", "然后"]


@pytest.mark.parametrize("whole", ["[123]", "👨‍👩‍👧‍👦", "e\u0301", "👍🏽", "☎️"])
@pytest.mark.parametrize("before", range(4085, 4097))
def test_nothing_that_belongs_together_is_torn(whole: str, before: int) -> None:
    parts = list(atoms("字" * before + whole + "字" * 20, LONGEST_TEXT))
    assert sum(part.count(whole) for part in parts) == 1
    assert all(units(part) <= LONGEST_TEXT for part in parts)


def test_one_file_carries_a_short_text_as_its_caption() -> None:
    photo = StoredFile("d", "漏水.jpg", "image/jpeg", 100)
    (part,) = layout(Outgoing("厂房漏水", files=(photo,), buttons=((Button("受理", "a:accept:1:0"),),)))
    assert (part.plain, part.file, len(part.buttons)) == ("厂房漏水", photo, 1)
    text, file = layout(Outgoing("长" * 1025, files=(photo,), buttons=((Button("受理", "x"),),)))
    assert text.buttons and not text.file and file.file and not file.plain
    text, *files = layout(Outgoing("厂房漏水", files=(photo, photo)))
    assert not text.file and [one.file for one in files] == [photo, photo]


def test_a_phone_number_is_not_asked_for_in_a_group() -> None:
    assert layout(Outgoing("请留电话", asks_contact=True))[0].asks_contact
    assert not layout(Outgoing("请留电话", asks_contact=True), is_group=True)[0].asks_contact


def test_labels_are_short_and_told_apart() -> None:
    long = "很长的标签" * 20
    rows = (
        (Button("受理", "a"), Button("受理", "b")),
        (Button(long, "c"), Button(long, "d")),
        (Button(" ", "e"),),
    )
    (part,) = layout(Outgoing("诉求", buttons=rows))
    labels = [one.label for row in part.buttons for one in row]
    assert labels[:2] == ["受理", "受理 (2)"] and labels[4] == "…"
    assert all(len(label) <= 64 for label in labels) and len(set(labels)) == 5
    assert labels[2].endswith("…") and labels[3].endswith(" (2)")


def test_rows_are_wrapped_and_cut_to_what_can_be_drawn() -> None:
    (part,) = layout(Outgoing("选", buttons=(tuple(Button(f"{n}", f"{n}") for n in range(200)),)))
    assert [len(row) for row in part.buttons] == [8] * 12 + [4]
    assert layout(Outgoing("", buttons=((Button("是", "y"),),)))[0].plain == "请选择："
    assert layout(Outgoing(" \n")) == ()


def test_marks() -> None:
    assert marks("见[1][23]、[x]、[1234567]") == [1, 23]
    assert re.fullmatch(r"\S+", "".join(atoms("字", 1)))
