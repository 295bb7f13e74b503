"""Clock: moments are kept in UTC; days and months are those of western Indonesia."""

from datetime import date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")


def today() -> date:
    """The day it is in Lampung."""
    return datetime.now(WIB).date()
