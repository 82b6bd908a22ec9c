"""Keeping a feature space where it is while its network changes: else axes jump and components swing round."""

import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.process.views.feature_space import FeaturePoints, FeatureSpace
from engine.process.views.projection import Projection
from gui.plots.ranges import Range, rounded_out, with_margin

MARGIN = 0.12
LEAST_FILLED = 0.45  # of a range; where values take less of it they are hard to see


def steady_ranges(values: FloatArray, shown: tuple[Range, ...]) -> tuple[Range, ...]:
    """Give a range for each coordinate of values (n, d), n ≥ 1: the one shown as long as it suits them."""
    before = shown if len(shown) == values.shape[1] else (None,) * values.shape[1]
    return tuple(_steady_range(column, range_) for column, range_ in zip(values.T, before, strict=True))


def _steady_range(values: FloatArray, shown: Range | None) -> Range:
    low, high = float(values.min()), float(values.max())
    if shown is None or low < shown[0] or shown[1] < high:
        return rounded_out(*with_margin(values, MARGIN))
    is_filled = high - low >= LEAST_FILLED * (shown[1] - shown[0]) or high == low
    return shown if is_filled else rounded_out(*with_margin(values, MARGIN))


def facing(view: FeatureSpace, before: FeatureSpace | None) -> FeatureSpace:
    """Turn round the components of a view, whose signs mean nothing, that face away from those of the view before."""
    if before is None or before.request.layer != view.request.layer:
        return view
    signs = _signs(view.activation.projection, before.activation.projection)
    return replace(
        view,
        pre_activation=_turned(
            view.pre_activation, _signs(view.pre_activation.projection, before.pre_activation.projection)
        ),
        activation=_turned(view.activation, signs),
        hyperplanes=tuple(replace(planes, normals=planes.normals * signs) for planes in view.hyperplanes),
    )


def _signs(projection: Projection, before: Projection) -> FloatArray:
    if projection.neurons or projection.basis.shape != before.basis.shape:
        return np.ones(projection.dimensions)
    return np.where((projection.basis * before.basis).sum(axis=1) < 0.0, -1.0, 1.0)


def _turned(points: FeaturePoints, signs: FloatArray) -> FeaturePoints:
    if (signs > 0.0).all():
        return points
    return FeaturePoints(
        projection=replace(points.projection, basis=points.projection.basis * signs[:, np.newaxis]),
        samples=points.samples * signs,
        grid=points.grid * signs,
        mark=points.mark * signs,
    )
