"""The start page: Streamlit's one HTML file, put into our language, with our title, font, icon and stylesheet."""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from streamlit import file_util

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NOSCRIPT = "<noscript><p>Halaman ini memerlukan JavaScript. Aktifkan JavaScript pada peramban, lalu muat ulang.</p></noscript>"

# Told where the server is, the front end does not ask for it below the page's own path first (two 404s a deep link).
WHERE = '<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" }</script>'


@dataclass(frozen=True)
class StartPage:
    """The HTML as it is served, and the policy sources of the inline scripts in it."""

    html: bytes
    script_hashes: tuple[str, ...]


def build(title: str) -> StartPage:
    """Read the installed Streamlit's page and rewrite it; hashes are computed from it, never written down."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', '<html lang="id">')
    page = re.sub(r"<title>.*?</title>", f"<title>{title}</title>", page)
    page = re.sub(r"<noscript>.*?</noscript>", NOSCRIPT, page, flags=re.DOTALL)
    page = re.sub(r'<link[^>]*rel="service-desc"[^>]*>', "", page)
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(
        r'<link\s+rel="preload"[^>]*as="font"[^>]*>',
        '<link rel="preload" href="/aset/jakarta.woff2" as="font" type="font/woff2" crossorigin>',
        page,
    )
    page = re.sub(
        r'<link rel="shortcut icon"[^>]*>',
        '<link rel="icon" href="/aset/favicon.svg" type="image/svg+xml">',
        page,
    )
    page = page.replace("<script>", f"{WHERE}<script>", 1)
    # last, so that our rules win over Streamlit's of the same weight
    page = page.replace("</head>", '<link rel="stylesheet" href="/aset/siger.css"></head>')
    hashes = tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in INLINE_SCRIPT.findall(page)
    )
    return StartPage(page.encode(), hashes)
