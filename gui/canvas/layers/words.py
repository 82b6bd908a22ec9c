"""What layers say of themselves: in their headers, and beside their neurons."""

from engine.network.activations import activation_function
from engine.network.formulas import Names, Symbol, plain_of
from engine.network.graph import loose_layers, loose_sentence, output_layers
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId, Network
from gui.canvas.layers.header_item import HeaderText


class LayerWords:
    """Words the layers of a network; made once, as hundreds of inputs have hundreds of names.

    Attributes:
        class_names: Names of the classes that the outputs stand for; empty where they have none.
    """

    def __init__(self) -> None:
        self._network = Network()
        self._symbols = Names(Network())
        self._input_names: tuple[str, ...] = ()
        self._names: dict[LayerId, tuple[str, ...]] = {}
        self._outputs: frozenset[LayerId] = frozenset()
        self._loose: frozenset[LayerId] = frozenset()
        self.class_names: tuple[str, ...] = ()

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the inputs; empty where they have none."""
        return self._input_names

    @input_names.setter
    def input_names(self, names: tuple[str, ...]) -> None:
        self._input_names = names
        self._names.clear()

    def set_network(self, network: Network) -> bool:
        """Word the layers of another network. Gives whether words of layers that stay the same may be others."""
        before, self._network = self._network, network
        if _are_built_alike(before, network):
            return False
        self._symbols = Names(network)
        self._outputs = frozenset(layer.id for layer in output_layers(network))
        self._loose = frozenset(layer.id for layer in loose_layers(network))
        self._names.clear()
        return True

    def loose_note(self, layer: Layer) -> str:
        """Give what there is to say of a layer that hangs loose; "" of any other."""
        return loose_sentence(layer) if layer.id in self._loose else ""

    def header(self, layer: Layer) -> HeaderText:
        """Give what a layer's header says."""
        kind = layer_kind(layer.kind)
        function = activation_function(layer.activation_function).label
        return HeaderText(
            name=layer.name,
            symbol=plain_of(self._symbols.activation(layer.id)),
            function=function if kind.has_bias else Symbol("ℝ", above=str(layer.width)).plain,
            width=layer.width,
            has_function=kind.has_bias,
            takes_sources=kind.takes_sources,
        )

    def names(self, layer: Layer) -> tuple[str, ...]:
        """Give what stands beside a layer's neurons: names of inputs, or of classes where each has its output."""
        if layer.id in self._outputs:
            is_fitting = len(self.class_names) == layer.width and layer.id not in self._loose
            return self.class_names if is_fitting else ()
        names = self._names.get(layer.id)
        if names is None or len(names) not in {0, layer.width}:
            self._names[layer.id] = names = self._made_names(layer)
        return names

    def _made_names(self, layer: Layer) -> tuple[str, ...]:
        if layer_kind(layer.kind).takes_sources:
            return ()
        if len(self._input_names) == layer.width:
            return self._input_names
        return tuple(plain_of(self._symbols.activation(layer.id, index)) for index in range(layer.width))


def _are_built_alike(first: Network, second: Network) -> bool:
    if (len(first.layers), len(first.connections)) != (len(second.layers), len(second.connections)):
        return False
    layers = zip(first.layers, second.layers, strict=True)
    connections = zip(first.connections, second.connections, strict=True)
    are_layers_alike = all(one is other or (one.id, one.kind) == (other.id, other.kind) for one, other in layers)
    return are_layers_alike and all(one is other or one.key == other.key for one, other in connections)
