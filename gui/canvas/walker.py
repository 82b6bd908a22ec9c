"""Walks over the canvas with the keyboard: selects, brings into view, and says where it is."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from gui.canvas.captions import describe
from gui.canvas.context import CanvasContext
from gui.canvas.navigation import Navigation
from gui.canvas.walking import Direction, arrow_stop, tab_from, tab_stop
from gui.selection import Item, LayerItem, NeuronItem


class Walker(QObject):
    """Moves the selection from item to item.

    Tab goes round in the graph, but never holds the keyboard: after Esc with nothing selected it goes on to the next
    control, and F6 goes to the next panel.

    Args:
        context: What is walked over.
        navigation: Brings into view where the walk has come.
        view: The canvas.
    """

    def __init__(self, context: CanvasContext, navigation: Navigation, view: QGraphicsView) -> None:
        super().__init__(view)
        self._context = context
        self._navigation = navigation
        self._view = view
        self._is_said = False
        self._rests = False
        context.selection.selection_changed.connect(self._on_selection_changed)

    def arrow(self, direction: Direction) -> bool:
        """Go where an arrow points; from nothing, ↓ leads to the first layer. Gives whether it is of use here."""
        network, current = self._context.scene.network, self._context.selection.current
        if current is not None:
            self._go_to(arrow_stop(network, current, direction, self._height_of))
            return True
        return direction is Direction.DOWN and self._go_to(tab_stop(network, None, 1))

    def tab(self, step: int) -> bool:
        """Go to what Tab (`step` 1) or Shift+Tab (−1) leads to. Gives whether that is in the graph."""
        rests, self._rests = self._rests, False
        return not rests and self._go_to(tab_from(self._context.scene.network, self._context.selection.items, step))

    def rest(self) -> None:
        """Select nothing, so that the next walk begins anew; where nothing was selected, Tab leads out of the graph."""
        had_nothing = not self._context.selection.items
        self._context.selection.select()
        self._rests = had_nothing

    def wake(self) -> None:
        """Take note that something was done here since Esc: Tab leads into the graph again."""
        self._rests = False

    def _go_to(self, item: Item | None) -> bool:
        if item is None:
            return False
        scene = self._context.scene
        self._context.selection.select(item)
        self._navigation.reveal(scene.places.extent_of(item))
        self._say(describe(item, scene.network, scene.told).replace("\n", " · "))
        return True

    def _height_of(self, place: LayerItem | NeuronItem) -> float:
        view = self._context.scene.layer_view(place.layer)
        return (view.position if isinstance(place, LayerItem) else view.neuron_rect(place.index).center()).y()

    def _say(self, text: str) -> None:
        self._is_said = bool(text)
        QApplication.sendEvent(self._view, QStatusTipEvent(text))
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, text))

    def _on_selection_changed(self) -> None:
        self.wake()
        if self._is_said:  # what was said is no longer so
            self._say("")
