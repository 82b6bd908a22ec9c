"""Samples found in a bar of a histogram or a cell of a confusion matrix, one after the other."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.analysis.distribution import layer_distribution
from engine.analysis.evaluation import evaluate
from engine.analysis.sample_search import find_sample
from engine.data.data_set import DataSet
from engine.data.sources import default_specification, make_data_set
from engine.errors import EngineError
from engine.network.forward import forward, output
from engine.network.model import Network
from engine.process.pictures import DistributionRequest
from engine.process.requests import FindSample
from engine.process.sample_groups import SampleGroup, SamplesInBin, SamplesInCell
from engine.project.settings import TrainingSettings
from tests.engine.training.networks import chain

DATA = make_data_set(replace(default_specification("circles"), sample_count=120, test_fraction=0.2))
LOSS = "log_loss"


def gone_through(network: Network, group: SampleGroup, data_set: DataSet = DATA) -> list[tuple[int, int | None]]:
    """All samples of a group with their neurons, each asked for by the one before, back to the first."""
    found = find_sample(network, data_set, LOSS, FindSample(group), 7)
    members: list[tuple[int, int | None]] = []
    places = []
    while found.sample is not None and (found.sample, found.neuron) not in members:
        members.append((found.sample, found.neuron))
        places.append(found.place)
        request = FindSample(group, after=found.sample, after_neuron=found.neuron)
        found = find_sample(network, data_set, LOSS, request, 7)
    assert sorted(places) == list(range(len(places)))
    assert len(members) == found.count
    return members


@pytest.mark.parametrize("quantity", ["pre_activation", "activation"])
def test_every_sample_of_the_training_part_is_in_the_bar_that_counts_it(quantity: str) -> None:
    network = chain(2, 3, 1)
    shown = layer_distribution(network, DATA.inputs[DATA.training_indices], DistributionRequest("L2", 12))
    edges, counts = getattr(shown, f"{quantity}_edges"), getattr(shown, f"{quantity}_counts")
    highs = [*edges[1:-1].tolist(), np.inf]
    bars = zip(edges[:-1].tolist(), highs, strict=True)
    members = [gone_through(network, SamplesInBin("L2", 1, quantity, low, high)) for low, high in bars]
    assert [len(found) for found in members] == counts[1].tolist()
    assert sorted(sample for found in members for sample, _ in found) == DATA.training_indices.tolist()
    values = getattr(forward(network, DATA.inputs, np.float32)["L2"], quantity)[:, 1]
    fullest = max(members, key=len)
    ordered = np.array([values[sample] for sample, _ in fullest])
    assert (np.diff(np.roll(ordered, -int(ordered.argmin()))) >= 0).all()


def test_of_a_bar_the_sample_with_the_nearest_value_comes_first() -> None:
    network = chain(2, 3, 1)
    values = forward(network, DATA.inputs[DATA.training_indices], np.float32)["L2"].activation[:, 0]
    group = SamplesInBin("L2", 0, "activation", -np.inf, np.inf)
    found = find_sample(network, DATA, LOSS, FindSample(group, near=float(values[17])), 7)
    assert values[DATA.training_indices.tolist().index(found.sample)] == values[17]
    assert found.count == len(DATA.training_indices)
    elsewhere = find_sample(network, DATA, LOSS, FindSample(group, float(values[17]), after=10**6), 7)
    assert (found.revision, found.neuron) == (7, 0)
    assert elsewhere.sample == found.sample


def test_a_histogram_of_all_neurons_counts_a_sample_once_for_each() -> None:
    members = gone_through(chain(2, 3, 1), SamplesInBin("L2", None, "activation", -np.inf, np.inf))
    assert len(members) == 3 * len(DATA.training_indices)
    assert {neuron for _, neuron in members} == {0, 1, 2}


@pytest.mark.parametrize("part", ["training", "validation", "test"])
def test_a_cell_has_the_samples_of_its_part_that_it_counts(part: str) -> None:
    network = chain(2, 4, 1)
    measured = evaluate(network, DATA, TrainingSettings(), part)
    assert measured is not None
    for true, predicted in np.ndindex(measured.confusion.shape):
        members = [sample for sample, _ in gone_through(network, SamplesInCell(part, true, predicted))]
        assert len(members) == measured.confusion[true, predicted]
        assert members == sorted(members)
        assert set(members) <= set(DATA.part(part).tolist())
        assert (DATA.targets[members, 0] == true).all()
        assert ((output(network, DATA.inputs[members])[:, 0] > 0) == predicted).all()


@pytest.mark.parametrize(
    "group",
    [
        SamplesInBin("L9", 0, "activation", 0.0, 1.0),
        SamplesInBin("L2", 3, "activation", 0.0, 1.0),
        SamplesInBin("L2", 0, "gradient", 0.0, 1.0),
        SamplesInCell("everything", 0, 1),
    ],
)
def test_groups_that_cannot_be_are_refused(group: SampleGroup) -> None:
    with pytest.raises(EngineError):
        find_sample(chain(2, 3, 1), DATA, LOSS, FindSample(group), 7)
