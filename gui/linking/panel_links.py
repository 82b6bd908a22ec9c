"""The panels beside the canvas, joined with session and training."""

from PySide6.QtCore import QObject

from engine.data.data_set import DataSet
from engine.process.events import EngineReady, Frame
from engine.process.pictures import Metrics, MetricsRequest
from engine.project.edits import misfits
from engine.project.project import Project
from gui.document import Document
from gui.linking.sample_finder import SampleFinder
from gui.panels.data_panel import DataPanel
from gui.panels.formula_panel import FormulaPanel
from gui.panels.inspector import InspectorPanel
from gui.panels.matrix_editor import MatrixEditor
from gui.panels.metrics_panel import MetricsPanel
from gui.panels.training_panel import TrainingPanel
from gui.selection import Selection
from gui.session import Session
from gui.training.instant_retraining import InstantRetraining
from gui.training.training_controller import TrainingController

METRICS = "metrics"  # what they are watched by


class PanelLinks(QObject):
    """Makes the panels and feeds them.

    Args:
        session: Source of the data set and of the selected sample's values.
        training: Source of what stands in the way of training.
        retraining: Switched in the training panel.
        selection: What is selected on the canvas.
        finder: Selects samples that a cell of the confusion matrix counts.
        parent: Owner of the links; whoever lays the panels out owns those.
    """

    def __init__(
        self,
        session: Session,
        training: TrainingController,
        retraining: InstantRetraining,
        selection: Selection,
        finder: SampleFinder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        document = self._document = session.document
        self._retraining = retraining
        self.data = DataPanel(document)
        self.training = TrainingPanel(document)
        self.inspector = InspectorPanel(document, selection)
        self.matrices = MatrixEditor(document, selection)
        self.formula = FormulaPanel(document, selection)
        self.metrics = MetricsPanel(document, selection.samples)
        self._link_metrics(session, finder)
        session.data_set_changed.connect(self.data.set_data_set)
        session.data_set_changed.connect(self.training.set_data_set)
        session.data_set_changed.connect(self._on_data_set_changed)
        session.data_refused.connect(self.data.show_refusal)
        session.sample_values_changed.connect(self.data.set_sample_values)
        session.sample_values_changed.connect(lambda _values: self._show_sample(session))
        session.engine.engine_ready.connect(self._on_engine_ready)
        training.state_changed.connect(lambda _state: self._show_obstacle(session, training))
        training.state_changed.connect(lambda state: self.training.show_epoch(state.epoch))
        self.training.retraining_switched.connect(retraining.switch)
        self.training.speed_limited.connect(session.engine.limit_speed)
        retraining.state_changed.connect(self.training.show_retraining)
        self.training.show_retraining(retraining.state)
        retraining.switched.connect(lambda _is_on: self._refresh_typing(document, retraining))
        document.training_changed.connect(lambda _is_training: self._refresh_typing(document, retraining))
        document.project_changed.connect(self._on_project_changed)
        self._refresh_typing(document, retraining)
        self._show_sample(session)
        self.data.set_data_set(session.data_set)
        self._on_data_set_changed(session.data_set)
        self._show_obstacle(session, training)

    def _show_sample(self, session: Session) -> None:
        values, measured = session.sample_values, session.measured_input
        self.inspector.set_sample_values(values, measured)
        self.formula.set_sample_values(values, session.sample_name, is_standardized=measured is not None)

    def _link_metrics(self, session: Session, finder: SampleFinder) -> None:
        self.metrics.shown_changed.connect(
            lambda is_shown: session.watch({METRICS: MetricsRequest() if is_shown else None})
        )
        self.metrics.test_part_requested.connect(session.engine.measure_test_part)
        self.metrics.cell_clicked.connect(finder.find)
        finder.sample_found.connect(self.metrics.show_found)
        session.data_set_changed.connect(self.metrics.set_data_set)
        session.engine.frame_received.connect(self._on_frame_received)
        session.engine.test_part_measured.connect(self.metrics.show_test_part)
        self.metrics.set_data_set(session.data_set)

    def _refresh_typing(self, document: Document, retraining: InstantRetraining) -> None:
        """Let typed numbers wait for Enter where they act at once: “1e-3” begins as 1, at which a run diverges."""
        is_live = not (document.is_training or retraining.state.is_on)
        self.training.set_typing_live(is_live=is_live)
        # Other data end a run, which a number on its way to 1,000 or to a refusal must not.
        self.data.set_typing_live(is_live=is_live and document.project.run is None)

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if (before.run is None) is not (after.run is None):
            self._refresh_typing(self._document, self._retraining)

    def _on_frame_received(self, frame: Frame) -> None:
        metrics = frame.view(METRICS, Metrics)
        if metrics is not None or not frame.run_id:  # while training they are not in every frame
            self.metrics.show_metrics(None if metrics is None else metrics.parts)

    def _on_data_set_changed(self, data_set: DataSet | None) -> None:
        self.matrices.set_input_names(() if data_set is None else data_set.input_names)
        self.matrices.set_class_names(() if data_set is None else data_set.class_names)

    def _on_engine_ready(self, event: EngineReady) -> None:
        self.training.set_devices(event.devices)

    def _show_obstacle(self, session: Session, training: TrainingController) -> None:
        """Say what keeps training from starting, but for what the data panel says and mends itself."""
        state, network, data_set = training.state, session.document.project.network, session.data_set
        lacking = misfits(network, data_set.input_count, data_set.output_count) if data_set is not None else {}
        is_told = state.is_waiting_for_data or lacking
        self.training.show_obstacle("" if is_told else state.obstacle, training.mend)
