"""What was cut or copied last, and out of what: pasted where it came from, it is connected as it was."""

from collections.abc import Mapping

import msgspec

from engine.network.fragment import fragment_of
from engine.network.initializers import Initialization
from engine.network.model import Layer, LayerId, Network
from engine.network.putting_back import put_back
from engine.network.reattachment import reattach
from gui.selection import Groups, NeuronItem


class Taken(msgspec.Struct, frozen=True, eq=False):
    """What was cut or copied last.

    Attributes:
        text: How it went to the clipboard.
        before: The network that it was taken from.
        neurons: The neurons (from 0) taken without their whole layer, where no layers were taken beside them.
        layers: The whole layers cut, in the network's order.
        is_cut: Whether it was cut.
    """

    text: str
    before: Network
    neurons: Mapping[LayerId, tuple[int, ...]]
    layers: tuple[Layer, ...] = ()
    is_cut: bool = False

    @classmethod
    def copied(cls, text: str, network: Network, groups: Groups) -> "Taken":
        """Take note of what was copied."""
        return cls(text, network, {} if groups.layers else groups.neurons)

    def cut(self, after: Network) -> "Taken":
        """Take note that what was copied is now gone."""
        gone = [layer.id for layer in self.before.layers if not after.has_layer(layer.id)]
        return msgspec.structs.replace(self, layers=fragment_of(self.before, gone).layers, is_cut=True)

    def reattached(self, text: str, network: Network, pasted: Network) -> Network:
        """Connect the layers pasted as they were, if they are these, and nothing else has taken their place since.

        Args:
            text: What was pasted.
            network: What it was pasted into.
            pasted: That network with it.
        """
        new = pasted.layers[len(network.layers) :]
        if text != self.text or not self.layers or len(new) != len(self.layers):
            return pasted
        copies = {old.id: copy.id for old, copy in zip(self.layers, new, strict=True)}
        return reattach(pasted, self.before, copies)

    def home(self, text: str, network: Network) -> tuple[Layer, ...]:
        """Give the layers that what is pasted came from, if it is these neurons and all their layers are there."""
        if text != self.text or not all(map(network.has_layer, self.neurons)):
            return ()
        return tuple(map(network.layer, self.neurons))

    def put_back(self, network: Network, initialization: Initialization) -> Network:
        """Put the neurons back into their layers, with all that they computed with."""
        return put_back(network, self.before, self.neurons, initialization, are_missing=self.is_cut)

    def places(self, network: Network) -> list[NeuronItem]:
        """Give where the neurons come to when they are put back into a network."""
        found: list[NeuronItem] = []
        for layer_id, indices in self.neurons.items():
            width = network.layer(layer_id).width
            is_as_left = self.is_cut and width + len(indices) == self.before.layer(layer_id).width
            places = indices if is_as_left else range(width, width + len(indices))
            found += [NeuronItem(layer_id, index) for index in places]
        return found
