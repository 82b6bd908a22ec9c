"""The confusion matrix as a plot: which classes are taken for which, on one part of the data."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from engine.data.data_set import PARTS, DataSet
from engine.network.metrics import Evaluation
from engine.process.events import FoundSample
from engine.process.pictures import Metrics, MetricsRequest
from engine.process.sample_groups import SamplesInCell
from gui.export.image_export import Caption, Picture
from gui.icons import IconName
from gui.panels.notation import share_text
from gui.plots.confusion.layout import Place
from gui.plots.confusion.obstacle import classes_obstacle
from gui.plots.confusion.view import ConfusionView
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.readout import Part
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.sample_focus import FoundSamples
from gui.selection import Selection
from gui.theme import Theme, ThemeManager
from gui.widgets import let_rest

PART, TEST = "part", "test"
NO_MATRIX = "No matrix yet"
NOT_YET = "Connect the network and choose data to see it."
EMPTY_PART = "The data has no {part} part; hold some samples back for it in the data panel."
WHY_ONCE = "The test part is measured only when you ask for it, once nothing is left to be chosen by it."
PAUSE_FIRST = "Pause training to evaluate on the test part."
HELP = "Click a cell or a class to let its samples stand out"


class ConfusionPlot(EnginePlot):
    """Counts the samples of each class by the class predicted for them.

    A click on a cell goes through the samples that it counts, which stand out in all plots; one on a class's name
    keeps those of the class.
    """

    draws_samples = True

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.CONFUSION, parent)
        self._found: FoundSample | None = None
        self._part = ElidedComboBox()
        self._part.setAccessibleName("Part of the data")
        self._part.setToolTip("Which part of the data is counted")
        for part in PARTS:
            self._part.addItem(part.capitalize(), part)
        self.header.insertWidget(0, self._part)
        self._evaluate = QPushButton("Evaluate on the test set once")
        self._evaluate.setAccessibleName("Evaluate on the test set once")
        self._evaluate.setVisible(False)
        self.add_row(self._evaluate)
        self.view_of_counts = ConfusionView(selection.samples, fills=True)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.view_of_counts)
        self.set_stage(area)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._part.activated.connect(lambda _index: self.choose(**{PART: self._part.currentData()}))
        self._evaluate.clicked.connect(self.test_part_wanted)
        self.view_of_counts.cell_clicked.connect(self._on_cell_clicked)
        self.view_of_counts.place_pointed.connect(self._on_place_pointed)

    # What it asks for

    def wanted(self) -> MetricsRequest | None:
        """Ask for the counts; those of the test part are no view."""
        return None if classes_obstacle(self.subject.data_set) or self._is_test else MetricsRequest()

    def subject_changed(self, before: PlotSubject) -> None:
        """Forget which sample was found in other data."""
        if self.subject.data_set is not before.data_set:
            self._found = None

    def settings_restored(self) -> None:
        """Take over the part."""
        chosen = self._part.findData(self.settings.options.get(PART))
        self._part.setCurrentIndex(chosen if chosen >= 0 else self._part.findData("training"))

    def show_found(self, found: FoundSample) -> None:
        """Tell which of the samples that a cell counts is selected now."""
        self._found = found
        self.redraw()

    @property
    def _is_test(self) -> bool:
        return bool(self._part.currentData() == TEST)

    @property
    def _evaluation(self) -> Evaluation | None:
        """What is known of the part chosen, if it is of the classes there are."""
        if self._is_test:
            found = self.subject.tested
        else:
            found = self.view.parts.get(self._part.currentData()) if isinstance(self.view, Metrics) else None
        fits = found is not None and len(found.confusion) == len(self.subject.class_names)
        return found if fits else None

    # Drawing

    def draw(self) -> None:
        """Show the counts as they are now."""
        data_set = self.subject.data_set
        obstacle = classes_obstacle(data_set)
        has_part = data_set is not None and bool(data_set.part(self._part.currentData()).size)
        self._offer_test(is_offered=self._is_test and has_part and not obstacle and self.subject.tested is None)
        if obstacle or self.missing or data_set is None or not self.subject.is_complete:
            self.show_empty(NO_MATRIX, obstacle or self.missing or NOT_YET)
        elif not has_part:
            self.show_empty(NO_MATRIX, EMPTY_PART.format(part=self._part.currentData()))
        elif (evaluation := self._evaluation) is not None:
            self.show_plot()
            self.view_of_counts.show_evaluation(evaluation, data_set.class_names)
            self.view_of_counts.choose(self._chosen)
            self.set_resting_parts(self._parts(evaluation, data_set))
        elif self._is_test:
            self.show_empty(NO_MATRIX, WHY_ONCE)

    def _offer_test(self, *, is_offered: bool) -> None:
        self._evaluate.setVisible(is_offered)
        let_rest(self._evaluate, PAUSE_FIRST if self.subject.is_training else "")

    @property
    def _chosen(self) -> Place | None:
        """The cell whose samples stand out."""
        kept = self.selection.samples.kept
        group = kept.group if isinstance(kept, FoundSamples) else None
        is_here = isinstance(group, SamplesInCell) and group.part == self._part.currentData()
        return (group.true, group.predicted) if is_here and isinstance(group, SamplesInCell) else None

    def _parts(self, evaluation: Evaluation, data_set: DataSet) -> list[Part]:
        right = int(evaluation.confusion.trace())
        share = right / max(evaluation.samples, 1)
        counted = f"{evaluation.samples:,} {self._part.currentData()} samples"
        parts = [Part(f"{right:,} of {counted} recognised ({share_text(share)})")]
        if self._chosen is not None and self._found is not None:
            true, predicted = (data_set.class_names[index] for index in self._chosen)
            which = f"{self._found.place + 1:,} of {self._found.count:,}"
            parts.append(Part(f"{which}: y = {true}, predicted {predicted}", rank=1, brief=which))
        return [*parts, Part(HELP, rank=3, is_hint=True)]

    def restyle(self, theme: Theme) -> None:  # noqa: ARG002 - it is painted in the theme in use
        """Paint it in the theme's colours."""
        self.view_of_counts.update()

    def reset_view(self) -> None:
        """Let all samples be alike again: the matrix is always seen whole."""
        self.selection.samples.release()

    def table(self) -> Table | None:
        """Give the counts, a row for each true class, with its recall and precision."""
        found, names = self._evaluation, self.subject.class_names
        if found is None:
            return None
        counts = {f"predicted {name}": column for name, column in zip(names, found.confusion.T, strict=True)}
        shares = {"recall": found.recall, "precision": found.precision}
        return Table.of({"part": [self._part.currentData()] * len(names), "true class": names, **counts, **shares})

    def what_is_shown(self) -> tuple[str, ...]:
        """Say which samples are counted."""
        return (f"{self._part.currentData()} samples",)

    def figure_of(self, background: QColor, caption: Caption) -> Picture:
        """Give the matrix as a picture."""
        return Picture(self.view_of_counts, background, caption)

    # Reactions

    def _on_cell_clicked(self, true: int, predicted: int) -> None:
        self.group_clicked.emit(SamplesInCell(self._part.currentData(), true, predicted), 0.0)

    def _on_place_pointed(self, sentence: str) -> None:
        self.set_pointer_parts([Part(sentence)] if sentence else None)
