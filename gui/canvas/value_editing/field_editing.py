"""Numbers typed where they stand on the canvas: the field over one of them, from its opening to its closing."""

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QStatusTipEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from gui.canvas.context import CanvasContext
from gui.canvas.in_view import rect_in_view, rects_in_view, seen_rect
from gui.canvas.navigation import Navigation
from gui.canvas.style import CanvasStyle
from gui.canvas.value_editing.editor import ValueEditor
from gui.canvas.value_editing.placing import Surroundings
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

Edited = TypeVar("Edited", bound=EdgeItem | NeuronItem | ConnectionItem)
ENDS = {1: "That was the last number.", -1: "That was the first number."}


class FieldEditing(QObject, Generic[Edited]):
    """Opens a field over the number of an item, for as long as the item is selected and the field has the keyboard.

    Which numbers there are, and what becomes of what is typed, say those that derive from it.

    Args:
        context: What is edited.
        navigation: Brings into view what is edited.
        view: The canvas.
        name: What the editor is called among the objects of the canvas.

    Signals:
        opened: the field is open over this item.
        closed: it is open no more.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(self, context: CanvasContext, navigation: Navigation, view: QGraphicsView, name: str) -> None:
        super().__init__(view)
        self._context = context
        self._navigation = navigation
        self._view = view
        self._item: Edited | None = None
        self._clicked: QPointF | None = None
        self._zoom = navigation.zoom
        self.editor = ValueEditor(view.viewport(), context.scene.canvas_style, name)
        field = self.editor.field
        field.value_edited.connect(self._on_value_edited)
        field.moved_on.connect(self._on_moved_on)
        field.walk_pressed.connect(self._on_walk_pressed)
        field.left.connect(self._on_left)
        field.editing_cancelled.connect(self._on_cancelled)
        context.selection.selection_changed.connect(self._on_selection_changed)

    @property
    def item(self) -> Edited | None:
        """What has the number that is being edited."""
        return self._item

    def edit(self, item: Item | None) -> bool:
        """Open the field over an item's number, or say why not. Gives whether it has one."""
        raise NotImplementedError

    def follow(self) -> None:
        """Keep the field at its number, which may have moved or changed; close it where the item is gone."""
        raise NotImplementedError

    def type_into(self, item: Item | None, event: QKeyEvent) -> bool:
        """Open the field with the key pressed as its first character. Gives whether it is open."""
        self.edit(item)
        return self._type(event)

    def turn(self, item: Item, event: QWheelEvent) -> bool:
        """Nudge the number being edited as the wheel turns over its item. Gives whether the wheel means that."""
        if self._item is None or self._item != item:
            return False
        self.editor.field.wheelEvent(event)
        return True

    def close(self) -> None:
        """Keep what was typed and close the field."""
        if self._item is None:
            return
        self._item = None
        self._tell("")
        if self._view.window().focusWidget() in (self.editor.field, None):
            self._view.setFocus()
        self.editor.hide()
        self.closed.emit()

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self.editor.set_style(style)
        self.follow()

    def _tell(self, text: str) -> None:
        """Say something in the status bar, or nothing any more."""
        QApplication.sendEvent(self._view, QStatusTipEvent(text))

    def _type(self, event: QKeyEvent) -> bool:
        if self._item is None:
            return False
        QApplication.sendEvent(self.editor.field, event)
        return True

    def _open(self, item: Edited, value: float, heading: str, description: str, clicked: QPointF | None = None) -> None:
        """Open the field with a value, NaN for several that differ, over an item or where it was clicked."""
        self._item, self._clicked = item, clicked
        if clicked is None:
            self._navigation.reveal(self._rect(item))
        field = self.editor.field
        field.begin(value)
        field.setAccessibleName(description)
        self.editor.symbol.setText(heading)
        self._view.viewport().repaint()  # which other numbers are written now, and where, is found by writing them
        self._settle(item)
        field.setFocus()
        self.opened.emit(item)

    def _settle(self, item: Edited) -> None:
        """Put the field where it hides least."""
        places, seen = self._context.scene.places, seen_rect(self._view)
        around = Surroundings(
            own=rects_in_view(self._view, places.neurons_of(item)),
            covers=rects_in_view(self._view, places.kept_clear(item, seen)),
            ground=rects_in_view(self._view, places.panel_rects_in(seen)),
        )
        self._zoom = self._navigation.zoom
        self.editor.open_at(self._place(item), around, in_place=self._stands_for_number(item))

    def _stay(self, item: Edited) -> None:
        """Keep the field where it is beside its number, which may have moved; find another place at another zoom."""
        if self._navigation.zoom == self._zoom:
            self.editor.follow(self._place(item))
        else:
            self._settle(item)

    def _place(self, item: Edited) -> QRect:
        """Give where the number is in the view; where it is out of view, the point clicked."""
        place = rect_in_view(self._view, self._rect(item))
        if self._clicked is not None and not self._view.viewport().rect().contains(place.center()):
            return QRect(self._view.mapFromScene(self._clicked), QSize(1, 1))
        return place

    def _stands_for_number(self, item: Edited) -> bool:  # noqa: ARG002
        """Tell whether an item's number is not written while it is edited."""
        return False

    def _rect(self, item: Edited) -> QRectF:
        """Give where an item's number stands, in scene coordinates."""
        raise NotImplementedError

    def _beside(self, step: int) -> EdgeItem | NeuronItem | None:
        """Give whose number comes after the one edited (`step` 1) or before it (−1); None at the end or of several."""
        raise NotImplementedError

    def _what_stays(self) -> str:
        """Say what is left where the text was no number, or "" where that is plain to see."""
        return ""

    def _on_value_edited(self, value: float) -> None:
        raise NotImplementedError

    def _on_moved_on(self, step: int) -> None:
        item, beside = self._item, self._beside(step)
        self.close()
        if beside is not None:
            self.edit(beside)
        elif isinstance(item, EdgeItem | NeuronItem) and self._context.selection.items == (item,):
            # A number typed now would overwrite the one just accepted.
            self._context.selection.select(LayerItem(item.layer if isinstance(item, NeuronItem) else item.target))
            self._context.noted.emit(ENDS[step])

    def _on_walk_pressed(self, event: QKeyEvent) -> None:
        """Let an arrow mean what it does on the canvas; the field goes along where it leads to a number."""
        self.close()
        QApplication.sendEvent(self._view, event)
        self.edit(self._context.selection.current)

    def _on_cancelled(self) -> None:
        raise NotImplementedError

    def _on_left(self, sentence: str) -> None:
        """Close, and where the text was no number say so: what was typed is gone."""
        item = self._item
        self.close()
        if item is not None and sentence:
            self._context.edit_refused.emit(sentence + self._what_stays(), self._rect(item).center())

    def _on_selection_changed(self, items: tuple[Item, ...]) -> None:
        if self._item is not None and self._item not in items:
            self.close()
