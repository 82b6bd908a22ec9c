"""LaTeX as an expression, and with its backslashes as they were before a program quoted it."""

import re

_SPACES = re.compile(r"\\[,;!]|\\displaystyle")
_WORDS = (
    (re.compile(r"\\(?:text|mathrm|mathbf|phantom)\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\sqrt\s*(?:\{([^{}]*)\}|(\d))"), r"sqrt(\1\2)"),
    (re.compile(r"(-?)\\[dt]?frac\s*\{([^{}]*)\}\{([^{}]*)\}"), r"\1((\2)/(\3))"),
    (re.compile(r"(-?)\\[dt]?frac\s*(\d)(\d)"), r"\1(\2/\3)"),
)
_POWER_OF_TEN = re.compile(r"(\d)\s*\\(?:times|cdot)\s*10\^\{?\s*([+-]?\d+)\s*\}?")
_DEEPEST = 16  # more than fit one into the other within a number's 200 characters and can still be read
_SIGNS = ((r"\%", "%"), (r"\cdot", "*"), (r"\times", "*"), (r"\pi", "pi"), ("{,}", "."), ("{", ""), ("}", ""))

_QUOTED = re.compile(r"""["']?(?:[^\\]|\\[\\nt"'])*+""")
# What LaTeX never means: the end of a row, and then a command's name without its backslash.
_QUOTED_COMMAND = re.compile(
    r"\\\\(?:(?:begin|text|mathrm|mathbf|phantom|sqrt|[dt]?frac)\s*+[{\d]|left[(\[|.\\]|(?:times|cdot|pi)\b)"
)
_ESCAPE = re.compile(r"""\\([\\nt"'])""")
_ESCAPED = {"n": "\n", "t": "\t"}


def latex_expression(entry: str) -> str:
    r"""Give the expression of numbers that an entry of a LaTeX matrix is, such as `((1)/(2))` for `\frac{1}{2}`."""
    plain = _POWER_OF_TEN.sub(r"\1e\2", entry) if "\\" in entry else entry
    if "\\" not in plain and "{" not in plain:  # most of a long matrix
        return plain
    plain = _SPACES.sub(" ", plain)
    for _depth in range(_DEEPEST):  # from the inside outwards
        before = plain
        for pattern, expression in _WORDS:
            plain = pattern.sub(expression, plain)
        if plain == before or "\\" not in plain:
            break
    for sign, expression in _SIGNS:
        plain = plain.replace(sign, expression)
    return plain.strip()


def unquoted(text: str) -> str:
    r"""Give what a text means where it is LaTeX as Python and JSON write it, `\\frac{1}{2}`; any other as it is."""
    if not (_QUOTED_COMMAND.search(text) and _QUOTED.fullmatch(text)):
        return text
    return _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), text).strip().strip("\"'")
