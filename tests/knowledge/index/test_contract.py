"""What both indexes promise, wherever they keep their entries."""

from collections.abc import Callable
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from knowledge.changes import Entry, Kind
from knowledge.errors import HomeUnavailable
from knowledge.index.chroma import Chroma, Edition
from knowledge.index.contract import Index
from knowledge.index.lexical import LexicalIndex
from knowledge.index.vectors import VectorIndex
from tests.fakes import HashEncoder

Open = Callable[[], Index]

RENT = Entry(Kind.PASSAGE, "1", "public", "标准厂房租金补贴办法", "第三条　按每平方米每月三元给予租金补贴。")
TALENT = Entry(Kind.PASSAGE, "2", "internal", "人才引进若干措施", "引进的博士每月发放生活补贴五千元。")
WASTE = Entry(Kind.PASSAGE, "3", "zone:青石", "污水处理会议纪要", "青石园区污水处理厂扩建，年底投入使用。")
MOTOR = Entry(Kind.PROJECT, "LC-2024-007", "zone:青石", "微型电机项目", "青石，微型电机产业链，投产")
ALL = (RENT, TALENT, WASTE, MOTOR)


def everything(_audience: str) -> bool:
    return True


def only(*audiences: str) -> Callable[[str], bool]:
    return lambda audience: audience in audiences


@pytest.fixture(params=["tantivy", "chroma folder", "chroma server"])
def open_index(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the same index, as a process that starts would."""
    if request.param == "tantivy":
        return lambda: LexicalIndex(tmp_path / "lexical")
    if request.param == "chroma folder":
        return lambda: _afresh(vectors(tmp_path / "chroma"))
    url: str = request.getfixturevalue("chroma_server")
    Chroma(url).keep_only([])
    return lambda: vectors(url)


def vectors(where: Path | str, fingerprint: str = "hash") -> VectorIndex:
    return VectorIndex(Chroma(where), Edition(fingerprint, "nowhere"), lambda: HashEncoder(fingerprint))


def _afresh(index: VectorIndex) -> VectorIndex:
    index.refresh()
    return index


@pytest.fixture
def index(open_index: Open) -> Index:
    return open_index()


def keys(
    index: Index, text: str, kind: Kind = Kind.PASSAGE, sees: Callable[[str], bool] = everything
) -> list[str]:
    return [match.key for match in index.search(text, kind, sees, 10)]


def test_the_entry_that_speaks_of_it_comes_first(index: Index) -> None:
    index.apply(ALL, [], 4)
    assert keys(index, "厂房租金补贴多少")[0] == "1"
    assert keys(index, "污水处理厂什么时候投用")[0] == "3"
    matches = index.search("厂房租金补贴多少", Kind.PASSAGE, everything, 10)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert len(index) == 4


def test_a_title_is_searched_too(index: Index) -> None:
    index.apply(ALL, [], 4)
    assert keys(index, "会议纪要")[0] == "3"


def test_kinds_are_kept_apart(index: Index) -> None:
    index.apply(ALL, [], 4)
    assert keys(index, "青石的微型电机", Kind.PROJECT) == ["LC-2024-007"]
    assert "LC-2024-007" not in keys(index, "青石的微型电机")


def test_who_asks_decides_what_is_searched(index: Index) -> None:
    index.apply(ALL, [], 4)
    assert keys(index, "补贴", sees=only("public")) == ["1"]
    assert set(keys(index, "补贴", sees=only("public", "internal"))) == {"1", "2"}
    assert keys(index, "青石污水处理补贴", sees=only("zone:青石")) == ["3"]
    assert keys(index, "青石污水处理补贴", sees=only("zone:龙泉")) == []
    assert keys(index, "补贴", sees=only()) == []


def test_no_more_than_asked_for(index: Index) -> None:
    index.apply(ALL, [], 4)
    assert len(index.search("补贴", Kind.PASSAGE, everything, 1)) == 1
    assert index.search("补贴", Kind.PASSAGE, everything, 0) == []


def test_one_partition_does_not_crowd_out_another(index: Index) -> None:
    crowd = [Entry(Kind.PASSAGE, str(key), "internal", "租金补贴", "租金补贴") for key in range(100, 150)]
    index.apply([*crowd, RENT], [], 51)
    assert keys(index, "租金补贴", sees=only("public")) == ["1"]


def test_more_candidates_than_there_are_entries(index: Index) -> None:
    words = [chr(0x4E00 + 7 * number % 900) for number in range(3000)]
    many = [
        Entry(Kind.PASSAGE, str(key), "internal", "租金", "".join(words[4 * key : 4 * key + 30]))
        for key in range(600)
    ]
    index.apply(many, [], 600)
    found = {match.key for match in index.search("租金", Kind.PASSAGE, everything, 4000)}
    assert len(found) == 600


def test_an_entry_taken_in_again_replaces_itself(index: Index) -> None:
    index.apply(ALL, [], 4)
    index.apply([Entry(Kind.PASSAGE, "1", "public", "公告", "图书馆周一闭馆。")], [], 5)
    assert len(index) == 4
    assert keys(index, "图书馆闭馆")[0] == "1"


def test_removed_entries_are_found_no_more(index: Index) -> None:
    index.apply(ALL, [], 4)
    index.apply([], [(Kind.PASSAGE, "1"), (Kind.PROJECT, "LC-2024-007")], 6)
    assert keys(index, "厂房租金补贴", sees=only("public")) == []
    assert keys(index, "微型电机", Kind.PROJECT) == []
    assert len(index) == 2


def test_removing_one_kind_leaves_its_namesake(index: Index) -> None:
    namesake = Entry(Kind.PROJECT, "1", "public", "租金项目", "租金")
    index.apply([RENT, namesake], [], 2)
    index.apply([], [(Kind.PROJECT, "1")], 3)
    assert (keys(index, "租金"), keys(index, "租金", Kind.PROJECT)) == (["1"], [])


def test_what_was_never_here_can_be_removed(index: Index) -> None:
    index.apply([], [(Kind.PASSAGE, "77")], 1)
    index.apply([RENT], [(Kind.PASSAGE, "77")], 2)
    assert (len(index), index.cursor) == (1, 2)


def test_the_same_changes_again_change_nothing(index: Index) -> None:
    index.apply(ALL, [], 4)
    before = [index.search("青石补贴", kind, everything, 10) for kind in Kind]
    for _ in range(2):
        index.apply(ALL, [(Kind.PASSAGE, "99")], 4)
    again = [index.search("青石补贴", kind, everything, 10) for kind in Kind]
    assert [[match.key for match in found] for found in again] == [
        [match.key for match in found] for found in before
    ]
    assert (len(index), index.cursor) == (4, 4)


def test_a_changed_audience_moves_the_entry(index: Index) -> None:
    index.apply(ALL, [], 4)
    index.apply([Entry(Kind.PASSAGE, "1", "zone:青石", RENT.title, RENT.text)], [], 5)
    assert keys(index, "厂房租金补贴", sees=only("public")) == []
    assert keys(index, "厂房租金补贴", sees=only("zone:青石"))[0] == "1"
    assert len(index) == 4


def test_an_empty_index_finds_nothing(index: Index) -> None:
    assert (keys(index, "补贴"), len(index), index.cursor) == ([], 0, 0)


@pytest.mark.parametrize("text", ["", "　\n", "？！", "😀", "\x00", 'AND OR NOT ("', "龘"])
def test_any_text_can_be_searched(index: Index, text: str) -> None:
    index.apply(ALL, [], 4)
    for match in index.search(text, Kind.PASSAGE, everything, 10):
        assert match.score == match.score, "not a number"


def test_an_entry_without_a_word_can_be_taken_in(index: Index) -> None:
    index.apply([Entry(Kind.PASSAGE, "9", "public", "", "——")], [], 1)
    index.apply([RENT], [], 2)
    assert keys(index, "租金补贴")[0] == "1"


def test_what_was_taken_in_is_there_after_reopening(open_index: Open) -> None:
    open_index().apply(ALL, [], 17)
    reopened = open_index()
    assert (reopened.cursor, len(reopened)) == (17, 4)
    assert keys(reopened, "厂房租金补贴")[0] == "1"


def test_a_reset_index_is_empty_and_can_be_filled_again(open_index: Open) -> None:
    index = open_index()
    index.apply(ALL, [], 4)
    index.reset()
    assert (keys(index, "补贴"), len(index), index.cursor) == ([], 0, 0)
    index.apply([TALENT], [], 2)
    assert (keys(open_index(), "博士补贴"), index.cursor) == (["2"], 2)


def test_refreshing_changes_nothing_by_itself(index: Index) -> None:
    index.apply(ALL, [], 4)
    index.refresh()
    assert (keys(index, "厂房租金补贴")[0], index.cursor) == ("1", 4)


def test_an_index_of_an_older_make_is_filled_anew(tmp_path: Path) -> None:
    LexicalIndex(tmp_path).apply(ALL, [], 4)
    (tmp_path / "cursor.json").write_text('{"version": 0, "cursor": 4}', "utf-8")
    older = LexicalIndex(tmp_path)
    assert (older.cursor, len(older)) == (0, 0)


def test_a_word_in_every_entry_is_hardly_rare(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    index.apply([RENT, TALENT], [], 2)
    assert index.rarity("租金") > index.rarity("补贴") >= 0
    assert index.rarity("不存在") >= index.rarity("租金")


@pytest.mark.parametrize("make", [LexicalIndex, vectors])
def test_a_place_where_no_index_can_be_is_told_in_chinese(
    make: Callable[[Path], Index], tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(HomeUnavailable, match=r"索引目录.*wuhao rebuild"):
        make(file / "index")


def test_a_damaged_lexical_index_is_told_in_chinese(tmp_path: Path) -> None:
    LexicalIndex(tmp_path).apply(ALL, [], 4)
    (tmp_path / "meta.json").write_text("{", "utf-8")
    with pytest.raises(HomeUnavailable, match=r"索引目录.*wuhao rebuild"):
        LexicalIndex(tmp_path)


def test_a_damaged_vector_index_is_told_in_chinese(tmp_path: Path) -> None:
    vectors(tmp_path).apply(ALL, [], 4)
    SharedSystemClient.clear_system_cache()
    for file in tmp_path.glob("chroma.sqlite3*"):
        file.write_bytes(b"no database at all\n" * 400)
    with pytest.raises(HomeUnavailable, match=r"索引目录.*wuhao rebuild"):
        vectors(tmp_path)


def test_a_chroma_server_that_is_not_there_is_told_in_chinese() -> None:
    with pytest.raises(HomeUnavailable, match=r"连不上 Chroma 服务 http://127\.0\.0\.1:1"):
        vectors("http://127.0.0.1:1")
