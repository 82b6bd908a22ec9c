"""The training panel: settings as undoable edits."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.data.sources import make_data_set
from engine.network.edits import set_activation_function
from engine.network.initializers import INITIALIZERS, Initialization, Initializer, initialize
from engine.network.losses import LOSSES, Loss, LossNumbers
from engine.network.optimizers import OPTIMIZERS, Optimizer, OptimizerSettings
from engine.network.schedules import ScheduleSettings
from engine.project import edits
from engine.project.compatibility import Mend
from engine.project.project import Project, begin_run, with_network
from gui.document import Document
from gui.panels.formula_panel.latex import latex_box
from gui.panels.latex_label import LatexLabel
from gui.panels.training_panel import TrainingPanel
from gui.panels.training_panel.initialization_form import BY_HAND_NOTE
from gui.panels.training_panel.schedule_curve import ScheduleCurve
from gui.training.instant_retraining import RetrainingState
from gui.widgets import ChoiceField, Collapsible, FloatingMessage, Form, InlineMessage

Child = Callable[[QWidget, str], QWidget]
Choose = Callable[[QWidget, str], None]
TypeInto = Callable[[QWidget, str, str], None]
UndoTexts = Callable[[], list[str]]


@pytest.fixture
def panel(document: Document, show: Callable[[QWidget], None]) -> TrainingPanel:
    panel = TrainingPanel(document)
    show(panel)
    return panel


@pytest.fixture
def unfold(panel: TrainingPanel) -> Callable[[str], QToolButton]:
    """Give a function that opens a part of the panel and gives its header."""

    def open_part(title: str) -> QToolButton:
        header = next(part.header for part in panel.findChildren(Collapsible) if part.header.text().startswith(title))
        header.setChecked(True)
        return header

    return open_part


def note(panel: TrainingPanel) -> str:
    """Give what the panel says of the last edit."""
    return "".join(strip.text for strip in panel.findChildren(InlineMessage))


def test_what_keeps_from_training_is_told(panel: TrainingPanel) -> None:
    def shown() -> list[str]:
        return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]

    panel.show_obstacle("There is no input layer.")
    assert "There is no input layer." in shown()
    panel.show_obstacle("")
    assert "There is no input layer." not in shown()


def test_what_keeps_from_training_is_mended_with_one_click(
    panel: TrainingPanel, document: Document, undo_texts: UndoTexts, qtbot: QtBot
) -> None:
    mend = Mend("Use Huber", lambda project: edits.set_loss(project, "huber"))
    panel.show_obstacle("The loss does not fit.", mend)
    [button] = [one for one in panel.findChildren(QPushButton) if one.text() == "Use Huber"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.project.training.loss == "huber"
    assert undo_texts() == ["Use Huber"]


def test_nothing_moves_when_something_is_told(panel: TrainingPanel, child: Child, qtbot: QtBot) -> None:
    draw = child(panel, "draw-weights")
    panel.findChild(QScrollArea).ensureWidgetVisible(draw)
    place = draw.mapTo(panel, QPoint(0, 0))
    panel.show_obstacle("Early stopping watches the validation loss, but the data has no validation part.")
    qtbot.mouseClick(draw, Qt.MouseButton.LeftButton)
    assert note(panel).endswith(BY_HAND_NOTE)
    QApplication.processEvents()
    assert draw.mapTo(panel, QPoint(0, 0)) == place


def test_the_same_weights_are_drawn_again_from_the_same_seed(
    panel: TrainingPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    seed = document.project.training.seed
    qtbot.mouseClick(child(panel, "draw-weights-again"), Qt.MouseButton.LeftButton)
    assert document.project.training.seed == seed
    assert edits.has_drawn_parameters(document.project)
    document.undo_stack.undo()
    assert not edits.has_drawn_parameters(document.project)


def test_rules_that_are_on_are_written_out(panel: TrainingPanel, document: Document, child: Child) -> None:
    names = ("weight-decay-rule", "penalty-formula", "clipping-rule")

    def shown() -> list[str]:
        labels = (child(panel, name) for name in names)
        return ["".join(label.lines) for label in labels if isinstance(label, LatexLabel) and not label.isHidden()]

    assert shown() == []
    document.apply("On", lambda project: edits.change_training(project, weight_decay=0.1, l1=0.1, clip_norm=1.0))
    decay, objective, clipping = shown()
    assert "partial L" in decay
    assert "lambda_1" in objective
    assert "lVert g" in clipping
    momentum = OptimizerSettings(name="momentum")
    document.apply("Optimizer", lambda project: edits.change_training(project, optimizer=momentum))
    assert shown()[0].endswith("d")


@pytest.mark.parametrize("name", ["log_loss", "cross_entropy"])
def test_label_smoothing_is_a_part_of_the_loss_shown(
    panel: TrainingPanel, document: Document, child: Child, name: str
) -> None:
    formula = child(panel, "loss-formula")
    assert isinstance(formula, LatexLabel)
    for smoothing, is_told in ((0.0, False), (0.1, True)):
        numbers = LossNumbers(label_smoothing=smoothing)
        document.apply(
            "Smooth",
            lambda project, numbers=numbers: edits.change_training(project, loss=name, loss_numbers=numbers),
        )
        assert ("(1 - s)" in formula.lines[-1] or "{s}" in formula.lines[-1]) is is_told


def test_typing_a_setting_is_live_and_one_undo_step(
    panel: TrainingPanel, document: Document, type_into: TypeInto, undo_texts: UndoTexts, qtbot: QtBot, child: Child
) -> None:
    type_into(panel, "learning-rate", "0.25")
    assert document.project.training.learning_rate == 0.25
    qtbot.keyClick(child(panel, "learning-rate"), Qt.Key.Key_Return)
    type_into(panel, "batch-size", "4")
    assert document.project.training.batch_size == 4
    assert undo_texts() == ["Set learning rate", "Set batch size"]
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.project.training.learning_rate == 0.1
    field = child(panel, "learning-rate")
    assert isinstance(field, QLineEdit)
    assert field.text() == "0.1"


def test_two_visits_to_a_field_are_two_undo_steps(
    panel: TrainingPanel, type_into: TypeInto, undo_texts: UndoTexts, qtbot: QtBot, child: Child
) -> None:
    for text in ("3", "7"):
        type_into(panel, "epochs", text)
        qtbot.keyClick(child(panel, "epochs"), Qt.Key.Key_Return)
    assert undo_texts() == ["Set epochs", "Set epochs"]


def test_a_drag_of_the_slider_is_one_undo_step(
    panel: TrainingPanel, document: Document, child: Child, undo_texts: UndoTexts
) -> None:
    slider = child(panel, "learning-rate-slider")
    assert isinstance(slider, QSlider)
    slider.setSliderDown(True)
    for position in (650, 700, 800):
        slider.setSliderPosition(position)
    slider.setSliderDown(False)
    assert document.project.training.learning_rate == pytest.approx(1.0)
    assert undo_texts() == ["Set learning rate"]


def test_esc_brings_the_setting_back(
    panel: TrainingPanel, document: Document, type_into: TypeInto, qtbot: QtBot, child: Child
) -> None:
    type_into(panel, "weight-decay", "0.01")
    assert document.project.training.weight_decay == 0.01
    qtbot.keyClick(child(panel, "weight-decay"), Qt.Key.Key_Escape)
    assert document.project.training.weight_decay == 0.0


def test_weight_decay_is_told_in_the_words_of_pytorch_too(
    panel: TrainingPanel, document: Document, child: Child, unfold: Callable[[str], QToolButton]
) -> None:
    header = unfold("Regularisation")
    note = child(panel, "weight-decay-note")
    assert isinstance(note, QLabel)
    assert not note.isVisible()
    document.apply("Set weight decay", lambda project: edits.change_training(project, weight_decay=0.001))
    assert note.isVisible()
    assert "weight_decay = λ/α = 0.01" in note.text()
    header.click()
    assert header.text() == "Regularisation  ·  λ 0.001"
    header.click()
    assert header.text() == "Regularisation"


def test_only_losses_that_fit_the_data_can_be_chosen(panel: TrainingPanel, document: Document, child: Child) -> None:
    combo = child(panel, "loss")
    assert isinstance(combo, QComboBox)

    def enabled() -> list[str]:
        model = combo.model()
        return [
            combo.itemText(row)
            for row in range(combo.count())
            if model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled
        ]

    of_any_task = ["Squared error", "Half squared error", "Absolute error", "Huber"]
    assert enabled() == ["Binary log loss", *of_any_task, "Hinge"]
    document.apply("Choose data", lambda project: edits.choose_source(project, "iris"))
    assert enabled() == ["Cross-entropy", *of_any_task, "Hinge"]
    assert combo.currentText() == "Cross-entropy"
    assert "does not fit" in combo.itemData(0, Qt.ItemDataRole.ToolTipRole)


def test_a_loss_that_cannot_be_chosen_says_why_under_the_pointer(
    panel: TrainingPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    combo = child(panel, "loss")
    assert isinstance(combo, QComboBox)
    combo.showPopup()
    place = combo.view().visualRect(combo.model().index(combo.findText("Cross-entropy"), 0)).center()
    viewport = combo.view().viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place)))
    qtbot.waitUntil(lambda: QToolTip.text() == "Cross-entropy does not fit data with two classes.")
    QToolTip.hideText()
    combo.hidePopup()

    def squash(project: Project) -> Project:
        return with_network(project, set_activation_function(project.network, project.network.layers[-1].id, "sigmoid"))

    document.apply("Choose function", squash)
    assert combo.currentText() == "Binary log loss"
    assert "which Sigmoid does not give: choose Identity for the output layer" in combo.toolTip()


def test_choosing_a_loss_shows_its_definition(
    panel: TrainingPanel, document: Document, child: Child, choose: Choose, undo_texts: UndoTexts
) -> None:
    choose(child(panel, "loss"), "Half")
    assert document.project.training.loss == "half_squared_error"
    formula = child(panel, "loss-formula")
    assert isinstance(formula, LatexLabel)
    assert formula.lines == LOSSES["half_squared_error"].latex
    assert "½" in formula.accessibleDescription()
    assert undo_texts() == ["Choose loss"]


def test_another_seed_draws_the_weights_in_the_same_undo_step(
    panel: TrainingPanel, document: Document, type_into: TypeInto, undo_texts: UndoTexts
) -> None:
    by_hand = document.project.network
    type_into(panel, "seed", "5")
    drawn = initialize(by_hand, Initialization(seed=5))
    np.testing.assert_array_equal(document.network.connections[0].weight, drawn.connections[0].weight)
    assert undo_texts() == ["Set seed"]
    document.undo_stack.undo()
    assert document.project.network is by_hand


def test_in_the_middle_of_a_run_weights_stay_until_drawn(
    panel: TrainingPanel, document: Document, type_into: TypeInto, child: Child, qtbot: QtBot
) -> None:
    document.apply("Train", lambda project: type(project)(network=project.network, run=begin_run(project)))
    trained = document.project.network
    type_into(panel, "seed", "5")
    assert document.project.network is trained
    qtbot.mouseClick(child(panel, "draw-weights"), Qt.MouseButton.LeftButton)
    assert document.project.network is not trained
    assert document.project.run is None
    assert note(panel) == "The trained weights were replaced; Ctrl+Z brings them back."


def test_sigma_belongs_to_the_normal_distribution(panel: TrainingPanel, child: Child, choose: Choose) -> None:
    assert not child(panel, "sigma").isVisible()
    choose(child(panel, "initialization"), "Normal")
    assert child(panel, "sigma").isVisible()


def test_drawing_anew_throws_another_seed_in_one_undo_step(
    panel: TrainingPanel, document: Document, child: Child, qtbot: QtBot, undo_texts: UndoTexts
) -> None:
    document.apply("Set seed", lambda project: edits.set_initialization(project, Initialization(seed=123456)))
    before = document.project
    qtbot.mouseClick(child(panel, "draw-weights"), Qt.MouseButton.LeftButton)
    after = document.project
    assert after.training.initialization.seed != 123456
    drawn = initialize(before.network, after.training.initialization)
    np.testing.assert_array_equal(document.network.connections[0].weight, drawn.connections[0].weight)
    assert note(panel) == ""
    assert undo_texts() == ["Set seed", "Draw weights"]
    document.undo_stack.undo()
    assert document.project.network is before.network
    assert document.project.training is before.training


def test_drawing_over_drawn_weights_that_were_to_be_kept_is_nothing_to_say(
    panel: TrainingPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    document.apply("Draw", lambda project: edits.draw_anew(project, 3))
    scheme = child(panel, "initialization")
    assert isinstance(scheme, ChoiceField)
    for name in ("keep", "he", "keep", "xavier"):
        scheme.choice_edited.emit(name)
        assert note(panel) == ""


def test_drawing_over_weights_set_by_hand_is_said(
    panel: TrainingPanel, document: Document, child: Child, choose: Choose, qtbot: QtBot, type_into: TypeInto
) -> None:
    by_hand = document.project.network
    qtbot.mouseClick(child(panel, "draw-weights"), Qt.MouseButton.LeftButton)
    assert note(panel) == "The weights set by hand were replaced; Ctrl+Z brings them back."
    document.undo_stack.undo()
    assert document.project.network is by_hand
    assert note(panel) == ""
    type_into(panel, "seed", "12")
    assert "set by hand were replaced" in note(panel)
    qtbot.keyClick(child(panel, "seed"), Qt.Key.Key_Return)
    type_into(panel, "seed", "13")
    assert note(panel) == ""
    document.undo_stack.undo()
    document.undo_stack.undo()
    choose(child(panel, "initialization"), "He")
    assert "set by hand were replaced" in note(panel)


def test_keep_has_nothing_to_draw(panel: TrainingPanel, document: Document, child: Child, choose: Choose) -> None:
    by_hand = document.project.network
    choose(child(panel, "initialization"), "Keep")
    assert document.project.network is by_hand
    assert not child(panel, "draw-weights").isEnabled()
    assert "Keep" in child(panel, "draw-weights").toolTip()


def test_shuffling_is_switched(panel: TrainingPanel, document: Document, child: Child, undo_texts: UndoTexts) -> None:
    box = child(panel, "shuffle")
    assert isinstance(box, QCheckBox)
    box.click()
    assert not document.project.training.shuffle
    assert undo_texts() == ["Stop shuffling"]
    document.undo_stack.undo()
    assert box.isChecked()


def test_devices_that_are_not_there_say_so(panel: TrainingPanel, child: Child) -> None:
    combo = child(panel, "device")
    assert isinstance(combo, QComboBox)
    panel.set_devices(("cpu", "cuda"))
    flags = [combo.model().flags(combo.model().index(row, 0)) for row in range(combo.count())]
    assert [bool(flag & Qt.ItemFlag.ItemIsEnabled) for flag in flags] == [True, True, True, False]
    assert combo.currentText() == "Automatic"


def test_settings_rest_while_training_and_say_why(
    panel: TrainingPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    document.set_training(True)
    qtbot.waitUntil(lambda: not child(panel, "batch-size").isEnabled())
    assert "pause it (Space)" in child(panel, "batch-size").toolTip()
    document.set_training(False)
    assert child(panel, "batch-size").isEnabled()
    assert "pause it" not in child(panel, "batch-size").toolTip()


def test_learning_rate_and_decay_change_while_training(
    panel: TrainingPanel,
    document: Document,
    child: Child,
    qtbot: QtBot,
    type_into: TypeInto,
    unfold: Callable[[str], QToolButton],
) -> None:
    unfold("Regularisation")
    document.set_training(True)
    qtbot.waitUntil(lambda: not child(panel, "optimizer").isEnabled())
    type_into(panel, "learning-rate", "0.02")
    type_into(panel, "weight-decay", "0.003")
    type_into(panel, "l2", "0.5")
    training = document.project.training
    assert (training.learning_rate, training.weight_decay, training.l2) == (0.02, 0.003, 0.5)


def test_an_optimizer_shows_its_rule_and_its_numbers(
    panel: TrainingPanel, document: Document, child: Child, choose: Choose, type_into: TypeInto, undo_texts: UndoTexts
) -> None:
    assert not child(panel, "momentum").isVisible()
    choose(child(panel, "optimizer"), "Momentum")
    assert child(panel, "momentum").isVisible()
    assert "v ← μv + g" in child(panel, "update-rule").accessibleDescription()
    type_into(panel, "momentum", "0.8")
    assert document.project.training.optimizer.name == "momentum"
    assert document.project.training.optimizer.momentum == 0.8
    assert undo_texts() == ["Choose optimizer", "Set momentum"]


def test_full_batches_have_no_size(panel: TrainingPanel, child: Child, choose: Choose) -> None:
    assert child(panel, "batch-size").isVisible()
    choose(child(panel, "optimizer"), "Gradient")
    assert not child(panel, "batch-size").isVisible()


@pytest.mark.parametrize("registry", [OPTIMIZERS, LOSSES, INITIALIZERS], ids=["optimizers", "losses", "initializers"])
def test_every_rule_can_be_typeset(registry: dict[str, Optimizer | Loss | Initializer]) -> None:
    for entry in registry.values():
        assert entry.latex
        assert all(latex_box(line).width > 0 for line in entry.latex)


def test_choosing_an_initialisation_shows_its_formula(panel: TrainingPanel, child: Child, choose: Choose) -> None:
    formula = child(panel, "initialization-formula")
    assert isinstance(formula, LatexLabel)
    choose(child(panel, "initialization"), "Orthogonal")
    assert formula.lines == INITIALIZERS["orthogonal"].latex
    assert formula.accessibleDescription() == INITIALIZERS["orthogonal"].formula


def test_a_schedule_draws_the_learning_rate_it_makes(
    panel: TrainingPanel, document: Document, child: Child, choose: Choose, unfold: Callable[[str], QToolButton]
) -> None:
    header = unfold("Learning rate schedule")
    curve = child(panel, "schedule-curve")
    assert isinstance(curve, ScheduleCurve)
    assert not curve.isVisible()
    choose(child(panel, "schedule"), "Step")
    assert curve.isVisible()
    assert child(panel, "period").isVisible()
    assert curve.rates[0] == pytest.approx(0.1)
    assert curve.rates[-1] == pytest.approx(0.1 * 0.5**9)
    header.click()
    assert header.text() == "Learning rate schedule  ·  step"


def test_the_numbers_of_a_loss_come_with_it(
    panel: TrainingPanel, document: Document, child: Child, choose: Choose, type_into: TypeInto
) -> None:
    assert child(panel, "label-smoothing").isVisible()
    assert not child(panel, "huber-delta").isVisible()
    choose(child(panel, "loss"), "Huber")
    assert child(panel, "huber-delta").isVisible()
    type_into(panel, "huber-delta", "2.5")
    assert document.project.training.loss_numbers.huber_delta == 2.5


def test_the_speed_is_limited_at_any_time(
    panel: TrainingPanel, document: Document, child: Child, choose: Choose, qtbot: QtBot
) -> None:
    asked: list[float | None] = []
    panel.speed_limited.connect(asked.append)
    document.set_training(True)
    qtbot.waitUntil(lambda: not child(panel, "batch-size").isEnabled())
    choose(child(panel, "speed-limit"), "5")
    qtbot.keyClick(child(panel, "speed-limit"), Qt.Key.Key_Home)
    assert asked == [5.0, None]


def test_instant_retraining_is_switched_and_tells_how_far_it_has_come(panel: TrainingPanel, child: Child) -> None:
    asked: list[bool] = []
    panel.retraining_switched.connect(asked.append)
    box, sentence = child(panel, "instant-retrain"), child(panel, "retraining-sentence")
    assert isinstance(box, QCheckBox)
    assert isinstance(sentence, QLabel)
    box.click()
    assert asked == [True]
    panel.show_retraining(RetrainingState(is_on=True, sentence="1,000 epochs in 0.07 s"))
    assert sentence.isVisible()
    assert sentence.text() == "1,000 epochs in 0.07 s"
    panel.show_retraining(RetrainingState())
    assert not box.isChecked()


def test_nothing_moves_whatever_is_told_of_retraining(panel: TrainingPanel, child: Child, qtbot: QtBot) -> None:
    field, scheme = child(panel, "learning-rate"), child(panel, "initialization")
    places = set()
    for state in (
        RetrainingState(),
        RetrainingState(is_on=True),
        RetrainingState(is_on=True, sentence="Epoch 10 of 1,000 …"),
        RetrainingState(is_on=True, sentence="The data has 3 classes, and much more is to be told of them. " * 3),
    ):
        panel.show_retraining(state)
        qtbot.wait(0)
        places.add((field.mapTo(panel, QPoint()).y(), scheme.mapTo(panel, QPoint()).y()))
    assert len(places) == 1


def test_rules_of_stopping_are_set_and_told_while_folded(
    panel: TrainingPanel,
    document: Document,
    child: Child,
    type_into: TypeInto,
    undo_texts: UndoTexts,
    unfold: Callable[[str], QToolButton],
) -> None:
    header = unfold("Stopping")
    type_into(panel, "patience", "20")
    type_into(panel, "accuracy", "0.95")
    box = child(panel, "restore-best")
    assert isinstance(box, QCheckBox)
    box.click()
    stopping = document.project.training.stopping
    assert (stopping.patience, stopping.accuracy, stopping.restore_best) == (20, 0.95, False)
    assert undo_texts() == ["Change when to stop", "Change when to stop", "Stay at the last epoch"]
    header.click()
    assert header.text() == "Stopping  ·  early, accuracy"


@pytest.mark.parametrize("written", ["0.95", "95", "95 %"])
def test_an_accuracy_is_typed_as_a_share_or_in_percent(
    panel: TrainingPanel, document: Document, type_into: TypeInto, unfold: Callable[[str], QToolButton], written: str
) -> None:
    unfold("Stopping")
    type_into(panel, "accuracy", written)
    assert document.project.training.stopping.accuracy == 0.95


def test_there_is_no_stopping_at_an_accuracy_where_values_are_predicted(
    panel: TrainingPanel, document: Document, child: Child, unfold: Callable[[str], QToolButton]
) -> None:
    unfold("Stopping")
    field = child(panel, "accuracy")
    assert field.isEnabled()
    usual = field.toolTip()
    document.apply("Choose data", lambda project: edits.choose_source(project, "curve"))
    assert not field.isEnabled()
    assert "values to predict" in field.toolTip()
    document.undo_stack.undo()
    assert field.isEnabled()
    assert field.toolTip() == usual


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("learning-rate", "0", "The learning rate α must be above 0 and at most 1e12; 0 is not."),
        ("batch-size", "0", "The batch size B must be at least 1 and at most 1,000,000,000; 0 is not."),
        ("epochs", "2000000000", "The epochs E must be at least 1 and at most 1,000,000,000; 2000000000 is not."),
    ],
)
def test_a_number_outside_its_range_is_refused_in_the_engines_words(
    panel: TrainingPanel, child: Child, qtbot: QtBot, field: str, text: str, sentence: str
) -> None:
    line = child(panel, field)
    line.setFocus()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.toolTip() == sentence


def test_the_schedule_marks_where_the_run_stands(
    panel: TrainingPanel, document: Document, unfold: Callable[[str], QToolButton], qtbot: QtBot
) -> None:
    unfold("Learning rate schedule")
    schedule = ScheduleSettings(name="cosine")
    document.apply("Schedule", lambda project: edits.change_training(project, schedule=schedule, epochs=100))
    curve = panel.findChild(ScheduleCurve)
    assert curve is not None
    assert curve.mark is None
    qtbot.waitUntil(lambda: curve.height() == curve.sizeHint().height())
    marks = []
    for epoch in (25, 50, 100, 170):  # a run may go on beyond the last
        panel.show_epoch(epoch)
        assert curve.mark is not None
        marks.append(curve.mark)
    assert marks[0].x() < marks[1].x() < marks[2].x() == marks[3].x()
    assert marks[0].y() < marks[1].y() < marks[2].y()  # down the page, as α falls
    panel.show_epoch(0)
    assert curve.mark is None


def test_sliders_of_penalties_have_way_to_be_dragged_in_a_narrow_panel(
    panel: TrainingPanel, child: Child, unfold: Callable[[str], QToolButton], qtbot: QtBot
) -> None:
    panel.resize(270, 600)
    unfold("Regularisation")
    for name in ("weight-decay-slider", "l2-slider", "clip-norm-slider"):
        slider = child(panel, name)
        qtbot.waitUntil(lambda slider=slider: slider.width() >= 72)  # type: ignore[misc]


def test_at_the_width_of_a_small_window_labels_stand_beside_their_fields_with_some_room_to_spare(
    panel: TrainingPanel, qtbot: QtBot
) -> None:
    for width in (300, 284):  # docks give and take some pixels when the theme changes
        panel.resize(width, 700)
        with qtbot.waitExposed(panel):
            panel.show()
        rows = [row for form in panel.findChildren(Form) for row in form.labelled_fields if row[1].isVisible()]
        assert len(rows) > 4
        assert all(label.geometry().right() < field.geometry().left() for label, field in rows)


def test_other_data_tell_that_they_came_with_another_loss(panel: TrainingPanel, document: Document) -> None:
    message = panel.findChild(FloatingMessage)
    assert message is not None
    document.apply("Data", lambda project: edits.choose_source(project, "circles"))
    document.apply("Loss", lambda project: edits.set_loss(project, "hinge"))
    document.apply("Data", lambda project: edits.choose_source(project, "blobs"))
    assert message.isHidden()
    assert document.project.training.loss == "hinge"

    document.apply("Data", lambda project: edits.choose_source(project, "curve"))

    assert message.text == "With these data the loss is Squared error, no longer Hinge."
    assert not message.isHidden()


def test_the_loss_stays_in_view_beside_the_sentence_that_says_it_does_not_fit(
    panel: TrainingPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    panel.resize(332, 420)
    document.apply("Data", lambda project: edits.choose_source(project, "circles"))
    layer = document.network.layers[-1].id
    document.apply(
        "Tanh", lambda project: with_network(project, set_activation_function(project.network, layer, "tanh"))
    )
    panel.show_obstacle("Binary log loss takes outputs of any size and sign, which Tanh does not give. " * 3)

    control = child(panel, "loss")
    qtbot.waitUntil(lambda: control.visibleRegion().boundingRect() == control.rect())


def test_a_chosen_name_has_all_room_up_to_the_arrow(panel: TrainingPanel, child: Child) -> None:
    field = child(panel, "optimizer")
    assert isinstance(field, ChoiceField)
    option = QStyleOptionComboBox()
    field.initStyleOption(option)
    complex_control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl
    text, arrow = (
        field.style().subControlRect(complex_control, option, one, field)
        for one in (part.SC_ComboBoxEditField, part.SC_ComboBoxArrow)
    )
    assert 0 <= arrow.left() - text.right() <= 4


def test_a_batch_of_all_samples_is_said_to_be_one(panel: TrainingPanel, document: Document, child: Child) -> None:
    data_set = make_data_set(document.project.data)
    panel.set_data_set(data_set)
    note = child(panel, "batch-note")
    assert isinstance(note, QLabel)
    count = len(data_set.training_indices)
    for batch_size, is_full in ((count - 1, False), (count, True), (1000 * count, True)):
        document.apply("B", lambda project, b=batch_size: edits.change_training(project, batch_size=b))
        assert note.isVisible() is is_full
    assert note.text() == f"All {count:,} training samples are in one batch."


def test_a_rate_that_is_high_for_adam_is_told_of_and_set_at_once(
    panel: TrainingPanel, document: Document, child: Child, qtbot: QtBot
) -> None:
    document.apply("α", lambda project: edits.change_training(project, learning_rate=0.3))
    button, note = child(panel, "set-adaptive-rate"), child(panel, "rate-note")
    assert not button.isVisible()
    document.apply("Adam", lambda project: edits.change_training(project, optimizer=OptimizerSettings("adam")))
    assert button.isVisible()
    assert note.isVisible()
    assert isinstance(note, QLabel)
    assert note.text().startswith("Adam is usually")
    document.apply("AdamW", lambda project: edits.change_training(project, optimizer=OptimizerSettings("adamw")))
    assert note.text().startswith("AdamW is usually")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.project.training.learning_rate == 0.01
    assert not button.isVisible()
    document.undo_stack.undo()
    assert document.project.training.learning_rate == 0.3
