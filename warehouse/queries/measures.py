"""Measures: what a figure is, in which unit, and whose it is, as the mart's own YAML says."""

from typing import Any

from warehouse.marts import Marts


def of_mart(marts: Marts, mart: str) -> list[dict[str, Any]]:
    """Measures of a mart: measure, label_id, label_en, definition_id, definition_en, unit_label_id, unit_label_en, owner."""
    if not marts.has("dim_measure"):  # a release of before
        return []
    return marts.rows(
        """
        select measure, label_id, label_en, definition_id, definition_en, unit_label_id, unit_label_en, owner
        from dim_measure
        where mart = $mart
        order by measure
        """,
        mart=mart,
    )
