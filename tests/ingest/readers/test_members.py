"""What comes out of an archive and a mail, and what doesn't, each with its reason."""

import io
import stat
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import texts
from ingest.readers import members as limits
from ingest.readers.members import Member, Refused, is_archive, is_container, members
from knowledge.errors import UnreadableFile
from tests.ingest.readers.golden import document
from tests.ingest.readers.mails import mail
from tests.ingest.readers.office import zipped

RENT = "第一条 为了降低企业成本，制定本办法。".encode()


def found(data: bytes, name: str = "政策.zip") -> dict[str, bytes | str]:
    return {one.name: one.data if isinstance(one, Member) else one.reason for one in members(name, data)}


def archive(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in entries:
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def test_the_files_of_an_archive_come_out_with_their_paths() -> None:
    data = zipped(**{"2024/": b"", "2024/租金.txt": RENT, "__MACOSX/._租金.txt": b"x", ".DS_Store": b"x"})
    assert is_container("政策.zip", data) and is_archive("政策.zip", data)
    assert found(data) == {"2024/租金.txt": RENT}


def test_names_in_gbk_and_names_that_nothing_marks_as_utf8() -> None:
    for encoding in ("gbk", "utf-8"):
        assert found(unmarked("政策/租金补贴.txt".encode(encoding), RENT)) == {"政策/租金补贴.txt": RENT}


def test_a_name_in_no_known_encoding_is_shown_somehow_and_the_file_comes_out() -> None:
    assert list(found(unmarked(b"\xff\xfe\xff.txt", RENT)).values()) == [RENT]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:/windows/a.txt", "a/../../b.txt", "..\\b.txt", "a\x07.txt"]
)
def test_a_name_that_leads_out_is_refused_and_the_rest_comes_out(name: str) -> None:
    out = found(unmarked(name.encode(), RENT, b"good.txt"))
    assert out.pop("good.txt") == RENT
    assert list(out.values()) == [texts.UNSAFE_NAME]


def test_links_and_locked_members_are_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert found(archive((link, b"/etc/passwd"), ("a.txt", RENT))) == {
        "link.txt": texts.LINK_INSIDE,
        "a.txt": RENT,
    }
    data = bytearray(archive(("a.txt", RENT)))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert found(bytes(data)) == {"a.txt": texts.LOCKED}


def test_archives_in_archives_come_out_down_to_the_third() -> None:
    data = zipped(**{"办法.txt": RENT})
    for depth in (3, 2, 1):
        data = zipped(**{f"{depth}.zip": data, f"{depth}.txt": RENT})
    assert found(data) == {
        "1.txt": RENT,
        "1.zip!/2.txt": RENT,
        "1.zip!/2.zip!/3.txt": RENT,
        "1.zip!/2.zip!/3.zip": texts.TOO_DEEP,
    }


def test_a_word_document_is_no_archive_and_a_broken_inner_archive_is_refused_alone() -> None:
    inner = zipped(**{"b.txt": RENT})
    assert found(zipped(**{"断.zip": inner[:-30], "a.txt": RENT})) == {"断.zip": inner[:-30], "a.txt": RENT}
    assert not is_container("a.docx", zipped(**{"word/document.xml": b"<x/>"}))
    assert members("a.txt", RENT) == ()
    with pytest.raises(UnreadableFile, match=texts.DAMAGED):
        members("a.zip", inner[:-30])


def test_what_hangs_on_a_mail_comes_out_and_so_does_what_hangs_on_a_mail_in_an_archive() -> None:
    letter = mail("租金补贴", "请看附件。", ("办法.txt", RENT), ("旧/../表.csv", b"a,b"))
    assert is_container("信.eml", letter) and not is_archive("信.eml", letter)
    assert found(letter, "信.eml") == {"办法.txt": RENT, "表.csv": b"a,b"}
    assert not is_container("信.eml", mail("无附件", "正文"))
    assert found(zipped(**{"信.eml": letter})) == {
        "信.eml": letter,
        "信.eml!/办法.txt": RENT,
        "信.eml!/表.csv": b"a,b",
    }


def test_a_bomb_is_refused_and_its_neighbours_come_out() -> None:
    began = time.monotonic()
    data = zipped(**{"bomb.txt": bytes(60_000_000), "a.txt": RENT})
    assert found(data) == {"bomb.txt": texts.TOO_LARGE_UNPACKED, "a.txt": RENT}
    nested = zipped(**{f"{at}.zip": data for at in range(20)})
    assert list(found(nested).values()) == [texts.TOO_LARGE_UNPACKED, RENT] * 20
    assert time.monotonic() - began < 10


def test_entries_that_lie_over_each_other_are_a_bomb() -> None:
    """As in 42.zip's better: many entries in the directory, one packed content."""
    one = archive(("a.txt", bytes(range(256)) * 1000))
    directory = one.index(b"PK\x01\x02")
    entry, end = one[directory : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    many = entry.replace(b"a.txt", b"b.txt") * 100
    end = end[:8] + struct.pack("<HHLL", 100, 100, len(many), directory) + end[20:]
    out = found_or_refused(one[:directory] + many + end)
    assert out == texts.TOO_LARGE_UNPACKED


def found_or_refused(data: bytes) -> str | dict[str, bytes | str]:
    try:
        return found(data)
    except UnreadableFile as refusal:
        return str(refusal)


def test_a_size_that_is_a_lie_unpacks_no_more_than_it_says() -> None:
    data = bytearray(archive(("a.txt", bytes(5_000_000))))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark) + at
        data[place : place + 4] = struct.pack("<L", 100)
    assert found(bytes(data)) == {"a.txt": texts.DAMAGED}


def test_what_is_too_much_together_is_refused_from_there_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.Room, "__init__", small_room)
    data = zipped(
        **{"1.txt": b"1" * 60, "2.txt": b"2" * 60, "3.txt": b"3" * 30, "4.txt": b"4", "5.txt": b"5"}
    )
    assert found(data) == {
        "1.txt": b"1" * 60,
        "2.txt": texts.TOO_LARGE_TOGETHER,
        "3.txt": b"3" * 30,
        "4.txt": texts.TOO_MANY_MEMBERS,
    }


def small_room(room: limits.Room) -> None:
    room.bytes, room.members = 100, 3


def test_two_files_of_one_name_are_one_file() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = archive(("a.txt", RENT), ("a.txt", b"2"))
    assert members("a.zip", data) == (Member("a.txt", RENT), Refused("a.txt", texts.SAME_NAME))


@settings(max_examples=80, deadline=None)
@given(share=st.floats(0, 1), flip=st.integers(0, 255))
def test_damaged_archives_and_mails_give_members_or_are_refused(share: float, flip: int) -> None:
    for name, real in (("a.zip", zipped(**{"a.txt": RENT, "b.zip": zipped(c=RENT)})), ("a.eml", LETTER)):
        at = int(share * (len(real) - 1))
        for data in (real[:at], real[:at] + bytes([flip]) + real[at + 1 :]):
            assert isinstance(found_or_refused_named(name, data), str | dict)
            is_container(name, data)


def found_or_refused_named(name: str, data: bytes) -> str | dict[str, bytes | str]:
    try:
        return found(data, name)
    except UnreadableFile as refusal:
        return str(refusal)


LETTER = mail("租金补贴", "请看附件。", ("办法.txt", RENT))


def unmarked(*parts: bytes) -> bytes:
    """A stored archive written by hand: name, content and, for a second file of that content, its name."""
    name, content, *more = parts
    body, directory = b"", b""
    names = (name, *more)
    for one in names:
        head = struct.pack(
            "<HHHHHLLLHH", 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(one), 0
        )
        directory += b"PK\x01\x02\x14\x00" + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + one
        body += b"PK\x03\x04" + head + one + content
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def test_an_archive_that_another_program_made_holds_what_was_put_into_it() -> None:
    found = {
        one.name: one.data for one in members("papers.zip", document("papers.zip")) if isinstance(one, Member)
    }
    assert found == {"通知/办法.txt": document("notice.txt"), "台账.csv": document("ledger.csv")}
