"""How strong numbers must be for a neuron's full colour: the same for all layers and samples, to be compared."""

from collections.abc import Mapping

from engine.network.activations import activation_function
from engine.network.model import Layer, LayerId
from gui.canvas.edges.scale import full_color_of
from gui.canvas.layers.neuron_faces import NeuronFace
from gui.canvas.layers.view import LayerView

FULL_WHERE_BOUNDED = 1.0


class NeuronFills:
    """Keeps the layers' views together in what full colour means.

    Activations of bounded functions have a scale of their own: a probability beside large numbers is not a small one.

    Args:
        layers: What shows the layers; it may change.

    Attributes:
        usual: By layer, a round number that activations reach over the data. Where it is known, colours are the same
            for every sample; else they suit the numbers shown.
        full: The magnitude in full colour, 1 where all numbers are 0; 0 where none is shown but of bounded functions.
        has_bounded: Whether some activations shown are those of bounded functions, in full colour at ±1.
    """

    def __init__(self, layers: Mapping[LayerId, LayerView]) -> None:
        self._layers = layers
        self.usual: Mapping[LayerId, float] = {}
        self.full = 0.0
        self.has_bounded = False

    def rescale(self, face: NeuronFace, chosen: float | None = None) -> None:
        """Find the scale that suits what all neurons show, or take one that a person has chosen for all."""
        numbers = {layer_id: view.fill_numbers for layer_id, view in self._layers.items()}
        shown = {layer_id: each for layer_id, each in numbers.items() if each is not None}
        has_own_scale = face.is_activation and chosen is None
        bounded = {layer_id for layer_id in shown if has_own_scale and _is_bounded(self._layers[layer_id].layer)}
        self.has_bounded = bool(bounded)
        usual = self.usual if face.is_activation else {}
        found = [usual.get(key) or full_color_of(each) for key, each in shown.items() if key not in bounded]
        self.full = 0.0 if not found else chosen if chosen is not None else max(found) or FULL_WHERE_BOUNDED
        for layer_id, view in self._layers.items():
            view.set_full_fill(FULL_WHERE_BOUNDED if layer_id in bounded else self.full or FULL_WHERE_BOUNDED)


def _is_bounded(layer: Layer) -> bool:
    return activation_function(layer.activation_function).is_within_one
