"""Lines: the sentences a page opens with: the answer in bold, then period · staff · coverage in grey."""

import streamlit as st


def answer(text: str) -> None:
    """The page's answer, one or two sentences made of mart columns; *italic* is allowed."""
    st.markdown(f"**{text}**")


def meta_line(*parts: str | None) -> None:
    """Grey line under the answer; missing parts are left out."""
    st.markdown(f":gray[{' · '.join(part for part in parts if part)}]")


def reading(text: str) -> None:
    """Grey line above a chart that says how to read it; `:blue[…]` and `:red[…]` stand in for a legend."""
    # Streamlit colours do not nest, so the grey is laid around the coloured words, piece by piece.
    pieces = text.replace(":blue[", "\0:blue[").replace(":red[", "\0:red[").split("\0")
    line = ""
    for piece in pieces:
        if piece.startswith((":blue[", ":red[")):
            coloured, rest = piece.split("]", 1)
            line += coloured + "]"
            piece = rest
        line += _grey(piece)
    st.markdown(line)


def _grey(piece: str) -> str:
    """Grey text; blanks stay outside the mark, where Markdown keeps them."""
    if not (inner := piece.strip()):
        return piece
    left = piece[: len(piece) - len(piece.lstrip())]
    right = piece[len(piece.rstrip()) :]
    return f"{left}:gray[{inner}]{right}"
