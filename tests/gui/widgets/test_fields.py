"""Fields as a person uses them, key by key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets import Choice, ChoiceField, IntegerField, NumberField, SliderField, VerticalScrollArea

Key, Modifier = Qt.Key, Qt.KeyboardModifier


class Form(QWidget):
    """Fields side by side, with what they announced."""

    def __init__(self) -> None:
        super().__init__()
        self.number = NumberField(0.5, minimum=-10, maximum=10)
        self.other = NumberField(1.0)
        self.count = IntegerField(3, minimum=1, maximum=5)
        self.rate = SliderField(0.1, 0.001, 1.0, logarithmic=True, minimum=1e-9, maximum=1e9)
        self.edited: list[float] = []
        self.committed: list[float] = []
        column = QVBoxLayout(self)
        for field in (self.number, self.other, self.count, self.rate):
            column.addWidget(field)
        for field in (self.number, self.count, self.rate):
            field.value_edited.connect(self.edited.append)
            field.editing_committed.connect(self.committed.append)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    widget = Form()
    qtbot.addWidget(widget)
    widget.resize(400, 200)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.other.setFocus()
    return widget


def focus(form: Form, qtbot: QtBot, field: QWidget) -> None:
    field.setFocus()
    qtbot.waitUntil(lambda: form.number.selectedText() != "" or field is not form.number)


def test_the_text_starts_selected_and_typing_is_live(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    assert form.number.selectedText() == "0.5"
    qtbot.keyClicks(form.number, "1/4")
    assert form.edited == [1.0, 0.25]
    assert form.committed == []
    qtbot.keyClick(form.number, Key.Key_Return)
    assert form.committed == [0.25]
    assert form.number.text() == "0.25"


def test_a_click_selects_the_text_and_a_second_one_places_the_cursor(form: Form, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.number, Qt.MouseButton.LeftButton)
    assert form.number.selectedText() == "0.5"
    qtbot.mouseClick(form.number, Qt.MouseButton.LeftButton)
    assert form.number.selectedText() == ""


def test_the_fields_own_menu_does_not_end_the_editing(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "7")
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QApplication.sendEvent(form.number, QFocusEvent(kind, Qt.FocusReason.PopupFocusReason))
    assert form.committed == []
    qtbot.keyClick(form.number, Key.Key_Escape)
    assert form.number.value == 0.5


def test_escape_restores(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "7,5")
    qtbot.keyClick(form.number, Key.Key_Escape)
    assert form.edited == [7.0, 7.5, 0.5]
    assert form.number.value == 0.5
    assert form.number.text() == "0.5"
    form.other.setFocus()
    assert form.committed == []


def test_leaving_commits(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "2")
    form.other.setFocus()
    assert form.committed == [2.0]


def test_nonsense_says_why_and_changes_nothing(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "abc")
    assert form.number.property("invalid") is True
    assert "not a number" in form.number.toolTip()
    assert form.edited == []
    qtbot.keyClick(form.number, Key.Key_Return)
    assert form.committed == []
    assert form.number.text() == "abc"
    form.other.setFocus()
    assert form.number.property("invalid") is False
    assert form.number.text() == "0.5"
    assert form.committed == []


@pytest.mark.parametrize("text", ["-", "1/", "sqrt(", "1e", "."])
def test_an_unfinished_number_is_refused_on_enter_only(form: Form, qtbot: QtBot, text: str) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, text)
    assert not form.number.property("invalid")
    qtbot.keyClick(form.number, Key.Key_Return)
    assert form.number.property("invalid") is True
    assert form.committed == []
    assert form.number.hasFocus()


@pytest.mark.parametrize("is_entered", [True, False])
@pytest.mark.parametrize("text", ["20/", "2e", "20x", "1e999"])
def test_a_refused_number_leaves_the_value_from_before_in_force(
    form: Form, qtbot: QtBot, text: str, is_entered: bool
) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, text)
    if is_entered:
        qtbot.keyClick(form.number, Key.Key_Return)
        assert form.number.value == 0.5
        assert form.number.text() == text
    form.other.setFocus()
    assert form.number.value == 0.5
    assert form.number.text() == "0.5"
    assert form.edited[-1:] in ([], [0.5])


def test_nothing_is_no_number(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClick(form.number, Key.Key_Backspace)
    assert not form.number.property("invalid")
    qtbot.keyClick(form.number, Key.Key_Return)
    assert "Type a number" in form.number.toolTip()


def test_a_number_that_may_grow_into_the_range_is_unfinished(form: Form, qtbot: QtBot) -> None:
    form.number.set_range(10, 20)
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "1")
    assert not form.number.property("invalid")
    qtbot.keyClicks(form.number, "5")
    assert form.number.value == 15
    qtbot.keyClicks(form.number, "0")
    assert form.number.property("invalid") is True


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_enter_and_escape_hand_the_keyboard_back(form: Form, qtbot: QtBot, key: Qt.Key) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "2")
    qtbot.keyClick(form.number, key)
    assert QApplication.focusWidget() is None
    assert len(form.committed) == (key == Key.Key_Return)


def test_help_comes_back_after_a_refusal(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "1/0")
    qtbot.keyClick(form.number, Key.Key_Return)
    form.number.setToolTip("The weight")
    assert "divides by 0" in form.number.toolTip()
    qtbot.keyClick(form.number, Key.Key_Escape)
    assert form.number.toolTip() == "The weight"
    assert form.number.value == 0.5


def test_a_value_out_of_range_names_the_range(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "99")
    assert "Between −10 and 10" in form.number.toolTip()
    assert form.number.value == 0.5  # and not the 9 that it began as


def test_where_typing_is_not_live_numbers_count_once_they_are_accepted(form: Form, qtbot: QtBot) -> None:
    form.number.set_typing_live(is_live=False)
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "3")
    assert form.edited == []
    qtbot.keyClick(form.number, Key.Key_Return)
    assert (form.edited, form.committed) == ([3.0], [3.0])
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "4")
    qtbot.keyClick(form.number, Key.Key_Tab)
    assert (form.edited, form.committed) == ([3.0, 4.0], [3.0, 4.0])
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "5")
    qtbot.keyClick(form.number, Key.Key_Escape)
    assert (form.edited, form.number.value) == ([3.0, 4.0], 4.0)
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "6x")
    qtbot.keyClick(form.number, Key.Key_Tab)
    assert form.number.value == 4.0


def test_what_is_wrong_as_it_stands_is_refused_while_typing_and_sets_nothing(form: Form, qtbot: QtBot) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "1/")
    assert not form.number.property("invalid")
    qtbot.keyClicks(form.number, "0")
    assert form.number.property("invalid") is True
    assert "divides by 0" in form.number.toolTip()
    assert form.edited == [1.0, 0.5]
    qtbot.keyClicks(form.number, ".5")
    assert not form.number.property("invalid")
    assert form.number.value == 2.0


@pytest.mark.parametrize(
    ("key", "modifier", "value"),
    [
        (Key.Key_Up, Modifier.NoModifier, 0.6),
        (Key.Key_Down, Modifier.NoModifier, 0.4),
        (Key.Key_Up, Modifier.ShiftModifier, 1.5),
        (Key.Key_Down, Modifier.AltModifier, 0.49),
    ],
)
def test_arrows_nudge(form: Form, qtbot: QtBot, key: Key, modifier: Modifier, value: float) -> None:
    focus(form, qtbot, form.number)
    qtbot.keyClick(form.number, key, modifier)
    assert form.edited == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("start", "key", "modifier", "value"),
    [
        (1.00242, Key.Key_Up, Modifier.NoModifier, 1.10242),
        (1.00242, Key.Key_Down, Modifier.NoModifier, 0.90242),
        (-1.00242, Key.Key_Up, Modifier.NoModifier, -0.90242),
        (1.00242, Key.Key_Up, Modifier.AltModifier, 1.01242),
        (1.00242, Key.Key_Up, Modifier.ShiftModifier, 2.00242),
        (0.62, Key.Key_Up, Modifier.ShiftModifier, 1.62),
        (5.77479, Key.Key_Up, Modifier.NoModifier, 5.87479),
        (0.3, Key.Key_Up, Modifier.NoModifier, 0.4),
        (-0.1, Key.Key_Up, Modifier.NoModifier, 0.0),
        (0.0042, Key.Key_Up, Modifier.NoModifier, 0.0043),
        (-0.0042, Key.Key_Up, Modifier.ShiftModifier, -0.0032),
        (0.0042, Key.Key_Down, Modifier.AltModifier, 0.00419),
    ],
)
def test_a_nudge_adds_its_step_to_all_digits_of_the_number(
    form: Form, qtbot: QtBot, start: float, key: Key, modifier: Modifier, value: float
) -> None:
    form.number.set_value(start)
    focus(form, qtbot, form.number)
    qtbot.keyClick(form.number, key, modifier)
    assert form.edited == [value]


@pytest.mark.parametrize("start", [2.1912591457, 1 / 3, 0.0042, 0.0099, 0.1, -1.234567890123456e-5, 1e12 + 0.3])
@pytest.mark.parametrize("modifier", [Modifier.NoModifier, Modifier.ShiftModifier, Modifier.AltModifier])
def test_nudging_there_and_back_gives_the_very_same_number(
    form: Form, qtbot: QtBot, start: float, modifier: Modifier
) -> None:
    form.number.set_value(start)
    focus(form, qtbot, form.number)
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down):
        qtbot.keyClick(form.number, key, modifier)
        assert (form.number.value == start) is (len(form.edited) == 4)


def test_minus_is_typographic_and_reads_back(form: Form, qtbot: QtBot) -> None:
    form.number.set_value(-0.25)
    assert form.number.text() == "−0.25"
    focus(form, qtbot, form.number)
    QTest.keyClick(form.number, Key.Key_End)
    qtbot.keyClicks(form.number, "5")
    assert form.number.value == -0.255


def test_showing_a_value_announces_nothing(form: Form) -> None:
    form.number.set_value(3.0)
    form.count.set_value(4)
    form.rate.set_value(0.01)
    assert form.edited == []


def test_counting_stops_at_the_ends(form: Form, qtbot: QtBot) -> None:
    for _ in range(4):
        qtbot.mouseClick(form.count.more, Qt.MouseButton.LeftButton)
    assert form.edited == [4, 5]
    assert form.count.value == 5


@pytest.mark.parametrize("text", ["10,000", "10.000", "10'000", "10000"])
def test_a_whole_number_may_be_typed_in_groups_of_three_digits(form: Form, qtbot: QtBot, text: str) -> None:
    form.count.set_range(1, 1_000_000)
    form.count.field.setFocus()
    form.count.field.selectAll()
    qtbot.keyClicks(form.count.field, text)
    qtbot.keyClick(form.count.field, Qt.Key.Key_Return)
    assert form.count.value == 10_000


def test_a_whole_number_field_refuses_fractions(form: Form, qtbot: QtBot) -> None:
    form.count.field.setFocus()
    form.count.field.selectAll()
    qtbot.keyClicks(form.count.field, "2.5")
    assert "whole number" in form.count.field.toolTip()
    assert form.count.value == 3


def test_the_slider_multiplies_and_the_field_goes_beyond(form: Form, qtbot: QtBot) -> None:
    form.rate.slider.setFocus()
    qtbot.keyClick(form.rate.slider, Key.Key_Home)
    assert form.rate.value == 0.001
    qtbot.keyClick(form.rate.slider, Key.Key_End)
    assert form.rate.value == 1.0
    form.rate.field.selectAll()
    qtbot.keyClicks(form.rate.field, "1e6")
    assert form.rate.value == 1e6
    assert form.rate.slider.value() == form.rate.slider.maximum()


@pytest.mark.parametrize(
    ("start", "key", "modifier", "value"),
    [
        (0.03, Key.Key_Up, Modifier.NoModifier, 0.04),
        (0.09, Key.Key_Up, Modifier.NoModifier, 0.1),
        (0.1, Key.Key_Down, Modifier.NoModifier, 0.09),
        (0.03, Key.Key_Up, Modifier.ShiftModifier, 0.3),
        (0.3, Key.Key_Down, Modifier.ShiftModifier, 0.03),
        (0.03, Key.Key_Up, Modifier.AltModifier, 0.031),
        (0.001, Key.Key_Down, Modifier.NoModifier, 0.0009),
        (0.0123, Key.Key_Up, Modifier.NoModifier, 0.02),
    ],
)
def test_a_rate_is_nudged_by_its_leading_digit(
    form: Form, qtbot: QtBot, start: float, key: Key, modifier: Modifier, value: float
) -> None:
    form.rate.set_value(start)
    form.rate.field.setFocus()
    qtbot.keyClick(form.rate.field, key, modifier)
    assert form.edited == [value]


def test_pressing_the_slider_takes_its_handle_there_and_drags_on(form: Form, qtbot: QtBot) -> None:
    slider = form.rate.slider
    middle, end = slider.rect().center(), QPoint(slider.width() - 1, slider.height() // 2)
    form.rate.set_value(0.001)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert form.rate.value == pytest.approx(0.0316, rel=0.1)
    assert form.committed == []
    qtbot.mouseMove(slider, end)
    assert form.rate.value == 1.0
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=end)
    assert form.committed == [1.0]


def test_choosing_announces_and_showing_does_not(qtbot: QtBot) -> None:
    field = ChoiceField((Choice("a", "Alpha"), Choice("b", "Beta", help="Second"), Choice("c", "C", obstacle="No")))
    qtbot.addWidget(field)
    chosen: list[str] = []
    field.choice_edited.connect(chosen.append)
    field.set_choice("b")
    assert (field.choice, field.toolTip(), chosen) == ("b", "Second", [])
    qtbot.keyClick(field, Key.Key_Up)
    assert chosen == ["a"]
    assert field.choice == "a"


@pytest.mark.parametrize(
    ("text", "shown", "plays"),
    [("1 / 4", "1 / 4 ", []), ("abc", "abc ", []), ("", "0.5", [True])],
    ids=["a number", "nonsense", "nothing"],
)
def test_a_space_belongs_to_what_is_typed_and_plays_only_where_nothing_is(
    form: Form, qtbot: QtBot, text: str, shown: str, plays: list[bool]
) -> None:
    pressed: list[bool] = []
    play = QAction(form)
    play.setShortcut(QKeySequence("Space"))
    play.triggered.connect(lambda: pressed.append(True))
    form.addAction(play)
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, text)
    qtbot.keyClick(form.number, Key.Key_Space)
    assert (form.number.text(), pressed) == (shown, plays)
    assert form.number.hasFocus() is (not plays)


def test_a_double_click_selects_the_whole_number(form: Form, double_click: Callable[[QWidget, QPoint], None]) -> None:
    form.number.set_value(-0.125)
    form.number.setFocus()
    end = form.number.cursorRect().center()
    form.number.end(False)
    double_click(form.number, QPoint(form.number.cursorRect().center().x() - 4, end.y()))
    assert form.number.selectedText() == "−0.125"
    QTest.keyClicks(form.number, "1/4")
    assert form.edited[-1] == 0.25


def test_a_number_too_long_for_its_field_is_shown_with_fewer_digits_until_it_is_edited(
    form: Form, qtbot: QtBot
) -> None:
    field = form.number
    field.set_value(-0.123456)
    field.setFixedWidth(56)
    qtbot.waitUntil(lambda: field.width() == 56)
    short = field.text()
    assert len(short) < len("−0.123456")
    assert short == f"{-0.123456:.{len(short) - 3}g}".replace("-", "−")
    field.setFocus()
    assert field.text() == field.selectedText() == "−0.123456"
    form.other.setFocus()
    assert (field.text(), field.value, form.edited) == (short, -0.123456, [])


def test_the_left_end_of_a_slider_that_switches_off_gives_0(qtbot: QtBot) -> None:
    penalty = SliderField(0.0, 1e-6, 1.0, logarithmic=True, is_off_below=True, minimum=0.0)
    qtbot.addWidget(penalty)
    given: list[float] = []
    penalty.value_edited.connect(given.append)
    slider = penalty.slider
    for action in (QSlider.SliderAction.SliderSingleStepAdd, QSlider.SliderAction.SliderToMinimum):
        slider.triggerAction(action)
    assert 1e-6 <= given[0] < 1e-5
    assert given[1] == 0.0
    slider.setValue(1)
    slider.triggerAction(QSlider.SliderAction.SliderMove)
    assert given[2] == 1e-6
    slider.triggerAction(QSlider.SliderAction.SliderToMaximum)
    assert given[3] == 1.0
    penalty.set_value(1e-6)
    assert slider.value() == 1
    penalty.set_value(1e-9)  # typed, and not off
    assert slider.value() == 1
    penalty.set_value(0.0)
    assert slider.value() == 0


@pytest.mark.parametrize(("value", "text"), [(1e9, "1e9"), (-2.5e-7, "−2.5e−7"), (1200.0, "1200")])
def test_powers_of_ten_are_written_briefly(form: Form, value: float, text: str) -> None:
    form.number.set_value(value)
    assert form.number.text() == text


def test_the_wheel_over_a_list_chooses_nothing_and_scrolls_what_is_around(qtbot: QtBot) -> None:
    choice = ChoiceField((Choice("a", "Alpha"), Choice("b", "Beta")))
    qtbot.addWidget(choice)
    choice.set_choice("a")
    choice.show()
    choice.setFocus()
    middle = QPointF(choice.rect().center())
    wheel = QWheelEvent(
        middle, choice.mapToGlobal(middle), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Modifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, wheel)
    assert choice.choice == "a"
    assert not wheel.isAccepted()


def test_a_click_on_the_ground_beside_a_field_is_done_with_it(qtbot: QtBot) -> None:
    area = VerticalScrollArea(Form())
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    form = area.widget()
    assert isinstance(form, Form)
    focus(form, qtbot, form.number)
    qtbot.keyClicks(form.number, "3")
    qtbot.mouseClick(area.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert area.focusWidget() is None
    assert form.committed == [3.0]
