"""One step on a page: what happens, the formula, and the matrices with where they come from and are used again."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.panels.latex_label import LatexLabel
from gui.plots.backpropagation.flow import Flow
from gui.plots.backpropagation.matrix_card import HEAD_HEIGHT, MatrixCard
from gui.plots.backpropagation.steps import Name, Recurrence, Step, Term
from gui.theme import Spacing, active_theme, contrast_ratio, mixed

LEAST_CONTRAST, DARKENING = 3.0, 0.25
MOST_USES = 4
CAPTION_LINES = 2


class StepPage(QWidget):
    """Shows one step.

    Args:
        step: Which.
        place: Its place among the steps.
        recurring: The matrices that several steps share.
        columns: How many columns of a matrix are seen at once.
        numbers_first: Whether the matrices stand above sentence and formula, for there is no room for all.

    Signals:
        step_wanted: the place of a step that a person wants to see.
        entry_hovered: a term with row and column under the pointer, or None for neither.
        entry_clicked: a term with row and column.
    """

    step_wanted = Signal(int)
    entry_hovered = Signal(object, object)
    entry_clicked = Signal(object, int, int)

    def __init__(
        self,
        step: Step,
        place: int,
        recurring: Mapping[Name, Recurrence],
        columns: int,
        *,
        numbers_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.step = step
        self._place = place
        self._recurring = recurring
        self._columns = columns
        self.cards: list[MatrixCard] = []
        formula = LatexLabel("backpropagation-formula")
        formula.show_lines(step.latex, step.plain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, Spacing.MEDIUM)
        layout.setSpacing(Spacing.SMALL)
        words, numbers = [_label(step.sentence), formula], [Flow([self._line(row) for row in step.rows])]
        for widget in (*numbers, *words) if numbers_first else (*words, *numbers):
            layout.addWidget(widget)
        layout.addStretch(1)

    def mark(self, entry: tuple[int, int] | None) -> None:
        """Frame an entry of the matrix that can be clicked for its paths."""
        for card in self.cards:
            if card.term.weighs:
                card.mark(entry)

    def cell_of(self, entry: tuple[int, int]) -> QRect | None:
        """Give where such an entry is on the page; None where there is none."""
        for card in self.cards:
            if card.term.weighs:
                cell = card.cell_of(*entry)
                return cell.translated(card.viewport().mapTo(self, QPoint()))
        return None

    def scroll_like(self, former: "StepPage") -> None:
        """Show the same part of each matrix as another page of the step."""
        for card, other in zip(self.cards, former.cards, strict=True):
            card.scroll_like(other)

    def _line(self, parts: Sequence[Term | str]) -> list[QWidget]:
        """Give the matrices of a line, each with the sign before it, which goes to the next line with it."""
        found: list[QWidget] = []
        sign = ""
        for part in parts:
            if isinstance(part, str):
                sign = part
                continue
            found.append(self._signed(sign, self._box(part)) if sign else self._box(part))
            sign = ""
        return found

    def _signed(self, sign: str, box: QWidget) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.SMALL)
        label = QLabel(sign)
        label.setProperty("type", "title")
        # In the middle of the matrix, not of matrix and caption.
        label.setContentsMargins(0, CAPTION_LINES * self.fontMetrics().height() + HEAD_HEIGHT, 0, 0)
        row.addWidget(label)
        row.addWidget(box)
        return both

    def _box(self, part: Term) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.TIGHT)
        card = MatrixCard(part, self._columns)
        card.hovered.connect(lambda entry: self.entry_hovered.emit(part, entry))
        card.clicked.connect(lambda row, place: self.entry_clicked.emit(part, row, place))
        self.cards.append(card)
        caption = QLabel(self._caption(part))
        caption.setTextFormat(Qt.TextFormat.RichText)
        caption.linkActivated.connect(lambda link: self.step_wanted.emit(int(link)))
        caption.setToolTip(self._caption_help(part))
        column.addWidget(caption)
        column.addWidget(card)
        return box

    def _caption(self, term: Term) -> str:
        palette = active_theme().palette
        size = f"<span style='color:{palette.text_muted}'>&nbsp; {term.size}</span>"
        title = f"<b>{term.title}</b>{size}"
        found = self._recurring.get(term.name)
        if found is None:
            return f"{title}<br>&nbsp;"
        color = _readable(active_theme().class_color(found.color).name())
        mark = f"<span style='color:{color}'>■</span>"
        if found.made != self._place:
            link = _link(found.made, color)
            return f"{mark} {title}<br>from step {link}"
        links = ", ".join(_link(place, color) for place in found.used[:MOST_USES])
        more = "" if len(found.used) <= MOST_USES else f" and {len(found.used) - MOST_USES} more"
        return f"{mark} {title}<br>used again in {links}{more}"

    def _caption_help(self, term: Term) -> str:
        found = self._recurring.get(term.name)
        if found is None:
            return ""
        times = "once" if len(found.used) == 1 else f"{len(found.used)} times"
        return f"The same numbers as in step {found.made + 1}, used again {times}: nothing is computed twice"


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def _link(place: int, color: str) -> str:
    return f"<a href='{place}' style='color:{color}'>{place + 1}</a>"


def _readable(color: str) -> str:
    """Give a colour, nearer to that of text until it can be read on the panel."""
    palette = active_theme().palette
    while contrast_ratio(color, palette.panel) < LEAST_CONTRAST:
        color = QColor(mixed(color, palette.text, DARKENING)).name()
    return color
