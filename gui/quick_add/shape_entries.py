"""A typed shape to build, to add or to put in the network's place."""

import itertools
from collections.abc import Callable
from functools import partial

from engine.errors import EngineError
from engine.network.shape_text import Shape, parse_shape, shape_text
from gui.canvas.building.adding import add_shape, replace_by_shape
from gui.canvas.context import CanvasContext
from gui.icons import IconName, icon
from gui.search_popup import SearchEntry


def shape_entries(context: CanvasContext, text: str) -> list[SearchEntry]:
    """Give what can be done with a text that is like a shape; what is wrong with it, where something is."""
    try:
        shape = parse_shape(text)
    except EngineError as error:
        return [SearchEntry(text.strip(), place="Shape", obstacle=str(error), icon=icon(IconName.NETWORK))]
    name = shape_text(shape)
    if not context.scene.network.layers:
        return [_entry(context, f"Build {name}", "Makes the whole network, connected.", shape, add_shape)]
    return [
        _entry(context, f"Add {name}", "Adds it below what is there, selected.", shape, add_shape),
        _entry(
            context, f"Replace the network by {name}", "Takes the place of all that is there.", shape, replace_by_shape
        ),
    ]


def _entry(
    context: CanvasContext, title: str, sentence: str, shape: Shape, run: Callable[[CanvasContext, Shape], bool]
) -> SearchEntry:
    edges = sum(before.width * after.width for before, after in itertools.pairwise(shape))
    biases = sum(layer.width for layer in shape[1:])
    return SearchEntry(
        title,
        partial(run, context, shape),
        detail=f"{len(shape)} layers, {edges + biases:,} parameters",
        place="Shape",
        help=f"{sentence} 8t is a layer of 8 with Tanh, 2-4x9-1 has nine layers of 4.",
        obstacle=context.document.editing_obstacle,
        icon=icon(IconName.NETWORK),
    )
