"""The metrics panel: what it shows, and how it keeps the test part apart."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.evaluation import evaluate
from engine.data.data_set import DataSet
from engine.data.sources import make_data_set
from engine.network.metrics import Evaluation
from engine.network.model import parameters_of
from engine.network.parameters import set_bias, set_weight
from engine.process.events import FoundSample, MeasuredTestPart
from engine.process.sample_groups import SamplesInCell
from engine.project import edits
from engine.project.project import Run
from engine.project.settings import with_selected_sample
from gui.document import Document
from gui.panels.metrics_panel import MetricsPanel
from gui.panels.metrics_panel.metrics_table import MetricsTable
from gui.panels.metrics_panel.panel import CELL_HELP
from gui.plots.confusion.layout import layout_of
from gui.plots.confusion.view import ConfusionView
from gui.sample_focus import SampleFocus
from gui.theme import active_theme
from gui.widgets import ChoiceField, InlineMessage

Child = Callable[[QWidget, str], QWidget]


@pytest.fixture
def panel(document: Document, show: Callable[[QWidget], None]) -> MetricsPanel:
    document.apply(
        "Data", lambda project: edits.change_data(edits.choose_source(project, "circles"), test_fraction=0.25)
    )
    panel = MetricsPanel(document, SampleFocus(document))
    panel.resize(332, 600)
    show(panel)
    return panel


@pytest.fixture
def data_set(document: Document, panel: MetricsPanel) -> DataSet:
    made = make_data_set(document.project.data)
    panel.set_data_set(made)
    return made


def measured(document: Document, data_set: DataSet, *parts: str) -> dict[str, Evaluation]:
    found = {part: evaluate(document.network, data_set, document.project.training, part) for part in parts}
    return {part: evaluation for part, evaluation in found.items() if evaluation is not None}


def table(panel: MetricsPanel) -> MetricsTable:
    found = panel.findChild(MetricsTable)
    assert found is not None
    return found


def test_parts_stand_side_by_side_and_the_test_part_is_left_out(
    panel: MetricsPanel, document: Document, data_set: DataSet
) -> None:
    panel.show_metrics(measured(document, data_set, "training", "validation"))
    assert table(panel).text_of("samples", "training") == f"{len(data_set.training_indices):,}"
    assert table(panel).text_of("samples", "validation") == f"{len(data_set.validation_indices):,}"
    assert table(panel).text_of("loss", "test") == "–"
    assert table(panel).text_of("accuracy", "training") != "–"


@pytest.mark.parametrize("loss", [0.9999999, 0.0007066, 0.00098765, 7.0661e-10, 1234.567, 123456.7, 1.2345e30])
def test_a_loss_of_any_size_is_written_whole(
    panel: MetricsPanel, document: Document, data_set: DataSet, loss: float
) -> None:
    evaluation = measured(document, data_set, "training")["training"]
    panel.show_metrics({"training": replace(evaluation, loss=loss, metrics={"r2": -max(loss, 1e-3)})})

    for label in table(panel).findChildren(QLabel):
        assert label.isHidden() or label.wordWrap() or label.sizeHint().width() <= label.width(), label.text()
    assert float(table(panel).text_of("loss", "training").replace("−", "-")) == pytest.approx(loss, rel=0.05)


def test_the_penalty_stands_apart_from_the_loss_of_the_training_part(
    panel: MetricsPanel, document: Document, data_set: DataSet
) -> None:
    panel.show_metrics(measured(document, data_set, "training", "validation"))
    assert not any(label.text() == "Penalty" and label.isVisible() for label in panel.findChildren(QLabel))
    loss = table(panel).text_of("loss", "training")
    document.apply("Set L2", lambda project: edits.change_training(project, l1=0.1, l2=0.01))
    panel.show_metrics(measured(document, data_set, "training", "validation"))
    weights = np.concatenate([one.weight.ravel() for one in document.project.network.connections])
    expected = 0.1 * np.abs(weights).sum() + 0.005 * (weights**2).sum()
    assert float(table(panel).text_of("penalty", "training")) == pytest.approx(expected, rel=1e-3)
    assert table(panel).text_of("penalty", "validation") == "–"
    assert table(panel).text_of("loss", "training") == loss


def test_the_matrix_counts_and_tells_what_is_taken_for_what(
    panel: MetricsPanel, document: Document, data_set: DataSet
) -> None:
    found = measured(document, data_set, "training", "validation")
    panel.show_metrics(found)
    matrix = panel.findChild(ConfusionView)
    assert matrix is not None
    assert matrix.isVisible()
    place = matrix.cell(0, 1).center()
    assert matrix.cell_at(place) == (0, 1)
    assert matrix.cell_at(QPointF(1.0, 1.0)) is None
    count = int(found["validation"].confusion[1, 1])
    assert f"{count:,} of “{data_set.class_names[1]}” recognised" in matrix.accessibleDescription()
    image = matrix.grab().toImage()
    counts = found["validation"].confusion
    row = int(np.argmax(counts.sum(axis=1)))
    full, empty = int(np.argmax(counts[row])), int(np.argmin(counts[row]))

    def ground(column: int) -> int:
        corner = (matrix.cell(row, column).topLeft() * image.devicePixelRatio()).toPoint() + QPoint(3, 3)
        return image.pixelColor(corner).lightness()

    assert ground(full) < ground(empty)


def test_a_click_on_a_cell_asks_for_its_samples_and_the_one_found_is_told(
    panel: MetricsPanel, document: Document, data_set: DataSet, child: Child, qtbot: QtBot
) -> None:
    found = measured(document, data_set, "training", "validation")
    panel.show_metrics(found)
    counts, matrix, note = found["validation"].confusion, panel.findChild(ConfusionView), child(panel, "chosen-sample")
    assert isinstance(note, QLabel)
    hint = note.text()
    true, predicted = (int(index) for index in np.argwhere(counts)[0])
    with qtbot.waitSignal(panel.cell_clicked) as clicked:
        place = matrix.cell(true, predicted).center().toPoint()
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [SamplesInCell("validation", true, predicted)]
    count = int(counts[true, predicted])
    document.set_view(with_selected_sample(document.view, 5))
    panel.show_found(FoundSample(1, clicked.args[0], count, place=1, sample=5))
    names = data_set.class_names
    assert note.text() == f"2 of {count:,} samples: true {names[true]}, predicted {names[predicted]}"
    document.set_view(with_selected_sample(document.view, 6))
    assert note.text() == hint
    document.set_view(with_selected_sample(document.view, 5))
    panel.show_found(FoundSample(1, clicked.args[0], count + 1, place=1, sample=5))  # of a network that has moved on
    assert note.text() == hint


def test_a_part_without_a_matrix_says_why(
    panel: MetricsPanel, document: Document, data_set: DataSet, child: Child, choose: Callable[[QWidget, str], None]
) -> None:
    panel.show_metrics(measured(document, data_set, "training", "validation"))
    part, note = child(panel, "confusion-part"), child(panel, "chosen-sample")
    assert isinstance(part, ChoiceField)
    assert isinstance(note, QLabel)
    choose(part, "Test")
    assert "only when you ask" in note.text()
    panel.show_test_part(MeasuredTestPart(1, measured(document, data_set, "test")["test"], ""))
    assert note.text() == CELL_HELP


def ten_classes(count: int) -> Evaluation:
    """Give an evaluation in which every class is recognised so often."""
    confusion = np.diag(np.full(10, count))
    return Evaluation(10 * count, 0.1, {"accuracy": 1.0}, confusion, np.ones(10), np.ones(10))


def test_the_counts_of_ten_classes_are_written_in_a_narrow_panel(qtbot: QtBot) -> None:
    view = ConfusionView(SampleFocus())
    qtbot.addWidget(view)
    view.resize(260, 400)
    pictures = []
    for count in (142, 143):
        view.show_evaluation(ten_classes(count), tuple("0123456789"))
        pictures.append(view.grab(view.cell(4, 4).toRect()).toImage())
    assert pictures[0] != pictures[1]


def test_precision_and_recall_of_ten_classes_are_written_in_a_narrow_panel(qtbot: QtBot) -> None:
    view = ConfusionView(SampleFocus())
    qtbot.addWidget(view)
    names = tuple("0123456789")
    layout = layout_of(names, 260, active_theme())
    view.resize(260, math.ceil(layout.height))
    pictures = []
    for share in (0.5, 0.6):
        shares = np.full(10, share)
        view.show_evaluation(replace(ten_classes(36), precision=shares, recall=shares), names)
        places = (layout.precision(4), layout.recall(4))
        pictures.append([view.grab(place.toRect()).toImage() for place in places])
    assert all(first != second for first, second in zip(*pictures, strict=True))
    assert view.sizeHint().height() == view.height()
    assert layout.precision(0).top() >= layout.cells.bottom()


def test_names_are_whole_or_told_by_a_tooltip(qtbot: QtBot) -> None:
    view = ConfusionView(SampleFocus())
    qtbot.addWidget(view)
    names = ("setosa", "versicolor of the marshes and the meadows", "virginica")
    found = Evaluation(3, 0.1, {}, np.eye(3, dtype=np.int64), np.ones(3), np.ones(3))
    for width in (260, 520):
        view.resize(width, 400)
        view.show_evaluation(found, names)
        layout = layout_of(names, width, active_theme())
        for index, name in enumerate(names):
            assert view.help_at(layout.row_name(index).center()) == f"true class: {name}"
            assert view.help_at(layout.column_name(index).center()) == f"predicted class: {name}"
            assert not layout.column_name(index).intersects(layout.cell(0, index))
        assert view.help_at(layout.cell(0, 2).center()) == "0 of “setosa” taken for “virginica”"
        assert layout.recall(0).right() <= width


def test_columns_grow_with_their_names_before_those_are_turned(qtbot: QtBot) -> None:
    names = ("negative", "positive")
    layout = layout_of(names, 332, active_theme())

    assert not layout.is_turned
    assert layout.precision(1).right() < layout.recall(0).left()
    assert layout.recall(0).right() <= 332


def test_a_click_on_an_empty_cell_asks_for_nothing(
    panel: MetricsPanel, document: Document, data_set: DataSet, qtbot: QtBot
) -> None:
    document.edit_network("Bias", lambda network: set_bias(network, network.layers[-1].id, 0, 1e6))
    found = measured(document, data_set, "validation")
    panel.show_metrics(found)
    matrix = panel.findChild(ConfusionView)
    assert found["validation"].confusion[0, 0] == 0
    with qtbot.assertNotEmitted(panel.cell_clicked):
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell(0, 0).center().toPoint())


def test_a_regression_has_no_matrix(panel: MetricsPanel, document: Document) -> None:
    document.apply("Data", lambda project: edits.choose_source(project, "plane"))
    made = make_data_set(document.project.data)
    panel.set_data_set(made)
    panel.show_metrics(measured(document, made, "training"))
    matrix = panel.findChild(ConfusionView)
    assert matrix is not None
    assert not matrix.isVisible()
    assert table(panel).text_of("r2", "training") != "–"


def test_the_test_part_is_measured_only_when_asked_and_forgotten_with_the_network(
    panel: MetricsPanel, document: Document, data_set: DataSet, child: Child, qtbot: QtBot
) -> None:
    asked: list[bool] = []
    panel.test_part_requested.connect(lambda: asked.append(True))
    button, note = child(panel, "evaluate-test-part"), child(panel, "test-note")
    assert isinstance(button, QPushButton)
    assert isinstance(note, QLabel)
    assert "fits to it" in note.text()
    panel.show_metrics(measured(document, data_set, "training", "validation"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]
    panel.show_test_part(MeasuredTestPart(1, measured(document, data_set, "test")["test"]))
    assert table(panel).text_of("samples", "test") == f"{len(data_set.test_indices):,}"
    assert "looked at once so far" in note.text()
    assert button.text() == "Evaluate again"
    result = child(panel, "test-result")
    assert isinstance(result, QLabel)
    assert result.text().startswith(f"Loss {table(panel).text_of('loss', 'test')}, Accuracy ")
    qtbot.waitUntil(lambda: result.visibleRegion().boundingRect() == result.rect())
    panel.show_metrics(measured(document, data_set, "training", "validation"))
    assert table(panel).text_of("samples", "test") != "–"
    document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", 0, 0, 3.0))
    assert table(panel).text_of("samples", "test") == "–"
    assert not result.isVisible()
    assert "looked at once so far" in note.text()


@pytest.mark.parametrize("part", ["test", "validation"])
def test_a_part_of_samples_learnt_from_is_told_of_until_the_weights_are_reset(
    panel: MetricsPanel, document: Document, child: Child, part: str
) -> None:
    def hold_back(fraction: float) -> None:
        document.apply("Data", lambda project: edits.change_data(project, **{f"{part}_fraction": fraction}))

    begun = Run(initial=parameters_of(document.project.network), step=4, epoch=1)
    hold_back(0.0)
    document.apply("Train", lambda project: replace(project, run=begun))
    hold_back(0.2)
    panel.set_data_set(make_data_set(document.project.data))
    message = child(panel, f"{part}-leak")
    assert isinstance(message, InlineMessage)
    assert f"samples of the {part} part were trained on before the split changed: reset the weights (R)" in message.text
    assert child(panel, "test-note").isHidden() is (part == "test")
    document.apply("Reset", edits.reset)
    assert message.text == ""
    assert not child(panel, "test-note").isHidden()


def test_without_a_test_part_the_button_rests_and_the_note_says_how_to_get_one(
    panel: MetricsPanel, document: Document, child: Child
) -> None:
    document.apply("Data", lambda project: edits.change_data(project, test_fraction=0.0))
    panel.set_data_set(make_data_set(document.project.data))
    note = child(panel, "test-note")
    assert isinstance(note, QLabel)
    assert not child(panel, "evaluate-test-part").isEnabled()
    assert "no test part" in note.text()


def test_the_test_part_rests_while_training(
    panel: MetricsPanel, document: Document, data_set: DataSet, child: Child
) -> None:
    assert data_set.test_indices.size
    document.set_training(True)
    assert not child(panel, "evaluate-test-part").isEnabled()
    document.set_training(False)
    assert child(panel, "evaluate-test-part").isEnabled()


def test_all_of_it_fits_a_narrow_dock(panel: MetricsPanel, document: Document, data_set: DataSet) -> None:
    panel.show_metrics(measured(document, data_set, "training", "validation", "test"))
    assert panel.minimumSizeHint().width() <= 270


def test_metrics_are_wanted_only_while_they_are_seen(panel: MetricsPanel) -> None:
    wanted: list[bool] = []
    panel.shown_changed.connect(wanted.append)
    panel.hide()
    panel.show()
    assert wanted == [False, True]
