"""Components keep facing as they were first seen: in later views, and in feature space and morph alike."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.analysis.feature_space import feature_space
from engine.analysis.morph import morph
from engine.arrays import FloatArray
from engine.process.pictures import BoundaryRequest
from engine.process.views.feature_space import FeatureSpace, FeatureSpaceRequest
from engine.process.views.morph import Morph, MorphRequest
from gui.plots.facing import Facing
from tests.engine.training.networks import chain

NETWORK = chain(2, 5, 4, 1)
INPUTS = np.random.default_rng(0).standard_normal((40, 2))
PLANE = BoundaryRequest((0, 1), (-1.0, 2.0), (-1.0, 2.0), 5)
SIGNS = st.lists(st.sampled_from([-1.0, 1.0]), min_size=2, max_size=2).map(np.array)


def space(layer: str = "L2", dimensions: int = 2) -> FeatureSpace:
    return feature_space(NETWORK, INPUTS, FeatureSpaceRequest(layer, dimensions=dimensions, mark=INPUTS[0]))


def mirrored(view: FeatureSpace, signs: FloatArray) -> FeatureSpace:
    projection = view.activation.projection
    turned = replace(projection, basis=projection.basis * signs[:, np.newaxis])
    planes = tuple(replace(each, normals=each.normals * signs) for each in view.hyperplanes)
    points = replace(view.activation, projection=turned, samples=view.activation.samples * signs)
    return replace(view, activation=points, hyperplanes=planes)


def settled_space(facing: Facing, view: FeatureSpace) -> FeatureSpace:
    found = facing.settled(view)
    assert isinstance(found, FeatureSpace)
    return found


def settled_morph(facing: Facing) -> Morph:
    found = facing.settled(morph(NETWORK, INPUTS, MorphRequest(regions=PLANE)))
    assert isinstance(found, Morph)
    return found


@given(SIGNS)
def test_a_view_that_comes_mirrored_is_shown_as_before(signs: FloatArray) -> None:
    facing, view = Facing(), space()
    first = settled_space(facing, view)
    again = settled_space(facing, mirrored(view, signs))
    np.testing.assert_array_equal(again.activation.samples, first.activation.samples)
    np.testing.assert_array_equal(again.pre_activation.samples, first.pre_activation.samples)
    np.testing.assert_array_equal(again.hyperplanes[0].normals, first.hyperplanes[0].normals)


def test_what_was_seen_of_another_layer_in_between_changes_nothing() -> None:
    facing, view = Facing(), space()
    first = settled_space(facing, mirrored(view, np.array([1.0, -1.0])))
    settled_space(facing, space("L3"))
    settled_space(facing, space("L2", dimensions=3))
    np.testing.assert_array_equal(settled_space(facing, view).activation.samples, first.activation.samples)


@given(SIGNS)
def test_the_morph_shows_a_layer_as_its_feature_space_does(signs: FloatArray) -> None:
    facing = Facing()
    seen = settled_space(facing, mirrored(space(), signs))
    stages = {(stage.layer, stage.quantity): stage for stage in settled_morph(facing).stages}
    np.testing.assert_allclose(stages["L2", "activation"].samples, seen.activation.samples, atol=1e-12)
    np.testing.assert_allclose(stages["L2", "pre_activation"].samples, seen.pre_activation.samples, atol=1e-12)


@given(SIGNS)
def test_a_morph_turned_round_still_leads_from_stage_to_stage(signs: FloatArray) -> None:
    facing = Facing()
    settled_space(facing, mirrored(space(), signs))
    plain, turned = morph(NETWORK, INPUTS, MorphRequest()), settled_morph(facing)
    for number, (before, after) in enumerate(zip(turned.stages, turned.stages[1:], strict=False), start=1):
        rest = after.samples - before.samples @ after.turn.T
        rest_of_plain = plain.stages[number].samples - plain.stages[number - 1].samples @ plain.stages[number].turn.T
        np.testing.assert_allclose(np.abs(rest), np.abs(rest_of_plain), atol=1e-9)


def test_chosen_neurons_are_never_turned() -> None:
    facing = Facing()
    view = feature_space(NETWORK, INPUTS, FeatureSpaceRequest("L2", neurons=(1, 3)))
    settled_space(facing, space())
    np.testing.assert_array_equal(settled_space(facing, view).activation.samples, view.activation.samples)
