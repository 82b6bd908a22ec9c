"""Projector size, and from there the way back to exactly what was seen before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, QTimer

from engine.network.model import LayerId, Network
from gui.canvas.navigation import ViewState

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

PROJECTOR_SCALE = 1.35
SETTLED_MS = 100  # by then panels and tabs ask for no more room than their smaller type needs


class _Seen(msgspec.Struct, frozen=True, eq=False):
    """What was seen in the usual size: how large each dock in front was, by its name, and what of which network.

    Attributes:
        open: The names of all docks that were not closed, those behind others included.
    """

    open: frozenset[str]
    docks: dict[str, QSize]
    view: ViewState
    positions: dict[LayerId, tuple[float, float]]


class Presentation(QObject):
    """Switches between the usual size and that for a projector, which leaves the window to canvas and plots.

    Args:
        window: What is shown larger.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before: _Seen | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._bring_back)

    @property
    def is_on(self) -> bool:
        """Whether all is as large as for a projector."""
        return self._window.themes.scale > 1

    def toggle(self) -> None:
        """Enlarge all, or let all be as it was before that."""
        if self.is_on:
            self._leave()
        else:
            self._settling.stop()
            self._before = self._look()
            self._enter()

    def _enter(self) -> None:
        window = self._window
        window.setUpdatesEnabled(False)  # nothing of the way there is to be seen
        window.docks.hide_sides()
        window.themes.set_scale(PROJECTOR_SCALE)
        _lay_out()
        window.canvas.fit()
        window.setUpdatesEnabled(True)

    def _look(self) -> _Seen:
        window = self._window
        opened = frozenset(window.docks.open_names)
        return _Seen(opened, window.docks.sizes(), window.canvas.navigation.state, _positions(window.document.network))

    def _leave(self) -> None:
        window, before = self._window, self._before
        window.setUpdatesEnabled(False)
        window.themes.set_scale(1.0)
        _lay_out()  # smaller type needs less room
        window.docks.show_sides(None if before is None else before.open)
        if before is None:  # the window opened in this size
            window.docks.fit_widths()
        else:
            for name in before.docks:
                window.docks.raise_again(name)
            window.docks.fit_into_width()
            self._bring_back()
            self._settling.start()
        window.setUpdatesEnabled(True)

    def _bring_back(self) -> None:
        before = self._before
        if before is None:
            return
        self._window.docks.give_sizes(before.docks)
        if _positions(self._window.document.network) == before.positions:
            self._window.canvas.navigation.go_back(before.view)


def _lay_out() -> None:
    """Lay everything out at once, what follows from that included."""
    for _turn in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _positions(network: Network) -> dict[LayerId, tuple[float, float]]:
    return {layer.id: layer.position for layer in network.layers}
