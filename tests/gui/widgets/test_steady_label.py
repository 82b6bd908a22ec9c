from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets import SteadyLabel, SteadyText


class LayoutRequests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


def shown_label(qtbot: QtBot, widest: str) -> tuple[QWidget, SteadyLabel]:
    window = QWidget()
    qtbot.addWidget(window)
    label = SteadyLabel(widest)
    QVBoxLayout(window).addWidget(label)
    window.resize(300, 60)
    with qtbot.waitExposed(window):
        window.show()
    return window, label


def test_another_text_lays_nothing_out(qtbot: QtBot) -> None:
    window, label = shown_label(qtbot, "step 999,999")
    requests = LayoutRequests(window)
    width = label.width()

    label.label.setText("step 1")
    QCoreApplication.sendPostedEvents()
    label.label.setText("step 123,456")
    QCoreApplication.sendPostedEvents()

    assert (requests.count, label.width()) == (0, width)
    label.updateGeometry()
    QCoreApplication.sendPostedEvents()
    assert requests.count == 1  # they are counted


def test_there_is_room_for_the_widest_text(qtbot: QtBot) -> None:
    _, fixed = shown_label(qtbot, "step 999,999")
    fixed.label.setText("step 999,999")
    assert fixed.width() >= fixed.label.sizeHint().width()


def test_a_wrapped_text_asks_for_another_place_only_where_it_takes_more_lines_or_fewer(qtbot: QtBot) -> None:
    window, text = QWidget(), SteadyText()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(text)
    window.resize(300, 200)
    with qtbot.waitExposed(window):
        window.show()
    text.set_text("f = 0.25")
    QCoreApplication.sendPostedEvents()
    requests, line = LayoutRequests(window), text.height()

    text.set_text("f = −1.75, class B")
    QCoreApplication.sendPostedEvents()
    assert requests.count == 0

    text.set_text("f = 0.25, −1.5, " * 9)
    QCoreApplication.sendPostedEvents()
    assert text.height() >= text.label.heightForWidth(text.width()) > line
    text.set_text("f = 0.25")
    QCoreApplication.sendPostedEvents()
    assert text.height() == line
