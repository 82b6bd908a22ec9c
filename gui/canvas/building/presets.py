"""The layers that palette, quick add and commands offer."""

import msgspec

from engine.network.activations import activation_function
from engine.network.kinds import layer_kind
from gui.canvas.mime import LayerPreset

NEURON_HELP = "One more neuron in the layer it is added to; beside all layers, a layer of its own."


class PaletteEntry(msgspec.Struct, frozen=True):
    """A card of the palette.

    Attributes:
        key: Names its card: the card's object name is `palette-{key}`.
        title: What stands on the card.
        preset: The layer it makes.
        feeds_on: Whether other layers are meant to read it, so that wires leave its drawing.
        keywords: Other words that people look for it by.
    """

    key: str
    title: str
    preset: LayerPreset
    feeds_on: bool = True
    keywords: str = ""

    @property
    def is_computing(self) -> bool:
        """Whether the layer computes something, as opposed to holding the sample."""
        return layer_kind(self.preset.kind).takes_sources

    @property
    def summary(self) -> str:
        """Width and activation function, such as “2 · ReLU”."""
        if self.preset.is_single_neuron:
            return "one"
        function = activation_function(self.preset.activation).label
        return f"{self.preset.width} · {function}" if self.is_computing else str(self.preset.width)

    @property
    def help(self) -> str:
        """What the layer is and how to use the card."""
        if self.preset.is_single_neuron:
            return f"{NEURON_HELP}\nDrag it onto a layer or the canvas, or double-click to add it."
        kind, function = layer_kind(self.preset.kind), activation_function(self.preset.activation)
        formula = f"\n{function.label}: {function.formula}" if self.is_computing else ""
        return f"{kind.help}{formula}\nDrag it onto the canvas, or double-click to add it."


NEURON = LayerPreset("dense", 1, "identity", "Neuron", is_single_neuron=True)
PALETTE = (
    PaletteEntry("input", "Input", LayerPreset("input", 2, "identity", "Input")),
    PaletteEntry("hidden", "Hidden", LayerPreset("dense", 2, "relu", "Hidden")),
    PaletteEntry("output", "Output", LayerPreset("dense", 1, "identity", "Output"), feeds_on=False),
    PaletteEntry("neuron", "Neuron", NEURON),
    PaletteEntry("tanh", "Tanh", LayerPreset("dense", 4, "tanh", "Hidden")),
    PaletteEntry("sigmoid", "Sigmoid", LayerPreset("dense", 2, "sigmoid", "Hidden"), keywords="logistic"),
    PaletteEntry("classes", "Classes", LayerPreset("dense", 3, "identity", "Output"), False, "softmax classification"),
    PaletteEntry("wide", "Wide", LayerPreset("dense", 16, "relu", "Hidden")),
    PaletteEntry("step", "Perceptron", LayerPreset("dense", 1, "step", "Perceptron"), keywords="heaviside threshold"),
    PaletteEntry("sine", "Sine", LayerPreset("dense", 8, "sine", "Hidden")),
)
