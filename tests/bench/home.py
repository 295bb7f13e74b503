"""The home that benchmarks share: the demo province of a profile, taken in and published once per run."""

from pathlib import Path

from ingest import demo_home
from warehouse.settings import Settings


def published(folder: Path, profile: str) -> Settings:
    """Settings of `folder/home`; made by what `siger up --demo` makes, unless a part before made it."""
    settings = Settings(home=folder / "home", demo=True, demo_profile=profile).prepare()
    demo_home.prepare(settings, lambda sentence: print(f"# {sentence}", flush=True))
    return settings
