"""How much is drawn at which zoom: from afar layers are cards and connections ribbons, nearer neurons and edges.

Between leaving one and entering the other lies a little zoom, so that turning the wheel to and fro does not flicker.
"""

from enum import Enum, auto

OVERVIEW_BELOW_ZOOM = 0.23
NEURONS_ABOVE_ZOOM = 0.25
CONTROLS_MIN_ZOOM = 0.35


class Detail(Enum):
    """What layers and connections are drawn as: cards and ribbons; neurons and edges; or these, with controls."""

    OVERVIEW = auto()
    NEURONS = auto()
    CONTROLS = auto()


def detail_at(zoom: float, before: Detail) -> Detail:
    """Give the detail at a zoom (pixels in a scene unit), come to from another zoom that had the detail `before`."""
    if zoom >= CONTROLS_MIN_ZOOM:
        return Detail.CONTROLS
    is_between = OVERVIEW_BELOW_ZOOM <= zoom <= NEURONS_ABOVE_ZOOM
    is_overview = before is Detail.OVERVIEW if is_between else zoom < OVERVIEW_BELOW_ZOOM
    return Detail.OVERVIEW if is_overview else Detail.NEURONS
