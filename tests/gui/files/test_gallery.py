"""Choosing an example with the mouse and with the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from engine.project.examples import EXAMPLES
from gui.files.gallery import Gallery
from gui.settings import Settings
from gui.theme import ThemeManager


class Stage:
    """An open gallery and what was chosen in it."""

    def __init__(self, gallery: Gallery) -> None:
        self.gallery = gallery
        self.chosen: list[str] = []
        gallery.example_chosen.connect(self.chosen.append)

    def card(self, name: str) -> QToolButton:
        card = self.gallery.findChild(QToolButton, f"example-{name}")
        assert isinstance(card, QToolButton)
        return card

    @property
    def field(self) -> QLineEdit:
        field = self.gallery.findChild(QLineEdit, "gallery-search")
        assert isinstance(field, QLineEdit)
        return field


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    themes = ThemeManager(qapp, Settings())
    gallery = Gallery(themes)
    gallery.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # the tests look at it once it has closed
    qtbot.addWidget(gallery)
    with qtbot.waitExposed(gallery):
        gallery.open()
    yield Stage(gallery)
    themes.deleteLater()  # or it goes on answering the desktop in the tests that follow


def test_a_click_opens_each_example(stage: Stage) -> None:
    for name in EXAMPLES:
        stage.gallery.open()
        QTest.mouseClick(stage.card(name), Qt.MouseButton.LeftButton)
        assert not stage.gallery.isVisible()
    assert stage.chosen == list(EXAMPLES)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_opens_the_example_with_the_focus(stage: Stage, key: Qt.Key) -> None:
    last = list(EXAMPLES)[-1]
    card = stage.card(last)
    card.setFocus()
    QTest.keyClick(card, key)
    assert stage.chosen == [last]
    assert not stage.gallery.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_first_match_of_what_was_typed(stage: Stage, key: Qt.Key) -> None:
    field = stage.field
    assert field.hasFocus()
    QTest.keyClicks(field, "digits")
    assert stage.card("digits").isEnabled()
    assert not stage.card(next(iter(EXAMPLES))).isEnabled()
    QTest.keyClick(field, key)
    assert stage.chosen == ["digits"]
    assert not stage.gallery.isVisible()


def test_what_is_typed_on_a_card_is_searched_for(stage: Stage) -> None:
    card = stage.card(next(iter(EXAMPLES)))
    card.setFocus()
    QTest.keyClicks(card, "d")
    field = stage.field
    assert field.hasFocus()
    QTest.keyClicks(field, "igits")
    assert field.text() == "digits"


def test_enter_opens_none_where_nothing_matches(stage: Stage) -> None:
    field = stage.field
    hint = stage.gallery.findChild(QLabel, "gallery-hint")
    QTest.keyClicks(field, "no such <b>thing ")
    assert hint.text() == "No example is about “no such <b>thing”."
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.gallery.isVisible()
    assert stage.chosen == []
    field.clear()
    assert "click one" in hint.text()


def test_tab_leads_from_card_to_card(stage: Stage) -> None:
    first, second, *_ = EXAMPLES
    stage.card(first).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(stage.card(first), Qt.Key.Key_Tab)
    QTest.keyClick(stage.card(second), Qt.Key.Key_Return)
    assert stage.chosen == [second]


def test_escape_opens_none(stage: Stage) -> None:
    QTest.keyClick(stage.gallery, Qt.Key.Key_Escape)
    assert not stage.gallery.isVisible()
    assert stage.chosen == []


def test_cancel_opens_none(stage: Stage) -> None:
    buttons = stage.gallery.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert not stage.gallery.isVisible()
    assert stage.chosen == []


def test_in_the_picture_of_an_example_a_skip_connection_leads_over_what_it_skips(stage: Stage) -> None:
    picture = stage.card("skip-connection").icon().pixmap(stage.card("skip-connection").iconSize()).toImage()
    column = [picture.pixelColor(picture.width() // 2, y).alpha() for y in range(picture.height())]
    (topmost, *_), middle = [y for y, alpha in enumerate(column) if alpha], picture.height() / 2
    assert topmost < 0.75 * middle
