from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.plots.morph.stage_slider import StageSlider, _name_font
from gui.theme import active_theme

NAMES = ("x", "a⁽¹⁾", "h⁽¹⁾", "f(x)")


@pytest.fixture
def slider(qtbot: QtBot) -> Iterator[StageSlider]:
    slider = StageSlider()
    qtbot.addWidget(slider)
    slider.set_stages(NAMES)
    slider.resize(320, slider.sizeHint().height())
    with qtbot.waitExposed(slider):
        slider.show()
    return slider


def place(slider: StageSlider, moment: float) -> QPoint:
    return QPoint(round(slider.x_of(moment)), 10)


def test_arrows_go_from_stage_to_stage(slider: StageSlider) -> None:
    slider.set_moment(1.4)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.moment == 2.0
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.moment == 3.0
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.moment == 3.0
    slider.set_moment(1.4)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert slider.moment == 1.0
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert slider.moment == 3.0
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert slider.moment == 0.0


def test_a_drag_goes_anywhere_and_stays_at_stages(slider: StageSlider) -> None:
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=place(slider, 0.5))
    assert slider.moment == pytest.approx(0.5, abs=0.02)
    QTest.mouseMove(slider, place(slider, 1.98))
    assert slider.moment == 2.0
    QTest.mouseMove(slider, place(slider, 2.4))
    assert slider.moment == pytest.approx(2.4, abs=0.02)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=place(slider, 2.4))
    QTest.mouseMove(slider, place(slider, 1.0))
    assert slider.moment == pytest.approx(2.4, abs=0.02)


def test_it_says_which_stage_the_pointer_is_over(slider: StageSlider, qtbot: QtBot) -> None:
    QTest.mouseMove(slider, place(slider, 2.5))  # a pointer that is there already would not move
    hovered: list[object] = []
    slider.stage_hovered.connect(hovered.append)
    QTest.mouseMove(slider, place(slider, 1.0))
    qtbot.waitUntil(lambda: hovered == [1])
    QTest.mouseMove(slider, place(slider, 1.5))
    qtbot.waitUntil(lambda: hovered == [1, None])


def test_a_person_takes_it_and_the_program_does_not(slider: StageSlider, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(slider.taken):
        slider.set_moment(1.0)
    with qtbot.waitSignal(slider.taken):
        QTest.keyClick(slider, Qt.Key.Key_Right)


def test_fewer_stages_keep_it_on_the_way(slider: StageSlider) -> None:
    slider.set_moment(3.0)
    slider.set_stages(NAMES[:2])
    assert slider.moment == 1.0


def test_a_narrow_one_names_where_it_is_and_lets_no_names_touch(slider: StageSlider) -> None:
    slider.set_stages([f"h⁽{number}⁾" for number in range(30)])
    slider.set_moment(7.0)
    metrics = QFontMetricsF(_name_font(active_theme()))
    shown = dict(slider._names_shown(metrics))
    assert {0, 7, 29} <= set(shown)
    spans = sorted((left, left + metrics.horizontalAdvance(f"h⁽{stage}⁾")) for stage, left in shown.items())
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
