"""Nothing is cut off at the side, however narrow a dock is and however large the type."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QScrollArea, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.panels.data_panel import DataPanel
from gui.panels.inspector import InspectorPanel
from gui.panels.palette import PalettePanel
from gui.panels.training_panel import TrainingPanel
from gui.selection import Selection
from gui.theme import LIGHT, apply_theme
from gui.widgets import Form, NumberField, SliderField, VerticalScrollArea

PROJECTOR_SCALE = 1.35
PANELS: dict[str, Callable[[Document], QWidget]] = {
    "palette": PalettePanel,
    "data": DataPanel,
    "training": TrainingPanel,
    "inspector": lambda document: InspectorPanel(document, Selection(document)),
}


@pytest.fixture(params=[1.0, PROJECTOR_SCALE])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    apply_theme(qapp, LIGHT.scaled(request.param))
    yield request.param
    apply_theme(qapp, LIGHT)


def in_a_dock(panel: QWidget, qtbot: QtBot) -> tuple[QMainWindow, QDockWidget]:
    window = QMainWindow()
    window.setCentralWidget(QTextEdit())
    dock = QDockWidget("Panel", window)
    dock.setWidget(panel)
    window.setDockOptions(QMainWindow.DockOption(0))  # no animation
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    return window, dock


@pytest.mark.parametrize("name", PANELS)
def test_a_dock_squeezed_as_far_as_it_goes_shows_its_panel_whole(name: str, scale: float, qtbot: QtBot) -> None:
    panel = PANELS[name](Document())
    window, dock = in_a_dock(panel, qtbot)
    window.resizeDocks([dock], [60], Qt.Orientation.Horizontal)
    area = panel.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: 150 * scale <= dock.width() <= 250 * scale)
    assert area.widget().width() <= area.viewport().width()
    for field in panel.findChildren(QWidget):
        if field.isVisible() and area.isAncestorOf(field):
            assert field.mapTo(panel, field.rect().topRight()).x() < panel.width(), field.objectName()


def test_labels_stand_above_fields_where_there_is_no_room_beside(qtbot: QtBot) -> None:
    form = Form()
    label = form.add_row("Learning rate", SliderField(0.1, 0.001, 1.0))
    field = form.findChild(SliderField)
    area = VerticalScrollArea(form)
    qtbot.addWidget(area)
    area.resize(400, 80)
    area.show()
    qtbot.waitUntil(lambda: label.geometry().right() < field.x())
    assert label.geometry().top() < field.geometry().center().y() < label.geometry().bottom() + field.height()
    area.resize(area.minimumSizeHint().width(), 100)
    qtbot.waitUntil(lambda: label.geometry().bottom() <= field.y())
    assert field.geometry().right() < form.width()
    area.resize(400, 80)
    qtbot.waitUntil(lambda: label.geometry().right() < field.x())


def test_fields_grow_with_the_type(qtbot: QtBot, qapp: QApplication) -> None:
    field = SliderField(0.1, 0.001, 1.0)
    qtbot.addWidget(field)
    field.show()
    before = field.field.width()
    apply_theme(qapp, LIGHT.scaled(PROJECTOR_SCALE))
    try:
        qtbot.waitUntil(lambda: field.field.width() == round(PROJECTOR_SCALE * before))
    finally:
        apply_theme(qapp, LIGHT)


def test_a_scroll_area_asks_for_more_when_its_content_needs_more(qtbot: QtBot) -> None:
    content = Form()
    area = VerticalScrollArea(content)
    qtbot.addWidget(area)
    area.show()
    before = area.minimumSizeHint().width()  # the least a panel asks for
    number = NumberField()
    number.setMinimumWidth(220)
    content.add_row("Number", number)
    qtbot.waitUntil(lambda: area.minimumSizeHint().width() > before)
    number.setMinimumWidth(2000)
    qtbot.waitUntil(lambda: content.minimumSizeHint().width() > 2000)
    assert area.minimumSizeHint().width() < 400, "A very long name must not push the canvas away."


def test_no_label_of_a_form_is_cut(scale: float, qtbot: QtBot) -> None:
    panel = TrainingPanel(Document())
    window, dock = in_a_dock(panel, qtbot)
    window.resizeDocks([dock], [60], Qt.Orientation.Horizontal)
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible()]
    assert scale
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
