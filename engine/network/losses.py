"""Losses L(f, y), each a mean over the batch, with their gradients G⁽ᴸ⁾ = ∂L/∂f.

Here in numpy, for evaluation and for menus; training has the same ones in torch, checked against these.
"""

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.network.activations import IDENTITY, activation_function
from engine.network.number_setting import NumberSetting
from engine.registry import look_up

Values = NDArray[np.floating]


class LossNumbers(msgspec.Struct, frozen=True, eq=False):
    """The numbers of losses; a loss ignores those that it does not list among its parameters.

    Attributes:
        label_smoothing: s in [0, 1): the right class is aimed at with 1 − s + s/K, every other one with s/K.
        huber_delta: δ in (0, 10⁶], the deviation beyond which Huber's loss grows no faster than the absolute error.
    """

    label_smoothing: float = 0.0
    huber_delta: float = 1.0


DEFAULT_NUMBERS = LossNumbers()
TASK_TEXTS = {"binary": "two classes", "multiclass": "more than two classes", "regression": "values to predict"}


class Loss(msgspec.Struct, frozen=True, eq=False):
    """A loss.

    Attributes:
        name: Key stored in projects.
        label: What menus call it.
        formula: The definition in plain text; N samples, K outputs, f logits or outputs, y targets.
        latex: The same for typesetting, a line after the other.
        help: One sentence for a student.
        tasks: The tasks it fits: “binary”, “multiclass”, “regression”.
        terms: Gives what the loss is the mean of: (N,) or (N, ·), as many for every sample.
        slope: What `gradient` gives.
        takes_logits: Whether f are logits: the sigmoid or softmax is in the loss and gives their probabilities.
        needs_unbounded: Whether it needs outputs f of any size and sign, so that the output layer must not bound them.
        threshold: The single output at which the prediction turns from class 0 to class 1.
        parameters: The numbers of `LossNumbers` that it uses.
        smoothed_formula: The definition with label smoothing s > 0, "" where it knows none.
        smoothed_latex: The same for typesetting.
    """

    name: str
    label: str
    formula: str
    latex: tuple[str, ...]
    help: str
    tasks: tuple[str, ...]
    terms: Callable[[Values, Values, LossNumbers], Values]
    slope: Callable[[Values, Values, LossNumbers], Values]
    takes_logits: bool = False
    needs_unbounded: bool = False
    threshold: float = 0.5
    parameters: tuple[NumberSetting, ...] = ()
    smoothed_formula: str = ""
    smoothed_latex: tuple[str, ...] = ()

    def definition(self, numbers: LossNumbers = DEFAULT_NUMBERS) -> tuple[str, tuple[str, ...]]:
        """Give the definition with these numbers in plain text and, a line after the other, for typesetting."""
        if self.smoothed_formula and numbers.label_smoothing > 0.0:
            return self.smoothed_formula, self.smoothed_latex
        return self.formula, self.latex

    def value(self, outputs: Values, targets: Values, numbers: LossNumbers = DEFAULT_NUMBERS) -> float:
        """Give the mean loss of outputs f (N, K); targets are (N, 1) labels or class indices, or (N, K) values."""
        return float(np.mean(self.terms(outputs, targets, numbers)))

    def values(self, outputs: Values, targets: Values, numbers: LossNumbers = DEFAULT_NUMBERS) -> Values:
        """Give each sample's own loss (N,), of which `value` is the mean; arguments as there."""
        terms = self.terms(outputs, targets, numbers)
        return np.asarray(terms.reshape(len(outputs), -1).mean(axis=1))

    def gradient(self, outputs: Values, targets: Values, numbers: LossNumbers = DEFAULT_NUMBERS) -> Values:
        """Give ∂L/∂f (N, K); at a kink 0, or what torch gives there."""
        return self.slope(outputs, targets, numbers)

    def misfit(self, task: str, output_count: int, output_function: str = IDENTITY) -> str:
        """Give in one sentence why it does not fit data and output layer; "" if it does.

        Args:
            task: What the data asks for, a key of `TASK_TEXTS`.
            output_count: K, the width of the output layer.
            output_function: The output layer's activation function, a key of `ACTIVATION_FUNCTIONS`.

        Raises:
            SettingError: There is no such activation function.
        """
        if task not in self.tasks:
            return f"{self.label} does not fit data with {TASK_TEXTS[task]}."
        if task == "binary" and output_count != 1:
            return f"{self.label} of two classes takes one output, not {output_count:,}."
        if task == "multiclass" and output_count < 2:
            return f"{self.label} of more than two classes takes an output for each, not {output_count:,}."
        return self.range_misfit(output_function)

    def range_misfit(self, output_function: str) -> str:
        """Give in one sentence why it does not fit what an output layer's function can give; "" if it does.

        Raises:
            SettingError: There is no such activation function.
        """
        function = activation_function(output_function)
        if function.is_unbounded or not self.needs_unbounded:
            return ""
        return (
            f"{self.label} takes outputs of any size and sign, which {function.label} does not give: "
            "choose Identity for the output layer, or another loss such as Squared error."
        )


def aims(outputs: Values, targets: Values, numbers: LossNumbers) -> Values:
    """Give t (N, K), the probabilities that a loss of logits aims at: t = (1 − s)·y + s / K.

    Args:
        outputs: f (N, K), of which only the shape counts; one output stands for two classes.
        targets: y, labels (N, 1) or class indices (N, 1), which become one-hot rows.
        numbers: Among them the label smoothing s.
    """
    s = numbers.label_smoothing
    return np.asarray((1.0 - s) * _one_hot_where_needed(outputs, targets) + s / max(outputs.shape[1], 2))


def _log_loss(f: Values, y: Values, numbers: LossNumbers) -> Values:
    return np.asarray(np.logaddexp(0.0, f) - aims(f, y, numbers) * f)


def _log_loss_gradient(f: Values, y: Values, numbers: LossNumbers) -> Values:
    return np.asarray((0.5 * (1.0 + np.tanh(0.5 * f)) - aims(f, y, numbers)) / f.size)


def _log_softmax(f: Values) -> Values:
    shifted = f - f.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def _one_hot_where_needed(f: Values, y: Values) -> Values:
    """Give targets shaped like f: class indices (N, 1) become one-hot rows where there are K > 1 outputs."""
    if y.shape == f.shape:
        return y
    return np.asarray(y == np.arange(f.shape[1]), dtype=f.dtype)


def _squared_error(f: Values, y: Values) -> Values:
    return np.asarray((f - _one_hot_where_needed(f, y)) ** 2)


def _squared_error_gradient(f: Values, y: Values) -> Values:
    return 2.0 * (f - _one_hot_where_needed(f, y)) / f.size


def _cross_entropy(f: Values, y: Values, numbers: LossNumbers) -> Values:
    logarithms, s = _log_softmax(f), numbers.label_smoothing
    right = logarithms[np.arange(len(f)), y[:, 0].astype(np.int64)]
    return np.asarray(-((1.0 - s) * right + s * logarithms.mean(axis=1)))


def _cross_entropy_gradient(f: Values, y: Values, numbers: LossNumbers) -> Values:
    s = numbers.label_smoothing
    gradient = np.exp(_log_softmax(f)) - s / f.shape[1]
    gradient[np.arange(len(f)), y[:, 0].astype(np.int64)] -= 1.0 - s
    return np.asarray(gradient / len(f))


def _errors(f: Values, y: Values) -> Values:
    return np.asarray(f - _one_hot_where_needed(f, y))


def _absolute_error(f: Values, y: Values) -> Values:
    return np.asarray(np.abs(_errors(f, y)))


def _absolute_error_gradient(f: Values, y: Values) -> Values:
    return np.asarray(np.sign(_errors(f, y)) / f.size)


def _huber(f: Values, y: Values, numbers: LossNumbers) -> Values:
    size, delta = np.abs(_errors(f, y)), numbers.huber_delta
    return np.asarray(np.where(size <= delta, 0.5 * size**2, delta * (size - 0.5 * delta)))


def _huber_gradient(f: Values, y: Values, numbers: LossNumbers) -> Values:
    return np.asarray(np.clip(_errors(f, y), -numbers.huber_delta, numbers.huber_delta) / f.size)


def _margins(f: Values, y: Values) -> Values:
    """Give by how much each output misses the margin of 1: of its label, or of the right class; 0 where it doesn't."""
    if f.shape[1] == 1:
        return np.maximum(0.0, 1.0 - (2.0 * y - 1.0) * f)
    rows, labels = np.arange(len(f)), y[:, 0].astype(np.int64)
    missing = np.maximum(0.0, 1.0 + f - f[rows, labels][:, None])
    missing[rows, labels] = 0.0
    return missing


def _hinge_gradient(f: Values, y: Values) -> Values:
    pushed = (_margins(f, y) > 0.0).astype(f.dtype)
    if f.shape[1] == 1:
        return np.asarray(pushed * (1.0 - 2.0 * y) / f.size)
    pushed[np.arange(len(f)), y[:, 0].astype(np.int64)] = -pushed.sum(axis=1)
    return np.asarray(pushed / f.size)


_LABEL_SMOOTHING = NumberSetting(
    "label_smoothing",
    "s",
    "Label smoothing",
    0.0,
    1.0,
    0.0,
    "Aims at the right class with a little less than certainty, so that logits need not grow without end.",
    below_maximum=True,
)
_HUBER_DELTA = NumberSetting(
    "huber_delta",
    "δ",
    "Huber’s δ",
    0.0,
    1e6,
    1.0,
    "Deviations beyond δ count like the absolute error, smaller ones like half the squared error.",
    above_minimum=True,
)
LOSS_NUMBERS = (_LABEL_SMOOTHING, _HUBER_DELTA)

_ANY = ("binary", "multiclass", "regression")
_CLASSES = ("binary", "multiclass")
_ALL = (
    Loss(
        "log_loss", "Binary log loss", "L = mean of ln(1 + e^f) − y·f,  y ∈ {0, 1}",
        (r"L = \frac{1}{N} \sum_i \left( \ln(1 + e^{f_i}) - y_i f_i \right)", r"y_i \in \{0, 1\}"),
        "For two classes and one output f, the logit: the output layer is the identity, the sigmoid is in the loss.",
        ("binary",), _log_loss, _log_loss_gradient,
        takes_logits=True, needs_unbounded=True, threshold=0.0, parameters=(_LABEL_SMOOTHING,),
        smoothed_formula="L = mean of ln(1 + e^f) − t·f,  t = (1 − s)·y + s/2,  y ∈ {0, 1}",
        smoothed_latex=(
            r"L = \frac{1}{N} \sum_i \left( \ln(1 + e^{f_i}) - t_i f_i \right)",
            r"t_i = (1 - s) y_i + \frac{s}{2}, \quad y_i \in \{0, 1\}",
        ),
    ),
    Loss(
        "cross_entropy", "Cross-entropy", "L = mean of −ln softmax(f)_y",
        (
            r"L = -\frac{1}{N} \sum_i \ln \mathrm{softmax}(f_i)_{y_i}",
            r"\mathrm{softmax}(f)_k = \frac{e^{f_k}}{\sum_j e^{f_j}}",
        ),
        "For K classes and K outputs, the logits: the output layer is the identity, the softmax is in the loss.",
        ("multiclass",), _cross_entropy, _cross_entropy_gradient,
        takes_logits=True, needs_unbounded=True, threshold=0.0, parameters=(_LABEL_SMOOTHING,),
        smoothed_formula="L = mean of −Σ_k t_k · ln softmax(f)_k,  t_k = 1 − s + s/K for k = y, else s/K",
        smoothed_latex=(
            r"L = -\frac{1}{N} \sum_{i,k} t_{ik} \ln \mathrm{softmax}(f_i)_k",
            r"t_{ik} = 1 - s + \frac{s}{K} \quad \text{where} ~ k = y_i",
            r"t_{ik} = \frac{s}{K} \quad \text{elsewhere}",
        ),
    ),
    Loss(
        "squared_error", "Squared error", "L = mean over samples and outputs of (f − y)²",
        (r"L = \frac{1}{N K} \sum_{i,k} (f_{ik} - y_{ik})^2",),
        "For regression; for classes it compares f with 0 and 1.",
        _ANY,
        lambda f, y, _: _squared_error(f, y),
        lambda f, y, _: _squared_error_gradient(f, y),
    ),
    Loss(
        "half_squared_error", "Half squared error", "L = ½ · mean over samples and outputs of (f − y)²",
        (r"L = \frac{1}{2 N K} \sum_{i,k} (f_{ik} - y_{ik})^2",),
        "Squared error with the ½ that makes its derivative f − y.",
        _ANY,
        lambda f, y, _: 0.5 * _squared_error(f, y),
        lambda f, y, _: 0.5 * _squared_error_gradient(f, y),
    ),
    Loss(
        "absolute_error", "Absolute error", "L = mean over samples and outputs of |f − y|",
        (r"L = \frac{1}{N K} \sum_{i,k} \lvert f_{ik} - y_{ik} \rvert",),
        "Aims at the median: outliers pull no harder than their neighbours.",
        _ANY,
        lambda f, y, _: _absolute_error(f, y),
        lambda f, y, _: _absolute_error_gradient(f, y),
    ),
    Loss(
        "huber", "Huber", "L = mean of ½(f − y)² where |f − y| ≤ δ, else δ(|f − y| − ½δ)",
        (
            r"L = \frac{1}{N K} \sum_{i,k} \ell(f_{ik} - y_{ik})",
            r"\ell(u) = \frac{1}{2} u^2 \quad \text{where} ~ \lvert u \rvert \leq \delta",
            r"\ell(u) = \delta \left( \lvert u \rvert - \frac{1}{2} \delta \right) \quad \text{elsewhere}",
        ),
        "Squared error near the target, absolute error far from it: smooth, and calm about outliers (Huber, 1964).",
        _ANY, _huber, _huber_gradient, parameters=(_HUBER_DELTA,),
    ),
    Loss(
        "hinge", "Hinge",
        "L = mean of max(0, 1 − (2y − 1)·f);  with K outputs, mean over samples and outputs k ≠ y of "
        "max(0, 1 − f_y + f_k), the output y counting 0",
        (
            r"L = \frac{1}{N} \sum_i \max(0, 1 - (2 y_i - 1) f_i)",
            r"\text{with} ~ K > 1 ~ \text{outputs:}",
            r"L = \frac{1}{N K} \sum_i \sum_{k \neq y_i} \max(0, 1 - f_{i y_i} + f_{ik})",
        ),
        "Asks for a margin of 1 and then is content, as a support vector machine.",
        _CLASSES,
        lambda f, y, _: _margins(f, y),
        lambda f, y, _: _hinge_gradient(f, y),
        needs_unbounded=True, threshold=0.0,
    ),
)  # fmt: skip

LOSSES: dict[str, Loss] = {loss.name: loss for loss in _ALL}
DEFAULT_LOSSES = {"binary": "log_loss", "multiclass": "cross_entropy", "regression": "squared_error"}


def loss(name: str) -> Loss:
    """Give the loss called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(LOSSES, name, "loss")


def accuracy(outputs: Values, targets: Values, loss_name: str) -> float:
    """Give the share of samples classified rightly, in [0, 1].

    Args:
        outputs: f (N, K). One output says class 1 where it is above the loss's threshold; K outputs say their argmax.
        targets: (N, 1) labels or class indices.
        loss_name: Key of `LOSSES`: a logit's threshold is 0, squared error's is ½, halfway between labels 0 and 1.
    """
    binary = outputs.shape[1] == 1
    predictions = outputs[:, 0] > decision_threshold(loss_name) if binary else outputs.argmax(axis=1)
    return float(np.mean(predictions == targets[:, 0]))


def probabilities(logits: Values) -> Values:
    """Give what a loss that takes logits makes of them: σ(f) (N, 1) of a single one, softmax(f) (N, K) of K."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)) if logits.shape[1] == 1 else np.exp(_log_softmax(logits)))


def decision_threshold(loss_name: str) -> float:
    """Give the output at which a single output's prediction turns from class 0 to class 1."""
    return loss(loss_name).threshold
