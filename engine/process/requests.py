"""What the window asks of the engine process.

Requests, like the events that answer them, are frozen records of plain values and numpy arrays; a record's tag is its
name. The codec writes them as msgpack, so neither side ever unpickles anything.
"""

import msgspec

from engine.data.specification import DataSpecification
from engine.network.model import Network
from engine.process.sample_groups import SampleGroup
from engine.process.views.all import ViewRequest
from engine.project.project import Run
from engine.project.settings import TrainingSettings


class SetProject(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The project as it is now. A part that is None is the same as in the request before.

    A run going on takes over training settings that may change while it does, and is touched by nothing else.
    """

    revision: int
    network: Network | None = None
    data: DataSpecification | None = None
    training: TrainingSettings | None = None


class Watch(msgspec.Struct, frozen=True, eq=False, tag=True):
    """What the window is showing; frames carry exactly that.

    Attributes:
        parameters: Whether it shows the parameters of a run.
        views: What it looks at, by names of its own choice.
        number: Which it is of those that were sent; frames carry it.
    """

    parameters: bool = False
    views: dict[str, ViewRequest] = {}
    number: int = 0


class MeasureTestPart(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Measure the project's network on the test part, which nothing else ever does; a `MeasuredTestPart` follows."""


class FindSample(msgspec.Struct, frozen=True, eq=False, tag=True):
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


class TakeFrame(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The window has drawn the last frame and is ready for another."""


class StartRun(msgspec.Struct, frozen=True, eq=False, tag=True):
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


class PauseRun(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Stop the run after the mini-batch under way; a `RunStopped` follows, also for a run whose start was lost."""

    run_id: int


class LimitSpeed(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Take no more than so many mini-batches a second, for watching; None for as many as can be. Not for retraining."""

    steps_per_second: float | None


class Shutdown(msgspec.Struct, frozen=True, eq=False, tag=True):
    """End the engine process."""


Request = SetProject | Watch | TakeFrame | StartRun | PauseRun | LimitSpeed | MeasureTestPart | FindSample | Shutdown
