"""A small panel over the canvas for the numbers of a wiring pattern: seen at once, kept with Enter, undone with Esc."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from engine.network.patterns import DENSITY, SEED, WINDOW, Pattern, PatternParameter, PatternSettings
from gui.canvas.overlays.card import OverlayCard
from gui.canvas.overlays.covering import overlay_rects
from gui.canvas.wiring.popup_placing import place_off
from gui.theme import Spacing, active_theme
from gui.widgets import Form, IntegerField, NumberField, SliderField

WIDTH = 276
VIEW_MARGIN = 8
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PatternPopup(OverlayCard):
    """The numbers that a pattern listens to, and a sentence for what they come to.

    Leaving it with the mouse keeps what is set, as leaving any field does.

    Args:
        view: The viewport it floats over.

    Signals:
        settings_edited: the `PatternSettings` set now, live.
        accepted: it was closed, and what is set is meant.
        cancelled: it was closed with Esc.
    """

    settings_edited = Signal(object)
    accepted = Signal()
    cancelled = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("pattern-popup")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._settings = PatternSettings()
        self._fields: dict[PatternParameter, SliderField | IntegerField] = {
            DENSITY: SliderField(DENSITY.maximum, DENSITY.minimum, DENSITY.maximum),
            SEED: IntegerField(minimum=int(SEED.minimum), maximum=int(SEED.maximum)),
            WINDOW: IntegerField(1, minimum=int(WINDOW.minimum), maximum=int(WINDOW.maximum)),
        }
        self._title, self._outcome, self._keys = QLabel(), QLabel(), QLabel("Enter keeps it, Esc takes it back")
        self._lay_out()
        self.hide()

    def open(self, pattern: Pattern, settings: PatternSettings) -> None:
        """Show a pattern's numbers, the first of them ready to be typed over."""
        self._settings = settings
        self._title.setText(pattern.label)
        self.setAccessibleName(f"Wiring pattern: {pattern.label}")
        for parameter, field in self._fields.items():
            self._form.set_row_visible(field, parameter in pattern.parameters)
            field.set_value(getattr(settings, parameter.field))
        self.show()
        self.raise_()
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        self._fields[pattern.parameters[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def tell(self, outcome: str) -> None:
        """Say what the numbers come to."""
        self._outcome.setText(outcome)
        if self.isVisible():  # it takes as many lines as it needs, within the view
            self._fit_height()

    def place(self, wired: QRect, others: Sequence[QRect]) -> None:
        """Stand off a rectangle of the view, and cover little of others."""
        room = self._view.rect().adjusted(VIEW_MARGIN, VIEW_MARGIN, -VIEW_MARGIN, -VIEW_MARGIN)
        self.setFixedWidth(min(round(WIDTH * active_theme().scale), room.width()))
        self._fit_height()
        self.move(place_off(self.size(), wired & self._view.rect(), room, [*others, *overlay_rects(self._view)]))

    def _fit_height(self) -> None:
        """Become as high as the sentences need in this width; what would leave the view below goes up."""
        for widget in (self._form, self):  # from the inside out: Qt would take note of other texts a moment later
            layout = widget.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
        self.resize(self.width(), self.heightForWidth(self.width()))
        self.move(self.x(), min(self.y(), self._view.height() - VIEW_MARGIN - self.height()))

    def close_accepted(self) -> None:
        """Close it; what is set is meant."""
        if self._put_away():
            self.accepted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Esc of a field for the whole of it; a number that makes no sense is not accepted."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
            return True
        if event.key() in _ENTER and isinstance(watched, NumberField):
            if watched.accept():
                self.close_accepted()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep or take back; other keys are not for the canvas below."""
        if event.key() in _ENTER:
            self.close_accepted()
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel()

    def _lay_out(self) -> None:
        self._title.setProperty("type", "title")
        self._title.setContentsMargins(Spacing.MEDIUM, 0, Spacing.MEDIUM, 0)
        self._form = Form()
        for parameter, field in self._fields.items():
            field.setObjectName(f"pattern-{parameter.field}")
            self._form.add_row(parameter.label, field, parameter.help)
            field.field.installEventFilter(self)
            field.value_edited.connect(partial(self._on_edited, parameter.field))
        for label in (self._outcome, self._keys):
            label.setProperty("tone", "muted")
            label.setWordWrap(True)
        self._outcome.setObjectName("pattern-outcome")
        self._form.add_wide(self._outcome)
        self._form.add_wide(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Spacing.SMALL, 0, 0)
        column.setSpacing(Spacing.TIGHT)
        column.addWidget(self._title)
        column.addWidget(self._form)

    def _on_edited(self, field: str, value: float) -> None:
        self._settings = replace(self._settings, **{field: value})
        self.settings_edited.emit(self._settings)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Close where the keyboard has gone elsewhere; a list or menu has it for a while only."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.close_accepted()

    def _cancel(self) -> None:
        if self._put_away():
            self.cancelled.emit()

    def _put_away(self) -> bool:
        if self.isHidden():
            return False
        QApplication.instance().focusChanged.disconnect(self._on_focus_changed)  # type: ignore[union-attr]
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # Qt would hand it to whatever comes next
        self.hide()
        return True
