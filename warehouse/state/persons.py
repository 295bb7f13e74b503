"""Persons: the random key that stands for a person in marts and addresses, and the crosswalk from NIPs to it."""

import secrets
from collections.abc import Iterable

from sqlalchemy import Engine, select

from warehouse.state.tables import persons

KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter or digit that is mistaken for another when read aloud."""
KEY_LENGTH = 12


def ensure(engine: Engine, nips: Iterable[str]) -> None:
    """Give every NIP that has none a random person key. A key once given never changes.

    Meant for the builder, which runs alone under the warehouse lock. Not a decision: the revision stays.
    """
    wanted = set(nips)
    with engine.begin() as connection:
        known = set(connection.execute(select(persons.c.nip)).scalars())
        # sorted, so that the rows' order in the table tells nothing about the order of the files
        new = [{"nip": nip, "person_key": _new_key()} for nip in sorted(wanted - known)]
        if new:
            connection.execute(persons.insert(), new)


def crosswalk(engine: Engine) -> list[tuple[str, str]]:
    """(person_key, nip) of everybody, ordered by NIP."""
    with engine.connect() as connection:
        found = connection.execute(select(persons.c.person_key, persons.c.nip).order_by(persons.c.nip))
        return [(row.person_key, row.nip) for row in found]


def _new_key() -> str:
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))  # 59 bits
