"""Which samples of the data set a feature space shows, and what they look like."""

import msgspec
import numpy as np

from engine.arrays import BoolArray, IntArray
from engine.data.data_set import DataSet
from engine.process.views.feature_space import FeatureSpace
from gui.plots.feature_space.texts import column_name
from gui.plots.readings import Reading
from gui.plots.sample_tables import output_columns, sample_columns
from gui.plots.table import Table
from gui.theme.scales import RgbaArray


class ShownSamples(msgspec.Struct, frozen=True, eq=False):
    """The samples of a feature space: n training samples, then m validation samples.

    Attributes:
        colors: (n + m, 4).
        training_count: n.
        wrong: (n + m,) whether each is predicted wrongly.
        in_focus: (n + m,) whether each stands out; None where all are alike.
        chosen: Which of them is looked at; None where it is none of them.
    """

    colors: RgbaArray
    training_count: int
    wrong: BoolArray
    in_focus: BoolArray | None
    chosen: int | None

    @staticmethod
    def of(
        view: FeatureSpace, data_set: DataSet, reading: Reading, in_focus: BoolArray | None, chosen: int | None
    ) -> "ShownSamples":
        """Give those of a view, as their targets and its outputs are to be read; of all (N,) some may be in focus."""
        rows = sample_rows(view, data_set)
        targets = data_set.targets[rows]
        wrong = reading.wrong(view.outputs, targets) if reading.predicts_classes else np.zeros(len(targets), np.bool_)
        shown_in_focus = None if in_focus is None else in_focus[rows]
        return ShownSamples(reading.sample_colors(targets), len(view.rows), wrong, shown_in_focus, chosen)


def sample_rows(view: FeatureSpace, data_set: DataSet) -> IntArray:
    """Give the rows in the data set of the samples shown."""
    return np.concatenate([data_set.training_indices[view.rows], data_set.validation_indices[view.validation_rows]])


def space_table(view: FeatureSpace, data_set: DataSet, loss_name: str) -> Table:
    """Give the samples' coordinates before and after the activation function, their targets and what is predicted."""
    columns = sample_columns(data_set, sample_rows(view, data_set))
    for symbol, points in (("a", view.pre_activation), ("h", view.activation)):
        for axis in range(points.samples.shape[1]):
            columns[f"{symbol} {column_name(points.projection, axis)}"] = points.samples[:, axis]
    return Table.of(columns | output_columns(data_set, view.outputs, loss_name))
