"""Selecting the edges at the ends of which stands what is selected."""

from collections.abc import Callable, Sequence

from engine.network.model import Network
from gui.canvas.context import CanvasContext
from gui.selection import Item, LayerItem, NeuronItem


class EndEdges:
    """Selects edges around neurons and layers; more of them is added to those selected last, around the same.

    Args:
        context: What is selected, and of which network.
    """

    def __init__(self, context: CanvasContext) -> None:
        self._context = context
        self._ends: tuple[Item, ...] = ()
        self._gathered: tuple[Item, ...] = ()

    def select(self, gather: Callable[[Network, Sequence[Item]], tuple[Item, ...]], otherwise: str) -> None:
        """Select what `gather` finds around the neurons and layers meant; where that is nothing, say `otherwise`."""
        selected, ends = self._context.selection.items, self._meant
        found = gather(self._context.document.network, ends)
        if not found:
            self._context.edit_refused.emit(otherwise, None)
            return
        earlier = () if ends is selected else tuple(item for item in selected if item not in set(found))
        self._context.selection.select(*earlier, *found)
        self._ends, self._gathered = ends, self._context.selection.items

    def obstacle(self) -> str:
        """Say why nothing can be gathered, or ""."""
        is_end = bool(self._meant) and isinstance(self._meant[-1], LayerItem | NeuronItem)
        return "" if is_end else "Select the neurons or layers whose edges are meant."

    @property
    def _meant(self) -> tuple[Item, ...]:
        """What is selected, or what that has just been gathered around."""
        selected = self._context.selection.items
        return self._ends if selected and selected == self._gathered else selected
