import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import Task
from engine.data.importing import LabelledPoints
from engine.data.sources import DATA_SOURCES, make_data_set
from engine.errors import DataError, SettingError
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.losses import LOSSES
from engine.network.model import Network
from engine.network.parameters import set_weights
from engine.project import edits
from engine.project.project import Project, begin_run


def xor_network() -> Network:
    network = add_layer(Network(), "input", 2, name="Input")
    network = add_layer(network, "dense", 2, activation="relu", name="Hidden")
    network = add_layer(network, "dense", 1, name="Output")
    network = connect(network, "L1", "L2", Initialization())
    return connect(network, "L2", "L3", Initialization())


@pytest.fixture
def project() -> Project:
    return Project(network=xor_network())


@pytest.fixture
def started(project: Project) -> Project:
    return Project(network=project.network, run=begin_run(project))


def test_a_training_setting_is_checked_and_changed_alone(project: Project) -> None:
    changed = edits.change_training(project, learning_rate=0.3)
    assert changed.training.learning_rate == 0.3
    assert changed.training.batch_size == project.training.batch_size
    assert changed.network is project.network
    with pytest.raises(SettingError, match="learning rate"):
        edits.change_training(project, learning_rate=0.0)


def test_another_loss_ends_the_run(started: Project) -> None:
    assert edits.set_loss(started, started.training.loss) is started
    assert edits.set_loss(started, "squared_error").run is None


def test_before_the_first_step_another_initialization_draws_at_once(project: Project) -> None:
    zeros = edits.set_initialization(project, Initialization(scheme="zeros"))
    assert not any(connection.weight.any() for connection in zeros.network.connections)
    again = edits.set_initialization(zeros, Initialization(seed=5))
    assert again.network.connections[0].weight.any()


def test_in_the_middle_of_a_run_another_initialization_waits_for_its_draw(started: Project) -> None:
    changed = edits.set_initialization(started, Initialization(scheme="zeros"))
    assert changed.network is started.network
    drawn = edits.draw_weights(changed)
    assert drawn.run is None
    assert not any(connection.weight.any() for connection in drawn.network.connections)


def test_keeping_weights_leaves_those_set_by_hand(project: Project) -> None:
    by_hand = Project(network=set_weights(project.network, "L1", "L2", [[1, 1], [1, 1]]))
    kept = edits.set_initialization(by_hand, Initialization(scheme="keep", seed=9))
    np.testing.assert_array_equal(kept.network.connection("L1", "L2").weight, [[1, 1], [1, 1]])


@pytest.mark.parametrize("source", DATA_SOURCES)
def test_every_source_comes_with_a_loss_that_fits(project: Project, source: str) -> None:
    chosen = edits.choose_source(project, source)
    task = DATA_SOURCES[source].task_of(chosen.data).value
    assert task in LOSSES[chosen.training.loss].tasks
    assert chosen.data.source == source


def test_a_loss_that_fits_already_stays(project: Project) -> None:
    squared = edits.set_loss(project, "squared_error")
    assert edits.choose_source(squared, "moons").training.loss == "squared_error"


def test_a_loss_that_fits_another_task_stays(project: Project) -> None:
    hinge = edits.set_loss(edits.choose_source(project, "moons"), "hinge")
    assert edits.choose_source(hinge, "blobs").training.loss == "hinge"


def test_another_task_brings_its_own_loss(project: Project) -> None:
    squared = edits.choose_source(edits.set_loss(project, "squared_error"), "curve")
    assert edits.choose_source(squared, "blobs").training.loss == "cross_entropy"


def test_data_parameters_are_checked_and_changed_alone(project: Project) -> None:
    circles = edits.choose_source(project, "circles")
    changed = edits.change_data(circles, noise=0.2)
    assert changed.data.noise == 0.2
    assert changed.data.sample_count == circles.data.sample_count
    with pytest.raises(SettingError, match="Noise must be from"):
        edits.change_data(circles, noise=-1.0)


def test_a_network_is_fitted_to_the_data(project: Project) -> None:
    blobs = edits.choose_source(project, "blobs")
    data_set = make_data_set(blobs.data)
    assert edits.misfits(blobs.network, data_set.input_count, data_set.output_count) == {"L3": 3}
    fitted = edits.fit_network(blobs, data_set.input_count, data_set.output_count)
    assert edits.misfits(fitted.network, data_set.input_count, data_set.output_count) == {}
    assert [layer.width for layer in fitted.network.layers] == [2, 2, 3]
    assert same_value(fitted.network.connection("L1", "L2"), project.network.connection("L1", "L2"))
    assert edits.fit_network(fitted, 2, 3) is fitted


def test_ends_that_no_width_would_help_are_left_alone() -> None:
    with_another = add_layer(xor_network(), "dense", 5, name="Another output")
    two_outputs = connect(with_another, "L2", with_another.layers[-1].id, Initialization())
    assert edits.misfits(two_outputs, 4, 3) == {"L1": 4}
    assert edits.misfits(Network(), 4, 3) == {}


FLOWERS = LabelledPoints(
    inputs=np.array([[51.0, 14.0], [62.0, 45.0], [59.0, 51.0]]),
    targets=np.array([[0.0], [1.0], [2.0]]),
    task=Task.MULTICLASS,
    input_names=("sepal", "petal"),
    class_names=("setosa", "versicolor", "virginica"),
)


def test_points_brought_become_the_data_with_their_names_and_a_loss_that_fits(started: Project) -> None:
    project = edits.use_points(started, FLOWERS)
    data_set = make_data_set(project.data)
    assert data_set.input_names == ("sepal", "petal")
    assert data_set.class_names == ("setosa", "versicolor", "virginica")
    assert project.training.loss == "cross_entropy"
    assert project.data.standardize
    assert project.network is started.network
    assert project.run is None


def test_two_classes_brought_are_told_as_two(started: Project) -> None:
    two = replace(FLOWERS, targets=FLOWERS.targets % 2, task=Task.BINARY, class_names=("yes", "no"))
    assert edits.use_points(started, two).data.class_count == 2


def test_points_too_large_to_work_with_are_refused(project: Project) -> None:
    with pytest.raises(DataError, match="usable size"):
        edits.use_points(project, replace(FLOWERS, inputs=FLOWERS.inputs * 1e40))


def test_other_data_are_split_as_the_former_were(project: Project) -> None:
    held_back = edits.change_data(edits.choose_source(project, "moons"), validation_fraction=0.1, test_fraction=0.3)
    iris = edits.choose_source(held_back, "iris").data
    assert (iris.validation_fraction, iris.test_fraction) == (0.1, 0.3)
    four_points = edits.choose_source(held_back, "xor-points")
    assert edits.choose_source(four_points, "iris").data.validation_fraction == 0.2
