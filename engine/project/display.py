"""How the graph is drawn: what neurons and edges show. Part of how a project was last looked at."""

import math

import msgspec
from msgspec.structs import replace

from engine.errors import SettingError

NEURON_FACES = ("value", "response", "bias", "histogram")
EDGE_LABELS = ("automatic", "all", "selected", "hover", "none")
EDGE_QUANTITIES = ("weight", "contribution", "change")
SMALLEST_FULL_SCALE, LARGEST_FULL_SCALE = 1e-6, 1e6


class DisplaySettings(msgspec.Struct, frozen=True, eq=False):
    """What the graph shows at a glance.

    Attributes:
        neuron_face: One of `NEURON_FACES`, what each neuron shows.
        edge_labels: One of `EDGE_LABELS`, which edges carry their number.
        edge_quantity: One of `EDGE_QUANTITIES`, what colours edges and makes them wide.
        full_scale: The magnitude in 10⁻⁶ … 10⁶ at which an edge has full colour and width; None finds it by itself.
        neuron_full_scale: Likewise the magnitude at which a neuron has full colour; None finds it by itself.
        marks_activated: Whether neurons whose pre-activation is above 0 are marked.
        flow: Whether dots flow along the edges while training.
        legend: Whether the legend is shown.
        removed_edges: Whether edges that were removed show faintly.
    """

    neuron_face: str = "value"
    edge_labels: str = "automatic"
    edge_quantity: str = "weight"
    full_scale: float | None = None
    neuron_full_scale: float | None = None
    marks_activated: bool = True
    flow: bool = True
    legend: bool = True
    removed_edges: bool = False


def check_display(display: DisplaySettings) -> DisplaySettings:
    """Give `display` back if every setting is one there is.

    Raises:
        SettingError: The first one that is not, with what there is and the value received.
    """
    for field, names in _NAMES.items():
        if getattr(display, field) not in names:
            subject = field.replace("_", " ").capitalize()
            raise SettingError(f"{subject} must be one of {', '.join(names)}; “{getattr(display, field)}” is not.")
    for field, subject in _SCALES.items():
        if not _is_scale(getattr(display, field)):
            raise SettingError(
                f"The full scale of {subject} must be from 1e-6 to 1e6; {getattr(display, field)} is not."
            )
    return display


def mended_display(display: DisplaySettings) -> DisplaySettings:
    """Give `display` with defaults for what there is not: no way of drawing is worth refusing a project for."""
    usual = DisplaySettings()
    unknown = {field: getattr(usual, field) for field, names in _NAMES.items() if getattr(display, field) not in names}
    unknown.update({field: None for field in _SCALES if not _is_scale(getattr(display, field))})
    return replace(display, **unknown) if unknown else display


def _is_scale(scale: float | None) -> bool:
    return scale is None or (math.isfinite(scale) and SMALLEST_FULL_SCALE <= scale <= LARGEST_FULL_SCALE)


_SCALES = {"full_scale": "edges", "neuron_full_scale": "neurons"}
_NAMES = {"neuron_face": NEURON_FACES, "edge_labels": EDGE_LABELS, "edge_quantity": EDGE_QUANTITIES}
