"""A formula laid out for a width: relations below each other, long sums broken before a plus."""

from collections.abc import Iterable

import msgspec

from engine.network.formulas import Formula, Line
from gui.panels.formula_panel.boxes import Box, Ink
from gui.panels.formula_panel.typesetting import Token, relation, tokens_of, typeset

ROW_GAP, STEP_GAP, NOTES_GAP = 0.28, 0.42, 0.75
NOTE_SCALE = 0.88
NOTE_ROOM = 1.1
WIDEST_LEFT_SHARE = 0.35
INDENT = 1.0


class Page(msgspec.Struct, frozen=True, eq=False):
    """A formula's ink, in em from its top left corner, and how large it is."""

    width: float
    height: float
    inks: tuple[Ink, ...]
    notes: tuple[Ink, ...]


class _Row:
    """A row being filled: boxes on a common baseline."""

    def __init__(self, x: float) -> None:
        self.x = x
        self.boxes: list[tuple[float, Box]] = []

    def add(self, box: Box) -> None:
        self.boxes.append((self.x, box))
        self.x += box.width


def lay_out(formula: Formula, width: float) -> Page:
    """Lay a formula out in at most `width` em, or wider where a single piece is."""
    column = _column(formula.lines, width)
    inks: list[Ink] = []
    y = widest = 0.0
    last: _Row | None = None
    rows: list[tuple[float, _Row]] = []
    for line in formula.lines:
        tokens = [Token(relation(line.relation)), *tokens_of(line.right)]
        length = sum(token.box.width for token in tokens)
        if line.is_result and last is not None and last.x + length <= width:
            for token in tokens:
                last.add(token.box)
            continue
        made = _filled(typeset(line.left), tokens, column, width)
        last = made[-1]
        rows += [(STEP_GAP if row is made[0] else ROW_GAP, row) for row in made]
    for number, (gap, row) in enumerate(rows):
        y, row_inks = _placed(row, y + (gap if number else 0.0))
        inks += row_inks
        widest = max(widest, row.x)
    notes: list[Ink] = []
    for number, row in enumerate(_note_rows(map(typeset, formula.notes), width / NOTE_SCALE)):
        gap = ROW_GAP if number else NOTES_GAP if formula.lines else 0.0
        bottom, row_inks = _placed(row, 0.0)
        notes += [
            Ink(ink.path, ink.x * NOTE_SCALE, y + gap + ink.y * NOTE_SCALE, ink.scale * NOTE_SCALE, ink.tone)
            for ink in row_inks
        ]
        y += gap + bottom * NOTE_SCALE
        widest = max(widest, row.x * NOTE_SCALE)
    return Page(widest, y, tuple(inks), tuple(notes))


def _column(lines: Iterable[Line], width: float) -> float:
    """Choose where the relations stand: right of the longest left side that leaves room enough for the right ones."""
    lefts = [typeset(line.left).width for line in lines]
    return max((left for left in lefts if left <= WIDEST_LEFT_SHARE * width), default=INDENT)


def _filled(left: Box, tokens: list[Token], column: float, width: float) -> list[_Row]:
    row = _Row(max(0.0, column - left.width))
    row.add(left)
    hanging = column + tokens[0].box.width
    rows = [row]
    for segment in _segments(tokens):
        length = sum(token.box.width for token in segment)
        if row.x + length > width and segment[0].may_break:
            row = _Row(hanging)
            rows.append(row)
        for token in segment:
            row.add(token.box)
    return rows


def _segments(tokens: list[Token]) -> list[list[Token]]:
    """Part tokens at the places where a row may be broken."""
    segments: list[list[Token]] = [[]]
    for token in tokens:
        if token.may_break:
            segments.append([])
        segments[-1].append(token)
    return segments


def _note_rows(notes: Iterable[Box], width: float) -> list[_Row]:
    rows: list[_Row] = []
    for note in notes:
        if not rows or rows[-1].x + NOTE_ROOM + note.width > width:
            rows.append(_Row(0.0))
        else:
            rows[-1].x += NOTE_ROOM
        rows[-1].add(note)
    return rows


def _placed(row: _Row, top: float) -> tuple[float, list[Ink]]:
    """Put a row below `top`; gives its bottom and its ink."""
    baseline = top + max(box.ascent for _, box in row.boxes)
    inks = [ink for x, box in row.boxes for ink in box.moved(x, baseline)]
    return baseline + max(box.descent for _, box in row.boxes), inks
