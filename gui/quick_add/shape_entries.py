"""A typed shape to build, to add or to put in the network's place."""

import itertools
from collections.abc import Callable
from functools import partial

from engine.errors import EngineError
from engine.network.chains import check_chain
from engine.network.model import Network
from engine.network.shape_text import Shape, parse_shape
from gui.canvas.building.adding import add_shape, replace_by_shape
from gui.canvas.context import CanvasContext
from gui.icons import IconName, icon
from gui.search_popup import SearchEntry

_ADDING = "Adds it below what is there, selected; it reads the input layer there is."


def shape_entries(context: CanvasContext, text: str) -> list[SearchEntry]:
    """Give what can be done with a text that is like a shape; what is wrong with it, where something is."""
    typed, network = " ".join(text.split()), context.scene.network
    try:
        shape = parse_shape(text)
    except EngineError as error:
        return [SearchEntry(typed, place="Shape", obstacle=str(error), icon=icon(IconName.NETWORK))]
    if not network.layers:
        return [_entry(context, f"Build {typed}", "Makes the whole network, connected.", shape, add_shape, network)]
    replacing = f"Replace the network by {typed}"
    return [
        _entry(context, replacing, "Takes the place of all that is there.", shape, replace_by_shape, Network()),
        _entry(context, f"Add {typed}", _ADDING, shape, add_shape, network),
    ]


def _entry(
    context: CanvasContext,
    title: str,
    sentence: str,
    shape: Shape,
    run: Callable[[CanvasContext, Shape], bool],
    beside: Network,
) -> SearchEntry:
    edges = sum(before.width * after.width for before, after in itertools.pairwise(shape))
    biases = sum(layer.width for layer in shape[1:])
    return SearchEntry(
        title,
        partial(run, context, shape),
        detail=f"{len(shape)} layers, {edges + biases:,} parameters",
        place="Shape",
        help=f"{sentence} 8t is a layer of 8 with Tanh, 2-4x9-1 has nine layers of 4.",
        obstacle=context.document.editing_obstacle or _obstacle(beside, shape),
        icon=icon(IconName.NETWORK),
    )


def _obstacle(network: Network, shape: Shape) -> str:
    """Say why a shape can't stand beside a network, or ""."""
    try:
        check_chain(network, shape)
    except EngineError as error:
        return str(error)
    return ""
