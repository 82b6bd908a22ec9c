"""What goes on around the open project: its data set, the values of the selected sample, and word to the engine.

The session sends every change of the document to the engine process and keeps what comes back that more than one view
needs. Views listen to it and never talk to the engine themselves.
"""

import logging
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.data.data_set import PARTS, DataSet
from engine.data.measured_input import MeasuredInput
from engine.errors import EngineError
from engine.network.forward import LayerValues, computes_alike, forward
from engine.network.model import LayerId
from engine.process.events import DataMade, EngineFailed, EngineReady, RequestRefused
from engine.process.views.all import ViewRequest
from engine.project.project import Project
from engine.project.settings import ViewSettings
from gui.document import Document
from gui.engine_client import EngineProcess

_log = logging.getLogger(__name__)

SampleValues = dict[LayerId, LayerValues]


class Session(QObject):
    """Keeps engine and document in step.

    Signals:
        data_set_changed: the `DataSet` the project describes has been made, or None while there is none.
        data_refused: the sentence why the project's data cannot be made, "" when it can.
        sample_values_changed: layer id → `LayerValues` of the selected sample or own x (one row), or an empty dict.
        trouble: a sentence about something that went wrong in the engine, for the message strip.
    """

    data_set_changed = Signal(object)
    data_refused = Signal(str)
    sample_values_changed = Signal(object)
    trouble = Signal(str)

    def __init__(self, document: Document, engine: EngineProcess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.engine = engine
        self._data_set: DataSet | None = None
        self._sample_values: SampleValues = {}
        self._views: dict[str, ViewRequest] = {}
        self._engine_is_ready = False
        self._data_refusal = ""
        self._is_making_data = True
        document.project_changed.connect(self._on_project_changed)
        document.view_changed.connect(self._on_view_changed)
        document.training_changed.connect(self._tell_what_is_watched)
        document.parameters_shown.connect(self._refresh_sample_values)
        document.parameters_shown.connect(self._on_rewound)
        engine.engine_ready.connect(self._on_engine_ready)
        engine.data_made.connect(self._on_data_made)
        engine.request_refused.connect(self._on_request_refused)
        engine.engine_failed.connect(self._on_engine_failed)
        project = document.project
        self._looked_at = project.network
        engine.set_project(network=project.network, data=project.data, training=project.training)

    @property
    def engine_is_ready(self) -> bool:
        """Whether the engine has loaded what it trains with; before, it waits with training until it has."""
        return self._engine_is_ready

    @property
    def data_set(self) -> DataSet | None:
        """The data set of the project, once made."""
        return self._data_set

    @property
    def is_making_data(self) -> bool:
        """Whether the data set that the project now describes is still being made."""
        return self._is_making_data

    @property
    def data_refusal(self) -> str:
        """Why the project's data cannot be made, "" where they can."""
        return self._data_refusal

    @property
    def sample_values(self) -> SampleValues:
        """Values of every layer for the sample or own x, a row each; empty while nothing is computed."""
        return self._sample_values

    @property
    def sample(self) -> np.ndarray | None:
        """The inputs (D,) that flow through the graph: an own x, else those of the selected sample, or None."""
        own = self.own_input
        if own is not None:
            return own
        index = self.document.view.selected_sample
        if self._data_set is None or index is None or not 0 <= index < self._data_set.sample_count:
            return None
        return np.asarray(self._data_set.inputs[index])

    @property
    def sample_name(self) -> str:
        """What `sample` is called in a sentence, "" where there is none."""
        index, data_set = self.document.view.selected_sample, self._data_set
        if self.sample is None or data_set is None:
            return ""
        if self.own_input is not None or index is None:
            return "your own x"
        return f"sample {index + 1:,} ({next(part for part in PARTS if index in data_set.part(part))})"

    @property
    def measured_input(self) -> MeasuredInput | None:
        """What was measured of `sample`, where the network is given it standardised."""
        sample, data_set = self.sample, self._data_set
        if sample is None or data_set is None or not data_set.is_standardized:
            return None
        typed = self.document.view.typed_input
        measured = data_set.measured(sample) if self.own_input is None or typed is None else np.array(typed)
        return MeasuredInput(data_set.input_names, measured)

    @property
    def own_input(self) -> np.ndarray | None:
        """An x (D,) typed or probed, as the network is given it; None without one that fits the data."""
        typed = self.document.view.typed_input
        if typed is None or self._data_set is None or len(typed) != self._data_set.input_count:
            return None
        return self._data_set.standardized(np.array(typed))

    def watch(self, views: Mapping[str, ViewRequest | None]) -> None:
        """Tell the engine what some views show now, None for those that show nothing; all others stay as they are."""
        wanted = {**self._views, **views}
        self._views = {name: request for name, request in wanted.items() if request is not None}
        self._tell_what_is_watched()

    def _tell_what_is_watched(self) -> None:
        self.engine.watch(self._views, parameters=self.document.is_training)

    def _on_rewound(self) -> None:
        """Let the engine look at the moment shown instead of the project, or at the project again."""
        shown = self.document.network if self.document.is_rewound else self.document.project.network
        if shown is not self._looked_at:
            self._looked_at = shown
            self.engine.set_project(network=shown)

    def _on_project_changed(self, before: Project, after: Project) -> None:
        self._is_making_data = self._is_making_data or after.data is not before.data
        network = self.document.network if self.document.is_rewound else after.network
        is_other = network is not self._looked_at
        self._looked_at = network
        self.engine.set_project(
            network=network if is_other else None,
            data=after.data if after.data is not before.data else None,
            training=after.training if after.training is not before.training else None,
        )
        has_other_input = after.data is not before.data or _input_of(before.view) != _input_of(after.view)
        if has_other_input or not computes_alike(before.network, after.network):  # moving a layer changes no value
            self._refresh_sample_values()

    def _on_view_changed(self, before: ViewSettings, after: ViewSettings) -> None:
        if _input_of(before) != _input_of(after):
            self._refresh_sample_values()

    def _on_engine_ready(self, _event: EngineReady) -> None:
        self._engine_is_ready = True

    def _on_data_made(self, event: DataMade) -> None:
        self._data_set = event.data_set
        self._data_refusal = ""
        self._is_making_data = False
        self.data_refused.emit("")
        self.data_set_changed.emit(event.data_set)
        self._refresh_sample_values()

    def _on_request_refused(self, event: RequestRefused) -> None:
        self._data_set = None
        self._data_refusal = event.sentence
        self._is_making_data = False
        self.data_refused.emit(event.sentence)
        self.data_set_changed.emit(None)
        self._refresh_sample_values()

    def _on_engine_failed(self, event: EngineFailed) -> None:
        _log.error("The engine met an unforeseen error:\n%s", event.traceback)
        self.trouble.emit(
            "The engine met an error it did not foresee; your project is untouched. The log has the details."
        )

    def _refresh_sample_values(self) -> None:
        self._sample_values = self._evaluate_sample()
        self.sample_values_changed.emit(self._sample_values)

    def _evaluate_sample(self) -> SampleValues:
        sample = self.sample
        if sample is None:
            return {}
        try:
            with np.errstate(all="ignore"):  # a diverging run overflows; its numbers are shown as they are
                return forward(self.document.network, sample[np.newaxis])
        except EngineError:
            return {}  # an unfinished drawing computes nothing yet, and its problems are told elsewhere


def _input_of(view: ViewSettings) -> object:
    return view.selected_sample, view.typed_input
