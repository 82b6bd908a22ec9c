"""The gallery: projects to begin with, each built by the edits a person could make."""

from collections.abc import Callable

import msgspec
from numpy.typing import ArrayLike

from engine.network.chains import add_chain
from engine.network.edits import connect
from engine.network.freezing import freeze
from engine.network.initializers import KEEP, Initialization
from engine.network.losses import LossNumbers
from engine.network.model import Network
from engine.network.parameter_set import layer_set
from engine.network.parameters import set_biases, set_weights
from engine.network.shape_text import parse_shape
from engine.project.edits import change_data, change_training, choose_source, draw_weights
from engine.project.project import Project, with_network


class Example(msgspec.Struct, frozen=True, eq=False):
    """A project of the gallery.

    Attributes:
        name: Its key in the registry and on the command line.
        label: What the gallery calls it.
        description: One sentence: what it is and what to do with it.
        build: Makes the project, the same at every call.
    """

    name: str
    label: str
    description: str
    build: Callable[[], Project]


def _chain(shape: str) -> Network:
    """Give the network of a shape such as 2-4t-1."""
    return add_chain(Network(), parse_shape(shape), Initialization())


def _set_by_hand(network: Network, *parameters: tuple[ArrayLike, ArrayLike]) -> Network:
    """Give a network with a matrix for each of its connections and a vector of biases for the layer that leads into."""
    for connection, (weight, bias) in zip(network.connections, parameters, strict=True):
        network = set_weights(network, connection.source, connection.target, weight)
        network = set_biases(network, connection.target, bias)
    return network


def _to_train(network: Network, source: str, initialization: Initialization, **settings: float) -> Project:
    """Give a project at the start of a run on the default data of a source."""
    project = choose_source(with_network(Project(), network), source)
    return draw_weights(change_training(project, initialization=initialization, **settings))


def _xor_network() -> Network:
    return _set_by_hand(
        _chain("2-2-1"),
        ([[1, 1], [1, 1]], [0, -1]),
        ([[1, -2]], [-0.5]),
    )


def _xor_by_hand() -> Project:
    project = choose_source(with_network(Project(), _xor_network()), "xor-points")
    return change_training(project, initialization=Initialization(KEEP), batch_size=4)


def _xor_output_trained() -> Project:
    network = _xor_network()
    hidden = network.layers[1].id
    network = freeze(network, layer_set(network, hidden))
    # With labels a little smoothed there is a best output, and its loss is least at f = ∓c: b = −c, w = [2c, −4c]. With
    # hard ones weights grow for ever, and come near to these proportions only ever more slowly.
    settings = {"learning_rate": 2.0, "batch_size": 4, "epochs": 1000}
    project = _to_train(network, "xor-points", Initialization("xavier"), **settings)
    return change_training(project, loss_numbers=LossNumbers(label_smoothing=0.1))


def _skip_connection() -> Project:
    network = _chain("2-1-1")
    network = connect(network, network.layers[0].id, network.layers[-1].id, Initialization())
    network = _set_by_hand(
        network,
        ([[1, 1]], [-1]),
        ([[-2]], [-0.5]),
        ([[1, 1]], [-0.5]),  # the output's bias once more
    )
    project = choose_source(with_network(Project(), network), "xor-points")
    return change_training(project, initialization=Initialization(KEEP), batch_size=4)


def _three_layer_sigmoid() -> Project:
    network = _set_by_hand(
        _chain("2-2s-2s-1"),
        ([[2.7, 9.6], [13.6, 11.7]], [-7.4, 8.0]),
        ([[-7.9, 11.0], [7.9, -9.9]], [1.8, 3.2]),
        # The sigmoids cut a stripe out of the plane, falling to the right: two opposite corners of XOR lie in it.
        ([[1, -2]], [0]),
    )
    project = choose_source(with_network(Project(), network), "xor")
    return change_training(project, initialization=Initialization(KEEP), learning_rate=0.3, epochs=500)


def _xor() -> Project:
    # tanh, because four ReLU neurons get stuck at a third of all seeds.
    network = _chain("2-4t-1")
    return _to_train(network, "xor", Initialization("xavier"), learning_rate=0.3, epochs=200)


def _circles() -> Project:
    network = _chain("2-4t-2t-1")
    return _to_train(network, "circles", Initialization("xavier"), learning_rate=0.3, epochs=300)


def _spirals() -> Project:
    network = _chain("2-8t-8t-1")
    return _to_train(network, "spirals", Initialization("xavier"), learning_rate=0.1, epochs=1000)


def _digits() -> Project:
    network = _chain("64-32-10")
    settings = {"learning_rate": 0.1, "batch_size": 32, "weight_decay": 0.001, "epochs": 30}
    return _to_train(network, "digits", Initialization("he"), **settings)


def _wide_hidden() -> Project:
    network = _chain("2-100-2-1")
    return _to_train(network, "moons", Initialization("he"), learning_rate=0.05, epochs=300)


def _graph_2_3_2() -> Project:
    network = _chain("2-3t-2")
    return change_data(_to_train(network, "blobs", Initialization("xavier"), epochs=100), class_count=2)


_ALL = (
    Example(
        "xor-by-hand",
        "XOR by hand",
        "Two ReLU neurons, with weights set by hand, separate what no line can.",
        _xor_by_hand,
    ),
    Example(
        "xor-output-trained",
        "XOR, output trained",
        "The hidden layer set by hand and frozen; the output begins with noise and finds [1, −2] and −½, up to scale.",
        _xor_output_trained,
    ),
    Example(
        "skip-connection",
        "Skip connection",
        "XOR with one hidden neuron, because the input leads straight to the output as well; delete that and train.",
        _skip_connection,
    ),
    Example("xor", "XOR", "Noisy XOR for four hidden neurons: press Play and watch them find it.", _xor),
    Example(
        "circles", "Circles", "A ring around a ring, fenced in by two tanh layers of four and two neurons.", _circles
    ),
    Example(
        "spirals", "Two spirals", "The hardest of the toy sets: two layers of eight neurons wind with it.", _spirals
    ),
    Example("digits", "Digits", "Handwritten digits of 8×8 pixels, told apart by 32 hidden neurons.", _digits),
    Example(
        "three-layer-sigmoid",
        "Three layers of sigmoids",
        "Two layers of steep sigmoids with given weights, and a linear output: see what each does to the plane.",
        _three_layer_sigmoid,
    ),
    Example(
        "wide-hidden",
        "A wide hidden layer",
        "A hundred ReLU neurons, squeezed into a plane of two before the output: look at that feature space.",
        _wide_hidden,
    ),
    Example("graph-2-3-2", "Graph 2-3-2", "Two inputs, three neurons, two classes: every edge in view.", _graph_2_3_2),
)

EXAMPLES: dict[str, Example] = {example.name: example for example in _ALL}
