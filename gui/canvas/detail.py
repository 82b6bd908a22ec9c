"""How much is drawn at which zoom: from afar layers are cards and connections ribbons, nearer neurons and edges.

Between leaving one and entering the other lies a little zoom, so that turning the wheel to and fro does not flicker.
"""

from enum import Enum, auto

OVERVIEW_BELOW_ZOOM = 0.33
NEURONS_ABOVE_ZOOM = 0.35


class Detail(Enum):
    """What layers and connections are drawn as."""

    OVERVIEW = auto()
    NEURONS = auto()


def detail_at(zoom: float, before: Detail) -> Detail:
    """Give the detail at a zoom (pixels in a scene unit), come to from another zoom that had the detail `before`."""
    if zoom < OVERVIEW_BELOW_ZOOM:
        return Detail.OVERVIEW
    return Detail.NEURONS if zoom > NEURONS_ABOVE_ZOOM else before
