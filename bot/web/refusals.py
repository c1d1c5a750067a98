"""What isn't taken, as an answer with a status and a word."""

from fastapi import HTTPException


class Refusal(HTTPException):
    """An answer other than a good one; its detail is shown to the person."""

    def __init__(self, status: int, word: str, wait: int | None = None) -> None:
        headers = {"Retry-After": str(wait)} if wait else None
        super().__init__(status, word, headers)
