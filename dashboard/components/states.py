"""States: what stands where a figure or a page cannot: empty, withheld, hidden, failed. Each says why."""

import logging
import secrets
from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner_utils.exceptions import ScriptControlException

from dashboard.languages import _

log = logging.getLogger("siger.dashboard")


def hidden(reason: str | None, minimum: int | None = None, ikm_minimum: int | None = None) -> str:
    """Why a cell is hidden, as a sentence. Codes are the marts' `reason_hidden`; thresholds come from pub_rule."""
    few = "" if minimum is None else f" ({_('kurang dari')} {minimum})"
    answers = "" if ikm_minimum is None else f" ({_('perlu')} {ikm_minimum})"
    sentences = {
        None: "",
        "few_persons": _("Disembunyikan: terlalu sedikit pegawai")
        + few
        + _(", agar tidak ada yang dapat dikenali."),
        "few_answers": _("Terlalu sedikit jawaban untuk nilai yang dapat dipercaya") + answers + ".",
        "complement": _("Disembunyikan: bersama angka lain, kelompok kecil akan dapat dihitung."),
        "low_coverage": _("Ditahan: terlalu sedikit pegawai yang sudah dinilai."),
        "not_reported": _("Belum melapor untuk periode ini."),
        "one_class": _("Disembunyikan: hampir semua berpredikat sama."),
    }
    return sentences.get(reason, _("Disembunyikan menurut aturan publikasi."))


def withheld(text: str) -> None:
    """A badge in the place of a withheld figure: what and why in one sentence."""
    st.badge(text, icon=":material/visibility_off:", color="gray")


def empty_state(text: str, icon: str = ":material/hourglass_empty:") -> None:
    """Nothing to show yet, or the filter finds nothing: one sentence with the way on."""
    st.info(text, icon=icon)


@contextmanager
def failure() -> Generator[None]:
    """Shield one part of a page: a fault of ours becomes one sentence with a code; the log has the rest."""
    try:
        yield
    except ScriptControlException:  # st.stop, st.rerun, st.switch_page are no faults
        raise
    except Exception:  # whatever went wrong in one part, the rest of the page is still of use
        code = f"S-{secrets.randbelow(9000) + 1000}"
        log.exception("page part failed, code %s", code)
        st.error(
            _(
                "Bagian ini gagal dimuat. Data tidak berubah. Muat ulang; bila berulang, sebutkan kode {code}."
            ).format(code=code)
        )
