"""What the neurons of all layers show of the sample that flows through them."""

from collections.abc import Mapping

import numpy as np

from engine.arrays import FloatArray
from engine.data.measured_input import MeasuredInput
from engine.network.forward import LayerValues
from engine.network.kinds import layer_kind
from engine.network.model import LayerId
from engine.project.display import DisplaySettings
from gui.canvas.layers.fills import NeuronFills
from gui.canvas.layers.neuron_faces import NEURON_FACES, Pictures
from gui.canvas.layers.neuron_shapes import is_for_picture
from gui.canvas.layers.view import LayerView


class NeuronOutlook:
    """Keeps the layers' views together in what their neurons show.

    Args:
        layers: What shows the layers; it may change.

    Attributes:
        fills: How strong numbers must be for a neuron's full colour.
        measured: What was measured of the sample, where the network is given it standardised.
        zoom: Pixels in a scene unit that they are seen with.
    """

    def __init__(self, layers: Mapping[LayerId, LayerView]) -> None:
        self._layers = layers
        self._display = DisplaySettings()
        self._values: Mapping[LayerId, LayerValues] = {}
        self._pixels: FloatArray | None = None
        self._pictures: Pictures = {}
        self._start: Mapping[LayerId, FloatArray] = {}
        self.fills = NeuronFills(layers)
        self.measured: MeasuredInput | None = None
        self.zoom = 1.0

    @property
    def values(self) -> Mapping[LayerId, LayerValues]:
        """Values for the selected sample; empty where there are none."""
        return self._values

    @property
    def shows_pixels(self) -> bool:
        """Whether the neurons of some layer are drawn as the pixels of an image."""
        views = self._layers.values() if self._pixels is not None else ()
        return any(view.geometry.fold.is_grid and self._pixels_of(view) is not None for view in views)

    @property
    def shows_pictures(self) -> bool:
        """Whether some neurons are drawn as pictures: the chosen face has one, and it is large enough to be read."""
        has_picture = NEURON_FACES[self._display.neuron_face].picture is not None
        folds = (view.geometry.fold for view in self._layers.values())
        return has_picture and any(fold.shown and is_for_picture(fold.radius, self.zoom) for fold in folds)

    @property
    def holds_back_pictures(self) -> bool:
        """Whether some neurons are too small for the picture that the chosen face has."""
        has_picture = NEURON_FACES[self._display.neuron_face].picture is not None
        folds = (view.geometry.fold for view in self._layers.values())
        return has_picture and any(fold.shown and not is_for_picture(fold.radius, self.zoom) for fold in folds)

    @property
    def shows_fills(self) -> bool:
        """Whether some neurons have the colour of a number: there is no picture for them, or no room for one."""
        has_picture = NEURON_FACES[self._display.neuron_face].picture is not None
        folds = (view.geometry.fold for view in self._layers.values() if view.fill_numbers is not None)
        return any(
            not (has_picture and fold.shown) or bool(fold.folded) or not is_for_picture(fold.radius, self.zoom)
            for fold in folds
        )

    def activation(self, layer_id: LayerId) -> FloatArray | None:
        """Give a layer's activations (H,) for the selected sample, None where there are none."""
        sample = self._values.get(layer_id)
        return None if sample is None else np.asarray(sample.activation[0], np.float64)

    def large_neurons(self) -> dict[LayerId, tuple[int, ...]]:
        """Give the neurons that are drawn large enough for a picture, by layer."""
        return {layer_id: view.geometry.fold.shown for layer_id, view in self._layers.items()}

    def set_values(self, values: Mapping[LayerId, LayerValues]) -> None:
        """Show values for one sample: arrays of shape (1, H) by layer id."""
        self._values = values
        for view in self._layers.values():
            self._show_sample(view)
        self.rescale()

    def set_pixels(self, pixels: FloatArray | None) -> None:
        """Take how much ink, 0 … 1, is in each pixel (D,) of the sample where that is an image, or None."""
        if pixels is None and self._pixels is None:
            return
        self._pixels = pixels
        for view in self._layers.values():
            view.set_pixels(self._pixels_of(view))
        self.rescale()

    def set_pictures(self, pictures: Pictures) -> None:
        """Take pictures of neurons, for faces that have one."""
        self._pictures = pictures
        for layer_id, view in self._layers.items():
            view.set_pictures(pictures.get(layer_id, {}))

    def set_start(self, biases: Mapping[LayerId, FloatArray]) -> None:
        """Take the biases (H,) that the run began with; none where there was no run."""
        self._start = biases
        for layer_id, view in self._layers.items():
            view.set_start(biases.get(layer_id))

    def set_display(self, display: DisplaySettings) -> None:
        """Choose what neurons show."""
        self._display = display
        for view in self._layers.values():
            view.set_display(display)
        self.rescale()

    def dress(self, view: LayerView) -> None:
        """Let a new view show the same as all others; the scale is to be found anew after all are dressed."""
        self._show_sample(view)
        view.set_start(self._start.get(view.layer.id))
        view.set_display(self._display)
        view.set_pictures(self._pictures.get(view.layer.id, {}))
        view.set_pixels(self._pixels_of(view))

    def rescale(self) -> None:
        """Find the scale of colours that suits what all neurons show now."""
        self.fills.rescale(NEURON_FACES[self._display.neuron_face], self._display.neuron_full_scale)

    def _show_sample(self, view: LayerView) -> None:
        """Let a view show activations and pre-activations, of a layer that computes none nothing for these."""
        sample, pre_activation = self._values.get(view.layer.id), None
        if sample is not None and layer_kind(view.layer.kind).takes_sources:
            pre_activation = np.asarray(sample.pre_activation[0], np.float64)
        view.set_sample(self.activation(view.layer.id), pre_activation)

    def _pixels_of(self, view: LayerView) -> FloatArray | None:
        """Give the sample's pixels where a layer takes them."""
        is_input, pixels = not layer_kind(view.layer.kind).takes_sources, self._pixels
        return pixels if is_input and pixels is not None and len(pixels) == view.layer.width else None
