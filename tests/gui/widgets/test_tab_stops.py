from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.tab_stops import tab_stops


def test_controls_come_in_the_order_of_reading_and_others_not_at_all(qtbot: QtBot) -> None:
    region = QWidget()
    qtbot.addWidget(region)
    grid = QGridLayout(region)
    last, first, hidden, resting = QPushButton("last"), QLineEdit(), QPushButton("hidden"), QPushButton("resting")
    second = QSpinBox()
    grid.addWidget(last, 2, 0)
    grid.addWidget(second, 1, 1)
    grid.addWidget(QLabel("words"), 0, 0)
    grid.addWidget(first, 1, 0)
    grid.addWidget(hidden, 3, 0)
    grid.addWidget(resting, 4, 0)
    hidden.hide()
    resting.setEnabled(False)
    region.show()
    assert tab_stops(region) == [first, second, last]
    hidden.show()
    assert tab_stops(region) == [first, second, last, hidden]
