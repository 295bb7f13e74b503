"""Settings: where a home directory's files are and what SIGER_… variables say."""

import os
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from warehouse.errors import UnknownSetting

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """One home directory and the processes that serve it. Every field is a SIGER_… variable."""

    model_config = SettingsConfigDict(env_prefix="SIGER_", frozen=True)

    home: Path = Path("data")
    portal_port: int = Field(8501, ge=1, le=65535)
    public_port: int = Field(8502, ge=1, le=65535)
    demo_profile: str = Field("small", pattern="^(small|province|decade)$")
    demo: bool = False
    """The home holds invented data: demo accounts exist, pages say so."""
    database_url: str = ""
    """Portal state; empty means SQLite in the home directory."""
    portal_url: str = ""
    """The portal's public address; when it is https, cookies are __Host- cookies."""
    published: Path | None = None
    """Folder of the releases where it is not the home's: all that the public process is told of a home."""
    public_url: str = ""
    """The public pages' address, another host name than the portal's."""
    inbox_quiet_seconds: float = 2.0
    """A file counts as complete when its size and time stood still this long."""
    kept_releases: int = Field(5, ge=2)
    """The newest so many releases are always kept."""
    kept_days: int = Field(7, ge=0)
    """Of each of the last so many days on which releases were made, the last one is kept too."""
    kept_months: int = Field(24, ge=0)
    """And of each of so many months."""

    @classmethod
    def load(cls, **given: Any) -> "Settings":
        """Settings from the environment, `given` first; refuses SIGER_ variables nobody reads."""
        known = {f"SIGER_{name}".upper() for name in cls.model_fields}
        for name in os.environ:
            if name.startswith("SIGER_") and name not in known:
                raise UnknownSetting(name, sorted(known))
        return cls(**given)

    @cached_property
    def root(self) -> Path:
        """The home directory, absolute."""
        return self.home.expanduser().resolve()

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def rejects(self) -> Path:
        return self.root / "rejects"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def lock(self) -> Path:
        return self.root / "warehouse.lock"

    @property
    def releases(self) -> Path:
        return self.published.expanduser().resolve() if self.published else self.root / "releases"

    @property
    def pointer(self) -> Path:
        """Text file that names the current release."""
        return self.releases / "current"

    @property
    def state_url(self) -> str:
        """SQLAlchemy URL of the portal state."""
        return self.database_url or f"sqlite:///{self.root / 'portal.sqlite'}"

    def prepare(self) -> "Settings":
        """Make the home directory's folders, private to the user who runs Siger."""
        for folder in (self.root, self.inbox, self.archive, self.rejects, self.releases):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self
