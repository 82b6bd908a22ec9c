"""What keeps layers from learning, in a sentence below the gradient plot."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from engine.arrays import same_value
from engine.process.views.gradients import GradientFinding
from gui.icons import IconName, IconTone
from gui.theme import Spacing
from gui.widgets.icon_label import IconLabel
from gui.widgets.steady_label import SteadyText

NOTHING = "No gradient vanishes or explodes."
LEAST_HEIGHT_FOR_SENTENCES = 300  # of the plot; where there is less, the beginning must do
ICON_SIDE = 14
FOCUS_WIDTH, FOCUS_RADIUS = 1.5, 4.0
_END = re.compile(r"[:.] ")  # of the beginning of a sentence, which says what is the matter


class FindingsRow(QWidget):
    """Shows one finding at a time, the gravest first; a button leads to the next.

    Where there is little room its beginning is shown, and all of it while it has the focus, as after a click.

    Signals:
        chosen: the `GradientFinding` whose sentence was clicked, or chosen with Enter.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[GradientFinding, ...] = ()
        self._place = 0
        self._is_brief = False
        self._icon = IconLabel(IconName.SUCCESS, ICON_SIDE, IconTone.SUCCESS)
        self._text = SteadyText()
        self._text.label.setProperty("type", "caption")
        self._text.label.setTextFormat(Qt.TextFormat.PlainText)
        self._next = QToolButton()
        self._next.setAutoRaise(True)
        self._next.setAccessibleName("Next finding")
        self._next.setToolTip("Show what else was found")
        self._next.clicked.connect(lambda: self._show(self._place + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.SMALL, Spacing.TIGHT, Spacing.TIGHT, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        self._show(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open the whole sentence."""
        super().focusInEvent(event)
        self._show(self._place)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be brief again."""
        super().focusOutEvent(event)
        self._show(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the finding."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._findings:
            self.chosen.emit(self._findings[self._place])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().highlight(), FOCUS_WIDTH))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), FOCUS_RADIUS, FOCUS_RADIUS)

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.label.text()

    def show_findings(self, findings: Sequence[GradientFinding], room: int) -> None:
        """Show these in a plot of so many pixels' height; the one that was being read stays if it still holds."""
        shown = self._findings[self._place] if self._findings else None
        is_brief = room < LEAST_HEIGHT_FOR_SENTENCES
        if same_value(tuple(findings), self._findings) and is_brief == self._is_brief:
            return
        self._findings, self._is_brief = tuple(findings), is_brief
        same = (
            place
            for place, each in enumerate(self._findings)
            if shown is not None and (each.subject, each.layer) == (shown.subject, shown.layer)
        )
        self._show(next(same, 0))

    def _show(self, place: int) -> None:
        count = len(self._findings)
        self._place = place % count if count else 0
        sentence = self._findings[self._place].sentence if count else NOTHING
        self._icon.set_icon(*((IconName.WARNING, IconTone.WARNING) if count else (IconName.SUCCESS, IconTone.SUCCESS)))
        is_cut = count and self._is_brief and not self.hasFocus()
        self._text.set_text(f"{_END.split(sentence)[0]}." if is_cut else sentence)
        self._text.setToolTip(f"{sentence} Click to select it." if count else "")
        self.setAccessibleName(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if count else Qt.FocusPolicy.NoFocus)
        self.update()
        self._next.setVisible(count > 1)
        self._next.setText(f"{self._place + 1} of {count} ›")
        if count:
            self._text.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._text.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which finding was chosen."""
        if event.button() == Qt.MouseButton.LeftButton and self._findings:
            self.chosen.emit(self._findings[self._place])
