"""From the pieces of a formula to boxes, by the rules of mathematical type: scripts, room about signs, brackets."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import msgspec
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from engine.network.formulas import Fence, Matrix, Number, Pieces, Sign, Symbol
from gui.panels.formula_panel.boxes import EMPTY, Box, Ink, Tone, beside, characters, padded
from gui.panels.formula_panel.math_font import UNITS_PER_EM, glyph, italic

SCRIPT_SCALE = 0.7
SCRIPT_RISE, SCRIPT_DROP = 0.40, 0.21
SCRIPT_ROOM = 0.04
ROOM_ABOUT = {"·": 0.08, "+": 0.2, "−": 0.2}
ROOM_ABOUT_RELATIONS = 0.26
ROOM_BEFORE_NAME, ROOM_AFTER_NAME = 0.12, 0.05
AXIS = 0.26  # the height at which minus and fraction bars stand
COLUMN_GAP, ROW_GAP = 0.75, 0.32
ROW_ASCENT, ROW_DESCENT = 0.66, 0.16
BRACKET_STROKE, BRACKET_ARM, BRACKET_ROOM, BRACKET_CLEARANCE = 0.055, 0.2, 0.24, 0.06
MATRIX_ROOM = 0.08
FENCE_ROOM = 0.06
TALL = 1.25  # from this height on parentheses are drawn to measure


class Token(msgspec.Struct, frozen=True, eq=False):
    """A box in a row, and whether the row may be broken before it."""

    box: Box
    may_break: bool = False


def typeset(expression: Pieces) -> Box:
    """Set an expression in one row."""
    return beside(token.box for token in tokens_of(expression))


def tokens_of(expression: Pieces) -> Iterator[Token]:
    """Give the boxes of an expression one after the other; it may be broken before a plus or minus."""
    for piece in expression:
        if isinstance(piece, Fence):
            yield from _fenced(piece)
        else:
            yield Token(box_of(piece), may_break=isinstance(piece, Sign) and piece.text in "+−")


def relation(text: str) -> Box:
    """Set = or ≈ with the room about it."""
    return _sign(Sign(text))


@lru_cache(maxsize=4096)
def box_of(piece: Symbol | Number | Sign | Matrix) -> Box:
    """Set one piece; the same one again comes from memory, so that live numbers cost little."""
    return _SETTERS[type(piece)](piece)


def _symbol(symbol: Symbol) -> Box:
    if symbol.is_name:
        base = characters(symbol.base, Tone.TEXT)
        return padded(base, ROOM_BEFORE_NAME, ROOM_AFTER_NAME)
    base = characters("".join(map(italic, symbol.base)), Tone.TEXT)
    lean = glyph(italic(symbol.base[-1])).overhang
    below = characters(symbol.below, Tone.TEXT, SCRIPT_SCALE) if symbol.below else EMPTY
    above = characters(symbol.above, Tone.TEXT, SCRIPT_SCALE) if symbol.above else EMPTY
    scripts = max(below.width, above.width + lean if symbol.above else 0.0)
    return Box(
        width=base.width + scripts + (SCRIPT_ROOM if scripts else max(lean, 0.0)),
        ascent=max(base.ascent, SCRIPT_RISE + above.ascent if symbol.above else 0.0),
        descent=max(base.descent, SCRIPT_DROP + below.descent if symbol.below else 0.0),
        inks=(*base.inks, *below.moved(base.width, SCRIPT_DROP), *above.moved(base.width + lean, -SCRIPT_RISE)),
    )


def _number(number: Number) -> Box:
    tone = Tone.NEGATIVE if number.value < 0 else Tone.POSITIVE if number.value > 0 else Tone.TEXT
    mantissa = characters(number.mantissa, tone)
    if not number.exponent:
        return mantissa
    power = characters(number.exponent, tone, SCRIPT_SCALE)
    raised = Box(power.width, SCRIPT_RISE + power.ascent, 0.0, power.moved(0.0, -SCRIPT_RISE))
    return beside([mantissa, characters("·10", tone), raised])


def _sign(sign: Sign) -> Box:
    room = ROOM_ABOUT.get(sign.text, ROOM_ABOUT_RELATIONS)
    return padded(characters(sign.text, Tone.SIGN), room, room)


def _matrix(matrix: Matrix) -> Box:
    cells = [[typeset(cell) for cell in row] for row in matrix.rows]
    widths = [max(row[column].width for row in cells) for column in range(len(cells[0]))]
    ascents = [max(ROW_ASCENT, *(cell.ascent for cell in row)) for row in cells]
    descents = [max(ROW_DESCENT, *(cell.descent for cell in row)) for row in cells]
    height = sum(ascents) + sum(descents) + ROW_GAP * (len(cells) - 1)
    inks: list[Ink] = []
    y = -height / 2 - AXIS
    left = BRACKET_ROOM + BRACKET_ARM / 2
    for pieces, row, ascent, descent in zip(matrix.rows, cells, ascents, descents, strict=True):
        x = left
        for piece, cell, width in zip(pieces, row, widths, strict=True):
            alignment = 1.0 if isinstance(piece[0], Number) else 0.5  # figures stand below figures, dots in the middle
            inks += cell.moved(x + (width - cell.width) * alignment, y + ascent)
            x += width + COLUMN_GAP
        y += ascent + descent + ROW_GAP
    width = 2 * left + sum(widths) + COLUMN_GAP * (len(widths) - 1)
    inner = Box(width, height / 2 + AXIS, height / 2 - AXIS, tuple(inks))
    return padded(_bracketed(inner), MATRIX_ROOM, MATRIX_ROOM)


def _bracketed(inner: Box) -> Box:
    top, bottom = -inner.ascent - BRACKET_CLEARANCE, inner.descent + BRACKET_CLEARANCE
    inks = (
        Ink(_bracket(top, bottom, 1.0), BRACKET_STROKE, 0.0, 1.0, Tone.TEXT),
        *inner.inks,
        Ink(_bracket(top, bottom, -1.0), inner.width - BRACKET_STROKE, 0.0, 1.0, Tone.TEXT),
    )
    return Box(inner.width, -top, bottom, inks)


def _bracket(top: float, bottom: float, side: float) -> QPainterPath:
    """Give the outline of a [ from `top` to `bottom`, or of a ] with `side` −1."""
    stroke, arm, stem = BRACKET_STROKE, BRACKET_ARM, 1.4 * BRACKET_STROKE
    corners = (
        (0, top), (arm, top), (arm, top + stroke), (stem, top + stroke),
        (stem, bottom - stroke), (arm, bottom - stroke), (arm, bottom), (0, bottom),
    )  # fmt: skip
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(side * x * UNITS_PER_EM, y * UNITS_PER_EM) for x, y in corners]))
    path.closeSubpath()
    return path


def _fenced(fence: Fence) -> Iterator[Token]:
    content = list(tokens_of(fence.content))
    inner = beside(token.box for token in content)
    yield Token(parenthesis(inner, "("))
    yield from content
    yield Token(parenthesis(inner, ")"))


def parenthesis(inner: Box, character: str) -> Box:
    """Set “(” or “)” as tall as what stands beside it."""
    if inner.height < TALL:
        return characters(character, Tone.TEXT)
    top, bottom = -inner.ascent - FENCE_ROOM, inner.descent + FENCE_ROOM
    width = min(0.42, 0.26 + 0.03 * inner.height)
    side = 1.0 if character == "(" else -1.0
    path = QPainterPath()
    near, far, thick = 0.5 * width * side, -0.34 * width * side, 0.085 * side
    middle, bend = (top + bottom) / 2, 0.32 * (bottom - top)

    def point(x: float, y: float) -> QPointF:
        return QPointF(x * UNITS_PER_EM, y * UNITS_PER_EM)

    path.moveTo(point(near, top))
    path.cubicTo(point(far + thick * 0.2, top + 0.22 * bend), point(far, middle - bend), point(far, middle))
    path.cubicTo(point(far, middle + bend), point(far + thick * 0.2, bottom - 0.22 * bend), point(near, bottom))
    path.cubicTo(
        point(far + thick * 1.6, bottom - 0.4 * bend), point(far + thick, middle + bend), point(far + thick, middle)
    )
    path.cubicTo(point(far + thick, middle - bend), point(far + thick * 1.6, top + 0.4 * bend), point(near, top))
    return Box(width + 0.1, -top, bottom, (Ink(path, width / 2 + 0.05, 0.0, 1.0, Tone.TEXT),))


_SETTERS: dict[type, Callable[[Any], Box]] = {Symbol: _symbol, Number: _number, Sign: _sign, Matrix: _matrix}
