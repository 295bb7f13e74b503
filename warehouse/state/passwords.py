"""Passwords: argon2id hashes, what a password must be, and a check whose time tells nothing."""

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from warehouse.errors import AccountRefused

SHORTEST, LONGEST = 12, 128
# OWASP's second choice for argon2id: 19 MiB, two passes, 25-30 ms here.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
# More at once would stall every page of this process.
_AT_ONCE = threading.BoundedSemaphore(2)
_ONE_TIME_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"


def normalise(password: str) -> str:
    """The one form in which a password is set and checked: NFC, without outer blanks (the form strips them)."""
    return unicodedata.normalize("NFC", password).strip()


def hash_new(password: str, account: str) -> str:
    """The hash of a password somebody chose; raises AccountRefused when it is too short, too long or the name."""
    password = normalise(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountRefused(
            f"Kata sandi harus {SHORTEST} sampai {LONGEST} karakter. Kalimat pendek paling mudah."
        )
    if account.lower() in password.lower():
        raise AccountRefused("Kata sandi tidak boleh memuat nama akun.")
    with _AT_ONCE:
        return HASHER.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the stored hash; without one (no such account) it takes as long and says no."""
    with _AT_ONCE:
        try:
            return HASHER.verify(stored or _DUMMY, normalise(password)[: 2 * LONGEST]) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def one_time(account: str) -> str:
    """A random password to hand over once: 16 signs that are not mistaken for one another, in groups of four.

    Drawn again where chance spells the account's name, which no password may hold.
    """
    while True:
        signs = "".join(secrets.choice(_ONE_TIME_ALPHABET) for _ in range(16))
        password = "-".join(signs[at : at + 4] for at in range(0, 16, 4))
        if account.lower() not in password.lower():
            return password


_DUMMY = HASHER.hash(secrets.token_hex(16))
