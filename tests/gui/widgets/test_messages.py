"""Strips, empty states, foldable parts and forms as a person meets them in a narrow dock."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.icons import IconName
from gui.theme import DARK, LIGHT, apply_theme
from gui.widgets import (
    Collapsible,
    EmptyState,
    FloatingMessage,
    Form,
    InlineMessage,
    IntegerField,
    MessageKind,
    NumberField,
)

NARROW_DOCK = 260  # pixels


def button(parent: InlineMessage, kind: type[QPushButton] | type[QToolButton]) -> QPushButton | QToolButton:
    return parent.findChild(kind)


def test_a_message_comes_and_is_put_away(qtbot: QtBot) -> None:
    strip = InlineMessage()
    qtbot.addWidget(strip)
    assert strip.text == ""
    strip.show_error("The loss became infinite.")
    assert strip.isVisible()
    assert strip.text == "The loss became infinite."
    qtbot.mouseClick(button(strip, QToolButton), Qt.MouseButton.LeftButton)
    assert strip.isHidden()
    assert strip.text == ""


def test_a_message_offers_one_act(qtbot: QtBot) -> None:
    strip = InlineMessage()
    qtbot.addWidget(strip)
    done: list[str] = []
    strip.show_info("The data has three inputs.", "Fit network", lambda: done.append("fit"))
    assert button(strip, QPushButton).text() == "Fit network"
    qtbot.mouseClick(button(strip, QPushButton), Qt.MouseButton.LeftButton)
    assert done == ["fit"]
    assert strip.isHidden()
    strip.show_info("Nothing to do.")
    assert button(strip, QPushButton).isHidden()


def test_severity_has_its_colour_in_both_themes(qapp: QApplication, qtbot: QtBot) -> None:
    strip = InlineMessage()
    qtbot.addWidget(strip)
    strip.resize(300, 40)
    for theme in (DARK, LIGHT):
        apply_theme(qapp, theme)
        for kind in MessageKind:
            strip.show_message("A sentence.", kind)
            ground = strip.grab().toImage().pixelColor(strip.width() // 2, 3)
            assert ground == QColor(getattr(theme.palette, f"{kind.value}_soft"))


def test_a_long_message_wraps_in_a_narrow_dock(qtbot: QtBot) -> None:
    strip = InlineMessage()
    qtbot.addWidget(strip)
    strip.show_warning("Twelve of the sixteen neurons of the hidden layer never fire on this data.", "Reset")
    assert strip.minimumSizeHint().width() <= NARROW_DOCK
    assert strip.heightForWidth(NARROW_DOCK) > 2 * strip.fontMetrics().height()


def test_the_button_goes_below_a_narrow_sentence(qtbot: QtBot) -> None:
    strip = InlineMessage()
    qtbot.addWidget(strip)
    strip.show_warning("Twelve of the sixteen neurons of the hidden layer never fire on this data.", "Reset them")
    act = button(strip, QPushButton)
    for width, is_below in ((900, False), (NARROW_DOCK, True)):
        strip.resize(width, strip.heightForWidth(width))
        qtbot.waitUntil(lambda is_below=is_below: (act.y() >= strip.height() / 2) is is_below)


def test_a_floating_message_moves_nothing_and_keeps_away_from_the_hand(qtbot: QtBot) -> None:
    panel = QWidget()
    column = QVBoxLayout(panel)
    above, below = NumberField(), NumberField()
    column.addWidget(above)
    column.addStretch(1)
    column.addWidget(below)
    message = FloatingMessage(panel)
    qtbot.addWidget(panel)
    panel.resize(NARROW_DOCK, 400)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    places = (above.pos(), below.pos())
    for field in (above, below):
        field.setFocus()
        message.show_info("The weights set by hand were replaced; Ctrl+Z brings them back.")
        assert not message.geometry().intersects(field.geometry())
        assert panel.rect().contains(message.geometry())
        assert message.height() >= message.heightForWidth(message.width())
        message.hide()
    assert (above.pos(), below.pos()) == places


def test_an_empty_state_shows_all_its_words(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, LIGHT)
    state = EmptyState(
        IconName.CHART_LOSS, "Nothing trained yet", "Press Space to train; the loss of every step appears here."
    )
    qtbot.addWidget(state)
    for width in (NARROW_DOCK, 900):
        state.resize(width, 300)
        state.show()
        qapp.processEvents()
        for label in state.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())


def test_a_part_folds_by_key_and_by_click(qtbot: QtBot) -> None:
    content = QLabel("content")
    part = Collapsible("Optimisation", content)
    qtbot.addWidget(part)
    part.show()
    qtbot.mouseClick(part.header, Qt.MouseButton.LeftButton)
    assert not content.isVisible()
    part.header.setFocus()
    qtbot.keyClick(part.header, Qt.Key.Key_Space)
    assert content.isVisible()
    assert part.header.isChecked()


def test_forms_align_and_name_their_fields(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, LIGHT)
    forms = (Form(), Form())
    rate, decay = NumberField(), IntegerField()
    forms[0].add_row("α", rate, "Learning rate")
    forms[1].add_row("Weight decay λ, applied at each update", decay)
    assert (rate.accessibleName(), rate.toolTip()) == ("α", "Learning rate")
    for form in forms:
        qtbot.addWidget(form)
        form.resize(NARROW_DOCK, 60)
        form.show()
        assert form.minimumSizeHint().width() <= NARROW_DOCK
    assert rate.x() == decay.x()
    apply_theme(qapp, LIGHT.scaled(1.5))
    qtbot.waitUntil(lambda: rate.x() > 150)
    apply_theme(qapp, LIGHT)


def test_a_row_vanishes_with_its_label(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    sigma = NumberField()
    label = form.add_row("σ", sigma)
    form.set_row_visible(sigma, visible=False)
    assert label.isHidden()
    assert sigma.isHidden()
