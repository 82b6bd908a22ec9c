"""A canvas in a window, and hands to use it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_biases, set_weights
from engine.project.project import Project
from gui.actions import Actions
from gui.canvas.canvas import NetworkCanvas
from gui.canvas.commands import canvas_commands
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.mime import LayerPreset, make_layer_mime
from gui.document import Document
from gui.selection import Item, Selection
from gui.settings import Settings, ThemeMode
from gui.theme import ThemeManager
from tests.gui.screen_places import place_in_scene

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Uses a canvas as a person does, with points given in scene coordinates."""

    def __init__(self, canvas: NetworkCanvas, document: Document, selection: Selection, actions: Actions) -> None:
        self.actions = actions
        self.canvas = canvas
        self.document = document
        self.selection = selection

    def point_of(self, item: Item, part: LayerPart | None = None) -> QPointF:
        return place_in_scene(self.canvas.network_scene, item, part).center()

    def pixel(self, point: QPointF) -> QPoint:
        return self.canvas.mapFromScene(point)

    def hover(self, point: QPointF) -> None:
        self._send(QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton, NO_KEY)

    def click(self, item: Item, part: LayerPart | None = None, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        self.click_at(self.point_of(item, part), modifiers)

    def click_at(self, point: QPointF, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mouseClick(self.canvas.viewport(), LEFT, modifiers, self.pixel(point))

    def double_click(self, item: Item, part: LayerPart | None = None) -> None:
        point = self.pixel(self.point_of(item, part))
        QTest.mouseClick(self.canvas.viewport(), LEFT, NO_KEY, point)
        QTest.mouseDClick(self.canvas.viewport(), LEFT, NO_KEY, point)
        QTest.mouseRelease(self.canvas.viewport(), LEFT, NO_KEY, point)

    def press(self, point: QPointF, modifiers: Qt.KeyboardModifier = NO_KEY, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.canvas.viewport(), button, modifiers, self.pixel(point))

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier = NO_KEY, button: Qt.MouseButton = LEFT) -> None:
        self._send(QEvent.Type.MouseMove, point, button, modifiers)

    def release(self, point: QPointF, modifiers: Qt.KeyboardModifier = NO_KEY, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.canvas.viewport(), button, modifiers, self.pixel(point))

    def drag(self, start: QPointF, end: QPointF, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        self.press(start, modifiers)
        self.move((start + end) / 2, modifiers)
        self.move(end, modifiers)
        self.release(end, modifiers)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(self.canvas, key, modifiers)

    def drag_in(self, preset: LayerPreset, point: QPointF) -> None:
        self._mime = make_layer_mime(preset)
        self.last_drag = QDragEnterEvent(self.pixel(point), Qt.DropAction.CopyAction, self._mime, LEFT, NO_KEY)
        QApplication.sendEvent(self.canvas.viewport(), self.last_drag)
        self.drag_over(point)

    def drag_over(self, point: QPointF) -> None:
        args = (Qt.DropAction.CopyAction, self._mime, LEFT, NO_KEY)
        QApplication.sendEvent(self.canvas.viewport(), QDragMoveEvent(self.pixel(point), *args))

    def drop_at(self, pixel: QPoint) -> None:
        event = QDropEvent(QPointF(pixel), Qt.DropAction.CopyAction, self._mime, LEFT, NO_KEY)
        QApplication.sendEvent(self.canvas.viewport(), event)

    def drag_out(self) -> None:
        QApplication.sendEvent(self.canvas.viewport(), QDragLeaveEvent())

    def drop(self, preset: LayerPreset, point: QPointF) -> None:
        self.drag_in(preset, point)
        self.drop_at(self.pixel(point))

    def color_at(self, point: QPointF) -> QColor:
        image = self.canvas.viewport().grab().toImage()
        pixel = self.pixel(point) * image.devicePixelRatio()
        return image.pixelColor(pixel)

    def _send(self, kind: QEvent.Type, point: QPointF, buttons: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        pixel = self.pixel(point)
        place = QPointF(self.canvas.viewport().mapToGlobal(pixel))
        event = QMouseEvent(kind, QPointF(pixel), place, Qt.MouseButton.NoButton, buttons, modifiers)
        QApplication.sendEvent(self.canvas.viewport(), event)


@pytest.fixture
def themes(qapp: QApplication, tmp_path: Path) -> Iterator[ThemeManager]:
    manager = ThemeManager(qapp, Settings(tmp_path / "settings.ini"))
    manager.set_mode(ThemeMode.LIGHT)
    yield manager
    manager.deleteLater()


@pytest.fixture
def xor_network() -> Network:
    """2-2-1 with the weights of XOR, its layers in a row."""
    network = add_layer(Network(), "input", 2, name="Input", position=(0.0, 0.0))
    network = add_layer(network, "dense", 2, activation="relu", name="Hidden", position=(280.0, 0.0))
    network = add_layer(network, "dense", 1, name="Output", position=(560.0, 0.0))
    network = connect(network, "L1", "L2", Initialization())
    network = connect(network, "L2", "L3", Initialization())
    network = set_weights(network, "L1", "L2", [[1, 1], [1, 1]])
    network = set_biases(network, "L2", [0, -1])
    network = set_weights(network, "L2", "L3", [[1, -2]])
    return set_biases(network, "L3", [-0.5])


@pytest.fixture
def make_hand(qtbot: QtBot, themes: ThemeManager) -> Iterator[Callable[[Network], Hand]]:
    """Opens a canvas on a network."""
    documents: list[Document] = []

    def make(network: Network) -> Hand:
        document, selection = Document(Project(network=network)), Selection()
        documents.append(document)
        canvas = NetworkCanvas(document, selection, themes)
        qtbot.addWidget(canvas)
        canvas.resize(1000, 640)
        actions = Actions(canvas, canvas, canvas_commands(canvas))
        fields = canvas.values.opened, canvas.values.closed
        for changed in (selection.selection_changed, document.project_changed, document.training_changed, *fields):
            changed.connect(actions.refresh)  # weakly: a cycle through the document would crash the collector
        actions.refresh()
        canvas.show()
        canvas.navigation.zoom_reset()
        canvas.centerOn(280, 0)
        return Hand(canvas, document, selection, actions)

    yield make
    for document in documents:
        document.undo_stack.clear()  # the garbage collector may free its commands before it, and Qt then crashes


@pytest.fixture
def hand(make_hand: Callable[[Network], Hand], xor_network: Network) -> Hand:
    """A canvas with the XOR network."""
    return make_hand(xor_network)
