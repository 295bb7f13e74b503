"""Session routes: the exchange of a ticket for the session cookie, the way on, and sign-out."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.server import destination
from dashboard.server.cookies import cookies
from dashboard.server.requests import cookie, cookie_headers
from warehouse.settings import Settings
from warehouse.state import sessions
from warehouse.state.database import engine

LONGEST_FORM = 4096
# Posts what the sign-in page left in #siger-pindah: so the ticket stays out of address, history and log.
SCRIPT = """\
(() => {
  const left = document.getElementById("siger-pindah");
  if (!left || left.dataset.sudah) return;
  left.dataset.sudah = "1";
  if (left.dataset.cara === "get") { location.replace(left.dataset.ke); return; }
  const form = document.createElement("form");
  form.method = "post";
  form.action = left.dataset.ke;
  for (const name of ["tiket", "lanjut"]) {
    const field = document.createElement("input");
    field.type = "hidden"; field.name = name; field.value = left.dataset[name] || "";
    form.append(field);
  }
  document.body.append(form);
  form.submit();
})();
"""


def routes(settings: Settings) -> list[Route]:
    """The portal's own routes; the guard has checked Origin and method before they run."""
    state, names = engine(settings), cookies(settings)

    async def script(_: Request) -> Response:
        return Response(SCRIPT, media_type="text/javascript", headers={"cache-control": "no-cache"})

    async def exchange(request: Request) -> Response:
        fields = await _form(request)
        lines = cookie_headers(request.scope)
        before, former = cookie(lines, names.before), cookie(lines, names.session)
        secret = None
        if before and fields.get("tiket"):
            secret = sessions.redeem(state, fields["tiket"], before, request.headers.get("user-agent", ""))
        if secret is None:
            return _see(destination.HOME)
        if former:
            sessions.end(state, former)
        answer = _see(destination.safe(fields.get("lanjut")))
        names.set(answer, names.session, secret)
        names.drop(answer, names.before)
        return answer

    async def onward(request: Request) -> Response:
        return _see(destination.safe(request.query_params.get(destination.PARAMETER)))

    async def sign_out(request: Request) -> Response:
        secret = cookie(cookie_headers(request.scope), names.session)
        if secret:
            sessions.end(state, secret)
        answer = _see(destination.HOME)
        names.drop(answer, names.session)
        return answer

    return [
        Route("/masuk/pindah.js", script),
        Route("/masuk/tukar", exchange, methods=["POST"]),
        Route("/masuk/lanjut", onward),
        Route("/keluar", sign_out, methods=["POST"]),
    ]


def _see(address: str) -> Response:
    return RedirectResponse(address, 303, headers={"cache-control": "no-store"})


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small posted form, each at its first value; nothing where it is too long."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("latin-1")).items()}
