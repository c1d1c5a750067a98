"""The Bot API over real HTTP on 127.0.0.1, in a thread of its own."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.telegram_server import methods
from tests.telegram_server.rules import PARAMETERS, ApiError, Parameters, Upload
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import Failure, Webhook, World

BEAT = 0.005
LONGEST_POLL = 50
WEBHOOK_TIMEOUT = 5.0


@dataclass
class TelegramServer:
    """One Bot API server; each token is a world of its own."""

    url: str
    worlds: dict[str, World] = field(default_factory=dict)
    pushing: set[asyncio.Task[None]] = field(default_factory=set)

    @contextmanager
    def telegram(self, bot_name: str = "wuhao_test_bot") -> Iterator[Telegram]:
        """A new, empty Telegram. Fails at its end where the bot asked what no Bot API knows."""
        world = World.new(self.url, bot_name)
        self.worlds[world.token] = world
        try:
            yield Telegram(world)
        finally:
            world.is_closed = True
            del self.worlds[world.token]
        assert not world.faults, world.faults

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self.download),
            ]
        )

    async def call(self, request: Request) -> Response:
        world = self.worlds.get(request.path_params["token"])
        if world is None:
            return _answer(ApiError(401, "Unauthorized"))
        method = request.path_params["method"]
        failure = world.take_failure(method)
        if failure and not failure.done:
            return await _failed(world, failure)
        try:
            result = await self._result(world, method, request)
            answer = JSONResponse({"ok": True, "result": result})
            failure = failure or world.take_failure(method, json.dumps(result, ensure_ascii=False))
        except ApiError as error:
            answer = _answer(error)
        except ClientDisconnect:
            return Response(status_code=499)  # nobody is there to read it
        except Exception as error:
            world.faults.append(f"{method}: {error!r}")
            answer = _answer(ApiError(500, "Internal Server Error"))
        return await _failed(world, failure) if failure else answer

    async def download(self, request: Request) -> Response:
        world, path = self.worlds.get(request.path_params["token"]), request.path_params["path"]
        found = [one for one in world.files.values() if one.path == path] if world else []
        if not found:
            return _answer(ApiError(404, "Not Found"))
        failure = world.take_failure("download") if world else None
        if world and failure:
            return await _failed(world, failure)
        return Response(found[0].data, media_type="application/octet-stream")

    async def _result(self, world: World, method: str, request: Request) -> Any:
        parameters = await _parameters(request)
        world.calls.append((method, dict(parameters.values)))
        if method not in PARAMETERS:
            world.faults.append(f"unknown method {method}")
            raise ApiError(404, "Not Found")
        unknown = {*parameters.values, *_named(parameters)} - PARAMETERS[method]
        if unknown:
            world.faults.append(f"{method}: unknown parameters {sorted(unknown)}")
        if method == "getUpdates":
            return await _get_updates(world, parameters)
        with world.lock:
            result = methods.METHODS[method](world, parameters)
        if method == "setWebhook" and world.webhook:
            task = asyncio.create_task(_push(world, world.webhook))
            self.pushing.add(task)
            task.add_done_callback(self.pushing.discard)
        return result


@contextmanager
def serving() -> Iterator[TelegramServer]:
    """A server for as long as the block runs."""
    listener = socket.socket(proto=socket.IPPROTO_TCP)  # named, asyncio answers without delay
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    telegrams = TelegramServer(f"http://127.0.0.1:{listener.getsockname()[1]}")
    config = uvicorn.Config(
        telegrams.app(), log_level="critical", lifespan="off", ws="none", loop="asyncio", access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(BEAT)
        yield telegrams
    finally:
        server.should_exit = server.force_exit = True
        thread.join(5)


def _answer(error: ApiError) -> JSONResponse:
    return JSONResponse(error.body, status_code=error.code)


async def _failed(world: World, failure: Failure) -> Response:
    if failure.status == "hang":
        while not world.is_closed:
            await asyncio.sleep(BEAT)
        return Response(status_code=504)
    if failure.status == "nonsense":
        return Response("<html><h1>502 Bad Gateway</h1></html>", status_code=200, media_type="text/html")
    if failure.status == "drop":
        return StreamingResponse(_half(), headers={"content-length": "1000"}, media_type="application/json")
    parameters = {} if failure.retry_after is None else {"retry_after": failure.retry_after}
    usual = {
        429: f"Too Many Requests: retry after {failure.retry_after}",
        500: "Internal Server Error",
        502: "Bad Gateway",
    }
    description = failure.description or usual.get(failure.status, "Error")
    return _answer(ApiError(failure.status, description, **parameters))


async def _half() -> AsyncIterator[bytes]:
    yield b'{"ok":tr'


async def _parameters(request: Request) -> Parameters:
    values: dict[str, Any] = dict(request.query_params)
    files = {}
    if request.method == "POST" and "json" in request.headers.get("content-type", ""):
        try:
            given = json.loads(await request.body() or b"{}")
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise ApiError(400, "Bad Request: can't parse JSON")
        values.update(given)
    elif request.method == "POST":
        async with request.form(max_part_size=2**24) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = Upload(value.filename or "", await value.read())
                else:
                    values[name] = value
    return Parameters(values, files)


def _named(parameters: Parameters) -> set[str]:
    """The names of files that no parameter points to with attach://."""
    attached = {str(value).removeprefix("attach://") for value in parameters.values.values()}
    return set(parameters.files) - attached


async def _get_updates(world: World, parameters: Parameters) -> Any:
    """Wait for updates. A newer call ends an older one, as Telegram has it."""
    seconds = parameters.integer("timeout", 0)
    with world.lock:
        methods.allow_updates(world, parameters)
        world.poll += 1
        mine = world.poll
        world.pollers += 1
    deadline = time.monotonic() + min(max(seconds, 0), LONGEST_POLL)
    try:
        while True:
            with world.lock:
                if world.poll != mine:
                    raise ApiError(
                        409,
                        "Conflict: terminated by other getUpdates request; "
                        "make sure that only one bot instance is running",
                    )
                updates = methods.take_updates(world, parameters)
            if updates or time.monotonic() >= deadline or world.is_closed:
                return updates
            await asyncio.sleep(BEAT)
    finally:
        world.pollers -= 1


async def _push(world: World, hook: Webhook) -> None:
    """Send the updates to the webhook, each until it is answered with 2xx."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    async with httpx.AsyncClient(trust_env=False, timeout=WEBHOOK_TIMEOUT) as client:
        while world.webhook is hook and not world.is_closed:
            with world.lock:
                update = world.updates[0] if world.updates else None
            if update is None:
                await asyncio.sleep(BEAT)
                continue
            try:
                answer = await client.post(hook.url, json=update, headers=headers)
            except httpx.HTTPError as error:
                hook.last_error = repr(error)
            else:
                if answer.is_success:
                    _taken(world, update, answer)
                    continue
                hook.last_error = f"Wrong response from the webhook: {answer.status_code}"
            await asyncio.sleep(10 * BEAT)


def _taken(world: World, update: dict[str, Any], answer: httpx.Response) -> None:
    """An update reached the bot, whose answer may itself call a method."""
    with world.lock:
        world.updates.remove(update)
        try:
            given = answer.json() if answer.content else None
        except ValueError:
            return
        if not isinstance(given, dict) or "method" not in given:
            return
        method = str(given.pop("method"))
        world.calls.append((method, given))
        try:
            methods.METHODS[method](world, Parameters(given))
        except ApiError:
            return  # nobody hears of it
