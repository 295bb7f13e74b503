"""Belongings: which account a Streamlit session and a media file were made for, learnt from what was sent to it."""

from collections import OrderedDict

KEPT = 20_000


class Belongings:
    """Owners in memory; what is forgotten or unknown belongs to nobody and is refused."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, str] = OrderedDict()
        self._media: OrderedDict[tuple[str, str], None] = OrderedDict()

    def note_session(self, session: str, account: str) -> None:
        """The session was opened for this account."""
        self._sessions[session] = account
        if len(self._sessions) > KEPT:
            self._sessions.popitem(last=False)

    def note_media(self, name: str, account: str) -> None:
        """A link to this file was sent to the account. Equal files of two accounts have one name."""
        self._media[name, account] = None
        self._media.move_to_end((name, account))
        if len(self._media) > KEPT:
            self._media.popitem(last=False)

    def owns_session(self, session: str, account: str) -> bool:
        """Whether this account opened the session."""
        return self._sessions.get(session) == account

    def owns_media(self, name: str, account: str) -> bool:
        """Whether the account was sent a link to this file."""
        return (name, account) in self._media
