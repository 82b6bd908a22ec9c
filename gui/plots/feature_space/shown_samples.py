"""Which samples of the data set a feature space shows, and what they look like."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.arrays import BoolArray, IntArray
from engine.data.data_set import DataSet
from engine.network.metrics import predicted_classes
from engine.process.views.feature_space import FeatureSpace
from gui.plots.feature_space.texts import column_name
from gui.plots.readings import Reading
from gui.plots.table import Table
from gui.theme.scales import RgbaArray


class ShownSamples(msgspec.Struct, frozen=True, eq=False):
    """The samples of a feature space: n training samples, then m validation samples.

    Attributes:
        colors: (n + m, 4).
        training_count: n.
        wrong: (n + m,) whether each is predicted wrongly.
        in_focus: (n + m,) whether each stands out; None where all are alike.
    """

    colors: RgbaArray
    training_count: int
    wrong: BoolArray
    in_focus: BoolArray | None

    @staticmethod
    def of(
        view: FeatureSpace, data_set: DataSet, reading: Reading, in_focus: BoolArray | None = None
    ) -> "ShownSamples":
        """Give those of a view, as their targets and its outputs are to be read; of all (N,) some may be in focus."""
        rows = sample_rows(view, data_set)
        targets = data_set.targets[rows]
        wrong = reading.wrong(view.outputs, targets) if reading.predicts_classes else np.zeros(len(targets), np.bool_)
        shown_in_focus = None if in_focus is None else in_focus[rows]
        return ShownSamples(reading.sample_colors(targets), len(view.rows), wrong, shown_in_focus)


def sample_rows(view: FeatureSpace, data_set: DataSet) -> IntArray:
    """Give the rows in the data set of the samples shown."""
    return np.concatenate([data_set.training_indices[view.rows], data_set.validation_indices[view.validation_rows]])


def space_table(view: FeatureSpace, data_set: DataSet, loss_name: str) -> Table:
    """Give the samples' coordinates before and after the activation function, their targets and what is predicted."""
    is_validation = np.arange(len(view.outputs)) >= len(view.rows)
    columns: dict[str, NDArray[np.generic]] = {
        "sample": sample_rows(view, data_set) + 1,
        "part": np.where(is_validation, "validation", "training"),
    }
    for symbol, points in (("a", view.pre_activation), ("h", view.activation)):
        for axis in range(points.samples.shape[1]):
            columns[f"{symbol} {column_name(points.projection, axis)}"] = points.samples[:, axis]
    targets = data_set.targets[sample_rows(view, data_set)]
    if data_set.task.is_classification:
        columns["true class"] = _class_names(targets[:, 0].astype(np.int64), data_set)
        columns["predicted class"] = _class_names(predicted_classes(view.outputs, loss_name), data_set)
    else:
        columns |= _numbered("y", targets)
    return Table.of(columns | _numbered("f", view.outputs))


def _class_names(classes: IntArray, data_set: DataSet) -> NDArray[np.str_]:
    """Name classes; outputs of a network that doesn't fit may say more than the data have."""
    names = data_set.class_names
    return np.array([names[index] if index < len(names) else f"class {index}" for index in classes.tolist()])


def _numbered(symbol: str, values: NDArray[np.generic]) -> dict[str, NDArray[np.generic]]:
    """Give the columns of (N, K), by number where there are several."""
    return {f"{symbol}{k + 1 if values.shape[1] > 1 else ''}": values[:, k] for k in range(values.shape[1])}
