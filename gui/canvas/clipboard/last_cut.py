"""What was cut last, and out of what: pasted where it came from, it is connected as it was."""

import msgspec

from engine.network.fragment import fragment_of
from engine.network.model import Layer, Network
from engine.network.reattachment import reattach


class LastCut(msgspec.Struct, frozen=True, eq=False):
    """What was cut last.

    Attributes:
        text: How it went to the clipboard.
        before: The network that it was cut out of.
        layers: The whole layers cut, in the network's order.
    """

    text: str
    before: Network
    layers: tuple[Layer, ...]

    @classmethod
    def of(cls, text: str, before: Network, after: Network) -> "LastCut":
        """Take note of what an edit has cut."""
        gone = [layer.id for layer in before.layers if not after.has_layer(layer.id)]
        return cls(text, before, fragment_of(before, gone).layers)

    def reattached(self, text: str, network: Network, pasted: Network) -> Network:
        """Connect what was pasted as it was, if it is this, and nothing else has taken its place since.

        Args:
            text: What was pasted.
            network: What it was pasted into.
            pasted: That network with it.
        """
        new = pasted.layers[len(network.layers) :]
        if text != self.text or len(new) != len(self.layers):
            return pasted
        copies = {old.id: copy.id for old, copy in zip(self.layers, new, strict=True)}
        return reattach(pasted, self.before, copies)
