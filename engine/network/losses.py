"""Losses L(f, y), each a mean over the batch, with their gradients G⁽ᴸ⁾ = ∂L/∂f.

Here in numpy, for evaluation and for menus; training has the same ones in torch, checked against these.
"""

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.registry import look_up

Values = NDArray[np.floating]


class Loss(msgspec.Struct, frozen=True, eq=False):
    """A loss.

    Attributes:
        name: Key stored in projects.
        label: What menus call it.
        formula: The definition in plain text; N samples, K outputs, f logits or outputs, y targets.
        help: One sentence for a student.
        tasks: The tasks it fits: “binary”, “multiclass”, “regression”.
        value: `(outputs (N, K), targets)` → mean loss. Targets are (N, 1) labels or class indices, or (N, K) values.
        gradient: `(outputs (N, K), targets)` → ∂L/∂f (N, K).
        takes_logits: Whether f are logits: the sigmoid or softmax is in the loss and gives their probabilities.
    """

    name: str
    label: str
    formula: str
    help: str
    tasks: tuple[str, ...]
    value: Callable[[Values, Values], float]
    gradient: Callable[[Values, Values], Values]
    takes_logits: bool = False


def _log_loss(f: Values, y: Values) -> float:
    return float(np.mean(np.logaddexp(0.0, f) - y * f))


def _log_loss_gradient(f: Values, y: Values) -> Values:
    return np.asarray((0.5 * (1.0 + np.tanh(0.5 * f)) - y) / f.size)


def _log_softmax(f: Values) -> Values:
    shifted = f - f.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def _cross_entropy(f: Values, y: Values) -> float:
    labels = y[:, 0].astype(np.int64)
    return float(-np.mean(_log_softmax(f)[np.arange(len(f)), labels]))


def _cross_entropy_gradient(f: Values, y: Values) -> Values:
    gradient = np.exp(_log_softmax(f))
    gradient[np.arange(len(f)), y[:, 0].astype(np.int64)] -= 1.0
    return np.asarray(gradient / len(f))


def _one_hot_where_needed(f: Values, y: Values) -> Values:
    """Give targets shaped like f: class indices (N, 1) become one-hot rows where there are K > 1 outputs."""
    if y.shape == f.shape:
        return y
    return np.asarray(y == np.arange(f.shape[1]), dtype=f.dtype)


def _squared_error(f: Values, y: Values) -> float:
    return float(np.mean((f - _one_hot_where_needed(f, y)) ** 2))


def _squared_error_gradient(f: Values, y: Values) -> Values:
    return 2.0 * (f - _one_hot_where_needed(f, y)) / f.size


_ANY = ("binary", "multiclass", "regression")
_ALL = (
    Loss(
        "log_loss", "Binary log loss", "L = mean of ln(1 + e^f) − y·f,  y ∈ {0, 1}",
        "For two classes and one output f, the logit: the output layer is the identity, the sigmoid is in the loss.",
        ("binary",), _log_loss, _log_loss_gradient, takes_logits=True,
    ),
    Loss(
        "cross_entropy", "Cross-entropy", "L = mean of −ln softmax(f)_y",
        "For K classes and K outputs, the logits: the output layer is the identity, the softmax is in the loss.",
        ("multiclass",), _cross_entropy, _cross_entropy_gradient, takes_logits=True,
    ),
    Loss(
        "squared_error", "Squared error", "L = mean over samples and outputs of (f − y)²",
        "For regression; for classes it compares f with 0 and 1.",
        _ANY, _squared_error, _squared_error_gradient,
    ),
    Loss(
        "half_squared_error", "Half squared error", "L = ½ · mean over samples and outputs of (f − y)²",
        "Squared error with the ½ that makes its derivative f − y.",
        _ANY,
        lambda f, y: 0.5 * _squared_error(f, y),
        lambda f, y: 0.5 * _squared_error_gradient(f, y),
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


def decision_threshold(loss_name: str) -> float:
    """Give the output at which a single output's prediction turns from class 0 to class 1."""
    return 0.0 if loss(loss_name).takes_logits else 0.5
