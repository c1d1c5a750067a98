"""PDFs with a text layer: lines on paper become paragraphs with pages."""

from ingest.readers import read
from tests.ingest.readers.printed import Text, printed


def paragraphs(pages: list[list[Text]]) -> list[tuple[int | None, str]]:
    return [(block.page, block.text) for block in read("办法.pdf", printed(pages)).blocks]


def column(*lines: str, top: float = 700, size: float = 16) -> list[Text]:
    """Lines one below the other from x = 90; a full-width space is an indent."""
    return [
        Text(line.lstrip("　"), 90 + size * (len(line) - len(line.lstrip("　"))), top - 28 * at, size)
        for at, line in enumerate(lines)
    ]


ARTICLE = column(
    "　　第一条　为了推进五好园区建设，规范园区工作",
    "机制，根据国家有关法律法规规定，依照省里条例的",
    "第五条规定，制定本办法。",
    "　　第二条　本办法适用于本市行政区域内省级以上",
    "的产业园区，具体包括：",
    "　　（一）经济技术开发区；",
    "　　（二）高新技术产业开发区。",
)


LONG = (
    "第一条　为了推进五好园区建设，规范园区工作机制，根据国家有关法律法规规定，依照省里条例的"
    "第五条规定，制定本办法。"
)


def test_lines_are_joined_and_articles_and_items_begin_anew() -> None:
    assert paragraphs([ARTICLE]) == [
        (1, LONG),
        (1, "第二条　本办法适用于本市行政区域内省级以上的产业园区，具体包括："),
        (1, "（一）经济技术开发区；"),
        (1, "（二）高新技术产业开发区。"),
    ]


def test_a_paragraph_goes_on_over_the_page_and_keeps_the_page_it_begins_on() -> None:
    pages = [[*ARTICLE[:1], Text("— 1 —", 280, 40)], [*ARTICLE[1:3], Text("— 2 —", 280, 40)]]
    [(page, text)] = paragraphs(pages)
    assert page == 1
    assert text.startswith("第一条") and text.endswith("制定本办法。")


def test_running_heads_and_page_numbers_are_dropped() -> None:
    for number in ("- {} -", "第{}页 共4页", "{}", "{}/4", "Page {} of 4"):
        pages = [
            [Text("五好园区政策汇编", 220, 800, 10), *ARTICLE, Text(number.format(at), 280, 40, 10)]
            for at in range(1, 5)
        ]
        found = paragraphs(pages)
        assert len(found) == 16
        assert not any("汇编" in text or text == number for _, text in found)


def test_a_figure_in_the_text_is_no_page_number_and_two_pages_have_no_running_head() -> None:
    pages = [
        [Text("实施细则", 250, 800), *ARTICLE, Text("13", 90, 420)],
        [Text("实施细则", 250, 800), *ARTICLE],
    ]
    found = [text for _, text in paragraphs(pages)]
    assert "13" in found
    assert found.count("实施细则") == 2


def test_a_large_title_of_two_lines_is_one_title() -> None:
    title = [Text("关于印发五好园区", 150, 790, 26), Text("创建办法的通知", 160, 750, 26)]
    assert paragraphs([[*title, *ARTICLE]])[0] == (1, "关于印发五好园区创建办法的通知")


def test_pages_without_text_are_passed_over() -> None:
    assert [page for page, _ in paragraphs([[], ARTICLE, []])] == [2, 2, 2, 2]


def test_a_pdf_locked_only_against_changes_is_read() -> None:
    data = printed([ARTICLE], password="")
    assert read("a.pdf", data).blocks[0].text.startswith("第一条")
