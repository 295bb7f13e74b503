"""Sentences: the answer under a page's question, in words, from columns of the marts."""

from datetime import date
from typing import Any

from dashboard import formats
from dashboard.languages import _

Row = dict[str, Any]


def year_before(month: date) -> date:
    return month.replace(year=month.year - 1)


def province(now: Row) -> str:
    """`Kepuasan warga naik menjadi 82,2 (+0,8 dari Oktober 2025); 38 dari 41 perangkat daerah sudah melapor. …`"""
    parts = [
        _("{n} dari {all} perangkat daerah sudah melapor").format(
            n=now["agencies_reported"], all=now["agencies_total"]
        )
    ]
    if now["ikm"] is not None:
        parts.insert(0, satisfaction(now))
    judged = now["pattern_judged"]
    if now["is_withheld"]:
        rest = _("Distribusi predikat ditahan: baru {share} pegawai dinilai.").format(
            share=formats.percent(now["coverage"])
        )
    elif judged:
        rest = _(
            "{n} dari {all} perangkat daerah yang dapat dinilai belum memenuhi pola distribusi predikat."
        ).format(n=judged - now["pattern_complies"], all=judged)
    else:
        rest = _("Predikat organisasi bulan ini belum ada, jadi pola distribusi belum dapat dinilai.")
    return "; ".join(parts) + ". " + rest


def satisfaction(now: Row) -> str:
    """`Kepuasan warga naik menjadi 82,2 (+0,8 dari Oktober 2025)`; a change within the margin is none that can be told."""
    value, change = formats.number(now["ikm"], 1), now["ikm_change_12m"]
    if change is None:
        return _("Kepuasan warga {value}").format(value=value)
    before = formats.month(year_before(now["month"]))
    said = {
        1: _("Kepuasan warga naik menjadi {value} ({change} dari {before})"),
        -1: _("Kepuasan warga turun menjadi {value} ({change} dari {before})"),
        0: _("Kepuasan warga {value}, tidak berbeda nyata dari {before} ({change})"),
    }
    shown = formats.signed(change, 1)
    direction = (1 if change > 0 else -1) if now["ikm_change_is_clear"] else 0
    return said[direction].format(value=value, change=shown, before=before)


def running(row: Row) -> str:
    """`November 2026 berjalan: 1 dari 41 perangkat daerah sudah melapor.`"""
    return _("{month} berjalan: {n} dari {all} perangkat daerah sudah melapor.").format(
        month=formats.month(row["month"]), n=row["agencies_reported"], all=row["agencies_total"]
    )


def agency(now: Row) -> str:
    """What citizens say, what superiors say, and whether the distribution follows the pattern."""
    if not now["reported"]:
        said = _("belum ada berkas penilaian bulan ini (batas {day})").format(
            day=formats.day(now["deadline"])
        )
    elif now["is_withheld"]:
        said = _("distribusi ditahan: baru {share} pegawai dinilai (batas {floor})").format(
            share=formats.percent(now["coverage"]), floor=formats.percent(now["coverage_floor"])
        )
    else:
        said = _("{share} pegawai berpredikat Baik").format(share=formats.percent(now["share_baik"]))
        if now["pattern_status"] == "violates":
            said = _("di luar pola predikat: {reason}").format(reason=now["pattern_reason"].rstrip(". "))
        elif now["pattern_status"] == "complies":
            said += _(", sesuai pola predikat")
    if now["ikm"] is None:
        return said[0].upper() + said[1:] + "."
    half = formats.number((now["ikm_high"] - now["ikm_low"]) / 2, 1)
    return _("IKM {value} ± {half} (mutu {quality}); {said}.").format(
        value=formats.number(now["ikm"], 1), half=half, quality=now["ikm_class"], said=said
    )


def waiting(rows: list[Row]) -> str:
    """`8 pegawai menunggu 3 atasan; paling lama sejak Juli 2026.`"""
    if not rows:
        return ""
    return _("{n} pegawai menunggu penilaian {superiors} atasan; paling lama sejak {month}.").format(
        n=formats.number(sum(row["waiting_persons"] for row in rows)),
        superiors=formats.number(len(rows)),
        month=formats.month(min(row["since_month"] for row in rows)),
    )


def worksheet(position: Row, standards: list[Row]) -> str:
    """How many standards everybody meets, and how the holders stand against the need."""
    met = sum(row["standard_status"] == "met" for row in standards)
    partly = sum(row["standard_status"] == "partly" for row in standards)
    held = _("{n} pemangku").format(n=formats.number(position["holders"]))
    need = (
        _("kebutuhan belum diketahui (belum ada berkas analisis beban kerja)")
        if position["needed_persons"] is None
        else _("kebutuhan {n}").format(n=formats.number(position["needed_persons"]))
    )
    return _(
        "{met} dari {all} standar tercapai oleh semua yang melapor, {partly} oleh sebagian; {held}, {need}."
    ).format(met=met, all=len(standards), partly=partly, held=held, need=need)


def unit(now: Row | None, minimum: int) -> str:
    """Coverage and, where enough persons stand behind it, the share rated Baik or better."""
    if now is None or not now["rated_employees"]:
        return _("Belum ada penilaian untuk unit ini pada bulan ini.")
    said = _("{n} dari {due} pegawai sudah dinilai").format(
        n=now["rated_employees"], due=now["due_employees"]
    )
    if not now["is_judged"]:
        return said + ". " + _("Kurang dari {n} orang: bagian predikat tidak dinilai.").format(n=minimum)
    better = now["share_baik"] + now["share_sangat_baik"]
    return said + "; " + _("{share} berpredikat Baik atau Sangat Baik.").format(share=formats.percent(better))


def person(latest: Row | None, standards: list[Row], labels: dict[str, str]) -> str:
    """The latest official predikat beside what the position's standard says."""
    met = sum(row["status"] == "met" for row in standards)
    unknown = sum(row["status"] == "no_data" for row in standards)
    if latest is None:
        rated = _("Belum ada penilaian")
    else:
        rated = _("Predikat {predikat} untuk {period}").format(
            predikat=labels.get(latest["predikat"], latest["predikat"]),
            period=formats.period(latest["period_start"], latest["period_end"]),
        )
    if not standards:
        return rated + ". " + _("Jabatan ini belum memiliki standar.")
    reached = _("{met} dari {all} standar jabatan tercapai").format(met=met, all=len(standards))
    if unknown:
        reached += _(", {n} belum ada datanya").format(n=unknown)
    return f"{rated}; {reached}."


def feedback(ikm: Row | None, classes: list[Row], minimum: int) -> str:
    """The government's IKM and its open complaints over the limit."""
    open_complaints = sum(row["complaints"] for row in classes if row["status_group"] == "open")
    over = sum(row["over_limit"] for row in classes if row["status_group"] == "open")
    complaints = _("{open} pengaduan masih terbuka, {over} di antaranya lewat batas waktu").format(
        open=formats.number(open_complaints), over=formats.number(over)
    )
    if ikm is None or ikm["ikm"] is None:
        return _("Belum ada jawaban survei; {complaints}.").format(complaints=complaints)
    if not ikm["is_shown"]:
        return _("{n} jawaban survei, perlu {minimum} agar IKM ditampilkan; {complaints}.").format(
            n=ikm["complete_respondents"], minimum=minimum, complaints=complaints
        )
    return _("Warga memberi nilai {value} dari 100 (mutu {quality}); {complaints}.").format(
        value=formats.number(ikm["ikm"], 2), quality=ikm["ikm_class"], complaints=complaints
    )


def candidates(totals: dict[str, int]) -> str:
    """How many are proposed for what, and how many are held back by a condition."""
    said = _("{praise} pegawai diusulkan untuk penghargaan dan {coach} untuk pembinaan").format(
        praise=formats.number(totals["recognition"]), coach=formats.number(totals["coaching"])
    )
    if totals["held_back"]:
        said += _("; {n} lagi tertahan satu syarat").format(n=formats.number(totals["held_back"]))
    return said + "."


def candidate(row: Row, clauses: dict[str, str]) -> str:
    """Why someone is a candidate, in one sentence; what holds the proposal back is named."""
    long = (row["period_end"] - row["period_start"]).days > 31
    opened = {
        "best_run": _("{n} periode Sangat Baik berturut-turut sampai {period}"),
        "low_periods": _("di bawah Baik pada {period}")
        if long
        else _("{low} dari tiga bulan terakhir di bawah Baik, sampai {period}"),
        "fall_steps": _("turun {fall} tingkat pada {period}"),
        "annual_low": _("predikat tahunan terakhir di bawah Baik"),
    }[row["opening_clause"]].format(
        n=row["best_run"],
        low=row["low_periods"],
        fall=row["fall_steps"],
        period=formats.period(row["period_start"], row["period_end"]),
    )
    said = opened[0].upper() + opened[1:]
    if row["blocking_clause"]:
        met, conditions = row["conditions_met"], row["conditions"]
        return said + _("; {met} dari {all} syarat terpenuhi. Tertahan: {why}.").format(
            met=met, all=conditions, why=clauses[row["blocking_clause"]].lower()
        )
    if row["proposal"] == "coaching_and_training":
        return said + _("; jam pelajaran tahun ini belum cukup.")
    return said + "."


def index(row: Row, categories: dict[str, str], gaps: dict[str, str]) -> str:
    """The index with its class, what is missing for it, and the agency's mean beside how many lack data."""
    said = _("{total} dari 100: {category}.").format(
        total=formats.number(row["total"], 1), category=categories.get(row["category"], row["category"])
    )
    if row["missing"]:
        named = ", ".join(gaps.get(code, code).lower() for code in row["missing"].split(","))
        said += " " + _("Belum ada: {named}; bagian tanpa data mendapat nilai terendah.").format(named=named)
    if row["agency_mean"] is not None:
        said += " " + _("Rata-rata perangkat daerah {mean} ({n} pegawai, {gaps} tanpa data lengkap).").format(
            mean=formats.number(row["agency_mean"], 1),
            n=formats.number(row["employees"]),
            gaps=formats.number(row["without_data"]),
        )
    return said


def index_parts(row: Row | None, names: dict[str, str], values: dict[str, str]) -> list[Row]:
    """The four parts of the index with what earned their points."""
    if row is None:
        return []
    courses = [
        *([_("diklat kepemimpinan atau fungsional")] if row["has_formal_training"] else []),
        _("{n} JP tahun ini").format(n=formats.number(row["training_hours"])),
        *([_("seminar")] if row["has_seminar"] else []),
    ]
    basis = {
        "qualification": (values.get(row["education_level"], row["education_level"]), 25),
        "competence": (", ".join(courses), 40),
        "performance": (values.get(row["predikat"], row["predikat"]), 30),
        "discipline": (values.get(row["punishment_level"], row["punishment_level"]), 5),
    }
    return [
        {"part": names.get(part, part), "basis": why, "points": row[part], "most": most}
        for part, (why, most) in basis.items()
    ]
