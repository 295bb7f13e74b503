"""Delivery: the exports that agencies send for a month, and the notes on them that the truth file keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.demo import (
    achievements,
    complaints,
    effects,
    months,
    organisation,
    personnel,
    positions,
    potential,
    training,
)
from ingest.demo.chance import stream
from ingest.demo.damage import Damaged, damage
from ingest.demo.exports import (
    asesmen,
    capaian,
    ekinerja,
    eskm,
    eskp,
    google_form,
    lapor,
    prestasi,
    province_office,
    rekap,
    rsudam,
    siasn,
    simpeg,
    skm_report,
)
from ingest.demo.exports import personnel as lists
from ingest.demo.exports.export import Export
from ingest.demo.province import SIZES, Agency, agencies
from ingest.demo.ratings import Appraisal, Ratings
from ingest.demo.roster import Roster
from ingest.demo.surveys import Response, Surveys
from ingest.demo.truth import Truth

SLIP = 0.0008
"""Share of survey rows with an answer that is none."""


@dataclass(frozen=True)
class Ask:
    """What to make: profile, seed, last month and number of months."""

    profile: str
    seed: int
    until: int
    span: int

    @property
    def staff(self) -> int:
        """People in the province."""
        return SIZES[self.profile][0]


class Delivery:
    """All exports of a province, one month at a time; a month is the same alone and in its row."""

    def __init__(self, ask: Ask, truth: Truth | None = None) -> None:
        self.ask = ask
        self.roster = Roster(ask.seed, ask.staff, ask.until, ask.span)
        self.effects = effects.plant(self.roster)
        self.ratings = Ratings(self.roster, self.effects)
        self.surveys = Surveys(self.roster, self.effects, ask.staff)
        self.truth = truth or Truth()

    def printed(self, code: str, m: int) -> date:
        """The day an agency makes its export of month m: early in the next month, after the deadline for the late one.

        What is sent of a month behind the province's last one is made before that month is over.
        """
        chance = stream(self.ask.seed, "printed", code, m)
        day = int(chance.integers(13, 20) if code == effects.LATE else chance.integers(2, 10))
        made = months.first(m + 1) + timedelta(days=day - 1)
        return min(made, months.last(m)) if m > self.ask.until else made

    def month(self, m: int) -> Iterator[Export]:
        """Everything that is sent for month m."""
        yield from self._office(m)
        yield from self.appraisals(m)
        yield from self.achievements(m)
        yield from self._feedback(m)

    # -- staff -------------------------------------------------------------------------------------------------

    def _office(self, m: int) -> Iterator[Export]:
        start, until = self.roster.start, self.roster.until
        if m in (start, until) or m % 6 == 0:
            yield siasn.staff_list(self.roster, m)
        if m in (start, until):
            yield siasn.hierarchy(self.roster, m)
        if m == start or m % 12 == 0:
            held = {posting.position.name: posting.position for posting in self.roster.postings}
            yield province_office.standards(
                (*positions.catalogue().values(), *_others(held)),
                m // 12,
                months.first(m) + timedelta(days=4),
            )
            yield from self._year_lists(m)
        if months.ends_quarter(m):
            yield province_office.organisation(
                organisation.of_quarter(self.ratings, m), m, self.printed("setda", m)
            )
        if months.ends_quarter(m) or m == until:
            yield province_office.trainings(training.of_quarter(self.roster, m), m, self.printed("bpsdm", m))

        if m % 12 == 11 or m == until:
            yield from self._personnel(m)

    def _year_lists(self, m: int) -> Iterator[Export]:
        """What offices lay down for a year: users of the services, and an agency's own periods of rating."""
        year, printed = m // 12, months.first(m) + timedelta(days=4)
        yield province_office.populations(self.surveys.users(year), year, printed)
        own = next(agency for agency in agencies() if agency.code == effects.OWN_PERIODS)
        yield ekinerja.periods(own, year, effects.OWN_DEADLINE, printed)

    def _personnel(self, m: int) -> Iterator[Export]:
        """Awards, punishments and assessments of potential of the year up to month m."""
        awards = personnel.awards_of_year(self.roster, m)
        punishments = personnel.punishments_of_year(self.roster, m)
        assessed = list(potential.of_year(self.roster, m))
        self.truth.records(awards, punishments, assessed)
        yield lists.awards(awards, m, self.printed("bkd", m))
        yield lists.discipline(punishments, m, self.printed("bkd", m))
        yield asesmen.results(assessed, m, self.printed("bkd", m))

    def appraisals(self, m: int, only: str | None = None) -> Iterator[Export]:
        """Appraisal exports of month m, of all agencies or one."""
        rated: set[str] = set()
        for index, monthly, half_yearly in self.ratings.month(m):
            agency = agencies()[index]
            if agency.appraisal == "none" or (only and agency.code != only):
                continue
            if monthly:
                yield self._appraisal_file(index, agency, monthly, m, rated)
            if half_yearly:
                made = damage(
                    self.ask.seed,
                    _application(agency, m),
                    f"{agency.code}-semester",
                    m,
                    half_yearly,
                    self.roster.shared,
                )
                form = prestasi if prestasi.in_use(m) else ekinerja
                export = form.appraisals(
                    agency, self.roster.units, made.lines, m, self.printed(agency.code, m), semester=True
                )
                self.truth.appraisals(export, made)
                rated.update(_rated(made))
                yield export
        if not only:
            self.truth.coverage(self.roster, self.ratings, m, rated)

    def _appraisal_file(
        self, index: int, agency: Agency, rows: list[Appraisal], m: int, rated: set[str]
    ) -> Export:
        application = _application(agency, m)
        made = damage(self.ask.seed, application, agency.code, m, rows, self.roster.shared)
        units, lines, printed = self.roster.units, made.lines, self.printed(agency.code, m)
        if application == "rekap":
            export = rekap.appraisals(
                agency,
                units,
                lines,
                m,
                printed,
                self.roster.persons[self.roster.heads[self.roster.tops[index].index]],
            )
        else:
            app = {
                "ekinerja": ekinerja, "simpeg": simpeg, "siasn": siasn, "eskp": eskp, "rsudam": rsudam, "prestasi": prestasi,
            }[application]  # fmt: skip
            export = app.appraisals(agency, units, lines, m, printed)
        self.truth.appraisals(export, made)
        rated.update(_rated(made))
        return export

    def achievements(self, m: int, only: str | None = None) -> Iterator[Export]:
        """Achievement exports of month m: one file of all agencies, or of the one asked for."""
        never = {effects.NEVER}
        rows = (
            a
            for a in achievements.of_month(self.ratings, m, semester=False)
            if agencies()[a.posting.agency].code not in never
        )
        if only:
            agency = next(a for a in agencies() if a.code == only)
            rows = (a for a in rows if agencies()[a.posting.agency].code == only)
            yield capaian.monthly(rows, self.roster.units, m, self.printed(only, m), agency)
            return
        yield capaian.monthly(rows, self.roster.units, m, self.printed("setda", m))
        if months.ends_semester(m):
            teachers = achievements.of_month(self.ratings, m, semester=True)
            yield capaian.half_yearly(teachers, self.roster.units, m, self.printed("disdikbud", m))

    # -- feedback ----------------------------------------------------------------------------------------------

    def _feedback(self, m: int) -> Iterator[Export]:
        province: list[tuple[Response, str]] = []
        for index, agency in enumerate(agencies()):
            if agency.survey == "eskm":
                province += self._slips(index, m, [m], "u3_invalid")
            elif agency.survey and months.ends_quarter(m):
                quarter = range(max(m - 2, self.roster.start), m + 1)
                printed = self.printed(agency.code, m)
                if agency.survey == "forms":
                    yield google_form.responses(
                        agency, self._slips(index, m, quarter, "u3_invalid"), m, printed
                    )
                else:
                    rows = self._slips(index, m, quarter, "")
                    yield skm_report.responses(agency, [response for response, _ in rows], m, printed)
        yield eskm.responses(province, m, self.printed("setda", m))
        day, before = (months.first(k) + timedelta(days=2) for k in (m + 1, m))
        listed = list(complaints.export(self.roster, self.ask.staff, m, day, before))
        self.truth.complaints(listed)
        yield lapor.complaints(listed, m, day)

    def _slips(self, agency: int, m: int, span: "range | list[int]", fate: str) -> list[tuple[Response, str]]:
        """Responses of some months with their fates; reports carry no date, so theirs count for the month that ends them."""
        chance = stream(self.ask.seed, "slips", agency, m)
        found = []
        for k in span:
            for response in self.surveys.month(agency, k):
                slipped = fate if chance.random() < SLIP else ""
                found.append((response, slipped))
                if not slipped:
                    self.truth.response(response, m if not fate else k)
        return found


def _application(agency: Agency, m: int) -> str:
    """The application an agency's appraisals of month m come from."""
    return "prestasi" if prestasi.in_use(m) else agency.appraisal


def _rated(made: Damaged) -> Iterator[str]:
    """NIP of the people a correct intake finds rated in a file."""
    return (line.appraisal.person.nip for line in made.lines if not line.fate and line.appraisal.predikat)


def _others(held: dict[str, positions.Position]) -> list[positions.Position]:
    """Structural posts, which stand in no catalogue, by name."""
    known = positions.catalogue()
    return [held[name] for name in sorted(held) if name not in known]
