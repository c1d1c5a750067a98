"""Chinese numerals → int and back, and how a pattern spells them."""

NUMERAL = "[零〇○一二三四五六七八九十百千两\\d]"

_SIGNS = "零一二三四五六七八九"
_DIGITS = {sign: at for at, sign in enumerate(_SIGNS)} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def number(numeral: str) -> int | None:
    """三十二, 一百零一, 二〇二一, 12 or １２ as a number; None for anything else."""
    if numeral.isdecimal():
        return int(numeral)
    if not numeral or any(sign not in _DIGITS and sign not in _UNITS for sign in numeral):
        return None
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    return _with_units(numeral)


def chinese(count: int) -> str:
    """3, 12, 40, 105 as 三, 十二, 四十, 一百零五; from 1000 on in digits."""
    if count > 999:
        return str(count)
    if count > 99:
        hundreds, rest = divmod(count, 100)
        return f"{_SIGNS[hundreds]}百" + _behind_hundreds(rest)
    tens, ones = divmod(count, 10)
    return (
        ("" if tens < 2 else _SIGNS[tens])
        + ("十" if tens else "")
        + (_SIGNS[ones] if ones or not tens else "")
    )


def _behind_hundreds(rest: int) -> str:
    if not rest:
        return ""
    if rest < 10:
        return f"零{_SIGNS[rest]}"
    return ("一" if rest < 20 else "") + chinese(rest)


def _with_units(numeral: str) -> int:
    total, digit = 0, 0
    for sign in numeral:
        if unit := _UNITS.get(sign):
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
