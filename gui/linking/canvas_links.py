"""What the engine knows of the data, on the canvas: names, the form of the inputs, values, pictures of neurons."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QObject

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.network.forward import LayerValues
from engine.network.graph import input_layers
from engine.network.model import LayerId, parameters_of
from engine.project.project import Project, has_same_structure
from gui.canvas.canvas import NetworkCanvas
from gui.linking.activation_spread import ActivationSpread
from gui.linking.neuron_picture_feed import NeuronPictureFeed
from gui.session import Session
from gui.theme import ThemeManager
from gui.timeline.hand_edits import HandEdits, hand_set_start


class CanvasLinks(QObject):
    """Joins the canvas with the session.

    Args:
        session: Knows the data set, and the values of the selected sample.
        canvas: Shows them.
        themes: The theme in use.
        hand_edits: What is set by hand in the course of a run.

    Attributes:
        neuron_pictures: Feeds neurons that show pictures.
    """

    def __init__(self, session: Session, canvas: NetworkCanvas, themes: ThemeManager, hand_edits: HandEdits) -> None:
        super().__init__(canvas)
        self._session = session
        self._canvas = canvas
        self._hand_edits = hand_edits
        self._most_ink = 0.0
        self._spread = ActivationSpread()
        self.neuron_pictures = NeuronPictureFeed(session, canvas, themes, self)
        session.document.project_changed.connect(self._on_project_changed)
        session.data_set_changed.connect(self._on_data_set_changed)
        session.sample_values_changed.connect(self._on_sample_values_changed)
        session.document.training_changed.connect(self._refresh_start)
        hand_edits.changed.connect(self._refresh_start)
        canvas.inputs.set_source(self._measured_inputs)
        self._refresh_start()

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.network is not after.network:
            self._refresh_inputs()
        if before.run is not after.run or not has_same_structure(before.network, after.network):
            self._refresh_start()

    def _refresh_start(self) -> None:
        """Let edges and biases show how far they have come since the run began, or since set by hand in it."""
        document = self._session.document
        run, network = document.project.run, document.project.network
        if run is not None:
            start = hand_set_start(run.initial, self._hand_edits.edits)
        elif document.is_training:  # the first run, which is none of the project's yet
            start = parameters_of(network)
        else:
            self._canvas.set_start({}, {})
            return
        weights = zip((connection.key for connection in network.connections), start.weights, strict=True)
        biases = zip((layer.id for layer in network.layers), start.biases, strict=True)
        self._canvas.set_start(dict(weights), dict(biases))

    def _on_data_set_changed(self, data_set: DataSet | None) -> None:
        is_image = data_set is not None and data_set.image_shape is not None
        self._most_ink = float(data_set.measured(data_set.inputs).max()) if data_set is not None and is_image else 0.0
        names = () if data_set is None else data_set.class_names
        has_one_each = data_set is not None and len(names) == data_set.output_count  # two classes share one output
        self._canvas.set_class_names(names if has_one_each else ())
        self._refresh_inputs()

    def _on_sample_values_changed(self, values: Mapping[LayerId, LayerValues]) -> None:
        data_set, network = self._session.data_set, self._session.document.network
        usual = self._spread.of(network, data_set) if values and data_set is not None else None
        inputs = self._measured_inputs() if self._most_ink > 0 else None
        pixels = None if inputs is None else np.clip(inputs / self._most_ink, 0.0, 1.0)
        self._canvas.set_sample_values(values, self._session.measured_input, usual, pixels)

    def _measured_inputs(self) -> FloatArray | None:
        """Give the x (D,) that flows through the graph; the mean of the data where none does."""
        data_set, sample, typed = self._session.data_set, self._session.sample, self._session.document.view.typed_input
        if data_set is None:
            return None
        if typed is not None and len(typed) == data_set.input_count:
            return np.array(typed)
        return data_set.measured(np.zeros(data_set.input_count) if sample is None else sample)

    def _refresh_inputs(self) -> None:
        data_set, layers = self._session.data_set, input_layers(self._session.document.project.network)
        if data_set is None or len(layers) != 1 or layers[0].width != data_set.input_count:
            self._canvas.set_input_names(())
            self._canvas.set_image_shape(None)
            return
        shape = data_set.image_shape
        self._canvas.set_input_names(data_set.input_names)
        self._canvas.set_image_shape(None if shape is None else (shape[0], shape[1]))
