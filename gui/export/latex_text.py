"""Text of the screen as LaTeX writes it: its special characters escaped, mathematical ones in mathematics."""

import re

_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': "''", "…": r"\ldots{}", "“": "``", "”": "''", "’": "'", "–": "--",
    "—": "---", "−": "--",  # as wide as a digit, which the minus of a formula is not
}  # fmt: skip
_MATHEMATICAL = {
    "×": r"\times", "·": r"\cdot", "→": r"\to", "←": r"\leftarrow", "≈": r"\approx", "∈": r"\in",
    "ℝ": r"\mathbb{R}", "∞": r"\infty", "Σ": r"\Sigma", "σ": r"\sigma", "α": r"\alpha", "λ": r"\lambda", "Δ": r"\Delta",
    "±": r"\pm", "∂": r"\partial", "⋯": r"\cdots", "⋮": r"\vdots", "≤": r"\le", "≥": r"\ge", "°": r"^\circ",
}  # fmt: skip
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺ˣ˒ⁿᴴᴰᴷᵀ", "0123456789()+x,nHDKT") | {ord("⁻"): "--"}
_SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₍₎ₙ", "0123456789+()n") | {ord("₋"): "--"}
_TOKEN = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻ˣ˒ⁿᴴᴰᴷᵀ]+)|([₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ]+)|(.)", re.DOTALL)
_BETWEEN_FORMULAS = re.compile(r"(?<!\\)\$\$")
LAST_LATIN = "\u017f"


def latex_text(text: str) -> str:
    """Write a text so that any engine of LaTeX sets it; what pdfLaTeX has no letters for it sets as `?`."""
    written = "".join(map(_written, _TOKEN.finditer(" ".join(text.split()))))
    return _BETWEEN_FORMULAS.sub("", written)


def _written(token: re.Match[str]) -> str:
    above, below, character = token.groups()
    if above:
        return rf"\textsuperscript{{{above.translate(_SUPERSCRIPT)}}}"  # as in mathematics, but in the text's type
    if below:
        return rf"\textsubscript{{{below.translate(_SUBSCRIPT)}}}"
    if character in _ESCAPED:
        return _ESCAPED[character]
    if character in _MATHEMATICAL:
        return f"${_MATHEMATICAL[character]}$"
    if character <= LAST_LATIN:
        return character if character.isprintable() else ""
    return rf"\anyletter{{{character}}}"
