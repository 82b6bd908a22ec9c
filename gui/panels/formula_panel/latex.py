"""LaTeX as registries write rules and losses in it, set as boxes: the part of mathematical type that these need."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from gui.panels.formula_panel.boxes import EMPTY, Box, Ink, Tone, beside, characters, padded
from gui.panels.formula_panel.math_font import UNITS_PER_EM, italic
from gui.panels.formula_panel.typesetting import (
    AXIS,
    ROOM_ABOUT_RELATIONS,
    SCRIPT_DROP,
    SCRIPT_RISE,
    SCRIPT_ROOM,
    SCRIPT_SCALE,
    parenthesis,
)

GREEK = {
    name: chr(0x1D6FC + place)  # the mathematical italics, in the order of the alphabet
    for place, name in enumerate(
        ("alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
         "xi", "omicron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "varphi", "chi", "psi", "omega")
    )
}  # fmt: skip
RELATIONS = {
    "=": "=",
    "<": "<",
    ">": ">",
    "\\leftarrow": "←",
    "\\leq": "≤",
    "\\geq": "≥",
    "\\neq": "≠",
    "\\in": "∈",
    "\\sim": "∼",
}
OPERATIONS = {"+": "+", "-": "−", "\\cdot": "·", "\\odot": "⊙", "\\times": "×"}
SIGNS = {
    "\\lfloor": "⌊", "\\rfloor": "⌋", "\\partial": "∂", "\\nabla": "∇", "\\sum": "∑", "\\|": "‖", "\\infty": "∞",
    "\\ell": "ℓ", "\\{": "{", "\\}": "}", "\\lvert": "|", "\\rvert": "|", "\\lVert": "‖", "\\rVert": "‖",
}  # fmt: skip
FUNCTIONS = ("cos", "exp", "ln", "log", "max", "min", "sign", "tanh")
SPACES = {"\\,": 0.17, "\\;": 0.28, "\\quad": 1.0, " ": 0.0, "~": 0.25}
ROOM_ABOUT_OPERATIONS, ROOM_AFTER_FUNCTION, ROOM_ABOUT_SUMS, ROOM_AFTER_COMMAS = 0.2, 0.12, 0.1, 0.17
FRACTION_SCALE, FRACTION_GAP, FRACTION_ROOM, STROKE = 0.86, 0.16, 0.08, 0.055
RADICAL_WIDTH, RADICAL_GAP, RADICAL_HOOK = 0.62, 0.1, 0.36
_TOKENS = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)


def latex_box(text: str) -> Box:
    """Set a line of LaTeX.

    Raises:
        ValueError: It holds a command that is not known here, or a brace too many or too few.
    """
    setter = _Setter(_TOKENS.findall(text))
    box = setter.row(end="")
    if setter.token:
        raise ValueError(f"“{setter.token}” closes nothing in {text}")
    return box


class _Setter:
    """Reads tokens from left to right and sets them."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._commands: dict[str, Callable[[], Box]] = {
            "\\frac": self._fraction,
            "\\sqrt": self._root,
            "\\left": self._fenced,
            "\\hat": lambda: characters(f"{italic(self._group_text())}\N{COMBINING CIRCUMFLEX ACCENT}", Tone.TEXT),
            "\\mathrm": lambda: self._upright(self._group_text()),
            "\\text": lambda: self._upright(self._group_text()),
            "{": self._braced,
        }

    @property
    def token(self) -> str:
        """The token to be read next, "" at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def row(self, end: str) -> Box:
        """Set what stands before the token `end`, and leave that to be read."""
        boxes: list[Box] = []
        follows_operand = False
        while self.token and self.token != end and self.token not in {"}", "\\right"}:
            token = self.token
            boxes.append(self._piece(follows_operand=follows_operand))
            if token not in SPACES:
                follows_operand = token not in RELATIONS and token not in OPERATIONS and token not in {"(", "["}
        return beside(boxes)

    def _piece(self, *, follows_operand: bool) -> Box:
        token = self.token
        if token in SPACES:
            self._place += 1
            return Box(SPACES[token], 0.0, 0.0)
        if token in RELATIONS:
            self._place += 1
            return padded(characters(RELATIONS[token], Tone.SIGN), ROOM_ABOUT_RELATIONS, ROOM_ABOUT_RELATIONS)
        if token in OPERATIONS:
            self._place += 1
            room = ROOM_ABOUT_OPERATIONS if follows_operand else 0.0  # a sign before the first number is close to it
            return padded(characters(OPERATIONS[token], Tone.SIGN), room, room)
        if token == ",":
            self._place += 1
            return padded(characters(token, Tone.TEXT), 0.0, ROOM_AFTER_COMMAS)
        room = ROOM_ABOUT_SUMS if token == "\\sum" else 0.0
        return padded(self._scripted(self._atom()), room, room)

    def _atom(self) -> Box:
        token = self.token
        self._place += 1
        if token in self._commands:
            return self._commands[token]()
        name = token.removeprefix("\\")
        if token.startswith("\\") and name in GREEK:
            return characters(GREEK[name], Tone.TEXT)
        if token.startswith("\\") and name in FUNCTIONS:
            after = 0.0 if self.token in {"(", "^", "_", "\\left"} else ROOM_AFTER_FUNCTION
            return padded(self._upright(name), ROOM_AFTER_FUNCTION, after)
        if token in SIGNS:
            return characters(SIGNS[token], Tone.TEXT)
        if not token or token.startswith("\\") or token in {"}", "^", "_"}:
            raise ValueError(f"“{token}” cannot stand at place {self._place} of {''.join(self._tokens)}")
        return characters(italic(token), Tone.TEXT)

    def _scripted(self, base: Box) -> Box:
        scripts = {"^": EMPTY, "_": EMPTY}
        while self.token in scripts:
            mark = self.token
            self._place += 1
            scripts[mark] = self._atom().scaled(SCRIPT_SCALE)
        above, below = scripts["^"], scripts["_"]
        if not (above.inks or below.inks):
            return base
        rise = max(SCRIPT_RISE, base.ascent - 0.3)
        inks = (*base.inks, *above.moved(base.width + SCRIPT_ROOM, -rise), *below.moved(base.width, SCRIPT_DROP))
        return Box(
            base.width + max(above.width + SCRIPT_ROOM, below.width) + SCRIPT_ROOM,
            max(base.ascent, rise + above.ascent),
            max(base.descent, SCRIPT_DROP + below.descent),
            inks,
        )

    def _braced(self) -> Box:
        box = self.row(end="}")
        self._expect("}")
        return box

    def _group(self) -> Box:
        self._expect("{")
        return self._braced()

    def _group_text(self) -> str:
        self._expect("{")
        text = ""
        while self.token and self.token != "}":
            text += self.token
            self._place += 1
        self._expect("}")
        return text

    def _upright(self, text: str) -> Box:
        return characters(text, Tone.TEXT)

    def _fraction(self) -> Box:
        upper, lower = self._group().scaled(FRACTION_SCALE), self._group().scaled(FRACTION_SCALE)
        width = max(upper.width, lower.width) + 2 * FRACTION_ROOM
        up, down = AXIS + FRACTION_GAP + upper.descent, AXIS - FRACTION_GAP - lower.ascent
        inks = (
            *upper.moved((width - upper.width) / 2, -up),
            *lower.moved((width - lower.width) / 2, -down),
            Ink(_bar(width), 0.0, -AXIS, 1.0, Tone.TEXT),
        )
        return padded(Box(width, up + upper.ascent, lower.descent - down, inks), FRACTION_ROOM, FRACTION_ROOM)

    def _root(self) -> Box:
        inner = self._group()
        ascent = inner.ascent + RADICAL_GAP + STROKE
        width = RADICAL_WIDTH + inner.width + FRACTION_ROOM
        sign = _radical(ascent, inner.descent, width)
        inks = (Ink(sign, 0.0, 0.0, 1.0, Tone.TEXT), *inner.moved(RADICAL_WIDTH, 0.0))
        return Box(width + FRACTION_ROOM, ascent, inner.descent, inks)

    def _fenced(self) -> Box:
        self._expect("(")
        inner = self.row(end="\\right")
        self._expect("\\right")
        self._expect(")")
        return beside([parenthesis(inner, "("), inner, parenthesis(inner, ")")])

    def _expect(self, token: str) -> None:
        while self.token == " " and token != " ":
            self._place += 1
        if self.token != token:
            raise ValueError(f"“{token}” is missing at place {self._place} of {''.join(self._tokens)}")
        self._place += 1


def _bar(width: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(0.0, -STROKE / 2 * UNITS_PER_EM, width * UNITS_PER_EM, STROKE * UNITS_PER_EM)
    return path


def _radical(ascent: float, descent: float, width: float) -> QPainterPath:
    """Give the outline of a √ that reaches over what stands below it."""
    line = QPainterPath(QPointF(0.06, -0.22) * UNITS_PER_EM)
    for x, y in ((0.18, -RADICAL_HOOK + 0.06), (0.34, descent), (RADICAL_WIDTH - 0.06, -ascent), (width, -ascent)):
        line.lineTo(QPointF(x, y) * UNITS_PER_EM)
    stroker = QPainterPathStroker()
    stroker.setWidth(STROKE * UNITS_PER_EM)
    stroker.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    path = stroker.createStroke(line)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
