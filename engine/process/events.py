"""What the engine process tells the window; `engine.process.requests` says how both are written.

Every answer carries the project revision (and, while a run goes on, the run id) it belongs to; the client drops those
that are no longer wanted.
"""

from typing import TypeVar

import msgspec
import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.data.data_set import DataSet
from engine.network.metrics import Evaluation
from engine.network.model import Parameters
from engine.process.sample_groups import SampleGroup
from engine.process.views.all import View
from engine.project.project import Run
from engine.project.timeline import Moment

Seen = TypeVar("Seen", bound=View)


def no_rows() -> IntArray:
    """Give the rows of no sample."""
    return np.empty(0, np.int64)


class EngineReady(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Sent once the engine can train (torch has loaded): the devices there are, “cpu” first."""

    devices: tuple[str, ...]


class DataMade(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The data set that the specification of that revision describes."""

    revision: int
    data_set: DataSet


class RequestRefused(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Data that cannot be made; a run that cannot begin ends in a `RunStopped`.

    Attributes:
        revision: The project revision that described them.
        sentence: Why, for the person at the window.
    """

    revision: int
    sentence: str


class Frame(msgspec.Struct, frozen=True, eq=False, tag=True):
    """What the window watches, at one moment.

    Attributes:
        revision: The project it was computed from.
        run_id: The run going on, or 0 when none does.
        step: Mini-batches taken in the project's run.
        epoch: Whole epochs finished.
        steps_per_second: Rate since the frame before, 0 when no run goes on.
        device: Where training runs: “cpu”, “cuda”, “mps”; "" when no run goes on.
        parameters: The parameters of this moment, if watched and a run goes on.
        history: (rows, columns): the rows of the run's history since the frame before; none is ever left out.
        views: What is looked at, by the names it is watched by; while training some come but ten times a second.
        notes: Why one of them is missing for good, in one sentence, by the same names.
        moments: The moments of the run recorded since the frame before.
        path: How training runs, a key of `engine.training.paths.PATHS`; "" when no run goes on.
        watch: The number of the `Watch` that it shows.
    """

    revision: int
    run_id: int
    step: int
    epoch: int
    steps_per_second: float
    device: str
    parameters: Parameters | None
    history: FloatArray
    views: dict[str, View] = {}
    notes: dict[str, str] = {}
    path: str = ""
    moments: tuple[Moment, ...] = ()
    watch: int = 0

    def view(self, name: str, kind: type[Seen]) -> Seen | None:
        """Give the view of that name if it is of that kind, else None."""
        view = self.views.get(name)
        return view if isinstance(view, kind) else None


PAUSED, FINISHED, DIVERGED, FAILED = "paused", "finished", "diverged", "failed"


class RunStopped(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The run has ended, and this is where it stands.

    Attributes:
        run_id: Which run.
        reason: One of `PAUSED`, `FINISHED`, `DIVERGED` and `FAILED`.
        sentence: The reason for a person, "" where there is nothing to add.
        parameters: The last finite parameters.
        run: Where training stands; its history holds the rows since the last frame only.
        device: Where it ran.
        steps_per_second: Mean rate of the whole run, or since its speed was limited otherwise.
        moments: Its moments recorded since the last frame, this one included.
    """

    run_id: int
    reason: str
    sentence: str
    parameters: Parameters
    run: Run
    device: str
    steps_per_second: float
    moments: tuple[Moment, ...] = ()


class MeasuredTestPart(msgspec.Struct, frozen=True, eq=False, tag=True):
    """How good the project's network is on the test part.

    Attributes:
        revision: The project that was measured.
        evaluation: What was measured, or None.
        sentence: Why nothing was.
    """

    revision: int
    evaluation: Evaluation | None
    sentence: str = ""


class FoundSample(msgspec.Struct, frozen=True, eq=False, tag=True):
    """One of a group of samples.

    Attributes:
        revision: The project it belongs to.
        group: As asked for.
        count: How many the group has. Those in a bar are counted as in a `Distribution`, each neuron for itself.
        place: Which of them this is, from 0: in a bar by their values, in a cell by their rows.
        sample: Its row in the data set; None of an empty group.
        neuron: The neuron whose value it is; None in a cell.
        rows: The rows (n,) of all samples that the group has, each once, ascending.
        sentence: Why there is no group, or "".
    """

    revision: int
    group: SampleGroup
    count: int = 0
    place: int = 0
    sample: int | None = None
    neuron: int | None = None
    rows: IntArray = msgspec.field(default_factory=no_rows)
    sentence: str = ""


class EngineFailed(msgspec.Struct, frozen=True, eq=False, tag=True):
    """An error nobody foresaw; the engine goes on. The text is the traceback, for the log.

    The revision is 0 for a request that never reached the engine.
    """

    revision: int
    traceback: str


Event = EngineReady | DataMade | RequestRefused | Frame | RunStopped | MeasuredTestPart | FoundSample | EngineFailed
