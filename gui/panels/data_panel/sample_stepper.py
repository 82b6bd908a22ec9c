"""Which sample is looked at: typed, or the one before or after."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.project.settings import sample_beside, with_selected_sample
from gui.document import Document
from gui.icons import IconName
from gui.panels.controls import make_tool_button
from gui.theme import Spacing, active_theme
from gui.widgets import IntegerField, let_rest

FIELD_WIDTH = 72
NO_DATA = "There is no data yet."
END = {-1: "This is the first sample.", 1: "This is the last sample."}


class SampleStepper(QWidget):
    """Selects a sample for the whole window. People count samples from 1, the view settings from 0."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._count = 0
        self._previous = make_tool_button(
            IconName.CHEVRON_LEFT, "sample-previous", "Previous sample", "Previous sample ([)"
        )
        self._next = make_tool_button(IconName.CHEVRON_RIGHT, "sample-next", "Next sample", "Next sample (])")
        self._index = IntegerField(1, minimum=1)
        self._index.setAccessibleName("Sample number")
        self._index.setToolTip("Type the number of a sample")
        self._index.less.hide()
        self._index.more.hide()
        self._index.field.setObjectName("sample-index")
        self._fit_field()
        self._total = QLabel()
        self._total.setObjectName("sample-count")
        self._total.setProperty("tone", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        for widget in (self._previous, self._index, self._next, self._total):
            row.addWidget(widget)
        row.addStretch(1)
        for button, step in ((self._previous, -1), (self._next, 1)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _is_checked, step=step: self._step(step))
        self._index.value_edited.connect(lambda number: self._select(number - 1))

    def changeEvent(self, event: QEvent) -> None:
        """Make room where the theme has larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_field()

    def show_selected(self, index: int | None, count: int) -> None:
        """Show which of `count` samples is selected, None for none."""
        self._count = count
        self._index.set_range(1, max(count, 1))
        let_rest(self._index, "" if count else NO_DATA)
        self._total.setText(f"of {count:,}")
        if index is not None:
            self._index.set_value(index + 1)
        for button, step in ((self._previous, -1), (self._next, 1)):
            let_rest(button, "" if self._beside(step) is not None else END[step] if count else NO_DATA)

    def _fit_field(self) -> None:
        self._index.field.setFixedWidth(round(FIELD_WIDTH * active_theme().scale))

    def _step(self, step: int) -> None:
        index = self._beside(step)
        if index is not None:
            self._select(index)

    def _beside(self, step: int) -> int | None:
        return sample_beside(self._document.view, step, self._count)

    def _select(self, index: int) -> None:
        self._document.set_view(with_selected_sample(self._document.view, index))
