"""Switching the look of the running program."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.settings import Settings, ThemeMode
from gui.theme import DARK, LIGHT, Theme, ThemeManager, active_theme, apply_theme, number_font, ui_font


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    apply_theme(qapp, LIGHT)


class Sampler(QWidget):
    """A panel with a button and a field, to take colours from."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton()
        self.button.setProperty("kind", "primary")
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.button)
        column.addWidget(self.field)
        self.resize(200, 120)

    def color_in(self, widget: QWidget) -> str:
        image = widget.grab().toImage()
        middle = QPoint(image.width() // 2, image.height() // 2)
        return image.pixelColor(middle).name().upper()


def test_the_whole_window_changes_colour(qapp: QApplication, qtbot: QtBot, settings: Settings) -> None:
    manager = ThemeManager(qapp, settings)
    manager.set_mode(ThemeMode.LIGHT)
    sampler = Sampler()
    qtbot.addWidget(sampler)
    sampler.show()
    sampler.button.setFocus()
    seen: list[Theme] = []
    manager.theme_changed.connect(seen.append)
    for mode, theme in ((ThemeMode.DARK, DARK), (ThemeMode.LIGHT, LIGHT)):
        manager.set_mode(mode)
        assert sampler.color_in(sampler.button) == theme.palette.accent_fill
        assert sampler.color_in(sampler.field) == theme.palette.raised
        assert sampler.grab().toImage().pixelColor(2, 2).name().upper() == theme.palette.panel
    assert [theme.name for theme in seen] == ["dark", "light"]
    assert active_theme().name == "light"


def test_choosing_what_already_holds_says_nothing(qapp: QApplication, qtbot: QtBot, settings: Settings) -> None:
    manager = ThemeManager(qapp, settings)
    manager.set_mode(ThemeMode.LIGHT)
    with qtbot.assertNotEmitted(manager.theme_changed):
        manager.set_mode(ThemeMode.LIGHT)


def test_the_system_leads_while_it_is_asked(qapp: QApplication, settings: Settings) -> None:
    manager = ThemeManager(qapp, settings)
    assert manager.mode is ThemeMode.SYSTEM
    desktop_changed = qapp.styleHints().colorSchemeChanged  # the platform of the tests has no desktop to send it
    desktop_changed.emit(Qt.ColorScheme.Dark)
    assert manager.theme.is_dark
    desktop_changed.emit(Qt.ColorScheme.Light)
    assert not manager.theme.is_dark
    manager.set_mode(ThemeMode.LIGHT)
    desktop_changed.emit(Qt.ColorScheme.Dark)
    assert not manager.theme.is_dark
    assert qapp.palette().window().color() == QColor(LIGHT.palette.panel)


def test_the_choice_is_remembered(qapp: QApplication, settings: Settings) -> None:
    first = ThemeManager(qapp, settings)
    first.set_mode(ThemeMode.DARK)
    first.set_scale(1.5)
    settings.flush()
    second = ThemeManager(qapp, Settings(settings.path))
    assert (second.mode, second.scale, second.theme.name) == (ThemeMode.DARK, 1.5, "dark")


def test_toggling_goes_there_and_back(qapp: QApplication, settings: Settings) -> None:
    manager = ThemeManager(qapp, settings)
    manager.set_mode(ThemeMode.LIGHT)
    manager.toggle()
    assert manager.theme.is_dark
    manager.toggle()
    assert not manager.theme.is_dark


def test_a_projector_gets_larger_type_and_lines(qapp: QApplication, qtbot: QtBot, settings: Settings) -> None:
    manager = ThemeManager(qapp, settings)
    label = QLabel("a⁽¹⁾")
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()
    manager.set_scale(2.0)
    assert manager.theme.type_scale.body == 2 * LIGHT.type_scale.body
    assert manager.theme.metrics.line == 2 * LIGHT.metrics.line
    assert label.sizeHint().height() >= 1.8 * before
    manager.set_scale(1.0)
    assert label.sizeHint().height() == before
    manager.set_scale(100.0)
    assert manager.scale == 2.5


def test_qt_understands_every_rule_of_the_style_sheet(qapp: QApplication, qtbot: QtBot, qtlog: Any) -> None:
    apply_theme(qapp, DARK)
    for kind in (QPushButton, QLineEdit, QLabel, QComboBox, QCheckBox, QSlider, QTableView, QToolButton):
        widget = kind()
        qtbot.addWidget(widget)
        widget.grab()
    assert [record.message for record in qtlog.records] == []


def test_the_bundled_face_is_the_one_used(qapp: QApplication) -> None:
    assert QFontInfo(ui_font(LIGHT)).family() == "Inter"
    assert ui_font(LIGHT).pixelSize() == 13


def test_figures_keep_their_width(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setFont(number_font(LIGHT))
    assert len({label.fontMetrics().horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1


def test_a_widget_deep_within_others_is_styled_no_more_often(
    qapp: QApplication, settings: Settings, qtbot: QtBot
) -> None:
    """Qt would style it once for each widget around it."""
    manager = ThemeManager(qapp, settings)
    outer = widget = QWidget()
    qtbot.addWidget(outer)
    for _ in range(10):
        widget = QWidget(widget)
    counts: list[QEvent.Type] = []

    class Deepest(QWidget):
        def changeEvent(self, event: QEvent) -> None:  # noqa: N802
            counts.append(event.type())

    Deepest(widget)
    outer.show()
    counts.clear()
    manager.toggle()
    manager.deleteLater()
    assert 1 <= counts.count(QEvent.Type.StyleChange) <= 3
