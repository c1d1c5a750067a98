"""PDFs made by hand, so that tests know exactly where every line stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

A4_HEIGHT = 842
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_FILE_ID = b"wuhao-test-file!"


@dataclass(frozen=True)
class Text:
    """A line of text with its lower left corner, from the page's lower left corner."""

    text: str
    x: float
    y: float
    size: float = 16
    angle: float = 0


@dataclass(frozen=True)
class Stroke:
    """A ruled line."""

    x: float
    y: float
    to_x: float
    to_y: float


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Stroke]:
    """The lines of a table without merged cells."""
    across = [Stroke(xs[0], y, xs[-1], y) for y in ys]
    return [*across, *(Stroke(x, ys[0], x, ys[-1]) for x in xs)]


def printed(pages: Sequence[Sequence[Text | Stroke]], password: str | None = None) -> bytes:
    """A PDF with a page for each sequence of lines; encrypted (RC4, 40 bits) where there's a password."""
    key = None if password is None else _key(password)
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for at, lines in enumerate(pages):
        page = 6 + 2 * at
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {A4_HEIGHT}] /Contents {page + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        bodies.append(_stream(_content(lines), None if key is None else _object_key(key, page + 1)))
    return _file(bodies, "" if password is None else _encryption(password))


def _content(lines: Sequence[Text | Stroke]) -> bytes:
    return "\n".join(map(_shown, lines)).encode()


def _shown(line: Text | Stroke) -> str:
    if isinstance(line, Stroke):
        return f"{line.x} {line.y} m {line.to_x} {line.to_y} l S"
    turn = radians(line.angle)
    matrix = f"{cos(turn):.4f} {sin(turn):.4f} {-sin(turn):.4f} {cos(turn):.4f} {line.x} {line.y}"
    return f"BT /F1 {line.size} Tf {matrix} Tm <{line.text.encode('utf-16-be').hex()}> Tj ET"


def _stream(content: bytes, key: bytes | None) -> bytes:
    content = content if key is None else rc4(key, content)
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(bodies: Sequence[bytes], encryption: str) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(bodies) + 1
    trailer = f"<< /Size {size} /Root 1 0 R {encryption} >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(made)}\n%%EOF\n"
    return made + end.encode()


def _padded(password: str) -> bytes:
    return (password.encode() + _PADDING)[:32]


def _owner(password: str) -> bytes:
    return rc4(hashlib.md5(_padded(password)).digest()[:5], _padded(password))


def _key(password: str) -> bytes:
    """Algorithm 2 of the PDF specification, revision 2, with all permissions granted."""
    return hashlib.md5(_padded(password) + _owner(password) + b"\xff\xff\xff\xff" + _FILE_ID).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00").digest()[:10]


def _encryption(password: str) -> str:
    user = rc4(_key(password), _PADDING).hex()
    file_id = f"/ID [<{_FILE_ID.hex()}> <{_FILE_ID.hex()}>]"
    owner = _owner(password).hex()
    return f"{file_id} /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <{owner}> /U <{user}> >>"


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
