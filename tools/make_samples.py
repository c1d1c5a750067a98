"""重做 samples/ 里的二进制文件：docx、pdf 政策和 xlsx、csv 台账。

    python -m tools.make_samples            全部
    python -m tools.make_samples ledgers    只做台账（不需要 LibreOffice）

pdf 由 LibreOffice 从同样写法的 docx 导出，需要 soffice 命令和中文字体（Debian：libreoffice-writer、
fonts-noto-cjk）。两者都不是本软件运行所需。txt、md、html 是手写的，直接改原文件。
导出的 pdf 和实际公文一样，文字层里汉字与数字之间有空格（“6 号”），表格单元格按行断开。
"""

import csv
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tools import sample_ledgers, sample_texts

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
MADE = datetime(2026, 11, 1, tzinfo=UTC)
AS_OF = date(2026, 10, 31)
FONT = "Noto Serif CJK SC"

# fmt: off
PROJECT_HEADER = [
    "项目编号", "项目名称", "所属园区", "企业名称", "产业链", "建设内容", "总投资（万元）", "项目阶段",
    "签约日期", "计划开工日期", "实际开工日期", "计划竣工日期", "实际竣工日期",
    "计划投产日期", "实际投产日期", "责任领导", "服务小分队", "服务部门", "最新进展", "数据截至",
]
INDICATOR_HEADER = [
    "月份", "园区", "规模工业增加值增速（%）", "亩均税收（万元/亩）", "新签约项目（个）", "新开工项目（个）",
    "新竣工项目（个）", "固定资产投资增速（%）", "新增规上企业（家）",
]
ZONE_HEADER = [
    "园区名称", "简称", "级别", "所在县市区", "主导产业", "特色产业", "面积（平方公里）", "责任领导",
]
ENTERPRISE_HEADER = [
    "企业名称", "统一社会信用代码", "所属园区", "产业链", "是否链主企业", "联系人", "联系电话",
]
DEPARTMENT_HEADER = ["部门名称", "所属园区", "负责事项", "联系电话"]
# fmt: on

Cell: TypeAlias = str | int | float | date | None


def main(parts: Sequence[str]) -> None:
    wanted = set(parts) or {"policies", "ledgers"}
    if "policies" in wanted:
        make_policies(SAMPLES / "policies")
    if "ledgers" in wanted:
        make_ledgers(SAMPLES / "ledgers")


# 政策：一种写法，两种格式


def make_policies(folder: Path) -> None:
    for name, text in sample_texts.DOCX.items():
        write_docx(text, folder / f"{name}.docx")
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in sample_texts.PDF.items():
            source = Path(scratch) / f"{name}.docx"
            write_docx(text, source)
            export_pdf(source, folder)


def write_docx(text: str, path: Path) -> None:
    lines = text.strip().splitlines()
    document = new_document(lines[0].removeprefix("# "))
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        if rows:
            add_table(document, rows)
            rows = []
        if line:
            add_line(document, line)
    document.save(str(path))
    settle_zip(path)


def new_document(title: str) -> DocxDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    properties = document.core_properties
    properties.title, properties.author = title, "澜川市（示例）"
    properties.created = properties.modified = MADE
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Header", "Footer"):
        set_font(document, name)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    section.header.paragraphs[0].text = "澜川市行政规范性文件与工作资料"
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    add_page_number(footer)
    footer.add_run(" —")
    return document


def set_font(document: DocxDocument, name: str) -> None:
    sizes = {"Title": 20, "Heading 1": 15, "Heading 2": 13, "Normal": 12}
    style = document.styles[name]
    style.font.name, style.font.size = FONT, Pt(sizes.get(name, 9))
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), FONT)


def add_page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run._r.append(element)


def add_line(document: DocxDocument, line: str) -> None:
    mark, _, rest = line.partition(" ")
    if mark == "~":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif mark == "#":
        document.add_paragraph(rest, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif mark in ("##", "###"):
        document.add_heading(rest, level=len(mark) - 1)
    elif mark == "=":
        document.add_paragraph(rest).alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif mark == ">":
        document.add_paragraph(rest).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph = document.add_paragraph(line)
        if not line.startswith(("各", "同志们")):
            paragraph.paragraph_format.first_line_indent = Pt(24)


def add_table(document: DocxDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
            for run in cell.paragraphs[0].runs:
                run.font.size, run.font.bold = Pt(10), values is rows[0]
    document.add_paragraph()


def export_pdf(source: Path, folder: Path) -> None:
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    stamp = {"SOURCE_DATE_EPOCH": str(int(MADE.timestamp()))}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=os.environ | stamp)
    settle_pdf(folder / f"{source.stem}.pdf")


# 重做一遍应当得到同样的文件，所以去掉写进文件里的时间


def settle_zip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            if name == "docProps/core.xml":
                content = re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=<)", b"2026-11-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def settle_pdf(path: Path) -> None:
    content = path.read_bytes()
    content = re.sub(rb"(?<=D:)\d{14}", b"20261101000000", content)
    content = re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)", b"0" * 32, content)
    path.write_bytes(re.sub(rb"(?<=DocChecksum /)[0-9A-F]{32}", b"0" * 32, content))


# 台账


def make_ledgers(folder: Path) -> None:
    projects = [project_row(fields) for fields in table_of(sample_ledgers.PROJECTS)]
    ledgers: list[tuple[str, str, list[str], Iterable[list[Cell]]]] = [
        ("项目台账", "澜川市产业园区重点项目台账（截至2026年10月31日）", PROJECT_HEADER, projects),
        (
            "园区指标",
            "各园区月度指标：增速为当年累计同比，亩均税收为近12个月合计",
            INDICATOR_HEADER,
            indicator_rows(projects),
        ),
        ("园区名录", "澜川市产业园区名录", ZONE_HEADER, zone_rows()),
        ("企业名录", "澜川市产业园区重点企业名录", ENTERPRISE_HEADER, enterprise_rows()),
    ]
    for name, title, header, rows in ledgers:
        write_xlsx(folder / f"{name}.xlsx", title, header, list(rows))
    with (folder / "部门职责.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([DEPARTMENT_HEADER, *table_of(sample_ledgers.DEPARTMENTS)])


def table_of(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def project_row(fields: list[str]) -> list[Cell]:
    code, name, zone, enterprise, chain, content, investment, stage, *rest = fields
    *days, department, progress = rest
    team = f"{zone}第{'一二三'[int(code[-1]) % 3]}服务小分队"
    dates = [date.fromisoformat(day) if day else None for day in days]
    known: list[Cell] = [code, name, zone, enterprise, chain, content, int(investment), stage]
    return [*known, *dates, leader_of(zone), team, department, progress, AS_OF]


def leader_of(zone: str) -> str:
    return next(row[-1] for row in table_of(sample_ledgers.ZONES) if zone in (row[0], row[1]))


def indicator_rows(projects: list[list[Cell]]) -> Iterator[list[Cell]]:
    months = [(2025, 11), (2025, 12), *((2026, month) for month in range(1, 11))]
    for at, (year, month) in enumerate(months):
        for place, fields in enumerate(table_of(sample_ledgers.INDICATORS)):
            zone, *numbers = fields
            growth, growth_step, tax, tax_step, invested, *usual = map(float, numbers)
            swing = (at * 7 + place * 5) % 5 - 2  # 逐月起伏，每次重做都一样
            counts: list[Cell] = [
                max(int(base) + (at + place + shift) % 3, happened(projects, zone, column, year, month))
                for shift, (base, column) in enumerate(zip(usual, (8, 10, 12), strict=True))
            ]
            yield [
                f"{year}-{month:02}",
                zone,
                round(growth + growth_step * at + 0.1 * swing, 1),
                round(tax + tax_step * at, 1),
                *counts,
                round(invested + 0.3 * swing, 1),
                (at + place * 2) % 4 // (1 if usual[0] > 1 else 2),
            ]


def happened(projects: list[list[Cell]], zone: str, column: int, year: int, month: int) -> int:
    days = [row[column] for row in projects if row[2] == zone]
    return sum(1 for day in days if isinstance(day, date) and (day.year, day.month) == (year, month))


def zone_rows() -> Iterator[list[Cell]]:
    for *names, area, leader in table_of(sample_ledgers.ZONES):
        yield [*names, float(area), leader]


def enterprise_rows() -> Iterator[list[Cell]]:
    for at, (name, zone, chain, anchor, contact) in enumerate(table_of(sample_ledgers.ENTERPRISES), 1):
        yield [name, credit_code(at), zone, chain, anchor, contact, f"0700-83{zone_digit(zone)}{at:04}"]


def zone_digit(zone: str) -> int:
    return 3 + next(at for at, row in enumerate(table_of(sample_ledgers.INDICATORS)) if row[0] == zone)


def credit_code(at: int) -> str:
    """登记机关 4399 并不存在，所以不会与真实企业相同；校验位按 GB 32100 计算。"""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91439900MA4Y{at * 37:04}{alphabet[at]}"
    total = sum(alphabet.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return body + alphabet[-total % 31]


def write_xlsx(path: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    book = Workbook()
    book.properties.creator = "澜川市（示例）"
    sheet = book.worksheets[0]
    sheet.title = path.stem
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    dress(sheet, header, rows)
    book.save(path)
    settle_zip(path)


def dress(sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.freeze_panes = "C3"
    thin = Side(style="thin", color="999999")
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    for cell in sheet[2]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
    for at, name in enumerate(header):
        longest = max(len(str(value)) for value in (name, *column(rows, at)))
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(40, max(10, longest * 1.9))


def column(rows: Iterable[Sequence[Cell]], at: int) -> list[Cell]:
    return [row[at] for row in rows]


if __name__ == "__main__":
    main(sys.argv[1:])
