"""Headers: the policy under which a page may load things, and the rest of what tells a browser to be careful."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def policy(script_hashes: tuple[str, ...]) -> str:
    """The content security policy. Everything comes from this server; nothing may frame it.

    Styles need 'unsafe-inline' (Streamlit, KaTeX and Vega set them at run time), fonts one embedded `data:` font.
    Vega runs by its expression interpreter, so 'unsafe-eval' stays out.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Middleware that puts the headers on every answer of the app below it, refusals included."""

    def __init__(self, app: ASGIApp, script_hashes: tuple[str, ...], https: bool) -> None:
        self.app = app
        fixed = {
            "content-security-policy": policy(script_hashes),
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            # not "no-referrer": that would turn the Origin of our own forms into "null"
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if https:
            fixed["strict-transport-security"] = "max-age=31536000"
        self.fixed = [(name.encode(), value.encode()) for name, value in fixed.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._dress(message.get("headers", []))}
            await send(message)

        await self.app(scope, receive, dressed)

    def _dress(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        ours = {name for name, _ in self.fixed}
        html = any(
            name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers
        )
        if html:
            # otherwise Back after sign-out redraws the page that was just closed
            ours |= {b"cache-control", b"etag"}
        kept = [(name, value) for name, value in headers if name.lower() not in ours]
        return [*kept, *self.fixed, *([(b"cache-control", b"no-store")] if html else [])]
