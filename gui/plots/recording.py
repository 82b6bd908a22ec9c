"""What was recorded of a run, as plots are told it: one value, another one whenever anything of it changes."""

import msgspec

from engine.network.changes import fits
from engine.network.model import Network, Parameters
from engine.project.settings import TrainingSettings
from engine.project.timeline import Moment


class HandEdit(msgspec.Struct, frozen=True, eq=False):
    """Numbers that were set by hand in the course of a run.

    Attributes:
        step: At which step of the run.
        before: The parameters before.
        after: And after.
    """

    step: int
    before: Parameters
    after: Parameters


class Recording(msgspec.Struct, frozen=True, eq=False):
    """A network's parameters, now and over the run.

    Attributes:
        network: As it is shown now: with the parameters of a run going on, or of an earlier moment.
        start: The parameters that the run began from; None where there was no run.
        moments: What was recorded of it, ascending by step.
        shown_step: The step of the earlier moment that is shown; None where it is the last.
        edits: What was set by hand between its steps, ascending by step.
    """

    network: Network = Network()
    start: Parameters | None = None
    moments: tuple[Moment, ...] = ()
    shown_step: int | None = None
    edits: tuple[HandEdit, ...] = ()

    @property
    def shown(self) -> Moment | None:
        """The earlier moment that is shown; None where it is the last."""
        return self._moment_at(self.shown_step)

    def training_at(self, step: int) -> TrainingSettings | None:
        """Give how the run went on from a step; None where nothing was recorded, and at its end: nobody knows yet."""
        moment = self._moment_at(step)
        return None if moment is None or moment is self.moments[-1] else moment.training

    def _moment_at(self, step: int | None) -> Moment | None:
        return next((moment for moment in self.moments if moment.step == step), None)

    @property
    def known_start(self) -> Parameters | None:
        """The parameters to compare with: where the run began, of a network of the same structure."""
        start = self.start or (self.moments[0].parameters if self.moments else None)
        return start if start is not None and fits(self.network, start) else None
