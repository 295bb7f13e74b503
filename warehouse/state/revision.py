"""The revision: a number that grows with every decision a build must know of (rules, aliases, deletions, person links)."""

from sqlalchemy import Connection, Engine, select, update

from warehouse.state.tables import revision


def current(engine: Engine) -> int:
    """The number of the last decision."""
    with engine.connect() as connection:
        return connection.execute(select(revision.c.number)).scalar_one()


def bump(connection: Connection) -> None:
    """Count one more decision, in the transaction that stores it."""
    connection.execute(update(revision).values(number=revision.c.number + 1))
