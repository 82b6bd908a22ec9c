"""What keeps a network from being trained on data, and the edit that takes it away."""

from collections.abc import Callable

import pytest

from engine.data.labelling import labelled_points
from engine.data.sources import make_data_set
from engine.network import edits as network_edits
from engine.network.freezing import freeze
from engine.network.parameter_set import layer_set
from engine.project import edits
from engine.project.compatibility import incompatibilities, mendable_incompatibilities
from engine.project.examples import EXAMPLES
from engine.project.project import Project, with_network
from engine.project.stopping import StoppingSettings


def with_output(project: Project, function: str) -> Project:
    output = project.network.layers[-1].id
    return with_network(project, network_edits.set_activation_function(project.network, output, function))


def with_wide_output(project: Project) -> Project:
    network, drawn = project.network, project.training.initialization
    return with_network(project, network_edits.resize_layer(network, network.layers[-1].id, 3, drawn))


def all_frozen(project: Project) -> Project:
    network = project.network
    for layer in network.layers[1:]:
        network = freeze(network, layer_set(network, layer.id))
    return with_network(project, network)


def never_validated(project: Project) -> Project:
    project = edits.change_data(project, validation_fraction=0.0)
    return edits.change_training(project, stopping=StoppingSettings(patience=5))


def values_to_an_accuracy(project: Project) -> Project:
    points = labelled_points([[0.0, 0.0], [1.0, 0.0], [2.0, 1.0]], [0.5, 1.5, 4.0])
    project = edits.change_data(edits.use_points(project, points), validation_fraction=0.0)
    return edits.change_training(project, stopping=StoppingSettings(accuracy=0.9))


@pytest.mark.parametrize(
    ("spoil", "label"),
    [
        (lambda project: with_output(project, "sigmoid"), "Use Identity output"),
        (with_wide_output, "Fit network to data"),
        (lambda project: edits.change_training(project, loss="cross_entropy"), "Use Binary log loss"),
        (never_validated, "Hold 20% back"),
        (values_to_an_accuracy, "Drop this rule"),
        (all_frozen, "Thaw all"),
    ],
)
def test_a_misfit_is_mended_by_the_edit_offered(spoil: Callable[[Project], Project], label: str) -> None:
    project = spoil(EXAMPLES["circles"].build())
    found = mendable_incompatibilities(project.network, make_data_set(project.data), project.training)
    assert [one.sentence for one in found] == list(
        incompatibilities(project.network, make_data_set(project.data), project.training)
    )
    [mend] = [one.mend for one in found]
    assert mend is not None
    assert mend.label == label
    mended = mend.edit(project)
    assert incompatibilities(mended.network, make_data_set(mended.data), mended.training) == ()
