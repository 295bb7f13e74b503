"""Sparkline: the last months of one figure, a line of 34 px without axis, as inline SVG.

Drawn here and not by Vega: a page has five of them, each would cost the reader's browser a whole chart.
The line takes the colour of its surroundings (`currentColor`), so it follows a change of theme.
"""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 160, 34, 4


def svg(values: Sequence[float | None], alt: str) -> str:
    """Inline SVG of a series in time order; gaps are gaps. Empty text under two known values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    reach = (high - low) or 1.0

    def place(index: int, value: float) -> tuple[float, float]:
        level = 0.5 if high == low else (value - low) / reach
        return MARGIN + index * step, HEIGHT - MARGIN - level * (HEIGHT - 2 * MARGIN)

    path, pen = [], "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x, y = place(index, value)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    last = max(index for index, value in enumerate(values) if value is not None)
    x, y = place(last, next(v for v in reversed(values) if v is not None))
    return (
        f'<svg class="sg-spark" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(alt, quote=True)}" '
        f'preserveAspectRatio="none"><path d="{"".join(path)}" fill="none" stroke="currentColor" stroke-width="1.6" '
        f'stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="currentColor"/></svg>'
    )
