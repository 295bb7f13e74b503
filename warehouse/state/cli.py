"""The verb `accounts`: list, add, disable, enable and reset the accounts of the portal."""

import click

from warehouse.access import ROLE_LABELS
from warehouse.cli import Verb
from warehouse.settings import Settings
from warehouse.state import accounts as book
from warehouse.state.database import engine


@click.group()
def accounts() -> None:
    """Accounts of the portal. Example: siger accounts add budi --name "Budi S." --role hr_province"""


@accounts.command("list", cls=Verb)
def list_accounts() -> None:
    """Name, role, agency and state of every account."""
    for account in book.everyone(engine(Settings.load())):
        viewer = account.viewer
        state = "nonaktif" if account.disabled else "ganti sandi" if account.must_change else "aktif"
        click.echo(f"{viewer.account}\t{viewer.role}\t{viewer.agency_code or '-'}\t{state}\t{viewer.name}")


@accounts.command("add", cls=Verb)
@click.argument("account")
@click.option("--name", "display_name", required=True, help="Name shown in the portal.")
@click.option("--role", required=True, type=click.Choice(list(ROLE_LABELS)))
@click.option("--agency", "agency_code", help="Agency code; only for hr_agency, for example dinkes.")
def add(account: str, display_name: str, role: str, agency_code: str | None) -> None:
    """Make an account; prints its one-time password once."""
    password = book.add(engine(Settings.load()), account, display_name, role, agency_code)
    click.echo(
        f"{book.normalise(account)} dibuat. Kata sandi sekali pakai (tidak ditampilkan lagi): {password}"
    )


@accounts.command("reset", cls=Verb)
@click.argument("account")
def reset(account: str) -> None:
    """Give an account a new one-time password, printed once, and end its sessions."""
    password = book.reset(engine(Settings.load()), account)
    click.echo(
        f"Kata sandi sekali pakai untuk {book.normalise(account)} (tidak ditampilkan lagi): {password}"
    )


@accounts.command("disable", cls=Verb)
@click.argument("account")
def disable(account: str) -> None:
    """Shut an account out; its open pages close within seconds."""
    book.set_disabled(engine(Settings.load()), account, True)
    click.echo(f"{book.normalise(account)} dinonaktifkan.")


@accounts.command("enable", cls=Verb)
@click.argument("account")
def enable(account: str) -> None:
    """Let a disabled account in again."""
    book.set_disabled(engine(Settings.load()), account, False)
    click.echo(f"{book.normalise(account)} diaktifkan.")


@accounts.command("roles", cls=Verb)
def roles() -> None:
    """The roles an account can have."""
    for role, label in ROLE_LABELS.items():
        click.echo(f"{role}\t{label}")
