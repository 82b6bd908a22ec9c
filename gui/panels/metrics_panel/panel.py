"""The panel: a table of metrics, the confusion matrix, and the test part behind a button."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.data.data_set import PARTS, DataSet
from engine.network.metrics import Evaluation
from engine.process.events import FoundSample, MeasuredTestPart
from engine.process.sample_groups import SamplesInCell
from engine.project.leak import HELD_BACK, leaks
from engine.project.project import Project
from gui.document import TRAINING_OBSTACLE, Document
from gui.icons import IconName
from gui.panels.controls import fill_with_scroll_area, make_caption, set_name
from gui.panels.metrics_panel.metrics_table import MetricsTable, told
from gui.plots.confusion.view import ConfusionView
from gui.sample_focus import SampleFocus
from gui.theme import Spacing
from gui.widgets import Choice, ChoiceField, Collapsible, EmptyState, Form, InlineMessage, let_rest

TEST = "test"
WHY_ONCE = (
    "The test part tells how good the network is on data that nobody has looked at. Whoever chooses anything by it "
    "fits to it, which is not allowed: evaluate once, when nothing is left to be chosen."
)
LOOKED_AT = (
    "The test part was looked at {} so far. Whoever has chosen anything since has fitted to it: it does not tell any "
    "more how good the network is on data that nobody has looked at."
)
EVALUATE, EVALUATE_AGAIN = "Evaluate on the test set once", "Evaluate again"
NO_TEST_PART = "The data has no test part; hold some samples back for it in the data panel, before training."
CELL_HELP = "Click a cell to go through its samples."
NOT_MEASURED = {
    "training": "The data has no training samples.",
    "validation": "The data has no validation part; hold some samples back for it in the data panel.",
    TEST: "The test part is measured only when you ask for it, below.",
}
NOTHING_YET = "Once network and data fit together, loss and metrics of training and validation stand here."


class MetricsPanel(QWidget):
    """Shows how good the network is; it is fed what the engine measures while it is visible.

    Args:
        document: The open project.
        focus: The samples in focus.
        parent: Its owner.

    Signals:
        shown_changed: whether it is visible, so that metrics are wanted.
        test_part_requested: a person wants the test part measured.
        test_part_changed: what was measured on the test part, or None: the network is another.
        cell_clicked: the `SamplesInCell` that the cell of the confusion matrix clicked counts.
    """

    shown_changed = Signal(bool)
    test_part_requested = Signal()
    test_part_changed = Signal(object)
    cell_clicked = Signal(object)

    def __init__(self, document: Document, focus: SampleFocus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("metrics-panel")
        self._document = document
        self._data_set: DataSet | None = None
        self._evaluations: dict[str, Evaluation] = {}
        self._times_tested = 0
        self._table = MetricsTable()
        self._empty = EmptyState(IconName.TABLE, "Nothing measured yet", NOTHING_YET)
        self._confusion = ConfusionView(focus)
        self._found: FoundSample | None = None
        self._chosen_note = make_caption("chosen-sample")
        self._part = ChoiceField(tuple(Choice(part, part.capitalize()) for part in PARTS))
        self._evaluate = QPushButton(EVALUATE)
        self._test_note = make_caption("test-note")
        self._leaks = {part: InlineMessage() for part in HELD_BACK}
        for part, message in self._leaks.items():
            message.setObjectName(f"{part}-leak")
        self._test_result = QLabel()
        self._test_result.setObjectName("test-result")
        self._test_result.setWordWrap(True)
        self._lay_out()
        self._part.set_choice("validation")
        self._part.choice_edited.connect(lambda _part: self._refresh())
        self._confusion.cell_clicked.connect(self._on_cell_clicked)
        self._evaluate.clicked.connect(self.test_part_requested)
        document.project_changed.connect(self._on_project_changed)
        document.training_changed.connect(lambda _is_training: self._refresh_test())
        document.parameters_shown.connect(self._forget_test)
        document.view_changed.connect(lambda _before, _after: self._refresh_chosen())
        self._refresh()

    def _lay_out(self) -> None:
        form = Form()
        form.add_row("Part", self._part, "Which samples the matrix counts.")
        set_name(self._part, "confusion-part")
        set_name(self._evaluate, "evaluate-test-part")
        matrix = QWidget()
        column = QVBoxLayout(matrix)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addWidget(_indented(self._chosen_note, self._confusion))
        self._confusion_section = Collapsible("Confusion matrix", matrix)
        test = _indented(self._test_note, self._leaks[TEST], self._evaluate, self._test_result)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        below_table = QVBoxLayout()  # a layout, not a widget: it takes no room while nothing in it is shown
        below_table.setContentsMargins(Spacing.MEDIUM, Spacing.TIGHT, Spacing.MEDIUM, Spacing.SMALL)
        below_table.addWidget(self._leaks["validation"])
        for widget in (self._empty, self._table, self._confusion_section, Collapsible("Test part", test)):
            column.addWidget(widget)
        column.insertLayout(2, below_table)
        column.addStretch(1)
        fill_with_scroll_area(self, content)

    def set_data_set(self, data_set: DataSet | None) -> None:
        """Take note of the classes and parts of the data."""
        self._data_set = data_set
        self._times_tested = 0
        self._forget_test()
        self._evaluations = {}
        self._found = None
        self._warn_of_leak()
        self._refresh()

    def show_metrics(self, metrics: dict[str, Evaluation] | None) -> None:
        """Show what was measured on training and validation part; None where nothing can be."""
        if not metrics and not self._evaluations:
            return
        test = {TEST: self._evaluations[TEST]} if TEST in self._evaluations and metrics else {}
        self._evaluations = {**(metrics or {}), **test}
        self._refresh()

    def show_test_part(self, event: MeasuredTestPart) -> None:
        """Show what was measured on the test part, until the network is another."""
        if event.evaluation is None:
            self._test_note.setText(event.sentence)
            return
        self._times_tested += 1
        self._evaluations = {**self._evaluations, TEST: event.evaluation}
        self._refresh()
        self.test_part_changed.emit(event.evaluation)
        QTimer.singleShot(0, self._test_result, self._reveal_test_result)  # once it is laid out

    def _reveal_test_result(self) -> None:
        scroll_area = self.findChild(QScrollArea)
        if scroll_area is not None:
            scroll_area.ensureWidgetVisible(self._test_result)

    def show_found(self, found: FoundSample) -> None:
        """Tell which of the samples that a cell counts is selected now."""
        self._found = found
        self._refresh_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """Want metrics."""
        super().showEvent(event)
        self.shown_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Want none."""
        super().hideEvent(event)
        self.shown_changed.emit(False)

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if (
            before.network is not after.network
            or before.data is not after.data
            or before.training is not after.training
        ):
            self._forget_test()
        if before.learnt is not after.learnt:
            self._warn_of_leak()

    def _warn_of_leak(self) -> None:
        """Say which of the samples held back the weights have learnt from; only here, as telling takes its time."""
        found = {} if self._data_set is None else leaks(self._document.project, self._data_set)
        for part, message in self._leaks.items():
            message.show_warning(found.get(part, ""))
        self._refresh_test()

    def _forget_test(self) -> None:
        """Drop what was measured on the test part: it was another network's."""
        if self._evaluations.pop(TEST, None) is not None:
            self._refresh()
            self.test_part_changed.emit(None)
        self._refresh_test()

    def _refresh(self) -> None:
        self._empty.setVisible(not self._evaluations)
        self._table.setVisible(bool(self._evaluations))
        self._table.show_evaluations(self._evaluations)
        chosen = self._evaluations.get(self._part.choice)
        names = () if self._data_set is None else self._data_set.class_names
        fits = chosen is not None and len(names) == len(chosen.confusion) > 0
        self._confusion_section.setVisible(bool(self._evaluations) and bool(names))
        self._confusion.setVisible(fits)
        if chosen is not None and fits:
            self._confusion.show_evaluation(chosen, names)
        self._refresh_chosen()
        self._refresh_test()

    def _on_cell_clicked(self, true: int, predicted: int) -> None:
        self.cell_clicked.emit(SamplesInCell(self._part.choice, true, predicted))

    def _refresh_chosen(self) -> None:
        """Tell of the sample chosen in the matrix, as long as it is selected and the cell counts as many."""
        found = self._found
        cell = None if found is None else self._cell_of(found)
        self._confusion.choose(cell)
        if found is None or cell is None or self._data_set is None:
            part = self._part.choice
            self._chosen_note.setText(CELL_HELP if part in self._evaluations else NOT_MEASURED[part])
            return
        true, predicted = (self._data_set.class_names[index] for index in cell)
        which = f"{found.place + 1:,} of {found.count:,} samples"
        self._chosen_note.setText(f"{which}: true {true}, predicted {predicted}")

    def _cell_of(self, found: FoundSample) -> tuple[int, int] | None:
        """Give the cell in which a sample was found, None where that is out of date."""
        group, shown = found.group, self._evaluations.get(self._part.choice)
        if not isinstance(group, SamplesInCell) or group.part != self._part.choice or shown is None:
            return None
        cell = group.true, group.predicted
        is_selected = found.sample == self._document.view.selected_sample and self._document.view.typed_input is None
        is_known = max(cell) < len(shown.confusion) and shown.confusion[cell] == found.count
        return cell if is_selected and is_known else None

    def _refresh_test(self) -> None:
        has_test_part = self._data_set is not None and bool(self._data_set.test_indices.size)
        obstacle = self._document.editing_obstacle and TRAINING_OBSTACLE
        let_rest(self._evaluate, obstacle or ("" if has_test_part else NO_TEST_PART))
        times = "once" if self._times_tested == 1 else f"{self._times_tested} times"
        self._evaluate.setText(EVALUATE_AGAIN if self._times_tested else EVALUATE)
        why = LOOKED_AT.format(times) if self._times_tested else WHY_ONCE
        self._test_note.setText(why if has_test_part else NO_TEST_PART)
        self._test_note.setHidden(bool(self._leaks[TEST].text))
        tested = self._evaluations.get(TEST)
        self._test_result.setText("" if tested is None else ", ".join(told(tested)))
        self._test_result.setVisible(tested is not None)


def _indented(*widgets: QWidget) -> QWidget:
    """Give widgets below each other, indented as forms are."""
    outer = QWidget()
    column = QVBoxLayout(outer)
    column.setContentsMargins(Spacing.MEDIUM, Spacing.TIGHT, Spacing.MEDIUM, Spacing.SMALL)
    column.setSpacing(Spacing.SMALL)
    for widget in widgets:
        column.addWidget(widget)
    return outer
