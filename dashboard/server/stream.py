"""The stream: one WebSocket between browser and Streamlit, filtered, watched, and closed when its session ends."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server import destination, messages
from dashboard.server.belongings import Belongings
from warehouse.errors import StateUnavailable
from warehouse.state import sessions
from warehouse.state.database import State

STREAM = "/_stcore/stream"
LOOK_EVERY = 1.0
SIGNED_OUT = 4401
BUSY = 1013
MOST_ANONYMOUS = 300
"""Sockets that only show the form; each costs memory, and nobody is known by it."""


class Stream:
    """What stands between the server's WebSocket and Streamlit's."""

    def __init__(self, app: ASGIApp, state: State, belongings: Belongings) -> None:
        self.app = app
        self.state = state
        self.belongings = belongings
        self.anonymous = 0

    async def serve(self, scope: Scope, receive: Receive, send: Send, secret: str | None) -> None:
        """Run one socket to its end; `secret` is its session cookie, which may be unknown or over."""
        session = sessions.find(self.state, secret) if secret else None
        if session is None:
            if self.anonymous >= MOST_ANONYMOUS:
                await send({"type": "websocket.close", "code": BUSY})
                return
            self.anonymous += 1
            try:
                await self._run(scope, receive, send, None, None)
            finally:
                self.anonymous -= 1
        else:
            await self._run(scope, receive, send, secret, session)

    async def _run(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        secret: str | None,
        session: sessions.SignedIn | None,
    ) -> None:
        socket = _Socket(self, receive, send, secret, session)
        watch = asyncio.create_task(socket.watch()) if session else None
        try:
            await self.app(self._without_foreign_resume(scope, session), socket.receive, socket.send)
        finally:
            if watch:
                watch.cancel()
                with suppress(asyncio.CancelledError):
                    await watch

    def _without_foreign_resume(self, scope: Scope, session: sessions.SignedIn | None) -> Scope:
        """Cut the third subprotocol, a Streamlit session to resume, unless this account opened it.

        Streamlit resumes it for whoever sends it.
        """
        headers = []
        for name, value in scope["headers"]:
            if name == b"sec-websocket-protocol":
                parts = [part.strip() for part in value.decode("latin-1").split(",")]
                mine = (
                    session is not None
                    and len(parts) > 2
                    and self.belongings.owns_session(parts[2], session.viewer.account)
                )
                value = ", ".join(parts if mine else parts[:2]).encode("latin-1")
            headers.append((name, value))
        return {**scope, "headers": headers}


class _Socket:
    """The two directions of one socket, and the watch over its session."""

    def __init__(
        self,
        stream: Stream,
        receive: Receive,
        send: Send,
        secret: str | None,
        session: sessions.SignedIn | None,
    ) -> None:
        self._stream, self._receive, self._send = stream, receive, send
        self._secret, self._session = secret, session
        self._opened_session = False
        self._page = destination.HOME, ""
        self._closed = asyncio.Event()

    async def receive(self) -> Message:
        """The next message that may pass; a disconnect once the socket was closed from here."""
        while True:
            waiting = asyncio.ensure_future(self._receive())
            closed = asyncio.ensure_future(self._closed.wait())
            await asyncio.wait({waiting, closed}, return_when=asyncio.FIRST_COMPLETED)
            closed.cancel()
            if not waiting.done():
                waiting.cancel()
                return {"type": "websocket.disconnect", "code": SIGNED_OUT}
            message = waiting.result()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            incoming = messages.read(data, self._session is not None) if data else messages.Incoming(False)
            if incoming.allowed:
                if incoming.by_person and self._session:
                    sessions.renew(self._stream.state, self._session)
                if incoming.path:
                    self._page = incoming.path, incoming.query
                return message

    async def send(self, message: Message) -> None:
        """Pass a message on to the browser, noting whose sessions and files it speaks of."""
        if self._closed.is_set():
            raise OSError("socket closed by the guard")  # Starlette takes it for a disconnect
        data = message.get("bytes") if message["type"] == "websocket.send" else None
        if data and self._session:
            account = self._session.viewer.account
            if not self._opened_session and (opened := messages.session_id(data)):
                self._stream.belongings.note_session(opened, account)
                self._opened_session = True
            for name in messages.media_names(data):
                self._stream.belongings.note_media(name, account)
        await self._send(message)

    async def watch(self) -> None:
        """Look the session up once a second; when it is over, or account, role or agency changed, send the browser
        to the start and close. Closing alone leaves the old figures on the screen."""
        while not self._closed.is_set():
            await asyncio.sleep(LOOK_EVERY)
            try:
                now = sessions.find(self._stream.state, self._secret or "")
            except StateUnavailable:
                continue  # the state is locked for a moment; the next run looks it up as well
            if now is not None and self._session is not None and now.viewer == self._session.viewer:
                self._session = now
                continue
            self._closed.set()
            with suppress(RuntimeError, OSError):
                await self._send({"type": "websocket.send", "bytes": messages.go_to(self._way_out())})
                await self._send({"type": "websocket.close", "code": SIGNED_OUT})

    def _way_out(self) -> str:
        """The form; after mere time it says so and leads back to the page that was open."""
        if not sessions.lapsed(self._stream.state, self._secret or ""):
            return destination.HOME
        return destination.lapsed_address(*self._page)
