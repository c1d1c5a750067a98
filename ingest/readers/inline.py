"""Raised and lowered figures as plain text: 10² must never read as 102."""

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SIGNS = frozenset("0123456789+-−")


def raised(text: str) -> str:
    """A superscript as text; words and notes such as [1] stay as they are."""
    return _shifted(text, _RAISED, "^")


def lowered(text: str) -> str:
    """A subscript as text."""
    return _shifted(text, _LOWERED, "_")


def _shifted(text: str, signs: dict[int, int], mark: str) -> str:
    figures = text.strip()
    if not any(sign.isdigit() for sign in figures):
        return text
    if _SIGNS.issuperset(figures):
        return figures.translate(signs)
    return f"{mark}{figures}" if figures[0].isalnum() or figures[0] in "+-−" else text
