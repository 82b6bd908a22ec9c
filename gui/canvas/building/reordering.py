"""What dropping a layer onto a connection or a side of another layer does: it leaves its place and stands there."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QRectF

from engine.errors import EngineError
from engine.network.edits import move_layers
from engine.network.initializers import Initialization
from engine.network.layout.placement import COLUMN_SPACING, Position, gap_closed, room_between, row_level
from engine.network.model import Connection, ConnectionKey, LayerId, Network
from engine.network.reordering import (
    ReorderingPrice,
    move_after,
    move_before,
    neighbours_to_rejoin,
    reinsert_layer,
    reordering_price,
)
from gui.canvas.building.drop_plan import DropPlace, Side
from gui.canvas.building.free_places import place_in_row
from gui.canvas.context import CanvasContext

KEY_HINT = "(Alt: only move)"


class Reordering(msgspec.Struct, frozen=True, eq=False):
    """A layer about to change its place.

    Attributes:
        layer_id: The layer.
        place: What it is dropped onto.
        sources: The layers it will read.
        targets: The layers that will read it.
        rejoined: The neighbours it leaves, which are joined, or None where none are.
        connections: All connections that there will be.
        forms: Every layer's panel, relative to its position.
        sentence: What will happen, or why it can't.
        loss: What is lost with the matrices that fit nowhere any more, or "".
        is_refused: Whether it can't.
    """

    layer_id: LayerId
    place: DropPlace
    sources: tuple[LayerId, ...]
    targets: tuple[LayerId, ...]
    rejoined: tuple[LayerId, LayerId] | None
    connections: tuple[Connection, ...]
    forms: Mapping[LayerId, QRectF]
    sentence: str
    loss: str
    is_refused: bool

    @property
    def joined(self) -> list[ConnectionKey]:
        """The connections that come to be."""
        joined = [(source, self.layer_id) for source in self.sources]
        joined += [(self.layer_id, target) for target in self.targets]
        return joined if self.rejoined is None else [*joined, self.rejoined]

    def apply(self, network: Network, position: Position, initialization: Initialization) -> Network:
        """Put the layer into its new place, in the row of those it is joined with; others close its gap and make room.

        Where something stands in that row already, it stays as high as at `position`.

        Raises:
            EngineError: It can't stand there.
        """
        network = _rewired(network, self.layer_id, self.place, initialization)
        if self.rejoined is not None:
            network = move_layers(network, gap_closed(network, *self.rejoined, left=self.layer_id))
        place, moved = self._room(network, position)
        network = move_layers(network, moved)
        others = [
            self.forms[layer.id].translated(*layer.position) for layer in network.layers if layer.id != self.layer_id
        ]
        place = place_in_row(self.forms[self.layer_id], place, position[1], others)
        return move_layers(network, {self.layer_id: place})

    def _room(self, network: Network, position: Position) -> tuple[Position, dict[LayerId, Position]]:
        source = max(self.sources, key=lambda layer_id: network.layer(layer_id).position[0], default=None)
        target = min(self.targets, key=lambda layer_id: network.layer(layer_id).position[0], default=None)
        ends = [end for end in (source, target) if end is not None]
        y = row_level(network, ends) if ends else position[1]
        if source is not None and target is not None:
            return room_between(network, source, target, y)
        if source is not None:
            return (network.layer(source).position[0] + COLUMN_SPACING, y), {}
        x = position[0] if target is None else network.layer(target).position[0] - COLUMN_SPACING
        return (x, y), {}


def plan_reordering(context: CanvasContext, layer_id: LayerId, place: DropPlace) -> Reordering | None:
    """Decide what dropping a layer onto other layers or their connection does; None where it stands there already."""
    network, drawn, scene = context.document.project.network, context.initialization, context.scene
    forms = {layer.id: scene.layer_view(layer.id).geometry.panel for layer in network.layers}
    try:
        rewired = _rewired(network, layer_id, place, drawn)
    except EngineError as error:
        return Reordering(layer_id, place, (), (), None, (), forms, str(error), "", is_refused=True)
    before, after = ({connection.key for connection in each.connections} for each in (network, rewired))
    if before == after:
        return None
    rejoined = neighbours_to_rejoin(network, layer_id)
    sources = tuple(connection.source for connection in rewired.incoming(layer_id))
    targets = tuple(connection.target for connection in rewired.outgoing(layer_id))
    price = reordering_price(network, rewired)
    loss = _loss(price)
    lines = [f"{place.told(network)}  {KEY_HINT}", _new_weights(price), loss]
    sentence = "\n".join(line for line in lines if line)
    remaining = rejoined if rejoined in after else None
    return Reordering(
        layer_id, place, sources, targets, remaining, rewired.connections, forms, sentence, loss, is_refused=False
    )


def _rewired(network: Network, layer_id: LayerId, place: DropPlace, initialization: Initialization) -> Network:
    if place.connection is not None:
        return reinsert_layer(network, layer_id, *place.connection, initialization)
    if place.layer is None:
        return network
    move = move_before if place.side is Side.BEFORE else move_after
    return move(network, layer_id, place.layer, initialization)


def _new_weights(price: ReorderingPrice) -> str:
    return f"New weights for {_counted(price.drawn_connections, 'connection')}" if price.drawn_connections else ""


def _loss(price: ReorderingPrice) -> str:
    counts = (price.removed_edges, "removed edge"), (price.frozen_weights, "frozen weight")
    parts = [_counted(count, noun) for count, noun in counts if count]
    return f"Forgets {' and '.join(parts)}: the matrices fit nowhere" if parts else ""


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
