"""What dropping a layer onto a connection of others does: it leaves its place and stands between those two."""

import msgspec

from engine.errors import EngineError
from engine.network.edits import move_layers
from engine.network.initializers import Initialization
from engine.network.model import LayerId, Network
from engine.network.placement import Position, gap_closed, level_near, room_between
from engine.network.reordering import neighbours_to_rejoin, reinsert_layer
from gui.canvas.context import CanvasContext


class Reordering(msgspec.Struct, frozen=True, eq=False):
    """A layer about to change its place.

    Attributes:
        layer_id: The layer.
        source: The layer it will read.
        target: The layer that will read it.
        rejoined: The neighbours it leaves, which are joined, or None where none are.
        sentence: What will happen, or why it can't.
        is_refused: Whether it can't.
    """

    layer_id: LayerId
    source: LayerId
    target: LayerId
    rejoined: tuple[LayerId, LayerId] | None
    sentence: str
    is_refused: bool

    def apply(self, network: Network, position: Position, initialization: Initialization) -> Network:
        """Put the layer into its new place, and its panel near `position`; others close its gap and make room.

        Raises:
            EngineError: It can't stand there.
        """
        network = reinsert_layer(network, self.layer_id, self.source, self.target, initialization)
        if self.rejoined is not None:
            network = move_layers(network, gap_closed(network, *self.rejoined, left=self.layer_id))
        y = level_near(network, (self.source, self.target), position[1])
        place, moved = room_between(network, self.source, self.target, y)
        return move_layers(network, {**moved, self.layer_id: place})


def plan_reordering(context: CanvasContext, layer_id: LayerId, connection: tuple[LayerId, LayerId]) -> Reordering:
    """Decide what dropping a layer onto a connection of other layers does."""
    network = context.document.project.network
    source, target = (network.layer(end).name for end in connection)
    rejoined = neighbours_to_rejoin(network, layer_id)
    if rejoined == connection:
        rejoined = None
    sentence = f"between “{source}” and “{target}”  (Alt: only move)"
    try:
        reinsert_layer(network, layer_id, *connection, context.initialization)
    except EngineError as error:
        return Reordering(layer_id, *connection, None, str(error), is_refused=True)
    return Reordering(layer_id, *connection, rejoined, sentence, is_refused=False)
