"""Desk columns: how files, quarantine, releases, uploads and rules are headed and written."""

from dashboard.components import Column
from dashboard.languages import _


def ledger() -> list[Column]:
    """Files received."""
    return [
        Column("file_name", _("Berkas")),
        Column("sheet", _("Lembar")),
        Column("dataset_label", _("Jenis data")),
        Column("status_label", _("Status")),
        Column("rows_read", _("Dibaca"), "number"),
        Column("rows_loaded", _("Masuk"), "number"),
        Column("rows_quarantined", _("Karantina"), "number"),
        Column("rows_not_data", _("Bukan data"), "number"),
        Column("rows_withdrawn", _("Mencabut"), "number"),
        Column("received_at", _("Diterima"), "when"),
        Column("reason", _("Keterangan")),
    ]


def quarantine() -> list[Column]:
    """Rows refused."""
    return [
        Column("file_name", _("Berkas")),
        Column("sheet", _("Lembar")),
        Column("source_row", _("Baris"), "number"),
        Column("column_title", _("Kolom")),
        Column("value", _("Isi (disamarkan)")),
        Column("reason", _("Alasan")),
        Column("remedy", _("Yang perlu dilakukan")),
    ]


def reasons() -> list[Column]:
    """How often each reason for quarantine."""
    return [
        Column("reason", _("Alasan")),
        Column("rows", _("Baris"), "number"),
        Column("files", _("Berkas"), "number"),
        Column("remedy", _("Yang perlu dilakukan")),
    ]


def releases() -> list[Column]:
    """Releases kept."""
    return [
        Column("label", _("Rilis"), link="href"),
        Column("data_month", _("Data sampai"), "month"),
        Column("built_at", _("Dibuat"), "when"),
        Column("state", _("Keadaan")),
        Column("kept_as", _("Disimpan sebagai")),
        Column("release_id", _("Nomor")),
    ]


def deliveries_of_release() -> list[Column]:
    """What a release was made of, per dataset."""
    return [
        Column("dataset", _("Jenis data")),
        Column("files", _("Berkas"), "number"),
        Column("rows", _("Baris"), "number"),
        Column("hash", _("Sidik isi berkas")),
    ]


def noticed_tests() -> list[Column]:
    """Tests of a release that did not simply pass."""
    return [Column("test", _("Uji")), Column("found", _("Hasil"))]


def uploads() -> list[Column]:
    """Files handed in through the portal with their verdict."""
    return [
        Column("upload_id", _("Nomor")),
        Column("received_at", _("Dikirim"), "when"),
        Column("file_name", _("Berkas")),
        Column("account", _("Oleh")),
        Column("verdict", _("Hasil")),
        Column("rows_loaded", _("Masuk"), "number"),
        Column("rows_quarantined", _("Karantina"), "number"),
        Column("rows_withdrawn", _("Mencabut"), "number"),
        Column("reason", _("Keterangan")),
    ]


def unknown_agencies() -> list[Column]:
    """Spellings that point at no agency."""
    return [
        Column("agency_alias", _("Ejaan")),
        Column("rows", _("Baris"), "number"),
        Column("files", _("Berkas"), "number"),
        Column("suggested_name", _("Mungkin yang dimaksud")),
        Column("suggestion_score", _("Kemiripan"), "percent"),
    ]


def roster_months() -> list[Column]:
    """Persons per kind of gap between appraisals and staff list."""
    return [
        Column("agency_name", _("Perangkat daerah")),
        Column("n_unknown_nip", _("NIP tak dikenal"), "number"),
        Column("n_left", _("Tidak aktif lagi"), "number"),
        Column("n_moved", _("Terdaftar di tempat lain"), "number"),
        Column("n_two_raters", _("Dua penilai"), "number"),
        Column("n_not_rated", _("Belum dinilai"), "number"),
    ]


def roster_gaps() -> list[Column]:
    """Persons of one kind of gap."""
    return [
        Column("person_name", _("Nama"), link="href"),
        Column("agency_name", _("Perangkat daerah")),
        Column("roster_agency_name", _("Menurut daftar pegawai")),
        Column("file_name", _("Berkas")),
        Column("sheet", _("Lembar")),
        Column("source_row", _("Baris"), "number"),
    ]


def aliases() -> list[Column]:
    """Spellings connected in the portal."""
    return [
        Column("alias", _("Ejaan")),
        Column("agency_name", _("Perangkat daerah")),
        Column("decided_by", _("Oleh")),
        Column("decided_at", _("Pada"), "when"),
    ]


def due(*, own: bool) -> list[Column]:
    """Deliveries that are due; an agency's own need no name."""
    name = [] if own else [Column("agency_name", _("Perangkat daerah"))]
    return [
        *name,
        Column("dataset_label", _("Jenis data")),
        Column("period", _("Periode")),
        Column("status_label", _("Keadaan")),
        Column("deadline", _("Tenggat"), "day"),
        Column("delivered_on", _("Dikirim"), "day"),
        Column("days_late", _("Hari terlambat"), "number"),
        Column("coverage", _("Dinilai"), "percent"),
        Column("last_file_name", _("Berkas terakhir")),
        Column("last_rows_quarantined", _("Ditahan"), "number"),
    ]


def rules() -> list[Column]:
    """Rules with validity and legal source."""
    return [
        Column("label", _("Aturan")),
        Column("value_text", _("Nilai"), "number_text"),
        Column("valid_from", _("Berlaku dari"), "day"),
        Column("valid_to", _("Sampai"), "day"),
        Column("legal_source", _("Dasar hukum")),
        Column("decided_by", _("Ditetapkan oleh")),
    ]


def decisions() -> list[Column]:
    """Rule changes recorded in the portal."""
    return [
        Column("label", _("Aturan")),
        Column("value_text", _("Nilai"), "number_text"),
        Column("valid_from", _("Berlaku mulai"), "month"),
        Column("reason", _("Dasar atau alasan")),
        Column("decided_by", _("Oleh")),
        Column("decided_at", _("Pada"), "when"),
    ]


def sources() -> list[Column]:
    """Sources with what they read."""
    return [
        Column("title", _("Sumber"), link="href"),
        Column("files", _("Berkas dibaca"), "number"),
        Column("dataset_label", _("Jenis data")),
        Column("version", _("Versi")),
        Column("state", _("Keadaan")),
        Column("last_received_at", _("Diterima"), "when"),
        Column("last_file", _("Berkas terakhir")),
    ]


def versions() -> list[Column]:
    """Versions of one source."""
    return [
        Column("number", _("Versi")),
        Column("saved_at", _("Disimpan"), "when"),
        Column("saved_by", _("Oleh")),
        Column("note", _("Catatan")),
        Column("words", _("Sidik")),
    ]


def unread() -> list[Column]:
    """Files that wait for a source."""
    return [
        Column("file_name", _("Berkas"), link="href"),
        Column("received_at", _("Diterima"), "when"),
        Column("reason", _("Keterangan")),
    ]


def tried() -> list[Column]:
    """Files of the past under a source on trial."""
    return [
        Column("file_name", _("Berkas")),
        Column("before", _("Sekarang")),
        Column("before_loaded", _("Masuk"), "number"),
        Column("before_quarantined", _("Karantina"), "number"),
        Column("now", _("Dengan sumber ini")),
        Column("now_loaded", _("Masuk nanti"), "number"),
        Column("now_quarantined", _("Karantina nanti"), "number"),
    ]
