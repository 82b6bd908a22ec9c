"""The project: network, data, training, run and view in one immutable value."""

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray, read_only
from engine.data.learnt_part import LearntPart, learnt_part
from engine.data.specification import DataSpecification
from engine.errors import ShapeError
from engine.network.model import Connection, Layer, Network, Parameters, parameters_of, with_parameters
from engine.network.optimizers import OptimizerState
from engine.project.history import HISTORY_COLUMNS, column, thinned
from engine.project.settings import TrainingSettings, ViewSettings

_EMPTY_HISTORY = read_only(np.empty((0, len(HISTORY_COLUMNS))))


class Best(msgspec.Struct, frozen=True, eq=False):
    """The parameters of the best validation loss that early stopping saw in a run, and the history's row of them."""

    parameters: Parameters
    row: FloatArray

    def __post_init__(self) -> None:
        row = read_only(self.row)
        if row.shape != (len(HISTORY_COLUMNS),):
            raise ShapeError(f"A row of a history has {len(HISTORY_COLUMNS)} columns; its shape is {row.shape}.")
        msgspec.structs.force_setattr(self, "row", row)


class Run(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """How far a project has been trained, and from where.

    Attributes:
        initial: The parameters at step 0, which Reset goes back to.
        step: Mini-batches taken since.
        epoch: Whole epochs finished since.
        mini_batch: Mini-batches taken of the epoch under way.
        history: Float64 (rows, columns), a row whenever the loss was measured; columns are `HISTORY_COLUMNS`.
            The epoch column may be fractional; NaN where there is no validation part or no accuracy. Losses are those
            of the data alone; training makes the sum of loss and penalty small. A long one is thinned; see
            `engine.project.history.thinned`.
        optimizer_state: What the optimizer remembers; None before its first update, and where it remembers nothing.
        best: The best parameters so far, while early stopping is on; None before there are any.
    """

    initial: Parameters
    step: int = 0
    epoch: int = 0
    mini_batch: int = 0
    history: FloatArray = msgspec.field(default_factory=lambda: _EMPTY_HISTORY)
    optimizer_state: OptimizerState | None = None
    best: Best | None = None

    def __post_init__(self) -> None:
        history = read_only(self.history)
        if history.ndim != 2 or history.shape[1] != len(HISTORY_COLUMNS):
            raise ShapeError(f"A run's history has {len(HISTORY_COLUMNS)} columns; its shape is {history.shape}.")
        msgspec.structs.force_setattr(self, "history", read_only(thinned(history)))


def epochs_at(run: Run | None, step: int, steps_per_epoch: int) -> float:
    """Give the epochs, with the fraction of the one under way, that a run has finished at a step, passed or to come.

    Args:
        run: None for one that begins.
        step: Mini-batches taken since it began.
        steps_per_epoch: Mini-batches of an epoch now; earlier epochs may have had another number, as the history tells.
    """
    if run is None:
        return step / steps_per_epoch
    reached = run.epoch + run.mini_batch / steps_per_epoch
    if step >= run.step:
        return reached + (step - run.step) / steps_per_epoch
    steps = np.concatenate([[0.0], column(run.history, "step"), [run.step]])
    return float(np.interp(step, steps, np.concatenate([[0.0], column(run.history, "epoch"), [reached]])))


class Project(msgspec.Struct, frozen=True, eq=False):
    """Everything a person made. Two projects are the same value where `engine.arrays.same_value` says so.

    Attributes:
        run: None until training has begun, and again after an edit that makes its loss curve meaningless.
        learnt: What the parameters have learnt from in runs that such edits have ended; () once they are drawn anew.
    """

    network: Network = Network()
    data: DataSpecification = msgspec.field(default_factory=DataSpecification)
    training: TrainingSettings = TrainingSettings()
    view: ViewSettings = ViewSettings()
    run: Run | None = None
    learnt: tuple[LearntPart, ...] = ()


def with_network(project: Project, network: Network) -> Project:
    """Give the project with another network, the very same for its own network.

    A change of structure ends the run; other numbers or places don't.
    """
    if network is project.network:
        return project
    if has_same_structure(network, project.network):
        return replace(project, network=network)
    return replace(without_run(project), network=network)


def with_data(project: Project, data: DataSpecification) -> Project:
    """Give the project with other data, which ends the run; the sample selected is the first.

    An own x stays while the data come from the same source: only then do its numbers mean the same.
    """
    typed_input = project.view.typed_input if data.source == project.data.source else None
    view = replace(project.view, selected_sample=0, boundary_inputs=(0, 1), typed_input=typed_input)
    return replace(without_run(project), data=data, view=view)


def with_run(project: Project, parameters: Parameters, run: Run) -> Project:
    """Give the project as a run left it.

    Raises:
        ShapeError: `parameters` do not fit the project's network.
    """
    return replace(project, network=with_parameters(project.network, parameters), run=run)


def without_run(project: Project) -> Project:
    """Give the project with its parameters as they are and no run, remembering what it has learnt from."""
    if project.run is None:
        return project
    part = learnt_part(project.data)
    has_nothing_new = part in project.learnt or not project.run.step
    return replace(project, run=None, learnt=project.learnt if has_nothing_new else (*project.learnt, part))


def begin_run(project: Project) -> Run:
    """Give the project's run, or a new one that begins from its parameters."""
    return project.run or Run(initial=parameters_of(project.network))


def has_same_structure(first: Network, second: Network) -> bool:
    """Tell whether two networks have the same layers, connections and removed edges, so that a run of one goes on."""
    if (len(first.layers), len(first.connections)) != (len(second.layers), len(second.connections)):
        return False
    return all(map(_are_layers_alike, first.layers, second.layers)) and all(
        map(_are_wired_alike, first.connections, second.connections)
    )


def _are_layers_alike(one: Layer, other: Layer) -> bool:
    return one is other or (one.id, one.kind, one.shape) == (other.id, other.kind, other.shape)


def _are_wired_alike(one: Connection, other: Connection) -> bool:
    if one is other:
        return True
    # Edits of numbers share the masks: comparing a million marks at every weight typed would be felt.
    return one.key == other.key and (one.mask is other.mask or np.array_equal(one.mask, other.mask))
