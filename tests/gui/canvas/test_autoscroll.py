"""Scrolling at the edge of the view while something is dragged."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

BUTTON, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_marquee_begun_at_the_edge_scrolls_only_nearer_to_it_or_back_at_it(hand: Any, qtbot: QtBot) -> None:
    viewport = hand.canvas.viewport()

    def origin() -> QPoint:
        place = hand.canvas.mapToScene(QPoint(0, 0)).toPoint()
        assert isinstance(place, QPoint)
        return place

    for _ in range(2):  # another one is none that has been away from the edge
        begun = origin()
        QTest.mousePress(viewport, BUTTON, KEYS, QPoint(60, 20))
        for y in (21, 24, 27, 40):
            QTest.mouseMove(viewport, QPoint(80, y))
            qtbot.wait(40)
        assert origin() == begun
        QTest.mouseMove(viewport, QPoint(80, 8))
        qtbot.waitUntil(lambda top=begun: origin().y() < top.y())
        QTest.mouseRelease(viewport, BUTTON, KEYS, QPoint(80, 40))
