"""Components: text from outside never becomes markup, CSV never becomes a formula, faults become a sentence."""

from datetime import date

from streamlit.testing.v1 import AppTest

from dashboard.components import Column, csv_bytes, figure_card
from dashboard.components.lines import _grey


def test_a_card_escapes_what_it_is_given() -> None:
    card = figure_card("<b>x</b>", "1 & 2", change="+1 <i>", note='"q"')
    assert "<b>" not in card and "<i>" not in card
    assert "1 &amp; 2" in card
    assert "sg-up" in card


def test_a_card_without_change_has_no_arrow() -> None:
    assert "sg-up" not in figure_card("Nilai", "82,2")
    assert "sg-down" in figure_card("Nilai", "82,2", change="−1 sebulan")


def test_csv_defuses_formulas_and_opens_in_excel() -> None:
    rows = [
        {"nama": "=HYPERLINK(1)", "n": -3, "on": date(2026, 10, 1), "x": None},
        {"nama": "+62 811", "n": 1.5, "on": None, "x": "a,b"},
    ]
    columns = [Column("nama", "@Nama"), Column("n", "n"), Column("on", "on"), Column("x", "x")]
    data = csv_bytes(rows, columns)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "'@Nama,n,on,x"
    assert lines[1] == "'=HYPERLINK(1),-3,2026-10-01,"
    assert lines[2] == '\'+62 811,1.5,,"a,b"'


def test_a_table_is_html_with_headings_and_escaped_cells() -> None:
    def script() -> None:
        from dashboard.components import Column, table

        rows = [{"a": "<script>x</script>", "n": 1234.5}]
        table(rows, [Column("a", "Nama"), Column("n", "Nilai", "number", 1)], caption="Uji")

    (html,) = AppTest.from_function(script).run().get("html")
    body = html.proto.body
    assert "<script>" not in body and "&lt;script&gt;" in body
    assert '<th scope="row">' in body and "1.234,5" in body and "<caption>Uji</caption>" in body


def test_a_fault_becomes_a_sentence_with_a_code_and_no_traceback() -> None:
    def script() -> None:
        import streamlit as st

        from dashboard.components import failure

        with failure():
            raise RuntimeError("/secret/path")
        st.markdown("sisanya")

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert "sebutkan kode S-" in app.error[0].value and "secret" not in app.error[0].value
    assert app.markdown[0].value == "sisanya"


def test_grey_text_keeps_its_blanks_outside_the_mark() -> None:
    assert _grey(" di atas, ") == " :gray[di atas,] "
    assert _grey("  ") == "  "
