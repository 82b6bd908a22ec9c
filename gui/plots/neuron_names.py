"""What plots call a layer's neurons, and how many of the names there is room for."""

from collections.abc import Sequence

from engine.network.graph import output_layer
from engine.network.model import Layer
from gui.plots.log_ticks import Ticks
from gui.plots.subject import PlotSubject

MOST_NAMED = 8


def neuron_names(subject: PlotSubject, layer: Layer) -> list[str]:
    """Give a layer's neurons numbers from 1, or, where the outputs are classes, these classes' names."""
    if are_classes(subject, layer):
        return list(subject.class_names)
    return [str(index + 1) for index in range(layer.width)]


def are_classes(subject: PlotSubject, layer: Layer) -> bool:
    """Tell whether each neuron of a layer stands for a class of its own."""
    return len(subject.class_names) == layer.width and output_layer(subject.network).id == layer.id


def spaced_ticks(names: Sequence[str], length: float, room: float) -> Ticks:
    """Give a tick in the middle of each of evenly wide places 0 … 1, 1 … 2, …, or of every nth where room is short.

    Args:
        names: What stands at each.
        length: Pixels there are along the axis.
        room: Pixels that one name takes.
    """
    step = max(1, -(-len(names) // max(1, int(length // room))))
    return [(index + 0.5, name) for index, name in enumerate(names) if index % step == 0]


def listed(names: Sequence[str], chosen: Sequence[int]) -> str:
    """Give the chosen ones of some names in words: “2, 5 and 7”; of many only the first."""
    found = [names[index] for index in chosen[:MOST_NAMED]]
    if len(chosen) > MOST_NAMED:
        return f"{', '.join(found)} and {len(chosen) - MOST_NAMED} more"
    return " and ".join(filter(None, (", ".join(found[:-1]), found[-1]))) if found else ""
