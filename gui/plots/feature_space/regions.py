"""Where classes part in a feature space.

Of the hyperplanes that part two classes each, only what borders on both classes' regions: elsewhere a third is ahead.
"""

import numpy as np

from engine.arrays import FloatArray
from engine.network.graph import output_layer
from engine.network.losses import decision_threshold
from engine.network.model import Network
from engine.process.views.hyperplanes import Hyperplanes


def decision_line(network: Network, loss_name: str) -> Hyperplanes:
    """Give where a single output decides between two classes, in its own space: f = 0, or ½ for a squared error."""
    layer = output_layer(network).id
    return Hyperplanes(
        layer=layer,
        source=layer,
        neurons=np.zeros(1, np.int64),
        against=np.full(1, -1),
        normals=np.ones((1, 1)),
        offsets=np.array([-decision_threshold(loss_name)]),
        is_exact=True,
    )


def border_in_line(planes: Hyperplanes, row: int, ends: FloatArray) -> FloatArray:
    """Give the two ends (2, d) of the part of a line that is a border; (0, d) where none is.

    Args:
        planes: The hyperplanes; a neuron's own is a border all along.
        row: Which of them the line lies in.
        ends: (2, 2) of what is seen of it.
    """
    start, end = _leads(planes, row, ends).T
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = start / (start - end)
    first = max(0.0, float(np.where((start < 0.0) & (end >= 0.0), crossing, 0.0).max(initial=0.0)))
    last = min(1.0, float(np.where((start >= 0.0) & (end < 0.0), crossing, 1.0).min(initial=1.0)))
    if first >= last or ((start < 0.0) & (end < 0.0)).any():
        return np.empty((0, ends.shape[1]))
    return np.stack([ends[0] + share * (ends[1] - ends[0]) for share in (first, last)])


def border_in_polygon(planes: Hyperplanes, row: int, corners: FloatArray) -> FloatArray:
    """Give the corners (k, d) of the part of a convex polygon that is a border (Sutherland and Hodgman, 1974)."""
    rivals = len(_leads(planes, row, corners))
    for rival in range(rivals):
        lead = _leads(planes, row, corners)[rival]
        kept: list[FloatArray] = []
        pairs = zip(corners, np.roll(corners, -1, axis=0), lead, np.roll(lead, -1), strict=True)
        for here, there, lead_here, lead_there in pairs:
            if lead_here >= 0.0:
                kept.append(here)
            if (lead_here >= 0.0) != (lead_there >= 0.0):
                kept.append(here + lead_here / (lead_here - lead_there) * (there - here))
        corners = np.array(kept).reshape(-1, corners.shape[1])
    return corners


def _leads(planes: Hyperplanes, row: int, points: FloatArray) -> FloatArray:
    """Give by how much the two classes of a border are ahead of each other class at points of it: (others, points)."""
    one, other = planes.neurons[row], planes.against[row]
    if other < 0:
        return np.empty((0, len(points)))
    forth = (planes.neurons == one) & (planes.against != other)
    back = (planes.against == one) & (planes.neurons != other)
    normals = np.concatenate([planes.normals[forth], -planes.normals[back]])
    offsets = np.concatenate([planes.offsets[forth], -planes.offsets[back]])
    return np.asarray(normals @ points[:, : normals.shape[1]].T + offsets[:, np.newaxis])
