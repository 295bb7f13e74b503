"""SKM processing report: the annex of PermenPANRB 14/2017, a sheet per service unit, weights of 0.11 in the footer."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.exports.export import Export, Row, Table
from ingest.demo.province import Agency
from ingest.demo.surveys import Response


def responses(agency: Agency, rows: Sequence[Response], m: int, printed: date) -> Export:
    """Workbook of one agency and quarter."""
    by_unit: dict[int, list[Response]] = {}
    for response in rows:
        by_unit.setdefault(response.unit.index, []).append(response)
    sheets = [
        _sheet(agency, by_unit[unit], m, printed, number) for number, unit in enumerate(sorted(by_unit), 1)
    ]
    quarter = f"Triwulan {months.ROMAN[m % 12 // 3]} {m // 12}"
    name = f"Pengolahan SKM {agency.short} {quarter}.xlsx"
    return Export(
        agency.code, name, "skm-pengolahan", "surveys", "xlsx", sheets, printed.isoformat(), months.iso(m)
    )


def _sheet(agency: Agency, rows: list[Response], m: int, printed: date, number: int) -> Table:
    above: list[Row] = [
        ["PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT PER RESPONDEN DAN PER UNSUR PELAYANAN"],
        [],
        [f"UNIT PELAYANAN : {rows[0].unit.name}"],
        [f"PERANGKAT DAERAH : {agency.formal}"],
        [f"PERIODE : {months.quarter(m).upper()} {m // 12}"],
        [f"Dicetak: {months.long(printed)}"],
        ["No. Res", "Nilai Unsur Pelayanan"],
        ["", *[f"U{n}" for n in range(1, 10)]],
    ]
    body: list[Row] = [[n, *[answer or "" for answer in r.answers]] for n, r in enumerate(rows, 1)]
    sums = [sum(r.answers[u] for r in rows) for u in range(9)]
    asked = [max(1, sum(r.answers[u] > 0 for r in rows)) for u in range(9)]
    means = [total / count for total, count in zip(sums, asked, strict=True)]
    weighted = [round(mean * 0.11, 4) for mean in means]
    below: list[Row] = [
        ["Nilai/Unsur", *sums],
        ["NRR/Unsur", *[round(mean, 4) for mean in means]],
        ["NRR Tertimbang/Unsur", *weighted, round(sum(weighted), 4)],
        ["IKM Unit Pelayanan", *[""] * 9, round(sum(weighted) * 25, 2)],
        ["Keterangan :"],
        ["- U1 s.d. U9 = Unsur-unsur pelayanan"],
        ["- NRR = Nilai rata-rata; NRR tertimbang = NRR per unsur x 0,11"],
    ]
    return Table(above, body, below, sheet=f"SKM {number}")
