"""What formulas are made of. Each piece writes itself as LaTeX and as plain Unicode text."""

from __future__ import annotations

import msgspec

from engine.network.formulas.number_text import exponent_of, is_exact, mantissa_of

_SUPERSCRIPT = str.maketrans("0123456789()+-−×,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁻ˣ˒")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LATEX_SIGNS = {
    "−": "-", "·": r"\cdot", "×": r"\times", "∈": r"\in", "≈": r"\approx", "∞": r"\infty", "ℝ": r"\mathbb{R}",
    "⋯": r"\cdots", "⋮": r"\vdots", "⋱": r"\ddots",
}  # fmt: skip


class Symbol(msgspec.Struct, frozen=True):
    """A letter with what stands below and above it, such as h₂⁽¹⁾, or a function's name.

    Attributes:
        base: One letter or sign, or a name.
        below: Its index.
        above: Its exponent or layer number.
        is_name: Whether it is a word, written upright.
    """

    base: str
    below: str = ""
    above: str = ""
    is_name: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is no rounded number: a symbol never is one."""
        return True

    @property
    def latex(self) -> str:
        """Write it in LaTeX's mathematics."""
        base = _LATEX_SIGNS.get(self.base, self.base)
        if self.is_name:
            base = r"\mathrm{" + self.base.replace(" ", r"\ ") + "}"
        return base + _script("_", self.below) + _script("^", self.above)

    @property
    def plain(self) -> str:
        """Write it in Unicode."""
        return self.base + subscript(self.below) + self.above.translate(_SUPERSCRIPT)


class Number(msgspec.Struct, frozen=True):
    """A number, rounded to about three digits.

    Attributes:
        value: The number itself.
        shows_sign: Whether it writes its minus; a term of a sum leaves that to the sign before it.
    """

    value: float
    shows_sign: bool = True

    @property
    def mantissa(self) -> str:
        """Its digits with a true minus sign, such as `−1.5`."""
        text = mantissa_of(self.value).replace("-", "−")
        return text if self.shows_sign else text.removeprefix("−")

    @property
    def exponent(self) -> str:
        """Its power of ten, such as `−5`; "" where it is written without."""
        return exponent_of(self.value).replace("-", "−")

    @property
    def is_exact(self) -> bool:
        """Whether what is written is the number, not a rounded one."""
        return is_exact(self.value)

    @property
    def latex(self) -> str:
        """Write it in LaTeX's mathematics."""
        mantissa = self.mantissa.replace("−", "-").replace("∞", r"\infty").replace("NaN", r"\mathrm{NaN}")
        return mantissa + (r"\cdot 10^{" + self.exponent.replace("−", "-") + "}" if self.exponent else "")

    @property
    def plain(self) -> str:
        """Write it in Unicode."""
        return self.mantissa + (f"·10{self.exponent.translate(_SUPERSCRIPT)}" if self.exponent else "")


class Sign(msgspec.Struct, frozen=True):
    """A sign between two things, with room about it: +, −, ·, =, ∈."""

    text: str

    @property
    def is_exact(self) -> bool:
        """Whether it is no rounded number: a sign never is one."""
        return True

    @property
    def latex(self) -> str:
        """Write it in LaTeX's mathematics."""
        return f" {_LATEX_SIGNS.get(self.text, self.text)} "

    @property
    def plain(self) -> str:
        """Write it in Unicode."""
        return self.text if self.text == "·" else f" {self.text} "


class Fence(msgspec.Struct, frozen=True):
    """Something in parentheses, as tall as it needs them."""

    content: Pieces

    @property
    def is_exact(self) -> bool:
        """Whether every number within is written in full."""
        return are_exact(self.content)

    @property
    def latex(self) -> str:
        """Write it in LaTeX's mathematics."""
        is_tall = any(isinstance(piece, Matrix) for piece in self.content)
        inner = latex_of(self.content)
        return rf"\left({inner}\right)" if is_tall else f"({inner})"

    @property
    def plain(self) -> str:
        """Write it in Unicode."""
        return f"({plain_of(self.content)})"


class Matrix(msgspec.Struct, frozen=True):
    """Rows of expressions in square brackets; a vector is a matrix of one column."""

    rows: tuple[tuple[Pieces, ...], ...]

    @property
    def is_exact(self) -> bool:
        """Whether every number within is written in full."""
        return all(are_exact(cell) for row in self.rows for cell in row)

    @property
    def latex(self) -> str:
        """Write it in LaTeX's mathematics."""
        rows = r" \\ ".join(" & ".join(map(latex_of, row)) for row in self.rows)
        return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"

    @property
    def plain(self) -> str:
        """Write it in Unicode, rows parted by semicolons."""
        return f"[{'; '.join(', '.join(map(plain_of, row)) for row in self.rows)}]"


Piece = Symbol | Number | Sign | Fence | Matrix
Pieces = tuple[Piece, ...]


class Line(msgspec.Struct, frozen=True):
    """One step of a formula.

    Attributes:
        right: What stands on the right of the relation.
        left: What stands on its left; nothing where the step goes on from the one before.
        is_result: Whether it only says what came out, and may stand beside the step before where there is room.
    """

    right: Pieces
    left: Pieces = ()
    is_result: bool = False

    @property
    def relation(self) -> str:
        """= where every number is written in full, ≈ where one is rounded."""
        return "=" if are_exact(self.right) else "≈"


class Formula(msgspec.Struct, frozen=True):
    """Steps, one a line, and what else is to be known.

    Attributes:
        lines: The steps.
        notes: Facts such as the shapes of matrices.
        is_shortened: Whether dots stand for something that the full extent would show.
    """

    lines: tuple[Line, ...]
    notes: tuple[Pieces, ...] = ()
    is_shortened: bool = False

    @property
    def latex(self) -> str:
        """Write it for LaTeX with amsmath and amssymb: a display with the relations below each other."""
        lines = [f"{latex_of(line.left)} &{Sign(line.relation).latex}{latex_of(line.right)}" for line in self.lines]
        if self.notes:
            lines.append("&" + r",\quad ".join(map(latex_of, self.notes)))
        body = " \\\\\n".join(line.strip() for line in lines)
        return f"\\[\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n\\]\n"

    @property
    def plain(self) -> str:
        """Write it in Unicode, a step a line."""
        lines = [f"{plain_of(line.left)} {line.relation} {plain_of(line.right)}".strip() for line in self.lines]
        return "\n".join([*lines, ", ".join(map(plain_of, self.notes))]).strip()


def subscript(digits: str) -> str:
    """Write digits as an index, such as ₁₂."""
    return digits.translate(_SUBSCRIPT)


def latex_of(expression: Pieces) -> str:
    """Write pieces one after the other in LaTeX's mathematics."""
    return "".join(piece.latex for piece in expression).strip()


def plain_of(expression: Pieces) -> str:
    """Write pieces one after the other in Unicode."""
    return "".join(piece.plain for piece in expression)


def are_exact(expression: Pieces) -> bool:
    """Tell whether every number in an expression is written in full."""
    return all(piece.is_exact for piece in expression)


def _script(mark: str, text: str) -> str:
    return mark + "{" + text.replace("×", r" \times ") + "}" if text else ""
