"""One-time codes: made, kept as a hash, found in what people paste. Pure but for the chance in them."""

import hashlib
import re
import secrets
import unicodedata

LENGTH = 22  # characters that 128 bits take
LONGEST_PASTED = 2_000

_CODE = re.compile(rf"(?<![\w-])[A-Za-z0-9_-]{{{LENGTH}}}(?![\w-])", re.ASCII)
_DASHES = str.maketrans({**dict.fromkeys("‐‑‒–−", "-"), "—": "--"})  # as keyboards correct - and --


def new_code() -> str:
    """A code of 128 bits, fit for a link."""
    return secrets.token_urlsafe(16)


def hashed(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def read_code(pasted: str) -> str | None:
    """The code in what a person pasted: alone, in its link, in the words around it, in full-width letters."""
    said = unicodedata.normalize("NFKC", pasted[:LONGEST_PASTED]).translate(_DASHES)
    said = "".join(sign for sign in said if unicodedata.category(sign) != "Cf")
    found = _CODE.findall(said) or _CODE.findall("".join(said.split()))
    return found[-1] if found else None
