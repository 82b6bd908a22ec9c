"""What is in or near view is shown, all else hidden: Qt asks every item shown at each painting where it is."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF

from engine.network.model import ConnectionKey, LayerId
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.layers.view import LayerView
from gui.canvas.places import Places

MARGIN_SHARE = 0.5  # of the part in view, shown beyond each side of it: not every scroll is to change what is shown
MOST_MAGNIFICATION = 4.0  # from what was shown; nearer than so most of it is out of sight


class Sight:
    """Shows and hides the items of layers and connections; new ones are hidden until it has looked at them.

    Args:
        places: Where everything is.
        layers: What shows the layers; it may change.
        connections: What shows the connections; it may change.

    Attributes:
        seen: The part of the scene in view.
    """

    def __init__(
        self,
        places: Places,
        layers: Mapping[LayerId, LayerView],
        connections: Mapping[ConnectionKey, ConnectionGraphics],
    ) -> None:
        self._places = places
        self._layers = layers
        self._connections = connections
        self.seen = QRectF()
        self._part = QRectF()
        self._layers_shown: set[LayerId] = set()
        self._connections_shown: set[ConnectionKey] = set()

    def look_at(self, seen: QRectF) -> None:
        """Take note of the part of the scene in view."""
        self.seen = seen
        is_near = self._part.width() <= MOST_MAGNIFICATION * (1 + 2 * MARGIN_SHARE) * seen.width()
        if not (is_near and self._part.contains(seen)):
            across, down = MARGIN_SHARE * seen.width(), MARGIN_SHARE * seen.height()
            self._part = seen.adjusted(-across, -down, across, down)
            self.refresh()

    def refresh(self) -> None:
        """Show what is there now, after layers or connections have come, gone or moved."""
        layers, connections = set(self._places.layers_in(self._part)), set(self._places.connections_in(self._part))
        for layer_id in (layers ^ self._layers_shown) & self._layers.keys():
            self._layers[layer_id].set_shown(is_shown=layer_id in layers)
        for key in (connections ^ self._connections_shown) & self._connections.keys():
            self._connections[key].setVisible(key in connections)
        self._layers_shown, self._connections_shown = layers, connections
