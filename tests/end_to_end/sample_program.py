"""A small program with one of everything, to prove that the driver's mouse, keyboard and eyes work."""

from __future__ import annotations

import multiprocessing
import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGraphicsObject,
    QGraphicsScene,
    QGraphicsView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QStyleOptionGraphicsItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

ORANGE = QColor(230, 120, 20)


class Tile(QGraphicsObject):
    """A movable square with a name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFlag(QGraphicsObject.GraphicsItemFlag.ItemIsMovable)

    def boundingRect(self) -> QRectF:  # noqa: N802
        return QRectF(0, 0, 60, 60)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.fillRect(self.boundingRect(), QBrush(ORANGE))


class Board(QGraphicsView):
    """Takes what is dragged from the list and puts a tile there."""

    def __init__(self) -> None:
        self._scene = QGraphicsScene(0, 0, 600, 400)
        super().__init__(self._scene)
        self.setAccessibleName("board")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        source = event.source()
        assert isinstance(source, QListWidget)
        tile = Tile(f"{source.currentItem().text()} tile")
        tile.setPos(self.mapToScene(event.position().toPoint()))
        self._scene.addItem(tile)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()


class SampleWindow(QMainWindow):
    """A menu, a list to drag from, a board to drop on, a field, a choice, tabs and a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Sample")
        self._said = QLabel("nothing yet")
        self._said.setObjectName("said")
        palette = QListWidget()
        palette.addItems(["dense", "dropout"])
        palette.setDragEnabled(True)
        field = QLineEdit()
        field.setPlaceholderText("weight")
        field.textEdited.connect(self._said.setText)
        choice = QComboBox()
        choice.setAccessibleName("activation")
        choice.addItems(["identity", "tanh", "relu"])
        choice.currentTextChanged.connect(self._said.setText)
        tabs = QTabWidget()
        tabs.addTab(palette, "Layers")
        tabs.addTab(QLabel("a loss curve"), "Loss")
        self.menuBar().addMenu("&File").addAction("&Rename…", self._rename).setShortcut("Ctrl+R")
        self.menuBar().addAction("&Quit", self.close)
        central = QWidget()
        layout = QVBoxLayout(central)
        for widget in (tabs, Board(), field, choice, self._said):
            layout.addWidget(widget)
        self.setCentralWidget(central)

    def _rename(self) -> None:
        name, accepted = QInputDialog.getText(self, "Rename", "Name")
        self._said.setText(f"renamed to {name}" if accepted else "kept")


def main() -> int:
    """Open the window, with a child process beside it as the real program has one."""
    application = QApplication(sys.argv)
    helper = multiprocessing.get_context("spawn").Process(target=print, args=("helper up",))
    helper.start()
    window = SampleWindow()
    window.resize(900, 800)
    window.show()
    code = application.exec()
    helper.join()
    return code


if __name__ == "__main__":
    sys.exit(main())
