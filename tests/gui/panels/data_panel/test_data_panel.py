"""The data panel: sources on cards, their parameters as undoable edits, and whether the network fits."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QSlider, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet, Task
from engine.data.sources import DATA_SOURCES, make_data_set
from engine.data.specification import DataSpecification
from engine.project import edits
from gui.document import TRAINING_OBSTACLE, Document
from gui.panels.data_panel import DataPanel
from gui.theme import DARK, LIGHT, apply_theme
from gui.widgets import InlineMessage

Child = Callable[[QWidget, str], QWidget]
TypeInto = Callable[[QWidget, str, str], None]
UndoTexts = Callable[[], list[str]]
TextOf = Callable[[str], str]
MakeTable = Callable[..., DataSet]


def choose(document: Document, source: str) -> None:
    document.apply("Choose data", lambda project: edits.choose_source(project, source))


def messages(panel: DataPanel) -> list[str]:
    return [message.text for message in panel.findChildren(InlineMessage) if message.text]


def chosen_cards(panel: DataPanel) -> list[str]:
    return [
        button.text()
        for button in panel.findChildren(QAbstractButton)
        if button.objectName().startswith("data-source-") and button.isChecked()
    ]


def test_a_click_on_a_card_chooses_its_data_and_a_loss_that_fits(
    panel: DataPanel, document: Document, child: Child, undo_texts: UndoTexts, text_of: TextOf, qtbot: QtBot
) -> None:
    qtbot.mouseClick(child(panel, "data-source-blobs"), Qt.MouseButton.LeftButton)
    assert document.project.data.source == "blobs"
    assert document.project.training.loss == "cross_entropy"
    assert chosen_cards(panel) == ["Blobs"]
    assert text_of("data-description") == DATA_SOURCES["blobs"].help
    assert undo_texts() == ["Choose data"]
    document.undo_stack.undo()
    assert document.project.training.loss == "log_loss"
    assert chosen_cards(panel) == ["XOR, four points"]


def test_a_click_on_the_card_chosen_keeps_its_parameters(
    panel: DataPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    choose(document, "moons")
    document.apply("Set noise", lambda project: edits.change_data(project, noise=0.37))
    qtbot.mouseClick(child(panel, "data-source-moons"), Qt.MouseButton.LeftButton)
    assert document.project.data.noise == 0.37
    assert chosen_cards(panel) == ["Moons"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_walks_between_cards_and_chooses_only_when_asked_to(
    panel: DataPanel, document: Document, child: Child, qtbot: QtBot, key: Qt.Key
) -> None:
    child(panel, "data-source").setFocus(Qt.FocusReason.TabFocusReason)
    assert child(panel, "data-source-xor-points").hasFocus()
    for arrow in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right):
        qtbot.keyClick(QApplication.focusWidget(), arrow)
    assert child(panel, "data-source-xor").hasFocus()
    assert document.project.data.source == "xor-points"
    qtbot.keyClick(child(panel, "data-source-xor"), key)
    assert document.project.data.source == "xor"


def test_own_points_are_offered_only_where_there_are_some(panel: DataPanel, document: Document, child: Child) -> None:
    card = child(panel, "data-source-own")
    assert not card.isVisible()
    own = DataSpecification(source="own", user_inputs=np.zeros((2, 2)), user_targets=np.array([[0.0], [1.0]]))
    document.open(replace(document.project, data=own), None)
    assert card.isVisible()
    assert chosen_cards(panel) == ["Own points"]
    choose(document, "moons")
    assert not card.isVisible()


@pytest.mark.parametrize("width", [250, 300, 360, 700])
def test_every_card_and_control_lies_within_the_panel(
    panel: DataPanel, document: Document, qtbot: QtBot, width: int
) -> None:
    choose(document, "blobs")
    panel.resize(width, 1200)
    qtbot.waitUntil(lambda: panel.width() == width)
    QApplication.processEvents()
    for control in panel.findChildren(QWidget):
        if control.isVisible() and control.objectName().startswith(("data-", "sample-")):
            left = control.mapTo(panel, control.rect().topLeft()).x()
            assert left >= 0, control.objectName()
            assert left + control.width() <= width, control.objectName()


def test_the_largest_number_of_samples_is_written_with_all_its_digits(
    panel: DataPanel, document: Document, child: Child, qapp: QApplication
) -> None:
    apply_theme(qapp, LIGHT)
    panel.resize(250, 700)
    choose(document, "moons")
    document.apply("More samples", lambda project: edits.change_data(project, sample_count=100_000))
    QApplication.processEvents()
    field = child(panel, "data-sample-count")
    assert isinstance(field, QLineEdit)
    assert field.text() == "100000"


def test_pictures_follow_the_theme(panel: DataPanel, child: Child, qapp: QApplication, qtbot: QtBot) -> None:
    card = child(panel, "data-source-iris")

    def shows(color: str) -> bool:
        image = card.grab().toImage()
        pixels = (
            image.pixelColor(column, row).name() for row in range(image.height()) for column in range(image.width())
        )
        return color.lower() in pixels

    qtbot.waitUntil(lambda: shows(LIGHT.class_colors[2]))
    apply_theme(qapp, DARK)
    qtbot.waitUntil(lambda: shows(DARK.class_colors[2]))


def test_each_source_shows_the_parameters_it_listens_to(panel: DataPanel, document: Document, child: Child) -> None:
    fields = ("sample_count", "class_count", "noise", "seed", "validation_fraction", "test_fraction")
    for source in ("blobs", "moons", "xor-points", "iris", "blobs"):
        choose(document, source)
        shown = {
            control.objectName()
            for control in panel.findChildren(QLineEdit)
            if control.isVisible() and control.objectName().startswith("data-")
        }
        listed = {parameter.field for parameter in DATA_SOURCES[source].parameters}
        assert shown == {f"data-{field.replace('_', '-')}" for field in fields if field in listed}


def test_typing_a_parameter_is_live_and_one_undo_step(
    panel: DataPanel, document: Document, type_into: TypeInto, undo_texts: UndoTexts, child: Child, qtbot: QtBot
) -> None:
    choose(document, "blobs")
    type_into(panel, "data-noise", "0.35")
    assert document.project.data.noise == 0.35
    qtbot.keyClick(child(panel, "data-noise"), Qt.Key.Key_Return)
    type_into(panel, "data-class-count", "5")
    qtbot.keyClick(child(panel, "data-class-count"), Qt.Key.Key_Return)
    type_into(panel, "data-sample-count", "120")
    assert undo_texts() == ["Choose data", "Set noise", "Set classes", "Set samples"]
    assert make_data_set(document.project.data).sample_count == 120
    for _ in range(3):
        document.undo_stack.undo()
    field = child(panel, "data-noise")
    assert isinstance(field, QLineEdit)
    assert field.text() == "0.2"


def test_a_drag_of_a_slider_is_one_undo_step(
    panel: DataPanel, document: Document, child: Child, undo_texts: UndoTexts
) -> None:
    choose(document, "moons")
    for name in ("data-noise-slider", "data-sample-count-slider"):
        slider = child(panel, name)
        assert isinstance(slider, QSlider)
        slider.setSliderDown(True)
        for position in (300, 450, 500):
            slider.setSliderPosition(position)
        slider.setSliderDown(False)
    assert document.project.data.noise == 0.5
    assert document.project.data.sample_count == 1000
    assert undo_texts() == ["Choose data", "Set noise", "Set samples"]


def test_half_a_sample_is_refused_in_a_sentence(
    panel: DataPanel, document: Document, type_into: TypeInto, child: Child
) -> None:
    choose(document, "moons")
    type_into(panel, "data-sample-count", "12.5")
    assert document.project.data.sample_count == 12
    assert messages(panel) == ["Samples must be a whole number, not 12.5."]


def test_the_dice_draw_other_samples(
    panel: DataPanel, document: Document, child: Child, undo_texts: UndoTexts, qtbot: QtBot
) -> None:
    choose(document, "moons")
    seeds = set()
    for _ in range(3):
        qtbot.mouseClick(child(panel, "data-seed-new"), Qt.MouseButton.LeftButton)
        seeds.add(document.project.data.seed)
    assert len(seeds) > 1
    field = child(panel, "data-seed")
    assert isinstance(field, QLineEdit)
    assert field.text() == str(document.project.data.seed)
    assert undo_texts()[1:] == ["Set seed"] * 3


def test_inputs_are_standardised_where_asked_to(
    panel: DataPanel, document: Document, child: Child, undo_texts: UndoTexts, qtbot: QtBot
) -> None:
    box = child(panel, "standardize")
    assert isinstance(box, QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() - box.rect().topRight() / 3)
    assert document.project.data.standardize
    assert undo_texts() == ["Standardise inputs"]
    document.undo_stack.undo()
    assert not box.isChecked()
    choose(document, "iris")
    assert box.isChecked()


def test_the_data_set_is_told_in_a_line(
    panel: DataPanel, document: Document, text_of: TextOf, make_table: MakeTable
) -> None:
    assert text_of("data-summary") == "4 samples, all for training · 2 inputs · 2 classes"
    choose(document, "curve")
    assert "Making the data" in text_of("data-summary")
    panel.set_data_set(make_data_set(document.project.data))
    assert text_of("data-summary") == "200 samples: 160 training, 40 validation · 1 input · 1 value to predict"
    panel.set_data_set(make_table([[0.0]], [0.0], Task.MULTICLASS, class_names=("a", "b", "c")))
    assert text_of("data-summary") == "1 sample, all for training · 1 input · 3 classes"
    panel.set_data_set(None)
    assert text_of("data-summary") == ""


def test_why_data_cannot_be_made_is_told_until_it_can(panel: DataPanel) -> None:
    panel.show_refusal("There are no points yet.")
    assert messages(panel) == ["There are no points yet."]
    panel.show_refusal("")
    assert messages(panel) == []


def test_the_network_is_fitted_to_the_data_in_one_step(
    panel: DataPanel, document: Document, child: Child, undo_texts: UndoTexts, text_of: TextOf, make_table: MakeTable,
    qtbot: QtBot,
) -> None:  # fmt: skip
    button = child(panel, "fit-network")
    assert not button.isVisible()
    panel.set_data_set(make_table([[0.0] * 4] * 3, [0.0, 1.0, 2.0], Task.MULTICLASS, class_names=("a", "b", "c")))
    assert text_of("fit-reason") == "“Input” has 2 neurons; the data needs 4.\n“Output” has 1 neuron; the data needs 3."
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [layer.width for layer in document.network.layers] == [4, 2, 3]
    assert undo_texts() == ["Fit network to data"]
    assert not button.isVisible()
    document.undo_stack.undo()
    assert button.isVisible()


def test_data_on_their_way_are_not_fitted_to(
    panel: DataPanel, document: Document, child: Child, make_table: MakeTable
) -> None:
    panel.set_data_set(make_table([[0.0] * 4] * 2, [0.0, 1.0]))
    assert child(panel, "fit-network").isVisible()
    choose(document, "moons")
    assert not child(panel, "fit-network").isVisible()
    panel.set_data_set(make_data_set(document.project.data))
    assert not child(panel, "fit-network").isVisible()


def test_data_stay_as_they_are_while_training_and_samples_can_be_looked_at(
    panel: DataPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    document.set_training(True)
    card = child(panel, "data-source-moons")
    qtbot.waitUntil(lambda: not card.isEnabled())
    assert card.toolTip() == TRAINING_OBSTACLE
    assert not child(panel, "standardize").isEnabled()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert QToolTip.text() == TRAINING_OBSTACLE
    QToolTip.hideText()
    qtbot.mouseClick(child(panel, "sample-next"), Qt.MouseButton.LeftButton)
    assert document.view.selected_sample == 1
    document.set_training(False)
    assert card.isEnabled()
    assert card.toolTip().startswith("Moons")
