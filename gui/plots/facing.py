"""Principal components, whose signs mean nothing, keep facing as they did, in every plot that shows them.

Else the space of a layer would be mirrored while its network changes, after its plot was out of sight, and between one
plot and another.
"""

from collections.abc import Callable, Mapping

import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.network.model import LayerId
from engine.process.views.all import View
from engine.process.views.feature_space import FeaturePoints, FeatureSpace
from engine.process.views.morph import Morph, MorphStage
from engine.process.views.projection import Projection

_PLANE = 2  # coordinates of the morph


class Facing:
    """Remembers which way the components of each layer's values face, and turns views round that face away."""

    def __init__(self) -> None:
        self._bases: dict[tuple[LayerId, str], FloatArray] = {}

    def settled(self, view: View) -> View:
        """Give a view as it is to be shown: with its components facing as those seen before."""
        settle = _SETTLING.get(type(view))
        return view if settle is None else settle(self, view)

    def signs(self, layer: LayerId, quantity: str, projection: Projection) -> FloatArray:
        """Give 1 or −1 for each of the d components shown, and remember how they face then; neurons have 1."""
        signs = np.ones(projection.dimensions)
        if projection.neurons:
            return signs
        basis = projection.basis
        before = self._bases.get((layer, quantity), basis)
        if before.shape[1] != basis.shape[1]:
            before = basis
        shared = min(len(before), len(basis))
        signs[:shared] = np.where((basis[:shared] * before[:shared]).sum(axis=1) < 0.0, -1.0, 1.0)
        self._bases[layer, quantity] = np.concatenate([basis * signs[:, np.newaxis], before[len(basis) :]])
        return signs


def _settled_space(facing: Facing, view: FeatureSpace) -> FeatureSpace:
    layer = view.request.layer
    before = facing.signs(layer, "pre_activation", view.pre_activation.projection)
    after = facing.signs(layer, "activation", view.activation.projection)
    return replace(
        view,
        pre_activation=_turned_points(view.pre_activation, before),
        activation=_turned_points(view.activation, after),
        hyperplanes=tuple(replace(planes, normals=planes.normals * after) for planes in view.hyperplanes),
    )


def _settled_morph(facing: Facing, view: Morph) -> Morph:
    stages: list[MorphStage] = []
    before = np.ones(_PLANE)
    for stage in view.stages:
        shown = facing.signs(stage.layer, stage.quantity, stage.projection)
        signs = np.concatenate([shown, np.ones(_PLANE - len(shown))])
        stages.append(_turned_stage(stage, shown, signs, before))
        before = signs
    return replace(view, stages=tuple(stages))


_SETTLING: Mapping[type, Callable[..., View]] = {FeatureSpace: _settled_space, Morph: _settled_morph}


def _turned_points(points: FeaturePoints, signs: FloatArray) -> FeaturePoints:
    if (signs > 0.0).all():
        return points
    return FeaturePoints(
        projection=_turned(points.projection, signs),
        samples=points.samples * signs,
        grid=points.grid * signs,
        mark=points.mark * signs,
    )


def _turned_stage(stage: MorphStage, shown: FloatArray, signs: FloatArray, before: FloatArray) -> MorphStage:
    if (signs > 0.0).all() and (before > 0.0).all():
        return stage
    return replace(
        stage,
        projection=_turned(stage.projection, shown),
        turn=signs[:, np.newaxis] * stage.turn * before,
        samples=stage.samples * signs,
        lines=stage.lines * signs,
        mesh=stage.mesh * signs,
    )


def _turned(projection: Projection, signs: FloatArray) -> Projection:
    return replace(projection, basis=projection.basis * signs[:, np.newaxis])
