"""Many enterprises at once: every row invited or refused with its place, nothing in a cell a formula."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import Session

from bot.people import bulk
from bot.people.invitations import Redeemed
from ingest.readers.sheet import Sheet
from ingest.readers.xlsx import read_sheets
from knowledge.errors import BadInput
from tests.bot.people.cast import BAMBOO, BATTERY, NOW, YUAN, ZONE, try_code

HEADER = ("企业名称", "联系人", "电话", "园区")


def sheet(*rows: tuple[Any, ...], header: tuple[str, ...] = HEADER) -> Sheet:
    return Sheet("名单", (("2026年名单",), header, *rows))


def test_each_row_is_an_invitation_that_can_be_redeemed(session: Session) -> None:
    wanted, errors = bulk.read(
        [
            sheet(
                (BATTERY, "原经理", 13800000000, "澜川经开区"),
                (BATTERY, "原会计", None, None),
                (None, None, None, None),
                (BAMBOO, None, "0700-8370001", None),
            )
        ]
    )
    assert not errors and [one.row for one in wanted] == [3, 4, 6]
    made, refused = bulk.invite_all(session, wanted, NOW)
    assert not refused and len({invited.code for _, invited in made}) == 3
    assert made[0][1].invitation.phone == "13800000000" and made[0][1].invitation.zone == ZONE
    redeemed = try_code(session, made[0][1].code, YUAN)
    assert isinstance(redeemed, Redeemed) and redeemed.person.name == "原经理"


def test_a_row_that_can_t_be_used_is_named_and_the_others_go_on(session: Session) -> None:
    wanted, errors = bulk.read(
        [
            sheet(
                (BATTERY, "原经理", "13800000000", ""),
                (BATTERY, "原经理", "13800000000", ""),
                (None, "某人", "13800000000", ""),
                (BAMBOO, "竹经理", "打给我", ""),
                ("火星公司", "某人", "", ""),
                (BAMBOO, "竹经理", "", "澜川经开区"),
                (BAMBOO, "名" * 50, "", ""),
            )
        ]
    )
    made, refused = bulk.invite_all(session, wanted, NOW)
    assert [invited.invitation.enterprise for _, invited in made] == [BATTERY]
    told = [(error.sheet, error.row, error.column) for error in [*errors, *refused]]
    assert told == [
        ("名单", 4, "企业名称"),
        ("名单", 5, "企业名称"),
        ("名单", 6, "电话"),
        ("名单", 9, "联系人"),
        ("名单", 7, "企业名称"),
        ("名单", 8, "企业名称"),
    ]
    assert "没有“火星公司”" in refused[0].reason and "第 3 行重复" in errors[0].reason


def test_the_names_alone_are_enough_and_other_columns_do_no_harm() -> None:
    wanted, errors = bulk.read([sheet((1, BATTERY, "民营"), header=("序号", "企业名称（全称）", "企业性质"))])
    assert not errors and [one.enterprise for one in wanted] == [BATTERY]


def test_a_table_of_other_things_is_refused() -> None:
    with pytest.raises(BadInput, match="没有“企业名称”这一列"):
        bulk.read([sheet(("张三", 1), header=("姓名", "工号"))])
    with pytest.raises(BadInput):
        bulk.read([])


def test_what_is_written_out_is_text_whatever_it_begins_with(session: Session) -> None:
    signs = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "原"]
    wanted = [bulk.Wanted("名单", 3, BATTERY, name=name) for name in signs]
    made, _ = bulk.invite_all(session, wanted, NOW)
    data = bulk.workbook(made, lambda code: f"=link#{code}", lambda moment: moment)
    book = load_workbook(BytesIO(data))
    rows = list(book.active.iter_rows())  # type: ignore[union-attr]
    assert [cell.value for cell in rows[0]] == [
        "企业名称",
        "联系人",
        "电话",
        "园区",
        "邀请码",
        "链接",
        "有效期至",
    ]
    assert [row[1].value for row in rows[1:]] == signs
    assert rows[1][4].value == made[0][1].code and rows[1][5].value == f"=link#{made[0][1].code}"
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert all(cell.quotePrefix for row in rows for cell in row if cell.value)


def test_a_formula_in_the_table_isn_t_taken_for_a_name() -> None:
    book = Workbook()
    table: Any = book.active
    table.append(HEADER)
    table.append(("=A9", "原经理", "", ""))
    data = BytesIO()
    book.save(data)
    wanted, errors = bulk.read(read_sheets(data.getvalue()))
    assert not wanted and errors[0].row == 2 and "公式" in errors[0].reason
