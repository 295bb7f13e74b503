"""Sparkline: the last months of one figure, a line of 34 px without axis, as a piece of HTML.

Drawn here and not by Vega: a page has five of them, each would cost the reader's browser a whole chart. The line is
a mask over the surrounding colour (`currentColor`), so it follows a change of theme and survives `st.html`, which
strips inline SVG.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 160, 34, 4


def line(values: Sequence[float | None], alt: str) -> str:
    """HTML of a series in time order; gaps are gaps, the last known value carries a dot. Empty under two values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    path: list[str] = []
    pen, x, y = "M", 0.0, 0.0
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        level = 0.5 if high == low else (value - low) / (high - low)
        x = MARGIN + index * (WIDTH - 2 * MARGIN) / (len(values) - 1)
        y = HEIGHT - MARGIN - level * (HEIGHT - 2 * MARGIN)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<path d="{"".join(path)}" fill="none" stroke="#000" stroke-width="1.6" stroke-linejoin="round" '
        'stroke-linecap="round" vector-effect="non-scaling-stroke"/></svg>'
    )
    mask = f"url('data:image/svg+xml,{quote(drawing, safe=' =/:')}')"
    return (
        f'<div class="sg-spark" role="img" aria-label="{escape(alt, quote=True)}">'
        f'<div class="sg-spark-line" style="{escape(f"-webkit-mask-image:{mask};mask-image:{mask}", quote=True)}"></div>'
        f'<div class="sg-spark-dot" style="left:{x / WIDTH * 100:.1f}%;top:{y:.1f}px"></div></div>'
    )
