"""The matrix editor: type, move, paste and copy as on paper."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect, remove_layers
from engine.network.initializers import Initialization
from engine.network.model import Network, Parameters, parameters_of
from engine.network.parameters import set_biases, set_weights
from engine.project.project import with_network
from gui.document import Document
from gui.panels.matrix_editor import MatrixEditor
from gui.panels.matrix_editor.model import HEAT_LEVELS
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem, Selection

Child = Callable[[QWidget, str], QWidget]
UndoTexts = Callable[[], list[str]]
Key = Qt.Key


def table(editor: MatrixEditor, child: Child, name: str) -> QTableView:
    found = child(editor, name)
    assert isinstance(found, QTableView)
    return found


def texts(view: QTableView) -> list[list[str]]:
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def click(view: QTableView, row: int, column: int, qtbot: QtBot) -> None:
    cell: QRect = view.visualRect(view.model().index(row, column))
    view.setFocus()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())


def open_editor(view: QTableView) -> QLineEdit | None:
    return next((editor for editor in view.findChildren(QLineEdit, "cell-editor") if editor.isVisible()), None)


def type_keys(view: QTableView, keys: str, qtbot: QtBot) -> None:
    """Type a first key into the cell, which opens it, and the rest into the line that has opened."""
    qtbot.keyClicks(view, keys[0])
    editor = open_editor(view)
    assert editor is not None
    qtbot.keyClicks(editor, keys[1:])


def place(index: QModelIndex) -> tuple[int, int]:
    return index.row(), index.column()


def message(editor: MatrixEditor) -> str:
    return " ".join(label.text() for label in editor.findChildren(QLabel) if label.isVisible() and "." in label.text())


def test_it_looks_as_on_paper(weights: QTableView, biases: QTableView, editor: MatrixEditor, child: Child) -> None:
    assert texts(weights) == [["1", "1"], ["1", "1"]]
    assert texts(biases) == [["0"], ["−1"]]
    headers = [weights.model().headerData(i, Qt.Orientation.Horizontal) for i in range(2)]
    assert headers == ["x₁", "x₂"]
    assert weights.model().headerData(1, Qt.Orientation.Vertical) == "h₂⁽¹⁾"
    title = child(editor, "matrix-title")
    assert isinstance(title, QLabel)
    assert title.text() == "W⁽¹⁾  2×2"


def test_typing_is_live_and_one_undo_step(
    weights: QTableView, document: Document, qtbot: QtBot, undo_texts: UndoTexts
) -> None:
    click(weights, 1, 0, qtbot)
    type_keys(weights, "-1/4", qtbot)
    assert document.network.connection("L1", "L2").weight[1, 0] == -0.25
    qtbot.keyClick(open_editor(weights), Key.Key_Return)
    assert texts(weights) == [["1", "1"], ["−0.25", "1"]]
    assert undo_texts() == ["Set weight"]
    document.undo_stack.undo()
    assert texts(weights) == [["1", "1"], ["1", "1"]]


def test_enter_moves_down_and_tab_right(weights: QTableView, document: Document, qtbot: QtBot) -> None:
    click(weights, 0, 0, qtbot)
    for number in "1234":
        type_keys(weights, number, qtbot)
        qtbot.keyClick(open_editor(weights), Key.Key_Return)
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, [[1, 3], [2, 4]])
    assert place(weights.currentIndex()) == (1, 1)
    click(weights, 0, 0, qtbot)
    type_keys(weights, "7", qtbot)
    qtbot.keyClick(open_editor(weights), Key.Key_Tab)
    assert place(weights.currentIndex()) == (0, 1)
    assert document.network.connection("L1", "L2").weight[0, 0] == 7


def test_tab_leads_through_weights_and_biases_and_out(
    weights: QTableView, biases: QTableView, document: Document, qtbot: QtBot
) -> None:
    click(weights, 0, 0, qtbot)
    for view, numbers in ((weights, "1234"), (biases, "56")):
        for number in numbers:
            type_keys(view, number, qtbot)
            qtbot.keyClick(open_editor(view), Key.Key_Tab)
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, [[1, 2], [3, 4]])
    assert document.network.layer("L2").bias.tolist() == [5, 6]
    assert not weights.hasFocus()
    assert not biases.hasFocus()


def test_shift_tab_leads_back_from_the_biases(
    weights: QTableView, biases: QTableView, editor: MatrixEditor, qtbot: QtBot
) -> None:
    click(biases, 0, 0, qtbot)
    qtbot.keyClick(biases, Key.Key_Backtab)
    assert weights.hasFocus()
    assert place(weights.currentIndex()) == (1, 1)
    for _ in range(4):
        qtbot.keyClick(weights, Key.Key_Backtab)
    assert not weights.hasFocus()
    assert not biases.hasFocus()


def test_enter_leads_from_the_last_weight_to_the_first_bias(
    weights: QTableView, biases: QTableView, selection: Selection, qtbot: QtBot
) -> None:
    click(weights, 1, 1, qtbot)
    type_keys(weights, "7", qtbot)
    qtbot.keyClick(open_editor(weights), Key.Key_Return)
    assert biases.hasFocus()
    assert place(biases.currentIndex()) == (0, 0)
    assert selection.current == NeuronItem("L2", 0)
    for number in "89":
        type_keys(biases, number, qtbot)
        qtbot.keyClick(open_editor(biases), Key.Key_Return)
    assert open_editor(biases) is None
    assert biases.hasFocus()


@pytest.mark.parametrize("key", [" ", "r", "x", "e", "s"])
def test_keys_that_begin_no_number_are_left_to_the_window(
    weights: QTableView, editor: MatrixEditor, qtbot: QtBot, key: str
) -> None:
    fired: list[str] = []
    action = QAction(editor)
    action.setShortcut(QKeySequence("Space" if key == " " else key.upper()))
    action.triggered.connect(lambda: fired.append(key))
    editor.addAction(action)
    click(weights, 0, 0, qtbot)
    type_keys(weights, "3", qtbot)
    qtbot.keyClick(open_editor(weights), Key.Key_Return)
    qtbot.keyClicks(weights, key)
    assert open_editor(weights) is None
    assert fired == [key]


def test_an_unfinished_number_is_refused_on_enter_only(
    editor: MatrixEditor, weights: QTableView, document: Document, qtbot: QtBot
) -> None:
    click(weights, 0, 0, qtbot)
    type_keys(weights, "-1", qtbot)
    cell = open_editor(weights)
    assert cell is not None
    qtbot.keyClicks(cell, "/")
    assert message(editor) == ""
    qtbot.keyClick(cell, Key.Key_Return)
    assert "not finished" in message(editor)
    assert open_editor(weights) is cell
    qtbot.keyClicks(cell, "4")
    assert message(editor) == ""
    assert document.network.connection("L1", "L2").weight[0, 0] == -0.25


def test_a_message_moves_no_cell_and_asks_for_no_larger_dock(editor: MatrixEditor, weights: QTableView) -> None:
    before = weights.geometry(), weights.mapTo(editor, weights.rect().topLeft()), editor.minimumSizeHint()
    editor.matrix_actions.paste("hello")
    assert "“hello”" in message(editor)
    QCoreApplication.sendPostedEvents()  # what it may have asked layouts for
    assert (weights.geometry(), weights.mapTo(editor, weights.rect().topLeft()), editor.minimumSizeHint()) == before


def test_esc_restores(weights: QTableView, document: Document, qtbot: QtBot) -> None:
    click(weights, 0, 1, qtbot)
    type_keys(weights, "9", qtbot)
    assert document.network.connection("L1", "L2").weight[0, 1] == 9
    qtbot.keyClick(open_editor(weights), Key.Key_Escape)
    assert document.network.connection("L1", "L2").weight[0, 1] == 1
    assert open_editor(weights) is None
    assert place(weights.currentIndex()) == (0, 1)


def test_what_is_no_number_keeps_the_cell_open_and_says_so(
    weights: QTableView, editor: MatrixEditor, document: Document, qtbot: QtBot
) -> None:
    click(weights, 0, 0, qtbot)
    before = document.network.connection("L1", "L2").weight[0, 0]
    type_keys(weights, "1/0", qtbot)
    assert document.network.connection("L1", "L2").weight[0, 0] == before
    qtbot.keyClick(open_editor(weights), Key.Key_Return)
    cell = open_editor(weights)
    assert cell is not None
    assert "divides by 0" in message(editor)
    qtbot.keyClick(cell, Key.Key_Backspace)
    qtbot.keyClicks(cell, "2")
    assert "divides" not in message(editor)
    assert document.network.connection("L1", "L2").weight[0, 0] == 0.5


def test_a_bias_is_typed_like_a_weight(biases: QTableView, document: Document, qtbot: QtBot) -> None:
    click(biases, 0, 0, qtbot)
    type_keys(biases, "0,5", qtbot)
    qtbot.keyClick(open_editor(biases), Key.Key_Return)
    assert document.network.layer("L2").bias.tolist() == [0.5, -1]
    assert place(biases.currentIndex()) == (1, 0)


@pytest.mark.parametrize(
    "text",
    ["[[1, 2], [3, 4]]", "[1 2; 3 4]", "1,2\n3,4", "1\t2\n3\t4", r"\begin{bmatrix}1 & 2\\3 & 4\end{bmatrix}"],
)
def test_a_matrix_is_pasted_in_every_format(
    weights: QTableView, document: Document, qtbot: QtBot, undo_texts: UndoTexts, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    click(weights, 0, 0, qtbot)
    qtbot.keyClick(weights, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, [[1, 2], [3, 4]])
    assert undo_texts() == ["Paste matrix"]


def test_weights_and_biases_named_in_one_text_are_set_at_once(
    weights: QTableView, editor: MatrixEditor, document: Document, qtbot: QtBot, undo_texts: UndoTexts
) -> None:
    QGuiApplication.clipboard().setText("W = np.array([[1, 2], [3, 4]])\nb = np.array([5, 6])")
    click(weights, 1, 1, qtbot)
    qtbot.keyClick(weights, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, [[1, 2], [3, 4]])
    assert document.network.layer("L2").bias.tolist() == [5, 6]
    assert undo_texts() == ["Paste weights and biases"]
    assert "Pasted into all of W⁽¹⁾ (2×2) and all of b⁽¹⁾ (2)." in message(editor)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("W = [[1, 2, 3], [4, 5, 6]]\nb = [7, 8]", "W of “Hidden” from “Input” is 2×2; the matrix given is 2×3."),
        ("W = [[1, 2], [3, 4]]\nb = [5, 6, 7]", "b of “Hidden” has 2 entries; the vector given has 3."),
        ("W = [[1, 2], [3]]\nb = [5, 6]", "W: Row 2 has 1 entry, but row 1 has 2."),
    ],
)
def test_either_of_weights_and_biases_that_does_not_fit_leaves_both_alone(
    editor: MatrixEditor, document: Document, undo_texts: UndoTexts, text: str, sentence: str
) -> None:
    before = document.network
    editor.matrix_actions.paste(text)
    assert sentence in message(editor)
    assert document.network is before
    assert undo_texts() == []


def test_the_button_pastes_where_the_focus_is(
    editor: MatrixEditor, biases: QTableView, document: Document, qtbot: QtBot, child: Child
) -> None:
    QGuiApplication.clipboard().setText("[[2, 2], [2, 2]]")
    qtbot.mouseClick(child(editor, "paste-matrix"), Qt.MouseButton.LeftButton)
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, [[2, 2], [2, 2]])
    QGuiApplication.clipboard().setText("[3; 4]")
    click(biases, 0, 0, qtbot)
    qtbot.keyClick(biases, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert document.network.layer("L2").bias.tolist() == [3, 4]


@pytest.mark.parametrize(
    ("connection", "text", "weight", "bias", "place_named"),
    [
        (("L1", "L2"), "[3; 4]", [[1, 1], [1, 1]], [3, 4], "all of b⁽¹⁾ (2)"),
        (("L1", "L2"), "[[5, 6], [7, 8]]", [[5, 6], [7, 8]], [0, -1], "all of W⁽¹⁾ (2×2)"),
        (("L2", "L3"), "[[5, 6]]", [[5, 6]], [-0.5], "all of W⁽²⁾ (1×2)"),
        (("L2", "L3"), "7", [[1, -2]], [7], "b⁽²⁾"),
    ],
)
def test_without_the_keyboard_the_shape_tells_where_a_matrix_goes(
    editor: MatrixEditor,
    biases: QTableView,
    selection: Selection,
    document: Document,
    qtbot: QtBot,
    child: Child,
    connection: tuple[str, str],
    text: str,
    weight: list[list[float]],
    bias: list[float],
    place_named: str,
) -> None:
    click(biases, 0, 0, qtbot)  # where one was before does not count
    child(editor, "matrix-connection").setFocus()
    selection.select(ConnectionItem(*connection))
    QGuiApplication.clipboard().setText(text)
    qtbot.mouseClick(child(editor, "paste-matrix"), Qt.MouseButton.LeftButton)
    assert document.network.connection(*connection).weight.tolist() == weight
    assert document.network.layer(connection[1]).bias.tolist() == bias
    assert f"Pasted into {place_named}." in message(editor)


def test_a_single_number_that_fits_both_goes_into_the_weights(editor: MatrixEditor, document: Document) -> None:
    network = add_layer(add_layer(Network(), "input", 1), "dense", 1)
    document.apply("New", lambda project: with_network(project, connect(network, "L1", "L2", Initialization())))
    editor.setFocus()
    editor.matrix_actions.paste("7")
    assert document.network.connection("L1", "L2").weight.tolist() == [[7]]
    assert document.network.layer("L2").bias.tolist() == [0]


def test_decimal_commas_are_read_by_what_is_selected(
    weights: QTableView, biases: QTableView, editor: MatrixEditor, document: Document, qtbot: QtBot
) -> None:
    click(weights, 1, 1, qtbot)
    editor.matrix_actions.paste("0,5")
    assert document.network.connection("L1", "L2").weight.tolist() == [[1, 1], [1, 0.5]]
    click(weights, 0, 0, qtbot)
    cell: QRect = weights.visualRect(weights.model().index(1, 0))
    qtbot.mouseClick(weights.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, cell.center())
    editor.matrix_actions.paste("0,5\n1,5")
    assert document.network.connection("L1", "L2").weight.tolist() == [[0.5, 1], [1.5, 0.5]]
    click(biases, 0, 0, qtbot)
    editor.matrix_actions.paste("2,5\n3,5")
    assert document.network.layer("L2").bias.tolist() == [2.5, 3.5]
    assert "Commas were read as decimal." in message(editor)
    biases.clearFocus()
    editor.matrix_actions.paste("0,5\n1,5")
    assert document.network.connection("L1", "L2").weight.tolist() == [[0, 5], [1, 5]]
    assert "Commas were read as separators." in message(editor)


def test_a_table_with_a_gap_goes_neither_into_the_weights_nor_into_as_many_biases(
    editor: MatrixEditor, weights: QTableView, document: Document, qtbot: QtBot
) -> None:
    network = add_layer(add_layer(Network(), "input", 2), "dense", 3)
    network = connect(network, "L1", "L2", Initialization())
    document.apply("New", lambda project: with_network(project, network))
    editor.setFocus()
    editor.matrix_actions.paste("1,2\n3\n4,5")
    assert "Row 2 has 1 entry, but row 1 has 2." in message(editor)
    click(weights, 0, 0, qtbot)
    editor.matrix_actions.paste("1,2\n3\n4,5")
    assert "Row 2 has 1 entry, but row 1 has 2." in message(editor)
    assert document.network is network


def test_a_single_number_is_pasted_into_its_cell(weights: QTableView, document: Document, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("5")
    click(weights, 0, 1, qtbot)
    qtbot.keyClick(weights, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, [[1, 5], [1, 1]])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[1, 2, 3], [4, 5, 6]]", "W of “Hidden” from “Input” is 2×2; the matrix given is 2×3."),
        ("[[1, 2], [3]]", "Row 2 has 1 entry, but row 1 has 2."),
        ("hello", "“hello” is not a finite number"),
    ],
)
def test_what_does_not_fit_is_refused_inline(
    editor: MatrixEditor, document: Document, undo_texts: UndoTexts, text: str, sentence: str
) -> None:
    editor.matrix_actions.paste(text)
    assert sentence in message(editor)
    assert undo_texts() == []


@pytest.mark.parametrize(
    "item",
    [ConnectionItem("L2", "L3"), EdgeItem("L2", "L3", 0, 1), NeuronItem("L3", 0), LayerItem("L3")],
    ids=lambda item: type(item).__name__,
)
def test_it_follows_the_selection(
    weights: QTableView, selection: Selection, item: ConnectionItem | EdgeItem | NeuronItem | LayerItem
) -> None:
    selection.select(item)
    assert texts(weights) == [["1", "−2"]]


def test_the_cell_of_the_selected_edge_is_current_and_the_other_way_round(
    weights: QTableView, biases: QTableView, selection: Selection, qtbot: QtBot
) -> None:
    selection.select(EdgeItem("L1", "L2", 1, 0))
    assert place(weights.currentIndex()) == (1, 0)
    click(weights, 0, 1, qtbot)
    assert selection.current == EdgeItem("L1", "L2", 0, 1)
    click(biases, 1, 0, qtbot)
    assert selection.current == NeuronItem("L2", 1)


def test_choosing_a_connection_selects_it(
    editor: MatrixEditor, weights: QTableView, selection: Selection, qtbot: QtBot, child: Child
) -> None:
    combo = child(editor, "matrix-connection")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_Down)
    assert texts(weights) == [["1", "−2"]]
    assert selection.current == ConnectionItem("L2", "L3")


def test_removed_edges_are_no_cells_to_type_into(
    editor: MatrixEditor, weights: QTableView, document: Document, qtbot: QtBot
) -> None:
    connection = document.network.connection("L1", "L2")
    sparse = replace(connection, mask=np.array([[True, False], [True, True]]))
    network = replace(document.network, connections=(sparse, *document.network.connections[1:]))
    document.apply("Remove edge", lambda project: with_network(project, network))
    assert texts(weights)[0] == ["1", ""]
    click(weights, 0, 1, qtbot)
    for key in (Key.Key_5, Key.Key_Return):
        editor.matrix_actions.paste("oops oops")
        qtbot.keyClick(weights, key)
        assert open_editor(weights) is None
        assert message(editor) == (
            "The weight to h₁⁽¹⁾ from x₂ was removed; restore its edge to give it a number again."
        )


def test_colours_are_those_of_sign(weights: QTableView, biases: QTableView) -> None:
    def color(view: QTableView, row: int) -> QColor:
        image, corner = view.viewport().grab().toImage(), view.visualRect(view.model().index(row, 0)).topLeft()
        return image.pixelColor((corner + QPoint(3, 3)) * image.devicePixelRatio())

    assert color(weights, 0).blue() > color(weights, 0).red()
    assert color(biases, 1).red() > color(biases, 1).blue()


def test_while_training_numbers_are_live_and_cannot_be_typed(
    editor: MatrixEditor, weights: QTableView, document: Document, qtbot: QtBot, child: Child
) -> None:
    document.set_training(True)
    parameters = parameters_of(document.network)
    document.show_parameters(
        Parameters(weights=(np.full((2, 2), 0.5), *parameters.weights[1:]), biases=parameters.biases)
    )
    assert texts(weights) == [["0.5", "0.5"], ["0.5", "0.5"]]
    click(weights, 0, 0, qtbot)
    qtbot.keyClicks(weights, "5")
    assert open_editor(weights) is None
    assert not child(editor, "paste-matrix").isEnabled()
    document.set_training(False)
    assert child(editor, "paste-matrix").isEnabled()


def test_without_connections_it_says_what_to_do(editor: MatrixEditor, document: Document, weights: QTableView) -> None:
    document.edit_network("Remove layers", lambda network: remove_layers(network, ["L2"]))
    assert not weights.isVisible()
    assert "Connect two layers" in message(editor)
    document.undo_stack.undo()
    assert texts(weights) == [["1", "1"], ["1", "1"]]


def test_of_a_million_neurons_only_those_in_sight_are_named(
    document: Document, selection: Selection, show: Callable[[QWidget], None], child: Child
) -> None:
    network = add_layer(add_layer(Network(), "input", 1), "dense", 1_000_000)
    document.apply("New", lambda project: with_network(project, connect(network, "L1", "L2", Initialization())))
    editor = MatrixEditor(document, selection)
    show(editor)
    view = table(editor, child, "matrix-table")
    assert view.model().headerData(999_999, Qt.Orientation.Vertical) == "f₁₀₀₀₀₀₀(x)"
    assert view.model().headerData(1_000_000, Qt.Orientation.Vertical) == ""


def test_a_table_whose_model_goes_first_still_has_a_size(weights: QTableView) -> None:
    weights.setModel(None)
    assert weights.sizeHint().isValid()
    assert weights.minimumSizeHint().isValid()


def test_a_large_matrix_shows_at_once(
    document: Document, selection: Selection, show: Callable[[QWidget], None], child: Child
) -> None:
    network = add_layer(add_layer(Network(), "input", 784), "dense", 128)
    document.apply("New", lambda project: with_network(project, connect(network, "L1", "L2", Initialization())))
    editor = MatrixEditor(document, selection)
    show(editor)
    view = table(editor, child, "matrix-table")
    assert (view.model().rowCount(), view.model().columnCount()) == (128, 784)
    assert view.width() <= editor.width()
    view.verticalScrollBar().setValue(200)
    assert table(editor, child, "bias-table").verticalScrollBar().value() == 200


def test_arrows_nudge_as_on_the_canvas(weights: QTableView, document: Document, qtbot: QtBot) -> None:
    click(weights, 0, 0, qtbot)
    type_keys(weights, "1/3", qtbot)
    values = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down):
        qtbot.keyClick(open_editor(weights), key)
        values.append(document.network.connection("L1", "L2").weight[0, 0])
    assert values == [0.4333333333333333, 0.5333333333333333, 0.4333333333333333, 1 / 3]


def test_the_wheel_nudges_in_an_open_cell(weights: QTableView, document: Document, qtbot: QtBot) -> None:
    click(weights, 0, 0, qtbot)
    type_keys(weights, "2", qtbot)
    cell = open_editor(weights)
    place, no_key = QPointF(cell.rect().center()), Qt.KeyboardModifier.NoModifier
    for turn in (120, 60, 60, -120):
        event = QWheelEvent(
            place, QPointF(cell.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            no_key, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QCoreApplication.sendEvent(cell, event)
    assert document.network.connection("L1", "L2").weight[0, 0] == 2.1
    assert "wheel" in cell.toolTip()


def test_weights_and_biases_side_by_side_have_one_scale_of_colour(
    weights: QTableView, biases: QTableView, document: Document
) -> None:
    document.edit_network("Set", lambda network: set_weights(network, "L1", "L2", [[8, 4], [2, 2]]))
    document.edit_network("Set", lambda network: set_biases(network, "L2", [4, 0]))
    of_weight, of_bias = (
        table.model().heat(table.model().index(0, column)) for table, column in ((weights, 1), (biases, 0))
    )
    assert of_weight == of_bias == HEAT_LEVELS // 2


def test_no_tooltip_lies_over_the_cells_but_each_is_described(weights: QTableView) -> None:
    cell = weights.model().index(0, 1)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) is None
    assert "= 1.0" in cell.data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_open_cell_shows_all_that_is_typed(weights: QTableView, qtbot: QtBot) -> None:
    for column in (0, 1):
        click(weights, 0, column, qtbot)
        type_keys(weights, "sqrt(2)/2", qtbot)
        editor = open_editor(weights)
        assert editor is not None
        assert editor.width() > editor.fontMetrics().horizontalAdvance("sqrt(2)/2")
        assert weights.viewport().rect().contains(editor.geometry())
        qtbot.keyClick(editor, Key.Key_Escape)


def test_a_refusal_goes_with_the_next_action(
    editor: MatrixEditor, weights: QTableView, selection: Selection, qtbot: QtBot
) -> None:
    click(weights, 0, 0, qtbot)
    editor.matrix_actions.paste("oops")
    assert "oops" in message(editor)
    click(weights, 1, 0, qtbot)
    assert message(editor) == ""
    editor.matrix_actions.paste("oops")
    weights.clearFocus()
    assert "oops" in message(editor)
    selection.select(NeuronItem("L1", 0))
    assert message(editor) == ""


def test_another_matrix_begins_at_its_first_row_and_column(
    editor: MatrixEditor, weights: QTableView, document: Document
) -> None:
    wide = add_layer(add_layer(Network(), "input", 90), "dense", 90)
    document.apply("New", lambda project: with_network(project, connect(wide, "L1", "L2", Initialization())))
    weights.scrollToBottom()
    weights.scrollTo(weights.model().index(89, 89))
    assert weights.horizontalScrollBar().value() > 0
    wider = add_layer(add_layer(Network(), "input", 91), "dense", 90)
    document.apply("New", lambda project: with_network(project, connect(wider, "L1", "L2", Initialization())))
    assert weights.horizontalScrollBar().value() == weights.verticalScrollBar().value() == 0


def test_a_message_leaves_the_current_cell_in_sight(
    editor: MatrixEditor, weights: QTableView, document: Document, qtbot: QtBot
) -> None:
    tall = add_layer(add_layer(Network(), "input", 2), "dense", 40)
    document.apply("New", lambda project: with_network(project, connect(tall, "L1", "L2", Initialization())))
    QCoreApplication.processEvents()
    last = weights.rowAt(weights.viewport().height() - 1) - 1
    click(weights, last, 0, qtbot)
    editor.matrix_actions.paste("oops")
    qtbot.waitUntil(lambda: "oops" in message(editor))
    QCoreApplication.processEvents()
    assert weights.viewport().rect().contains(weights.visualRect(weights.model().index(last, 0)))
