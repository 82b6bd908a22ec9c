"""Keeps controls from being used while nothing can be edited, and says why."""

from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.document import Document

# A single mini-batch is over sooner than this; without the delay everything would flicker at each one.
LOCK_DELAY_MS = 150


class EditingLock(QObject):
    """Disables the widgets given to it while a run goes on or an earlier moment of it is shown.

    The tooltips of all inside say why, and a click on any of them says so at once.
    """

    def __init__(self, document: Document, *widgets: QWidget) -> None:
        super().__init__(widgets[0])
        self._widgets = widgets
        self._tooltips: list[tuple[QWidget, str]] = []
        self._obstacle = document.editing_obstacle
        self._is_locked = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(LOCK_DELAY_MS)
        self._delay.timeout.connect(self._lock)
        document.editing_obstacle_changed.connect(self._on_obstacle_changed)
        if self._obstacle:
            self._lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer a click on a control that rests."""
        # Not on the press: Qt takes every tooltip away when the button is let go.
        if event.type() == QEvent.Type.MouseButtonRelease:
            QToolTip.showText(
                cast(QMouseEvent, event).globalPosition().toPoint(), self._obstacle, cast(QWidget, watched)
            )
            return True
        return super().eventFilter(watched, event)

    def _on_obstacle_changed(self, obstacle: str) -> None:
        self._unlock()
        self._obstacle = obstacle
        if obstacle:
            self._delay.start()
        else:
            self._delay.stop()

    def _lock(self) -> None:
        if self._is_locked:
            return
        self._is_locked = True
        covered = [inside for widget in self._widgets for inside in (widget, *widget.findChildren(QWidget))]
        # Read all before any is changed: a composed field hands its tooltip on to its parts.
        self._tooltips = [(inside, inside.toolTip()) for inside in covered]
        for inside in covered:
            inside.setToolTip(self._obstacle)
            inside.installEventFilter(self)  # each one: Qt's buttons keep clicks to themselves though they rest
        for widget in self._widgets:
            widget.setEnabled(False)

    def _unlock(self) -> None:
        if not self._is_locked:
            return
        self._is_locked = False
        for widget in self._widgets:
            widget.setEnabled(True)
        for widget, tooltip in self._tooltips:
            if not shiboken6.isValid(widget):
                continue  # its owner has removed it meanwhile
            widget.removeEventFilter(self)
            if widget.toolTip() == self._obstacle:  # and not another that its owner has given it meanwhile
                widget.setToolTip(tooltip)
        self._tooltips.clear()
