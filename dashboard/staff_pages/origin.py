"""Origin: the panel *Asal angka*: from a figure to its rows, files, rules and tests."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import streamlit as st

from dashboard import components, formats
from dashboard.components import Column
from dashboard.languages import _, current
from dashboard.staff_pages import measures, rule_values
from dashboard.visit import Visit
from warehouse import provenance


def origin(here: Visit, mart: str, **key: Any) -> Callable[[Sequence[str]], None]:
    """What draws the panel of one figure: `key` names the cell's columns and values. Traced when it is opened."""

    def draw(shown: Sequence[str]) -> None:
        trace = provenance.trace(here.marts, mart, key)
        said = ", ".join(f"{name} = {_plain(value)}" for name, value in key.items())
        st.markdown(f":gray[{_('Rilis')}] {trace.label} · :gray[{_('model dbt')}] `{mart}`  \n:gray[{said}]")
        st.markdown(trace.description)
        measures.explain(here.marts, mart, shown)
        for contribution in trace.contributions:
            st.markdown(
                _("**{n} baris** `{mart}` dari:").format(
                    n=formats.number(contribution.count), mart=contribution.mart
                )
            )
            components.table(
                [asdict(file) | {"lines": _lines(file)} for file in contribution.files[:40]],
                [
                    Column("file_name", _("Berkas")),
                    Column("sheet", _("Lembar")),
                    Column("rows", _("Baris"), "number"),
                    Column("lines", _("Nomor baris")),
                    Column("source", _("Sumber")),
                    Column("received_at", _("Diterima"), "when"),
                ],
                caption=_("Berkas di balik angka ini"),
            )
        if trace.rules:
            label = "label_en" if current() == "en" else "label_id"
            components.table(
                [
                    rule
                    | {
                        "label": rule.get(label) or rule["rule"],
                        "value_text": rule_values.written(rule["value"], rule.get("unit")),
                    }
                    for rule in trace.rules
                ],
                [
                    Column("label", _("Aturan")),
                    Column("value_text", _("Nilai"), "number_text"),
                    Column("legal_source", _("Dasar")),
                ],
                caption=_("Aturan yang berlaku"),
            )
        passed = sum(result == "pass" for result in trace.tests.values())
        st.markdown(
            f":gray[{_('Uji rilis ini: {passed} dari {all} lulus.').format(passed=passed, all=len(trace.tests))}]"
        )

    return draw


def _plain(value: Any) -> str:
    return formats.day(value) if isinstance(value, date) else str(value)


def _lines(file: provenance.File) -> str:
    return str(file.first_row) if file.first_row == file.last_row else f"{file.first_row}–{file.last_row}"
