"""Where things stand on a page: columns, footnotes, contents, turned pages, what is drawn twice."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.layout.columns import in_order
from ingest.readers.layout.shapes import Line
from ingest.readers.pdf import read_pdf
from tests.ingest.readers.printed import Stroke, Text, printed

LEFT = "园区管委会应当在收到企业诉求之日起两"
RIGHT = "协办单位应当在三个工作日内向主办单位"


def texts_of(*pages: list[Text | Stroke]) -> list[str]:
    return [block.text for block in read_pdf(printed(pages)).blocks]


def column(x: float, top: float, *lines: str) -> list[Text | Stroke]:
    return [Text(line, x, top - 20 * at, 11) for at, line in enumerate(lines)]


def test_two_columns_are_read_one_after_the_other_and_a_sentence_goes_on_in_the_next() -> None:
    page = [
        Text("企业诉求办理办法", 200, 780, 22),
        *column(70, 720, *[LEFT] * 5, "不得推诿，由园区管委会和部门一并办理"),
        *column(310, 713, *[RIGHT] * 4, "提交意见。"),
    ]
    assert texts_of(page) == [
        "企业诉求办理办法",
        LEFT * 5 + "不得推诿，由园区管委会和部门一并办理" + RIGHT * 4 + "提交意见。",
    ]


def test_a_title_across_both_columns_keeps_its_place() -> None:
    page = [
        *column(70, 760, *[LEFT] * 4),
        *column(310, 760, *[RIGHT] * 4),
        Text("第二部分　企业服务与诉求办理的程序和时限要求规定", 110, 640, 14),
        *column(70, 600, *[LEFT] * 4),
        *column(310, 600, *[RIGHT] * 4),
    ]
    found = "".join(texts_of(page))
    assert found.index("第二部分") == len(LEFT * 4 + RIGHT * 4)


def test_words_in_rows_without_rules_stay_rows() -> None:
    names = ("经开区", "高新区", "工业园", "集中区", "开发区")
    page = [part for at, name in enumerate(names) for part in column(70, 700 - 20 * at, name)]
    page += [part for at, _ in enumerate(names) for part in column(330, 700 - 20 * at, f"{at}00万元")]
    assert texts_of(page) == [f"{name} {at}00万元" for at, name in enumerate(names)]


def test_a_footnote_waits_for_the_end_of_the_sentence_that_goes_on_over_the_page() -> None:
    full = "第一条　为了推进五好园区建设，规范园区工作机制，根据国"
    first: list[Text | Stroke] = [Text(f"　　{full[:-2]}", 70, 700)]
    first += [
        Text("家和省里规定的内容，以及市里要求各单位协同办理的事项，", 70, 672 - 28 * at) for at in range(4)
    ]
    first += [Text("①诉求是指企业在生产经营中遇到的困难和问题。", 70, 100, 9)]
    second: list[Text | Stroke] = [
        Text("有关法律法规制定本办法。", 70, 700),
        Text("　　第二条　本办法自印发之日起施行。", 70, 672),
    ]
    found = texts_of(first, second)
    assert found[0].endswith("有关法律法规制定本办法。")
    assert found[1:] == ["①诉求是指企业在生产经营中遇到的困难和问题。", "第二条　本办法自印发之日起施行。"]


def test_small_type_in_the_middle_of_a_page_is_no_footnote() -> None:
    page: list[Text | Stroke] = [
        *(Text("各园区管委会应当按月报送企业诉求办理情况。", 70, 700 - 28 * at) for at in range(3)),
        Text("注：数据截至六月底。", 70, 600, 9),
        Text("请各单位认真组织实施。", 70, 560),
    ]
    assert texts_of(page)[-2:] == ["注：数据截至六月底。", "请各单位认真组织实施。"]


def test_a_table_of_contents_keeps_its_lines() -> None:
    entries = ("总则", "企业诉求的受理", "企业诉求的办理", "监督与考核")
    page: list[Text | Stroke] = [Text("目录", 260, 760, 20)]
    for at, entry in enumerate(entries):
        dots = "…" * (22 - len(entry))
        page.append(Text(f"{entry}{dots}{at + 1}", 90, 700 - 28 * at))
    found = texts_of(page)
    assert [text.split("…")[0] for text in found] == ["目录", *entries]
    assert [text[-1] for text in found[1:]] == ["1", "2", "3", "4"]


def test_what_is_drawn_twice_is_read_once() -> None:
    line = "第一条　人人都要遵守，一一落实。"
    bold: list[Text | Stroke] = [Text(line, 90 + shift, 700) for shift in (0, 0.4, 0.8)]
    assert texts_of(bold) == [line]
    assert texts_of([*column(90, 700, line, line[:9]), *column(90, 700, line, line[:9])]) == [line, line[:9]]


def test_what_stands_outside_the_page_isnt_read() -> None:
    assert texts_of([Text("印发通知。", 90, 700), Text("裁切标记", 90, 900), Text("隐藏", -400, 300)]) == [
        "印发通知。"
    ]


def test_a_page_whose_text_runs_upwards_reads_upright() -> None:
    lines = ("第一条　为了推进五好园区建设，规范园区工作机制，", "根据国家有关法律法规规定，制定本办法。")
    for angle, places in (
        (90, ((100, 90), (130, 90))),
        (270, ((500, 700), (470, 700))),
        (180, ((500, 100), (500, 130))),
    ):
        page: list[Text | Stroke] = [
            Text(line, x, y, angle=angle) for line, (x, y) in zip(lines, places, strict=True)
        ]
        assert texts_of(page) == ["".join(lines)], angle


def test_a_watermark_aslant_isnt_read() -> None:
    page = column(90, 700, LEFT, LEFT, LEFT)
    page += [Text("内部资料", 200, 600, 40, angle=45)]
    assert texts_of(page) == [LEFT * 3]


def test_raised_figures_stay_raised() -> None:
    page: list[Text | Stroke] = [
        Text("厂房面积五百米", 90, 700),
        Text("2", 203, 708, 8),
        Text("以上。", 211, 700),
    ]
    assert texts_of(page) == ["厂房面积五百米²以上。"]


boxes = st.builds(
    lambda text, left, bottom, wide: Line(text, left, left + wide, bottom, bottom + 10),
    st.text("甲乙丙丁", min_size=1, max_size=12),
    st.floats(0, 500),
    st.floats(0, 800),
    st.floats(5, 400),
)


@given(st.lists(boxes, max_size=40))
def test_ordering_loses_and_doubles_nothing(lines: list[Line]) -> None:
    ordered = in_order(lines)
    found = "".join(part.text for part in ordered if isinstance(part, Line)).replace(" ", "")
    assert sorted(found) == sorted("".join(line.text for line in lines))
