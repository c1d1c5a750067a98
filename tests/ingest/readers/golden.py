"""The documents under golden/, and what must be read of them."""

import gzip
from pathlib import Path

from ingest.pages import Block, Kind, Reading

GOLDEN = Path(__file__).parents[1] / "golden"


def document(name: str) -> bytes:
    packed = GOLDEN / f"{name}.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (GOLDEN / name).read_bytes()


def expected(name: str) -> str:
    """What is typed beside the document, or once for all formats of it."""
    own = GOLDEN / f"{name}.blocks.txt"
    return (own if own.exists() else GOLDEN / f"{Path(name).stem}.blocks.txt").read_text("utf-8")


def written(reading: Reading) -> str:
    """A reading as it is typed: `#` a heading, `|` a row behind its table's name, `-- 2` a page."""
    lines = [f"= {reading.title}"] if reading.title else []
    page = None
    for block in reading.blocks:
        if block.page != page:
            page = block.page
            lines.append(f"-- {page}")
        lines.append(_line(block))
    return "\n".join(lines) + "\n"


def _line(block: Block) -> str:
    match block.kind:
        case Kind.HEADING:
            return f"{'#' * block.level} {block.text}"
        case Kind.ROW:
            return f"{block.table or ''}| {block.text}"
        case _:
            return block.text
