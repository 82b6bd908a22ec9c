"""The selected sample: stepping, inputs, target, prediction."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet, Task
from engine.data.sources import make_data_set
from engine.network.forward import LayerValues, forward
from engine.project import edits
from engine.project.settings import with_typed_input
from gui.document import Document
from gui.panels.data_panel import DataPanel
from gui.theme import LIGHT

Child = Callable[[QWidget, str], QWidget]
TypeInto = Callable[[QWidget, str, str], None]
TextOf = Callable[[str], str]
MakeTable = Callable[..., DataSet]


def select(document: Document, index: int | None) -> None:
    document.set_view(replace(document.view, selected_sample=index))


def show_values(panel: DataPanel, document: Document, inputs: list[float]) -> None:
    panel.set_sample_values(forward(document.network, np.array([inputs])))


def show_outputs(panel: DataPanel, outputs: list[float]) -> None:
    """Let the output layer say something of the test's choosing."""
    row = np.array([outputs])
    panel.set_sample_values({"L3": LayerValues(row, row)})


def plain(rich: str) -> str:
    return QTextDocumentFragment.fromHtml(rich).toPlainText().replace("\xa0", " ")


def test_the_xor_network_is_right_about_all_four(panel: DataPanel, document: Document, text_of: TextOf) -> None:
    for index, (inputs, output, label) in enumerate(
        [([0.0, 0.0], "−0.5", 0), ([0.0, 1.0], "0.5", 1), ([1.0, 0.0], "0.5", 1), ([1.0, 1.0], "−0.5", 0)]
    ):
        select(document, index)
        show_values(panel, document, inputs)
        assert [text_of("sample-input-1"), text_of("sample-input-2")] == [f"{value:g}" for value in inputs]
        assert plain(text_of("sample-target")) == f"● class {label}"
        assert LIGHT.class_colors[label].lower() in text_of("sample-target")
        assert plain(text_of("sample-prediction")).startswith(f"f = {output}, σ(f) = 0.")
        assert plain(text_of("sample-prediction")).endswith(f"● class {label}")
        assert text_of("sample-verdict") == "Right"


def test_a_wrong_prediction_is_marked(panel: DataPanel, text_of: TextOf) -> None:
    show_outputs(panel, [2.0])
    assert text_of("sample-verdict") == "Wrong"
    show_outputs(panel, [-2.0])
    assert text_of("sample-verdict") == "Right"
    show_outputs(panel, [np.nan])
    assert text_of("sample-verdict") == ""
    panel.set_sample_values({})
    assert (text_of("sample-prediction"), text_of("sample-verdict")) == ("–", "")


def test_the_loss_decides_what_an_output_means(panel: DataPanel, document: Document, text_of: TextOf) -> None:
    select(document, 1)
    show_outputs(panel, [0.4])
    assert text_of("sample-verdict") == "Right"
    document.apply("Choose loss", lambda project: edits.set_loss(project, "squared_error"))
    assert text_of("sample-verdict") == "Wrong"


def test_outputs_that_do_not_fit_the_data_predict_nothing(panel: DataPanel, text_of: TextOf) -> None:
    show_outputs(panel, [0.1, 0.2, 0.3])
    assert text_of("sample-prediction") == "–"


def test_of_several_classes_the_highest_output_is_the_prediction(
    panel: DataPanel, text_of: TextOf, make_table: MakeTable
) -> None:
    panel.set_data_set(make_table([[0.0, 0.0]], [2.0], Task.MULTICLASS, class_names=("cat", "dog", "owl")))
    show_outputs(panel, [0.0, 3.0, 1.0])
    assert plain(text_of("sample-target")) == "● owl"
    assert plain(text_of("sample-prediction")).endswith("● dog")
    assert text_of("sample-verdict") == "Wrong"


def test_of_a_regression_the_distance_from_the_target_is_told(
    panel: DataPanel, text_of: TextOf, make_table: MakeTable
) -> None:
    panel.set_data_set(make_table([[0.0, 0.0], [1.0, 1.0]], [1.5, -1.0], Task.REGRESSION))
    show_outputs(panel, [1.25])
    assert text_of("sample-target") == "y = 1.5"
    assert text_of("sample-prediction") == "f = 1.25"
    assert text_of("sample-verdict") == "f − y = −0.25"


def test_buttons_step_from_the_first_sample_to_the_last(
    panel: DataPanel, document: Document, child: Child, text_of: TextOf, qtbot: QtBot
) -> None:
    assert text_of("sample-count") == "of 4"
    assert not child(panel, "sample-previous").isEnabled()
    for index in (1, 2, 3):
        qtbot.mouseClick(child(panel, "sample-next"), Qt.MouseButton.LeftButton)
        assert document.view.selected_sample == index
    assert not child(panel, "sample-next").isEnabled()
    qtbot.mouseClick(child(panel, "sample-previous"), Qt.MouseButton.LeftButton)
    assert document.view.selected_sample == 2
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize("button", ["sample-previous", "sample-next"])
def test_a_step_from_an_own_x_leads_back_to_the_sample_left(
    panel: DataPanel, document: Document, child: Child, qtbot: QtBot, button: str
) -> None:
    select(document, 0)
    document.set_view(with_typed_input(document.view, (0.5, 0.5)))
    qtbot.mouseClick(child(panel, button), Qt.MouseButton.LeftButton)
    assert (document.view.selected_sample, document.view.typed_input) == (0, None)


def test_a_sample_is_typed_as_people_count(
    panel: DataPanel, document: Document, type_into: TypeInto, text_of: TextOf
) -> None:
    type_into(panel, "sample-index", "4")
    assert document.view.selected_sample == 3
    assert (text_of("sample-input-1"), text_of("sample-input-2")) == ("1", "1")


def test_where_no_sample_is_selected_the_first_is_next(
    panel: DataPanel, document: Document, child: Child, text_of: TextOf, qtbot: QtBot
) -> None:
    select(document, None)
    assert text_of("sample-target") == ""
    qtbot.mouseClick(child(panel, "sample-next"), Qt.MouseButton.LeftButton)
    assert document.view.selected_sample == 0
    assert plain(text_of("sample-target")) == "● class 0"


def test_data_with_fewer_samples_select_the_first(panel: DataPanel, document: Document, make_table: MakeTable) -> None:
    panel.set_data_set(make_table([[0.0, 0.0]] * 9, [0.0] * 9))
    select(document, 8)
    panel.set_data_set(make_data_set(document.project.data))
    assert document.view.selected_sample == 0


def test_it_is_told_which_part_a_sample_belongs_to(
    panel: DataPanel, document: Document, text_of: TextOf, make_table: MakeTable
) -> None:
    panel.set_data_set(make_table([[0.0, 0.0]] * 3, [0.0] * 3, validation=(1,)))
    assert text_of("sample-part") == "Used for training"
    select(document, 1)
    assert text_of("sample-part") == "Held back for validation"


def test_of_many_inputs_the_first_are_named(panel: DataPanel, text_of: TextOf, make_table: MakeTable) -> None:
    names = tuple(f"measure {number}" for number in range(1, 31))
    panel.set_data_set(make_table([[float(number) for number in range(1, 31)]], [0.0], input_names=names))
    assert (text_of("sample-input-name-8"), text_of("sample-input-8")) == ("measure 8", "8")
    assert text_of("sample-more-inputs") == "… 22 more; all of them:"
    assert text_of("sample-line").startswith("1, 2, 3")
    panel.set_data_set(make_table([[5.0]], [0.0]))
    assert (text_of("sample-input-1"), text_of("sample-input-2"), text_of("sample-more-inputs")) == ("5", "", "")


def test_standardised_inputs_are_shown_with_what_was_measured(
    panel: DataPanel, text_of: TextOf, make_table: MakeTable
) -> None:
    assert text_of("sample-given-1") == ""
    panel.set_data_set(make_table([[0.5]], [0.0], mean=10.0, scale=4.0))
    assert (text_of("sample-input-1"), text_of("sample-given-1")) == ("12", "0.5")


def test_an_image_is_shown_as_an_image(panel: DataPanel, child: Child, make_table: MakeTable) -> None:
    dark, bright = 0.0, 16.0
    panel.set_data_set(make_table([[dark, bright, bright, dark]] * 2, [0.0, 1.0], image_shape=(2, 2)))
    picture = child(panel, "sample-image")
    assert picture.isVisible()
    image = picture.grab().toImage()
    width, height = image.width(), image.height()
    places = [(width // 4, height // 4), (3 * width // 4, height // 4)]
    colors = [image.pixelColor(x, y).name().upper() for x, y in places]
    assert colors == [LIGHT.sequential.low, LIGHT.sequential.high]
    panel.set_data_set(make_table([[0.0, 0.0]], [0.0]))
    assert not picture.isVisible()


def test_a_panel_that_was_hidden_catches_up(panel: DataPanel, text_of: TextOf) -> None:
    panel.hide()
    show_outputs(panel, [2.0])
    panel.show()
    assert text_of("sample-verdict") == "Wrong"


@pytest.mark.parametrize("outputs", [[np.inf], [-np.inf], [np.nan]])
def test_a_run_that_diverges_shows_its_numbers(panel: DataPanel, text_of: TextOf, outputs: list[float]) -> None:
    show_outputs(panel, outputs)
    assert plain(text_of("sample-prediction")).startswith(("f = ∞", "f = −∞", "f = –"))
