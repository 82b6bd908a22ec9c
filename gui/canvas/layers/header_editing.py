"""Editing a layer in its header: name and width typed in place, width stepped, activation function chosen."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGraphicsView, QLineEdit, QMenu, QWidget

from engine.errors import SettingError
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.edits import rename_layer, set_activation_function
from engine.network.limits import typed_width
from engine.network.model import LayerId, Network
from engine.network.resizing import resize_layer
from gui.canvas.context import CanvasContext
from gui.canvas.in_view import rect_in_view
from gui.canvas.layers.geometry import LayerPart
from gui.widgets import LetterMenu

STEPS = {LayerPart.NARROWER: -1, LayerPart.WIDER: 1}
MIN_FIELD_SIZE = QSize(64, 26)
NAME_CHARACTERS = 24  # that can be read at once, however small the header is seen

Holding = Callable[[Network, LayerId, LayerPart], AbstractContextManager[None]]


class InPlaceField(QLineEdit):
    """A field that lies over what it edits, within its parent.

    Args:
        parent: Where it lies.
        text: What it shows at first, selected.
        rect: What it edits there; it is made larger where that is needed to type well.
        characters: How many should be seen at least.

    Signals:
        committed: the text, on Enter, when the focus goes elsewhere, or when the window is pressed elsewhere.
        given_up: on Escape.
    """

    committed = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget, text: str, rect: QRect, characters: int = 0) -> None:
        super().__init__(text, parent)
        self.ensurePolished()  # the style sheet's letters count
        readable = QSize(self.fontMetrics().averageCharWidth() * characters, 0)
        size = rect.size().expandedTo(MIN_FIELD_SIZE).expandedTo(readable)
        x = max(0, min(rect.left(), parent.width() - size.width()))
        self.setGeometry(QRect(QPoint(x, rect.top()), size))
        self.selectAll()
        self.editingFinished.connect(lambda: self.committed.emit(self.text()))

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for presses elsewhere: most of a panel takes no focus, so that none would go from here."""
        super().showEvent(event)
        _application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no more."""
        super().hideEvent(event)
        _application().removeEventFilter(self)

    def event(self, event: QEvent) -> bool:
        """Claim Enter before the window's shortcuts: it would go on to a field of the inspector."""
        is_claim = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_claim and isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what was typed when the window is pressed anywhere else; the field's own menu is another window."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            is_elsewhere = watched is not self and watched.window() is self.window()
            if is_elsewhere and self.isVisible():
                self.committed.emit(self.text())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application


class HeaderEditing(QObject):
    """Opens fields and menus over headers and makes edits of what comes out.

    Args:
        context: What is edited.
        view: The canvas.

    Attributes:
        holding: Lets a part of a layer of a network stay under the pointer while an edit changes the panel's height.
    """

    def __init__(self, context: CanvasContext, view: QGraphicsView) -> None:
        super().__init__(view)
        self.holding: Holding = lambda _network, _layer_id, _part: nullcontext()
        self._context = context
        self._view = view
        self._field: InPlaceField | None = None
        self._menu: QMenu | None = None

    def rename(self, layer_id: LayerId) -> None:
        """Let the name be typed."""

        def commit(text: str) -> None:
            if text.strip() != self._context.scene.network.layer(layer_id).name:
                self._context.edit("Rename layer", lambda network: rename_layer(network, layer_id, text))

        name = self._context.scene.network.layer(layer_id).name
        self._open_field("layer-name-field", "Layer name", layer_id, LayerPart.NAME, name, commit, NAME_CHARACTERS)

    def type_width(self, layer_id: LayerId) -> None:
        """Let the number of neurons be typed."""

        def commit(text: str) -> None:
            try:
                width = typed_width(text)
            except SettingError as error:
                self._context.edit_refused.emit(str(error), None)
            else:
                self._set_width(layer_id, width)

        width = str(self._context.scene.network.layer(layer_id).width)
        self._open_field("layer-width-field", "Number of neurons", layer_id, LayerPart.WIDTH, width, commit)

    def press_stepper(self, layer_id: LayerId, button: LayerPart) -> None:
        """Add or remove a neuron at the end, and leave the button under the pointer that presses it."""
        with self.holding(self._context.document.project.network, layer_id, button):
            self._set_width(layer_id, self._context.scene.network.layer(layer_id).width + STEPS[button])

    def step_widths(self, layer_ids: Sequence[LayerId], difference: int) -> None:
        """Add or remove neurons at the end of several layers, as one undo step."""
        drawn = self._context.initialization

        def resize(network: Network) -> Network:
            for layer_id in layer_ids:
                network = resize_layer(network, layer_id, network.layer(layer_id).width + difference, drawn)
            return network

        if layer_ids:
            self._context.edit("Set layer width" if len(layer_ids) == 1 else "Set layer widths", resize)

    def choose_function(self, layer_id: LayerId) -> None:
        """Let the activation function be chosen from a menu."""
        current = self._context.scene.network.layer(layer_id).activation_function
        menu = LetterMenu(self._view)
        menu.setObjectName("activation-function-menu")
        menu.setToolTipsVisible(True)
        menu.setAccessibleName("Activation function")
        for function in ACTIVATION_FUNCTIONS.values():
            action = QAction(f"{function.label}\t{function.formula}", menu)
            action.setData(function.name)
            action.setToolTip(function.full_help)
            action.setCheckable(True)
            action.setChecked(function.name == current)
            menu.addAction(action)
        menu.triggered.connect(lambda action: self._set_function(layer_id, action.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu = menu
        menu.popup(self._view.viewport().mapToGlobal(self._rect(layer_id, LayerPart.ACTIVATION_FUNCTION).bottomLeft()))

    def close(self) -> None:
        """Take what was typed and close the field."""
        if self._field is not None:
            self._field.committed.emit(self._field.text())

    def give_up(self) -> None:
        """Close the field and forget what was typed."""
        if self._field is not None:
            self._field.given_up.emit()

    def _set_width(self, layer_id: LayerId, width: int) -> None:
        drawn = self._context.initialization
        if width != self._context.scene.network.layer(layer_id).width:
            self._context.edit("Set layer width", lambda network: resize_layer(network, layer_id, width, drawn))

    def _set_function(self, layer_id: LayerId, name: str) -> None:
        if name != self._context.scene.network.layer(layer_id).activation_function:
            self._context.edit(
                "Set activation function", lambda network: set_activation_function(network, layer_id, name)
            )

    def _open_field(
        self,
        object_name: str,
        accessible_name: str,
        layer_id: LayerId,
        part: LayerPart,
        text: str,
        commit: Callable[[str], None],
        characters: int = 0,
    ) -> None:
        self.close()
        field = InPlaceField(self._view.viewport(), text, self._rect(layer_id, part), characters)
        field.setObjectName(object_name)
        field.setAccessibleName(accessible_name)

        def end(text: str | None) -> None:
            if self._field is not field:
                return  # closing takes the focus away, which would commit once more
            self._field = None
            had_focus = field.hasFocus()
            field.hide()
            field.deleteLater()
            if had_focus:  # and it was not another field that took it
                self._view.setFocus()
            if text is not None and self._context.scene.network.has_layer(layer_id):
                commit(text)

        self._field = field
        field.committed.connect(end)
        field.given_up.connect(lambda: end(None))
        field.show()
        field.setFocus()

    def _rect(self, layer_id: LayerId, part: LayerPart) -> QRect:
        rect = self._context.scene.layer_view(layer_id).part_rect(part)
        return rect_in_view(self._view, rect)
