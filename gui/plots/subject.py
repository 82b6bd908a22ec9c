"""What there is to be looked at, as plots are told it: one value, another one whenever something of it changes."""

import msgspec

from engine.data.data_set import DataSet
from engine.network.graph import problems, topological_order
from engine.network.kinds import layer_kind
from engine.network.metrics import Evaluation
from engine.network.model import Layer, Network
from engine.project.edits import misfits
from engine.project.project import Run, epochs_at
from engine.project.settings import TrainingSettings
from gui.plots.looked_at import LookedAt


class PlotSubject(msgspec.Struct, frozen=True, eq=False):
    """A network and its data.

    Attributes:
        network: As it was edited last; a run that goes on changes its parameters without telling the plots.
        data_set: The data, None while there is none.
        loss: The name of the loss.
        training: How it is trained.
        run: How far it was trained; a run that goes on is told when it ends.
        looked_at: The sample selected, or an own x.
        boundary_inputs: The two inputs that span the plane shown of the input space.
        is_training: Whether a run goes on.
        is_rewound: Whether an earlier moment of the run is shown: the engine sees the parameters of then.
        tested: What was measured on the test part, None until a person has asked for it.
        obstacle: Why nothing can be shown now, or "".
        run_obstacle: Why no run can begin now, or ""; values can still be seen where only settings don't fit.
    """

    network: Network = Network()
    data_set: DataSet | None = None
    loss: str = ""
    training: TrainingSettings = TrainingSettings()
    run: Run | None = None
    looked_at: LookedAt = LookedAt()
    boundary_inputs: tuple[int, int] = (0, 1)
    is_training: bool = False
    is_rewound: bool = False
    tested: Evaluation | None = None
    obstacle: str = ""
    run_obstacle: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether there are data and a network that can be evaluated."""
        return self.data_set is not None and not problems(self.network)

    def learning_rate_at(self, step: int, training: TrainingSettings | None = None) -> float:
        """Give α of the update after so many steps, as a run trained so has it; now, where nothing is given."""
        training = training or self.training
        samples = 1 if self.data_set is None else max(len(self.data_set.training_indices), 1)
        steps_per_epoch = max(samples // min(training.samples_per_update, samples), 1)
        scheduled = round(epochs_at(self.run, step, steps_per_epoch) * steps_per_epoch)
        return float(training.learning_rates(scheduled, 1, steps_per_epoch)[0])

    @property
    def fits(self) -> bool:
        """Whether the network can be evaluated and its ends fit the data; outputs of one that doesn't mean nothing."""
        data_set = self.data_set
        if data_set is None or problems(self.network):
            return False
        return not misfits(self.network, data_set.input_count, data_set.output_count)

    @property
    def computed_layers(self) -> tuple[Layer, ...]:
        """The layers that compute something, in the order values flow through them."""
        return tuple(layer for layer in topological_order(self.network) if layer_kind(layer.kind).takes_sources)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes; () for a regression or without data."""
        return () if self.data_set is None else self.data_set.class_names
