"""An x of one's own: typed field by field, or pasted as a whole."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet
from engine.network.forward import forward
from gui.document import Document
from gui.panels.data_panel import DataPanel

Child = Callable[[QWidget, str], QWidget]
TypeInto = Callable[[QWidget, str, str], None]
TextOf = Callable[[str], str]
MakeTable = Callable[..., DataSet]
Key = Qt.Key


def test_a_number_typed_over_an_input_makes_an_own_x_at_once(
    panel: DataPanel, document: Document, child: Child, type_into: TypeInto, text_of: TextOf, qtbot: QtBot
) -> None:
    type_into(panel, "sample-input-1", "3/4")
    assert document.view.typed_input == (0.75, 0.0)
    assert document.undo_stack.count() == 0
    assert text_of("sample-part") == "Own x"
    assert text_of("sample-target") == ""
    panel.set_sample_values(forward(document.network, np.array([[0.75, 0.0]])))
    assert "f = 0.25" in text_of("sample-prediction")
    assert text_of("sample-verdict") == ""
    qtbot.keyClick(child(panel, "sample-input-1"), Key.Key_Return)
    type_into(panel, "sample-input-2", "0,5")
    assert document.view.typed_input == (0.75, 0.5)


def test_esc_brings_the_sample_back(
    panel: DataPanel, document: Document, child: Child, type_into: TypeInto, text_of: TextOf, qtbot: QtBot
) -> None:
    type_into(panel, "sample-input-1", "5")
    qtbot.keyClick(child(panel, "sample-input-1"), Key.Key_Escape)
    assert document.view.typed_input is None
    assert text_of("sample-input-1") == "0"
    assert text_of("sample-part") == "Used for training"


@pytest.mark.parametrize("way", ["sample-back", "sample-next"])
def test_stepping_from_the_own_x_leads_back_to_the_sample_left(
    panel: DataPanel, document: Document, child: Child, type_into: TypeInto, text_of: TextOf, qtbot: QtBot, way: str
) -> None:
    assert not child(panel, "sample-back").isVisible()
    type_into(panel, "sample-input-1", "5")
    qtbot.mouseClick(child(panel, way), Qt.MouseButton.LeftButton)
    assert document.view.typed_input is None
    assert document.view.selected_sample == 0
    assert text_of("sample-input-1") == "0"
    assert text_of("sample-target") != ""


def test_an_own_x_is_typed_as_it_is_measured(
    panel: DataPanel, document: Document, type_into: TypeInto, text_of: TextOf, make_table: MakeTable
) -> None:
    panel.set_data_set(make_table([[0.5, 0.0]], [0.0], mean=10.0, scale=4.0))
    type_into(panel, "sample-input-1", "14")
    assert document.view.typed_input == (14.0, 10.0)
    assert text_of("sample-given-1") == "1"


def test_what_is_no_number_changes_nothing_and_says_so(
    panel: DataPanel, document: Document, child: Child, type_into: TypeInto
) -> None:
    type_into(panel, "sample-input-1", "x")
    assert document.view.typed_input is None
    assert "“x” is not a number" in child(panel, "sample-input-1").toolTip()


def test_many_inputs_are_pasted_into_one_line(
    panel: DataPanel, document: Document, child: Child, text_of: TextOf, make_table: MakeTable, qtbot: QtBot
) -> None:
    panel.set_data_set(make_table([[0.0] * 12], [0.0]))
    QGuiApplication.clipboard().setText("tensor([1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., -12.])")
    line = child(panel, "sample-line")
    line.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert document.view.typed_input == (*map(float, range(1, 12)), -12.0)
    qtbot.keyClick(line, Key.Key_Return)
    assert not line.hasFocus()
    assert text_of("sample-line").endswith("11, −12")
    assert text_of("sample-input-8") == "8"


def test_too_few_numbers_are_refused_in_a_sentence(
    panel: DataPanel, document: Document, child: Child, text_of: TextOf, make_table: MakeTable, qtbot: QtBot
) -> None:
    panel.set_data_set(make_table([[0.0] * 12], [0.0]))
    line = child(panel, "sample-line")
    line.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(line, "1, 2, 3")
    assert text_of("sample-line-refusal") == ""
    qtbot.keyClick(line, Key.Key_Return)
    assert text_of("sample-line-refusal") == "x has 12 numbers here; the text has 3."
    assert line.hasFocus()
    assert document.view.typed_input is None
    qtbot.keyClick(line, Key.Key_Escape)
    assert text_of("sample-line-refusal") == ""
    assert text_of("sample-line").startswith("0, 0")


def test_an_own_x_for_other_inputs_is_left_aside(panel: DataPanel, document: Document, text_of: TextOf) -> None:
    document.set_view(replace(document.view, typed_input=(1.0, 2.0, 3.0)))
    assert text_of("sample-part") == "Used for training"
    document.set_view(replace(document.view, typed_input=(1.0, 2.0)))
    assert (text_of("sample-input-1"), text_of("sample-input-2")) == ("1", "2")
