"""Metrics: how good the outputs of a network are, beside the loss that it was trained by.

Classes are predicted as `engine.network.losses.accuracy` does: one output says class 1 above the loss's threshold, K
outputs say their argmax.
"""

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray, IntArray
from engine.network.losses import decision_threshold
from engine.registry import look_up

Values = NDArray[np.floating]
TOP = 3


class Metric(msgspec.Struct, frozen=True, eq=False):
    """A number that measures outputs against targets.

    Attributes:
        name: Its key.
        label: What tables call it.
        formula: The definition in plain text.
        help: One sentence for a student.
        tasks: The tasks that it fits: “binary”, “multiclass”, “regression”.
        value: `(outputs (N, K), targets (N, ·), key of the loss)` → the value; N ≥ 1.
        least_outputs: K below which it says nothing.
        is_share: Whether it is a share of the samples, from 0 to 1, and written as a percentage.
    """

    name: str
    label: str
    formula: str
    help: str
    tasks: tuple[str, ...]
    value: Callable[[Values, Values, str], float]
    least_outputs: int = 1
    is_share: bool = False


class Evaluation(msgspec.Struct, frozen=True, eq=False):
    """A network measured on some samples.

    Attributes:
        samples: How many samples.
        loss: The mean loss over them, without penalty.
        metrics: By name, as in `METRICS`.
        confusion: int64 (K, K), `[true class, predicted class]`; (0, 0) for a regression.
        precision: (K,) for each class; (0,) for a regression.
        recall: Likewise.
        penalty: What L1 and L2 add in training to the loss of the training part; 0 of the other parts.
    """

    samples: int
    loss: float
    metrics: dict[str, float]
    confusion: IntArray
    precision: FloatArray
    recall: FloatArray
    penalty: float = 0.0


def predicted_classes(outputs: Values, loss_name: str) -> IntArray:
    """Give the class (N,) that outputs f (N, K) say."""
    if outputs.shape[1] == 1:
        return (outputs[:, 0] > decision_threshold(loss_name)).astype(np.int64)
    return np.asarray(outputs.argmax(axis=1))


def confusion_matrix(outputs: Values, targets: Values, loss_name: str, class_count: int) -> IntArray:
    """Count the samples of each class by the class predicted for them.

    Returns:
        int64 (K, K): `counts[true class, predicted class]`.
    """
    counts = np.zeros((class_count, class_count), np.int64)
    np.add.at(counts, (targets[:, 0].astype(np.int64), predicted_classes(outputs, loss_name)), 1)
    return counts


def precision(confusion: IntArray) -> FloatArray:
    """Give, for each class (K,), the share of rightly predicted among those predicted; 0 where none was."""
    return _share(np.diag(confusion), confusion.sum(axis=0))


def recall(confusion: IntArray) -> FloatArray:
    """Give, for each class (K,), the share of its samples that were predicted so; 0 where it has none."""
    return _share(np.diag(confusion), confusion.sum(axis=1))


def top_accuracy(outputs: Values, targets: Values, count: int) -> float:
    """Give the share of samples whose class is among the `count` largest of K outputs."""
    right = np.take_along_axis(outputs, targets[:, :1].astype(np.int64), axis=1)
    return float(np.mean((outputs > right).sum(axis=1) < count))


def root_mean_squared_error(outputs: Values, targets: Values) -> float:
    """Give √(mean over samples and outputs of (f − y)²)."""
    return float(np.sqrt(np.mean((outputs - targets) ** 2)))


def determination(outputs: Values, targets: Values) -> float:
    """Give R² = 1 − Σ(f − y)² / Σ(y − mean y)², a mean over the outputs; for a constant target 1 if met, else 0."""
    missed = ((targets - outputs) ** 2).sum(axis=0)
    spread = ((targets - targets.mean(axis=0)) ** 2).sum(axis=0)
    explained = np.where(spread > 0.0, 1.0 - missed / np.where(spread > 0.0, spread, 1.0), missed == 0.0)
    return float(explained.mean())


def _share(part: IntArray, whole: IntArray) -> FloatArray:
    return np.asarray(part / np.maximum(whole, 1), np.float64)


def _accuracy(outputs: Values, targets: Values, loss_name: str) -> float:
    return float(np.mean(predicted_classes(outputs, loss_name) == targets[:, 0]))


_CLASSES = ("binary", "multiclass")
_ALL = (
    Metric(
        "accuracy", "Accuracy", "samples classified rightly / samples",
        "The share of samples whose class was predicted.", _CLASSES, _accuracy,
        is_share=True,
    ),
    Metric(
        "top_3", f"Top-{TOP} accuracy", f"samples whose class is among the {TOP} largest outputs / samples",
        "How often the right class was at least among the best guesses.", ("multiclass",),
        lambda f, y, _: top_accuracy(f, y, TOP), least_outputs=TOP + 1, is_share=True,
    ),
    Metric(
        "rmse", "RMSE", "√(mean over samples and outputs of (f − y)²)",
        "How far predictions are off, in the unit of the targets.", ("regression",),
        lambda f, y, _: root_mean_squared_error(f, y),
    ),
    Metric(
        "r2", "R²", "1 − Σ(f − y)² / Σ(y − mean y)²",
        "1 for perfect predictions, 0 for no better than the mean, below 0 for worse.", ("regression",),
        lambda f, y, _: determination(f, y),
    ),
)  # fmt: skip

METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}


def metric(name: str) -> Metric:
    """Give the metric called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(METRICS, name, "metric")


def metrics_for(task: str, output_count: int) -> tuple[Metric, ...]:
    """Give the metrics that say something about data of a task and so many outputs."""
    return tuple(each for each in METRICS.values() if task in each.tasks and output_count >= each.least_outputs)
