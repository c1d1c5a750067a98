"""The web: the chat page and what it needs, as one app."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.types import Scope

from bot.files import Files
from bot.web import pages, posting, readings, texts
from bot.web.guard import Guard
from bot.web.place import ASSETS, TEMPLATES, Place, place_of
from bot.web.waking import Signal
from knowledge.errors import BadInput, WuhaoError

ROUTERS = (pages.router, posting.router, readings.router)
WORDS = {404: texts.NOT_FOUND, 405: texts.NOT_ALLOWED_METHOD}


def create(
    engine: Engine,
    files: Files,
    now: Callable[[], datetime],
    ready: Callable[[], Sequence[str]],
    wake: Signal | None = None,
    arrived: Callable[[], None] = lambda: None,
    notes: Callable[[], Sequence[str]] = tuple,
) -> FastAPI:
    """The app. `ready` gives the reasons why it isn't, none where it is; the page looks for new rows
    every second, and at once when `wake` rings; `arrived` is called when a message was taken in;
    `notes` tells what is wrong elsewhere though questions are answered here.
    """
    app = FastAPI(title=texts.TITLE, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.place = Place(engine, files, now, ready, wake or Signal(), arrived)
    app.state.streams = Counter[str]()
    app.state.notes = notes
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/healthz", healthy)
    app.add_api_route("/readyz", readiness)
    app.mount("/assets", _Assets(directory=ASSETS))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(WuhaoError, _faulty)
    app.add_middleware(Guard)
    return app


def healthy() -> dict[str, str]:
    """The process is alive."""
    return {"status": "ok"}


def readiness(request: Request) -> JSONResponse:
    """Whether questions can be answered, else why not yet; what else is wrong makes it no less ready."""
    reasons, notes = list(place_of(request).ready()), list(request.app.state.notes())
    told = {"ready": not reasons, "reasons": reasons, "notes": notes}
    return JSONResponse(told, 503 if reasons else 200)


class _Assets(StaticFiles):
    """The page's own files, asked for anew each time and sent only where they changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    word = WORDS.get(error.status_code) if _is_plain(error) else str(error.detail)
    return _told(request, error.status_code, word or texts.BAD_REQUEST, dict(error.headers or {}))


async def _invalid(request: Request, _error: Exception) -> Response:
    return _told(request, 400, texts.BAD_REQUEST)


async def _faulty(request: Request, error: Exception) -> Response:
    """A fault that has a word for people; what they handed in can be mended, the rest is ours."""
    return _told(request, 400 if isinstance(error, BadInput) else 503, str(error))


def _is_plain(error: HTTPException) -> bool:
    """Whether the framework refused, in its own English."""
    return type(error).__module__.startswith(("starlette", "fastapi"))


def _told(request: Request, status: int, word: str, headers: dict[str, str] | None = None) -> Response:
    """A page for someone who goes there, JSON for the page's own script."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": word}, status, headers)
    title = texts.ERROR_TITLES.get(status, texts.ERROR_TITLES[400 if status < 500 else 500])
    context = {"texts": texts, "heading": title, "word": word}
    return TEMPLATES.TemplateResponse(request, "error.html", context, status_code=status, headers=headers)
