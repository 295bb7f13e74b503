"""Pattern: agencies whose raters sit together and keep to the distribution that the agency's own predikat asks for.

SE MenPANRB 3/2023: under a *Baik* agency most are Baik, at most 70 %, and somebody needs improvement; *Istimewa* and
*Butuh Perbaikan* ask alike for Sangat Baik and Butuh Perbaikan. All other agencies rate nearly everybody Baik.
"""

from typing import TYPE_CHECKING

import numpy as np

from ingest.demo import months, organisation
from ingest.demo.effects import FOLLOWING, FOLLOWING_MONTHS
from ingest.demo.province import agencies

if TYPE_CHECKING:
    from ingest.demo.ratings import Ratings

SHARES = {"Istimewa": (0.58, 0.08), "Baik": (0.28, 0.08), "Butuh Perbaikan": (0.05, 0.66)}
"""Agency's predikat to the shares of Sangat Baik and Butuh Perbaikan; the rest is Baik, with room for a lost row."""
LEAST = 10
"""With fewer rated people shares are too coarse: the pattern is not looked at."""


def follows(code: str, m: int, until: int) -> bool:
    """Whether an agency keeps to the pattern in month m of a province that ends with month `until`."""
    return code in FOLLOWING and m > until - FOLLOWING_MONTHS


def predikat(ratings: "Ratings", agency: int, m: int) -> str:
    """The agency's predikat that counts in month m: its quarter's, the one before while that is not over."""
    quarter = m + 2 - m % 3
    if quarter > ratings.roster.until:
        quarter -= 3
    assert months.ends_quarter(quarter)
    return organisation.of_quarter(ratings, quarter)[agency].predikat


def keep(
    ratings: "Ratings",
    m: int,
    agency: np.ndarray,
    impression: np.ndarray,
    result: np.ndarray,
    behaviour: np.ndarray,
) -> None:
    """Turns the judgements of rated people (equal places in all arrays) into the pattern, best impressions first."""
    for index, one in enumerate(agencies()):
        at = np.flatnonzero(agency == index)
        shares = follows(one.code, m, ratings.roster.until) and SHARES.get(predikat(ratings, index, m))
        if not shares or len(at) < LEAST:
            continue
        best, weak = (int(np.ceil(share * len(at))) for share in shares)
        ranked = at[np.argsort(-impression[at], kind="stable")]
        result[ranked], behaviour[ranked] = 2, 2
        result[ranked[:best]], behaviour[ranked[:best]] = 3, 3
        result[ranked[len(at) - weak :]] = 1
