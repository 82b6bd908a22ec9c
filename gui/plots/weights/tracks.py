"""What a run's recording says of single parameters, and of all together: a number for each moment."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.network.changes import distance
from engine.network.model import Parameters, parameters_of
from engine.project.timeline import Moment
from gui.plots.recording import Recording
from gui.plots.weights.parameter_items import ParameterItem, ParameterItems

DISTANCE_NAME = "‖θ − θ₀‖"


class Track(msgspec.Struct, frozen=True, eq=False):
    """A curve.

    Attributes:
        item: Whose it is; None for that of all parameters.
        name: What it is called.
        values: A number for each moment (n,).
        start: The number that it began with; None where it is not known.
        now: The number shown on the canvas now.
        typed: Step and number wherever it was set by hand.
    """

    item: ParameterItem | None
    name: str
    values: FloatArray
    start: float | None
    now: float
    typed: tuple[tuple[int, float], ...] = ()


class Distances:
    """How far from the start each moment is; those of a recording that grows are not worked out again."""

    def __init__(self) -> None:
        self._start: Parameters | None = None
        self._known: dict[int, tuple[Moment, float]] = {}

    def of(self, moments: Sequence[Moment], start: Parameters) -> FloatArray:
        """Give the distances of some moments (n,) from the parameters at the start."""
        if start is not self._start:
            self._start, self._known = start, {}
        found = {moment.step: self._distance(moment, start) for moment in moments}
        self._known = found
        return np.array([value for _moment, value in found.values()])

    def _distance(self, moment: Moment, start: Parameters) -> tuple[Moment, float]:
        known = self._known.get(moment.step)
        if known is not None and known[0] is moment:
            return known
        return moment, distance(moment.parameters, start)


def value_tracks(recording: Recording, items: Sequence[ParameterItem]) -> list[Track]:
    """Give the numbers themselves."""
    known, start = ParameterItems(recording.network), recording.known_start
    now = parameters_of(recording.network)
    return [
        Track(
            item=item,
            name=known.name(item),
            values=known.values(item, [moment.parameters for moment in recording.moments]),
            start=None if start is None else known.value(item, start),
            now=known.value(item, now),
            typed=_typed(recording, known, item),
        )
        for item in items
    ]


def change_tracks(recording: Recording, items: Sequence[ParameterItem]) -> list[Track]:
    """Give Δ, how much more each number is than at the start."""
    return [
        Track(
            item=track.item,
            name=f"Δ{track.name}",
            values=track.values - (track.start or 0.0),
            start=0.0,
            now=track.now - (track.start or 0.0),
            typed=tuple((step, value - (track.start or 0.0)) for step, value in track.typed),
        )
        for track in value_tracks(recording, items)
    ]


def distance_track(recording: Recording, distances: Distances) -> list[Track]:
    """Give the distance of all parameters from the start, as one curve."""
    start = recording.known_start
    if start is None:
        return []
    now = distance(parameters_of(recording.network), start)
    return [Track(None, DISTANCE_NAME, distances.of(recording.moments, start), 0.0, now)]


TracksOf = Callable[[Recording, Sequence[ParameterItem], Distances], list[Track]]


class HistoryQuantity(msgspec.Struct, frozen=True, eq=False):
    """What the curves can be of.

    Attributes:
        label: What the box to choose from calls it.
        axis: What stands along the axis.
        help: One sentence.
        tracks: Gives the curves.
    """

    label: str
    axis: str
    help: str
    tracks: TracksOf


QUANTITIES: Mapping[str, HistoryQuantity] = {
    "value": HistoryQuantity(
        "Values",
        "weight or bias",
        "The weights and biases themselves; dashed where they began",
        lambda recording, items, _distances: value_tracks(recording, items),
    ),
    "change": HistoryQuantity(
        "Changes Δ",
        "change Δ since the start",
        "How much more each is than when the run began",
        lambda recording, items, _distances: change_tracks(recording, items),
    ),
    "distance": HistoryQuantity(
        "Distance",
        "‖θ − θ₀‖",
        "How far all weights and biases together are from where the run began: the norm of their changes",
        lambda recording, _items, distances: distance_track(recording, distances),
    ),
}


def _typed(recording: Recording, known: ParameterItems, item: ParameterItem) -> tuple[tuple[int, float], ...]:
    """Give where an item was set by hand."""
    numbers = ((edit.step, known.value(item, edit.before), known.value(item, edit.after)) for edit in recording.edits)
    return tuple((step, after) for step, before, after in numbers if before != after)
