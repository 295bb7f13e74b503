"""Organisation ratings: the achievement and predikat of every agency, quarter by quarter."""

from typing import TYPE_CHECKING, NamedTuple

from ingest.demo.chance import stream
from ingest.demo.province import agencies

if TYPE_CHECKING:
    from ingest.demo.ratings import Ratings


class OrganisationRating(NamedTuple):
    """One agency in one quarter: achievement in percent and its class."""

    agency: int
    achievement: float
    predikat: str


def of_quarter(ratings: "Ratings", m: int) -> list[OrganisationRating]:
    """Ratings of the quarter that ends with month m, driven by the agencies' true performance."""
    noise = stream(ratings.roster.seed, "organisation", m).normal(0, 1.6, len(agencies()))
    made = []
    for index in range(len(agencies())):
        achievement = round(94.0 + 8.0 * ratings.shift(index, m) + float(noise[index]), 2)
        made.append(OrganisationRating(index, achievement, _class(achievement)))
    return made


def _class(achievement: float) -> str:
    for bound, name in ((101.0, "Istimewa"), (90.0, "Baik"), (80.0, "Butuh Perbaikan"), (65.0, "Kurang")):
        if achievement >= bound:
            return name
    return "Sangat Kurang"
