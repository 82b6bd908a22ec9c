"""What the edges of all connections show, and on which scale: the same for all, so that they can be compared."""

from collections import defaultdict
from collections.abc import Mapping
from functools import reduce

from engine.network.model import ConnectionKey, LayerId
from engine.project.display import DisplaySettings
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.edges.labels import LABEL_RULES, LabelCount, LabelMode
from gui.canvas.edges.quantities import EDGE_QUANTITIES, WEIGHT, EdgeQuantity
from gui.canvas.edges.scale import EdgeScale, chosen_scale, common_scale


class EdgeOutlook:
    """Keeps the connections' items together in what they show.

    Args:
        connections: What shows the connections; it may change.
    """

    def __init__(self, connections: Mapping[ConnectionKey, ConnectionGraphics]) -> None:
        self._connections = connections
        self._display = DisplaySettings()
        self._there: set[str] = set()
        self._scale = EdgeScale()
        self._largest: float | None = None  # not known until someone asks
        self._crowds: list[ConnectionGraphics] = []

    @property
    def quantity(self) -> EdgeQuantity:
        """What edges show: their weights where what was chosen needs something that is not there."""
        return WEIGHT if self.lacking else EDGE_QUANTITIES[self._display.edge_quantity]

    @property
    def lacking(self) -> str:
        """What is not there, so that edges show their weights instead of what was chosen; "" for nothing."""
        needed = EDGE_QUANTITIES[self._display.edge_quantity].needs
        return "" if needed in self._there else needed

    @property
    def scale(self) -> EdgeScale:
        """How strong edges must be for full colour and width."""
        return self._scale

    @property
    def has_stronger_edges(self) -> bool:
        """Whether some edges are stronger than what has full colour."""
        return self._largest_value > self._scale.full_color

    @property
    def has_wider_edges(self) -> bool:
        """Whether some edges are stronger than what is drawn as wide as can be."""
        return self._largest_value > self._scale.full_width

    @property
    def draws_matrices(self) -> bool:
        """Whether some connection has more edges than are drawn, and its matrix as an image."""
        return any(item.draws_matrix for item in self._crowds)

    @property
    def labels_all(self) -> bool:
        """Whether every edge is to carry its number."""
        return LABEL_RULES[LabelMode(self._display.edge_labels)].is_for_all

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return sum(item.edge_count for item in self._connections.values())

    @property
    def label_count(self) -> LabelCount:
        """How many of the edges in sight carry their number, if all are to."""
        counted = (item.label_count for item in self._connections.values() if item.isVisible())
        return reduce(LabelCount.plus, counted, LabelCount()) if self.labels_all else LabelCount()

    def set_display(self, display: DisplaySettings) -> None:
        """Choose what edges show."""
        self._display = display
        self._dress_all()
        self.rescale()

    def set_there(self, what: str, *, is_there: bool) -> None:
        """Take note whether `SAMPLE` or `START` is there; the scale is to be found anew after its values are known."""
        before = self.quantity
        (self._there.add if is_there else self._there.discard)(what)
        if self.quantity is not before:
            self._dress_all()

    def dress(self, item: ConnectionGraphics) -> None:
        """Let a new item show the same as all others."""
        item.set_display(self._display, self.quantity)

    def rescale(self) -> None:
        """Find the scale that suits what all edges show now."""
        chosen, items = self._display.full_scale, self._connections.values()
        self._scale = common_scale(item.full_color for item in items) if chosen is None else chosen_scale(chosen)
        self._largest = None
        self._crowds = [item for item in items if item.has_matrix]
        for item in items:
            item.set_scale(self._scale)

    def part_labels(self) -> None:
        """Keep the numbers on edges of one layer apart, where connections have come or gone."""
        beside: defaultdict[LayerId, list[ConnectionGraphics]] = defaultdict(list)
        for (source, target), item in self._connections.items():
            item.keep_labels_clear_of([*beside[source], *beside[target]])
            beside[source].append(item)
            beside[target].append(item)

    @property
    def _largest_value(self) -> float:
        if self._largest is None:
            self._largest = max((item.largest_value for item in self._connections.values()), default=0.0)
        return self._largest

    def _dress_all(self) -> None:
        for item in self._connections.values():
            self.dress(item)
