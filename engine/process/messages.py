"""What the window and the engine process say to each other.

The window sends requests, the engine answers with events. All are frozen records of plain values and numpy arrays; the
codec writes them as msgpack, so neither side ever unpickles anything. Every answer carries the project revision (and,
while a run goes on, the run id) it belongs to; the client drops those that are no longer wanted.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray, IntArray
from engine.data.data_set import DataSet
from engine.data.specification import DataSpecification
from engine.errors import ShapeError
from engine.network.metrics import Evaluation
from engine.network.model import LayerId, Network, Parameters
from engine.project.project import Run
from engine.project.settings import TrainingSettings

Float32Array = NDArray[np.float32]


class Message(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Anything that crosses the pipe; its class name is its tag."""


# Requests: the window to the engine


class SetProject(Message, frozen=True, eq=False):
    """The project as it is now. A part that is None is the same as in the request before.

    A run going on takes over training settings that may change while it does, and is touched by nothing else.
    """

    revision: int
    network: Network | None = None
    data: DataSpecification | None = None
    training: TrainingSettings | None = None


class BoundaryRequest(msgspec.Struct, frozen=True, eq=False):
    """Which outputs over which part of the input plane.

    Attributes:
        inputs: The two inputs (columns of X) along x and y; a network with one input uses the first alone.
        x_range: Lowest and highest x, in the units of X.
        y_range: Lowest and highest y.
        resolution: Grid points along each axis.
        held: (D,) values of the inputs that are not varied; None holds them at 0.
    """

    inputs: tuple[int, int]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    resolution: int
    held: FloatArray | None = None


class DistributionRequest(msgspec.Struct, frozen=True, eq=False):
    """Which layer's values over the training samples, in how many bins."""

    layer: LayerId
    bins: int = 40


class NeuronGroup(msgspec.Struct, frozen=True, eq=False):
    """Some neurons of a layer."""

    layer: LayerId
    neurons: tuple[int, ...]

    def check(self, network: Network) -> None:
        """Do nothing if a network has these neurons.

        Raises:
            GraphError: It has no such layer.
            ShapeError: The layer has no such neuron.
        """
        layer = network.layer(self.layer)
        missing = next((index for index in self.neurons if not 0 <= index < layer.width), None)
        if missing is not None:
            raise ShapeError(f"The layer “{layer.name}” has {layer.width} neurons and no neuron {missing + 1}.")


class NeuronFieldsRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which neurons' responses over which part of the input plane."""

    plane: BoundaryRequest
    groups: tuple[NeuronGroup, ...]


class NeuronHistogramsRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which neurons' activations over the training samples, in how many bins."""

    groups: tuple[NeuronGroup, ...]
    bins: int


NeuronPicturesRequest = NeuronFieldsRequest | NeuronHistogramsRequest


class Watch(Message, frozen=True, eq=False):
    """What the window is showing; frames carry exactly that. A part that is None costs nothing."""

    parameters: bool = False
    boundary: BoundaryRequest | None = None
    distribution: DistributionRequest | None = None
    neurons: NeuronPicturesRequest | None = None
    metrics: bool = False


class MeasureTestPart(Message, frozen=True, eq=False):
    """Measure the project's network on the test part, which nothing else ever does; a `MeasuredTestPart` follows."""


class SamplesInBin(msgspec.Struct, frozen=True, tag=True):
    """The samples that a bar of a `Distribution` counts.

    Attributes:
        layer: The layer's id.
        neuron: Whose histogram; None for the one of a wide layer, which counts all neurons.
        quantity: “pre_activation” or “activation”.
        low: Where the bar begins.
        high: Where it ends; it counts low ≤ value < high.
    """

    layer: LayerId
    neuron: int | None
    quantity: str
    low: float
    high: float


class SamplesInCell(msgspec.Struct, frozen=True, tag=True):
    """The samples that a cell of a confusion matrix counts.

    Attributes:
        part: The part of the data that is counted.
        true: Their class.
        predicted: The class predicted.
    """

    part: str
    true: int
    predicted: int


SampleGroup = SamplesInBin | SamplesInCell


class FindSample(Message, frozen=True, eq=False):
    """Tell one of a group of samples, by the network as it is, in a run too; a `FoundSample` follows.

    Attributes:
        group: Which samples.
        near: Of the samples in a bar the one with the value nearest to this is told.
        after: Unless it is in the group: then the one after it is, after the last the first. None for no such wish.
        after_neuron: Of that sample; where several neurons are counted, it is in the group once for each.
    """

    group: SampleGroup
    near: float = 0.0
    after: int | None = None
    after_neuron: int | None = None


class TakeFrame(Message, frozen=True, eq=False):
    """The window has drawn the last frame and is ready for another."""


class StartRun(Message, frozen=True, eq=False):
    """Train the project last set, from where `run` stands. One `RunStopped` answers it, whatever becomes of the run.

    Attributes:
        run_id: Given to every event of this run; larger than every one before.
        run: Where training stands: step, epoch, place in the epoch. Of its history the last row is enough;
            the loss is measured before the first mini-batch, and told unless that row says the same of this step.
        mini_batches: Stop after so many updates; None for no such limit.
        epochs: Stop after so many more whole epochs (the one under way counts as one); None for no such limit.
        is_retraining: Begin from `run.initial`, whatever the project's parameters, to show as soon as can be what
            comes of it: nothing is shown of a run that is over within `SHOWN_AFTER_S`, then frames as of other runs,
            always with parameters. Among several such runs the newest wins: one that goes on gives way, unanswered,
            once something of it was shown, unless it is half done by then; and of those that wait only the last one
            ever begins. So something is shown however fast new ones come.
    """

    run_id: int
    run: Run
    mini_batches: int | None = None
    epochs: int | None = None
    is_retraining: bool = False


class PauseRun(Message, frozen=True, eq=False):
    """Stop the run after the mini-batch under way; a `RunStopped` follows, also for a run whose start was lost."""

    run_id: int


class LimitSpeed(Message, frozen=True, eq=False):
    """Take no more than so many mini-batches a second, for watching; None for as many as can be. Not for retraining."""

    steps_per_second: float | None


class Shutdown(Message, frozen=True, eq=False):
    """End the engine process."""


# Events: the engine to the window


class EngineReady(Message, frozen=True, eq=False):
    """Sent once the engine can train (torch has loaded): the devices there are, “cpu” first."""

    devices: tuple[str, ...]


class DataMade(Message, frozen=True, eq=False):
    """The data set that the specification of that revision describes."""

    revision: int
    data_set: DataSet


class RequestRefused(Message, frozen=True, eq=False):
    """Data that cannot be made; a run that cannot begin ends in a `RunStopped`.

    Attributes:
        revision: The project revision that described them.
        sentence: Why, for the person at the window.
    """

    revision: int
    sentence: str


class BoundaryField(msgspec.Struct, frozen=True, eq=False):
    """Outputs on a grid.

    Attributes:
        request: What was asked for.
        outputs: float32 (resolution, resolution, K): `outputs[row, column]` is f at the row-th y and column-th x;
            (1, resolution, K) for a network with one input.
    """

    request: BoundaryRequest
    outputs: Float32Array


class Distribution(msgspec.Struct, frozen=True, eq=False):
    """Histograms of a layer's values over the training samples, before and after its activation function.

    Attributes:
        layer: The layer's id.
        neurons: Which neurons have histograms of their own; a wide layer has one histogram for all, and () here.
        pre_activation_edges: (bins + 1,) edges, ascending.
        pre_activation_counts: int64 (rows, bins), a row a neuron, or one row for all.
        activation_edges: likewise.
        activation_counts: likewise.
        samples: How many samples were counted.
        pre_activation_moments: (rows, 2), mean and standard deviation of what each row counts; NaN where nothing is.
        activation_moments: likewise.
    """

    layer: LayerId
    neurons: tuple[int, ...]
    pre_activation_edges: FloatArray
    pre_activation_counts: IntArray
    activation_edges: FloatArray
    activation_counts: IntArray
    samples: int
    pre_activation_moments: FloatArray
    activation_moments: FloatArray


class NeuronFields(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Responses of neurons over the input plane.

    Attributes:
        request: What was asked for.
        fields: For each group of n neurons, float32 (n, resolution, resolution) as in `BoundaryField`; (n, 1,
            resolution) for a network with one input.
    """

    request: NeuronFieldsRequest
    fields: tuple[Float32Array, ...]


class NeuronHistograms(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Histograms of neurons' activations over the training samples.

    Attributes:
        request: What was asked for.
        edges: For each group (bins + 1,) edges, ascending.
        counts: For each group of n neurons, int64 (n, bins).
    """

    request: NeuronHistogramsRequest
    edges: tuple[FloatArray, ...]
    counts: tuple[IntArray, ...]


NeuronPictures = NeuronFields | NeuronHistograms


class Frame(Message, frozen=True, eq=False):
    """What the window watches, at one moment.

    Attributes:
        revision: The project it was computed from.
        run_id: The run going on, or 0 when none does.
        step: Mini-batches taken in the project's run.
        epoch: Whole epochs finished.
        steps_per_second: Rate since the frame before, 0 when no run goes on.
        device: Where training runs: “cpu”, “cuda”, “mps”; "" when no run goes on.
        parameters: The parameters of this moment, if watched and a run goes on.
        boundary: As asked for, or None.
        distribution: As asked for, or None.
        history: (rows, columns): the rows of the run's history since the frame before; none is ever left out.
        note: Why something watched is missing, in one sentence, or "".
        neurons: As asked for, or None; while training not in every frame.
        metrics: If watched, the training and the validation part measured, by name, as far as there are any; while
            training not in every frame. Never the test part.
        path: How training runs, a key of `engine.training.paths.PATHS`; "" when no run goes on.
    """

    revision: int
    run_id: int
    step: int
    epoch: int
    steps_per_second: float
    device: str
    parameters: Parameters | None
    boundary: BoundaryField | None
    distribution: Distribution | None
    history: FloatArray
    note: str = ""
    neurons: NeuronPictures | None = None
    metrics: dict[str, Evaluation] | None = None
    path: str = ""


class RunStopped(Message, frozen=True, eq=False):
    """The run has ended, and this is where it stands.

    Attributes:
        run_id: Which run.
        reason: “paused”, “finished”, “diverged” or “failed”.
        sentence: The reason for a person, "" where there is nothing to add.
        parameters: The last finite parameters.
        run: Where training stands; its history holds the rows since the last frame only.
        device: Where it ran.
        steps_per_second: Mean rate of the whole run.
    """

    run_id: int
    reason: str
    sentence: str
    parameters: Parameters
    run: Run
    device: str
    steps_per_second: float


class MeasuredTestPart(Message, frozen=True, eq=False):
    """How good the project's network is on the test part.

    Attributes:
        revision: The project that was measured.
        evaluation: What was measured, or None.
        sentence: Why nothing was.
    """

    revision: int
    evaluation: Evaluation | None
    sentence: str = ""


class FoundSample(Message, frozen=True, eq=False):
    """One of a group of samples.

    Attributes:
        revision: The project it belongs to.
        group: As asked for.
        count: How many the group has. Those in a bar are counted as in a `Distribution`, each neuron for itself.
        place: Which of them this is, from 0: in a bar by their values, in a cell by their rows.
        sample: Its row in the data set; None of an empty group.
        neuron: The neuron whose value it is; None in a cell.
        sentence: Why there is no group, or "".
    """

    revision: int
    group: SampleGroup
    count: int = 0
    place: int = 0
    sample: int | None = None
    neuron: int | None = None
    sentence: str = ""


class EngineFailed(Message, frozen=True, eq=False):
    """An error nobody foresaw; the engine goes on. The text is the traceback, for the log.

    The revision is 0 for a request that never reached the engine.
    """

    revision: int
    traceback: str


Request = SetProject | Watch | TakeFrame | StartRun | PauseRun | LimitSpeed | MeasureTestPart | FindSample | Shutdown
Event = EngineReady | DataMade | RequestRefused | Frame | RunStopped | MeasuredTestPart | FoundSample | EngineFailed
