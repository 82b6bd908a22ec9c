"""Adding layers drawn elsewhere or copied: in one step, selected, without a second input layer."""

from collections.abc import Callable

from engine.network.model import Network
from engine.network.one_input import join_inputs
from gui.canvas.context import CanvasContext
from gui.selection import Item, LayerItem


def add_layers(
    context: CanvasContext, label: str, add: Callable[[Network], Network], further: Callable[[], list[Item]] = list
) -> bool:
    """Add layers as one undo step, and select them. Gives whether that was possible.

    Args:
        context: What they are added to.
        label: Names the undo step.
        add: Gives the network with them; a second input layer is left out of it, which the canvas then says.
        further: What else is new and to be selected, once they are added.
    """
    before, notes = context.document.project.network, list[str]()

    def edit(network: Network) -> Network:
        joined = join_inputs(network, add(network))
        notes.append(joined.note)
        return joined.network

    if not context.edit(label, edit):
        return False
    new = (layer.id for layer in context.document.project.network.layers if not before.has_layer(layer.id))
    context.selection.select(*further(), *map(LayerItem, new))
    for note in filter(None, notes):
        context.noted.emit(note)
    return True
