"""Copying, cutting, pasting and duplicating on the canvas.

A part of a network goes to the clipboard as JSON, under a type of its own for other windows and as plain text for a
mail; both are read alike.
"""

from collections.abc import Iterable, Sequence, Sized

import msgspec
from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QGuiApplication

from engine.errors import EngineError
from engine.network.fragment import add_fragment, duplicate_neurons, fragment_of
from engine.network.kinds import layer_kind
from engine.network.layout.boxes import DOWN, around, free_shift
from engine.network.layout.placement import snapped_to_grid
from engine.network.matrix_text import check_length, read_numbers
from engine.network.model import Layer, Network
from engine.network.one_input import second_input_refusal
from engine.network.shape_text import is_like_shape, is_shape_rather_than_numbers, parse_shape
from engine.project.fragment_text import is_fragment, read_fragment
from gui.canvas.arranging.extents import extent_of_new, shown_boxes
from gui.canvas.building.adding import add_shape
from gui.canvas.building.deletion import delete_items
from gui.canvas.building.joining import add_layers
from gui.canvas.clipboard.copying import copied_text, paste_numbers, wanted_entries
from gui.canvas.clipboard.taken import Taken
from gui.canvas.context import CanvasContext
from gui.selection import Item, NeuronItem

FRAGMENT_MIME_TYPE = "application/x-neurocanvas-fragment+json"
CLEARANCE = 40.0  # so that ways between the original and its copy are seen
FAR_ABOVE = 1e6
SHOWN_TEXT = 30
NOTHING_SELECTED_TO_TAKE = (
    "Numbers are on the clipboard, but nothing is selected to take them: "
    "select a connection, edges, a layer or neurons."
)
NOTHING_TO_PASTE = "There is nothing on the clipboard that can be pasted here."

Point = tuple[float, float]


def copy(context: CanvasContext) -> bool:
    """Put what is selected on the clipboard. Gives whether that was possible; if not, the canvas says why."""
    try:
        text = copied_text(context.document.network, context.selection.items)
    except EngineError as error:
        context.edit_refused.emit(str(error), None)
        return False
    mime = QMimeData()
    mime.setText(text)
    if is_fragment(text):
        mime.setData(FRAGMENT_MIME_TYPE, text.encode())
    QGuiApplication.clipboard().setMimeData(mime)
    context.taken = Taken.copied(text, context.document.network, context.selection.groups)
    return True


def cut(context: CanvasContext) -> None:
    """Copy what is selected, and delete it as one undo step."""
    items = context.selection.items
    if context.document.editing_obstacle:
        context.edit_refused.emit(context.document.editing_obstacle, None)
    elif copy(context):
        taken = context.taken
        if taken is not None and context.edit("Cut", lambda network: delete_items(network, items)):
            context.taken = taken.cut(context.document.network)


def paste(context: CanvasContext, place: QPointF | None) -> None:
    """Add or set what is on the clipboard, as one undo step.

    Args:
        context: What it is pasted into.
        place: The pointer's place on the canvas, where the middle of what is pasted goes, or None for beside the
            original.
    """
    mime = QGuiApplication.clipboard().mimeData()
    text = mime.text()
    if mime.hasFormat(FRAGMENT_MIME_TYPE):
        text = bytes(mime.data(FRAGMENT_MIME_TYPE).data()).decode(errors="replace")
    try:
        _paste_text(context, text, place)
    except EngineError as error:
        context.edit_refused.emit(str(error), place)


def duplicate(context: CanvasContext) -> None:
    """Add copies of the selected layers, and of neurons to their own layer, as one undo step, and select them."""
    groups = context.selection.groups
    fragment = fragment_of(context.document.network, groups.layers)
    neurons: list[Item] = []

    def add(network: Network) -> Network:
        for layer_id, indices in groups.neurons.items():
            width = network.layer(layer_id).width
            network = duplicate_neurons(network, layer_id, indices)
            neurons.extend(NeuronItem(layer_id, width + number) for number in range(len(indices)))
        return add_fragment(network, fragment, _offset(context, fragment, None))

    add_layers(context, f"Duplicate {_described(fragment, groups.neurons.values())}", add, lambda: neurons)


def duplication_obstacle(context: CanvasContext) -> str:
    """Give why nothing can be duplicated, or ""."""
    network = context.document.project.network
    groups = context.selection.groups.existing(network)
    if not groups.ends:
        return "Select the layers or neurons to duplicate."
    if not groups.neurons and not any(layer_kind(network.layer(name).kind).takes_sources for name in groups.layers):
        return second_input_refusal(network)
    return context.document.editing_obstacle


def _paste_text(context: CanvasContext, text: str, place: QPointF | None) -> None:
    if not text.strip():
        raise EngineError(NOTHING_TO_PASTE)
    if is_fragment(text):
        _paste_fragment(context, text, place)
    elif context.selection.items and not is_shape_rather_than_numbers(text):
        _paste_numbers(context, text)
    elif is_shape_rather_than_numbers(text) or _is_like_shape_alone(text):
        add_shape(context, parse_shape(text))
    else:
        raise EngineError(NOTHING_SELECTED_TO_TAKE if _holds_numbers(text) else _refusal(text))


def _paste_fragment(context: CanvasContext, text: str, place: QPointF | None) -> None:
    fragment = read_fragment(text)
    if not fragment.layers:
        raise EngineError(NOTHING_TO_PASTE)
    taken = context.taken
    home = () if taken is None else taken.home(text, context.document.network)
    if taken is not None and home and _is_at(context, home, place):
        _put_back(context, taken, home)
        return
    offset = _offset(context, fragment, place)

    def add(network: Network) -> Network:
        pasted = add_fragment(network, fragment, offset)
        return pasted if taken is None else taken.reattached(text, network, pasted)

    if add_layers(context, f"Paste {_described(fragment)}", add) and home:
        what = "layers of their own" if len(home) > 1 else "a layer of its own"
        context.noted.emit(f"Pasted as {what}; with the pointer over {_listed(home)} it goes back there.")


def _put_back(context: CanvasContext, taken: Taken, home: Sequence[Layer]) -> None:
    """Put neurons back into their layers."""
    places = taken.places(context.document.network)
    label = f"Paste {_counted(len(places), 'neuron')}"
    if context.edit(label, lambda network: taken.put_back(network, context.initialization)):
        context.selection.select(*places)
        context.noted.emit(f"{_counted(len(places), 'neuron').capitalize()} put back into {_listed(home)}.")


def _is_at(context: CanvasContext, layers: Sequence[Layer], place: QPointF | None) -> bool:
    """Tell whether a place is on one of the layers, or nowhere on the canvas."""
    panels = context.scene.places.panel_rects
    return place is None or any(panels[layer.id].contains(place) for layer in layers)


def _listed(layers: Sequence[Layer]) -> str:
    return " and ".join(f"“{layer.name}”" for layer in layers)


def _paste_numbers(context: CanvasContext, text: str) -> None:
    items = context.selection.items
    wanted = wanted_entries(context.document.network, items)
    check_length(text, wanted)
    try:
        readings = read_numbers(text, wanted)
    except EngineError:
        raise EngineError(_refusal(text)) from None
    context.edit("Paste numbers", lambda network: paste_numbers(network, items, readings))


def _is_like_shape_alone(text: str) -> bool:
    """Tell whether one line looks like a shape and can be no numbers: a table of a spreadsheet makes no network."""
    return is_like_shape(text) and len(text.split("\n")) == 1 and not _holds_numbers(text)


def _holds_numbers(text: str) -> bool:
    try:
        read_numbers(text)
    except EngineError:
        return False
    return True


def _offset(context: CanvasContext, fragment: Network, place: QPointF | None) -> Point:
    """Give how far a fragment moves, so that it goes to `place` or below its original and covers no panel."""
    if not fragment.layers:
        return 0.0, 0.0
    frame = around([extent_of_new(layer).at(layer.position) for layer in fragment.layers])
    dx, dy = 0.0, 0.0
    if place is not None:
        middle = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
        dx, dy = snapped_to_grid((place.x() - middle[0], place.y() - middle[1]))
    taken, grid_point = list(shown_boxes(context.scene).values()), (0.0, 0.0)  # layers keep their places on the grid
    if place is None:  # below all that stands in these columns: above one layer and below another it reads as its part
        taken = [msgspec.structs.replace(box, top=box.top - FAR_ABOVE) for box in taken]
    return dx, dy + free_shift([frame.moved(dx, dy)], taken, CLEARANCE, grid_point, (DOWN,))[1]


def _described(fragment: Network, neurons: Iterable[Sized] = ()) -> str:
    """Name what is pasted or duplicated, for the Undo menu."""
    counts = ((len(fragment.layers), "layer"), (sum(map(len, neurons)), "neuron"))
    return " and ".join(_counted(count, noun) for count, noun in counts if count)


def _counted(count: int, noun: str) -> str:
    return noun if count == 1 else f"{count} {noun}s"


def _refusal(text: str) -> str:
    line = " ".join(text.split())
    shown = line if len(line) <= SHOWN_TEXT else f"{line[:SHOWN_TEXT]}…"
    return f"“{shown}” is no part of a network, no numbers and no shape such as 2-8-1, so it cannot be pasted here."
