"""Word and Excel files made at run time, also the broken kinds that no library writes."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole2(stream: str) -> bytes:
    """The beginning of an old Office file that has this stream."""
    return OLE2 + stream.encode("utf-16-le") + bytes(64)


def word(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def excel(write: Callable[[Workbook], object]) -> bytes:
    workbook = Workbook()
    write(workbook)
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def edited(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """An archive with one of its XML parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = re.sub(pattern, replacement, content.decode(), flags=re.DOTALL).encode()
            new.writestr(name, content)
    return made.getvalue()


def append_xml(document: Document, xml: str) -> None:
    """Put raw WordprocessingML at the end of the body."""
    element = parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
    document.element.body.insert_element_before(element, "w:sectPr")


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()
