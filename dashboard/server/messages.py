"""Messages: the little of Streamlit's private protocol that the guard must read and write, all in this module."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError  # pyrefly: ignore[untyped-import] - has no stubs of its own
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ANONYMOUS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
SIGNED_IN = ANONYMOUS | {"file_urls_request"}
MEDIA = re.compile(rb"/media/([0-9a-f]{32,128})\.")
LONGEST_ANONYMOUS = 64 * 1024


@dataclass(frozen=True)
class Incoming:
    """What a message from a browser asks for: whether it may pass, whether a person did it or a timer, and for a
    run path and query of the page it was sent from."""

    allowed: bool
    by_person: bool = False
    path: str = ""
    query: str = ""


def read(data: bytes, signed_in: bool) -> Incoming:
    """Judge one message from a browser. Any socket's clear_cache would empty the caches of everybody."""
    if not signed_in and len(data) > LONGEST_ANONYMOUS:
        return Incoming(False)
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return Incoming(False)
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        # what pages need of it; another operation writes files into the app's folder
        request = message.backend_operation_request
        allowed = signed_in and (request.HasField("deferred_file") or request.HasField("dataframe_chunk"))
    else:
        allowed = kind in (SIGNED_IN if signed_in else ANONYMOUS)
    if kind != "rerun_script":
        return Incoming(allowed)
    run = message.rerun_script
    # the address in context_info lacks the query
    return Incoming(allowed, not run.is_auto_rerun, urlsplit(run.context_info.url).path, run.query_string)


def session_id(data: bytes) -> str | None:
    """The Streamlit session that a message to the browser opens; None for every other message."""
    message = ForwardMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    return message.new_session.initialize.session_id or None if message.HasField("new_session") else None


def media_names(data: bytes) -> set[str]:
    """Names of the files below /media/ that a message hands to the browser."""
    return {name.decode() for name in MEDIA.findall(data)} if b"/media/" in data else set()


def go_to(address: str) -> bytes:
    """A message that makes the browser leave the page for another address."""
    message = ForwardMsg()
    message.auth_redirect.url = address
    return message.SerializeToString()
