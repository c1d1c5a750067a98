"""The pages: chat, signing in and out."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from bot.people import invitations, sessions
from bot.web import texts
from bot.web.cookies import drop_token, put_token
from bot.web.place import TEMPLATES, Place, place_of
from bot.web.posting import read_form
from bot.web.refusals import Refusal
from bot.web.visitors import (
    CSRF_FIELD,
    AnyVisitor,
    TheVisitor,
    Visitor,
    check_csrf,
    network_of,
    visitor_with,
)
from knowledge.database import reading, writing

LONGEST_CODE = 2_000
LONGEST_NAME = 40

router = APIRouter()


@router.get("/")
def chat(request: Request, visitor: AnyVisitor) -> Response:
    """The chat page; a new browser gets a guest's session."""
    visitor = visitor or guest(request)
    page = TEMPLATES.TemplateResponse(request, "chat.html", {"visitor": visitor, "texts": texts})
    put_token(request, page, visitor.token)
    return page


@router.get("/sign-in")
def sign_in_page(request: Request, visitor: AnyVisitor) -> Response:
    """The form for a code; a link carries the code behind its #, where no server logs it."""
    return _form(request, visitor or guest(request))


@router.post("/sign-in")
async def sign_in(request: Request, visitor: AnyVisitor) -> Response:
    """Let a person in by an invitation or a sign-in code."""
    form = await read_form(request)
    return await run_in_threadpool(_sign_in, request, visitor, form)


def _sign_in(request: Request, visitor: Visitor | None, form: FormData) -> Response:
    if visitor is None:
        return _form(request, guest(request), texts.NO_SESSION, 403)
    check_csrf(visitor, form.get(CSRF_FIELD))
    code, name = str(form.get("code", "")), str(form.get("name", "")).strip()[:LONGEST_NAME]
    wait = place_of(request).limits.sign_ins_of_network.take(visitor.network, place_of(request).now())
    if wait:
        return _form(request, visitor, texts.too_fast(wait), 429, code)
    if not code.strip():
        return _form(request, visitor, texts.NO_CODE, 400)
    if len(code) > LONGEST_CODE:
        return _form(request, visitor, texts.CODE_TOO_LONG, 400)
    return _redeem(request, visitor, code, name)


@router.post("/sign-out")
async def sign_out(request: Request, visitor: TheVisitor) -> Response:
    """End the session; the next page is a guest's."""
    check_csrf(visitor, (await read_form(request)).get(CSRF_FIELD))
    await run_in_threadpool(_sign_out, place_of(request), visitor)
    back = RedirectResponse("/", 303)
    drop_token(request, back)
    return back


def _sign_out(place: Place, visitor: Visitor) -> None:
    with writing(place.engine) as session:
        sessions.sign_out(session, visitor.session, place.now())
    place.wake.ring()


def guest(request: Request) -> Visitor:
    """A new browser's session; how many a network may open is limited."""
    place, host = place_of(request), network_of(request)
    wait = place.limits.guests_of_network.take(host, place.now())
    if wait:
        raise Refusal(429, texts.TOO_MANY_VISITS.format(seconds=wait), wait)
    with writing(place.engine) as session:
        token, _ = sessions.open_session(session, place.now())
    with reading(place.engine) as session:
        visitor = visitor_with(session, place, token, host)
    assert visitor is not None
    return visitor


def _redeem(request: Request, visitor: Visitor, code: str, name: str) -> Response:
    place: Place = place_of(request)
    now = place.now()
    with writing(place.engine) as session:
        redeemed = invitations.redeem(session, code, visitor.address, name, now, (visitor.network,))
        if isinstance(redeemed, invitations.Refused):
            reason = redeemed.text
        else:
            reason = None
            token = sessions.sign_in(session, visitor.session, redeemed.person.id or 0, now)
    if reason is not None:
        return _form(request, visitor, reason, 400, code)
    place.wake.ring()
    inside = RedirectResponse("/", 303)
    put_token(request, inside, token)
    return inside


def _form(
    request: Request, visitor: Visitor, reason: str = "", status: int = 200, code: str = ""
) -> Response:
    context = {"visitor": visitor, "texts": texts, "reason": reason, "code": code}
    page = TEMPLATES.TemplateResponse(request, "sign_in.html", context, status_code=status)
    put_token(request, page, visitor.token)
    return page
