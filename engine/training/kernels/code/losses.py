"""The losses of `engine.network.losses` for one sample: the value, and the gradient for backpropagation.

The targets are a row of the data set's: a label or class index where there are classes, else K values. The mean over a
mini-batch of B is the sum of these divided by B. Comparisons are written so that NaN stays NaN, as far as in torch.
"""

import math

import numpy as np

from engine.training.kernels.code.elementary import tanh
from engine.training.kernels.code.jit import compiled
from engine.training.kernels.tables import LOSS_CODES, Number, RuleTable, Values

_LOG_LOSS = LOSS_CODES["log_loss"]
_CROSS_ENTROPY = LOSS_CODES["cross_entropy"]
_HALF_SQUARED_ERROR = LOSS_CODES["half_squared_error"]
_ABSOLUTE_ERROR = LOSS_CODES["absolute_error"]
_HUBER = LOSS_CODES["huber"]
_HINGE = LOSS_CODES["hinge"]


@compiled
def sample_loss(rules: RuleTable, outputs: Values, targets: Values) -> Number:
    """Give one sample's loss from its outputs f (K,), in their precision."""
    zero, one = outputs.dtype.type(0), outputs.dtype.type(1)
    if rules.loss == _LOG_LOSS:
        f, y = outputs[0], _smooth(rules, outputs, targets)
        return (one - y) * f + (-f if f < zero else zero) + math.log1p(math.exp(-abs(f)))
    if rules.loss == _CROSS_ENTROPY:
        return _log_of_sum(outputs) - _aimed_at(rules, outputs, targets)
    total = zero
    for k in range(len(outputs)):
        total += _output_loss(rules, outputs, targets, k)
    return total / outputs.dtype.type(len(outputs))


@compiled
def loss_gradient(rules: RuleTable, outputs: Values, targets: Values, scale: Number, gradient: Values) -> None:
    """Write `scale` · ∂L/∂f for one sample, (K,)."""
    half, one = outputs.dtype.type(0.5), outputs.dtype.type(1)
    count = outputs.dtype.type(len(outputs))
    if rules.loss == _LOG_LOSS:
        gradient[0] = scale * (half + half * tanh(half * outputs[0]) - _smooth(rules, outputs, targets))
    elif rules.loss == _CROSS_ENTROPY:
        log_sum = _log_of_sum(outputs)
        s = outputs.dtype.type(rules.label_smoothing)
        for k in range(len(outputs)):
            gradient[k] = scale * (math.exp(outputs[k] - log_sum) - s / count)
        gradient[np.int64(targets[0])] -= scale * (one - s)
    elif rules.loss == _HINGE and len(outputs) > 1:
        _hinge_gradient(outputs, np.int64(targets[0]), scale / count, gradient)
    else:
        for k in range(len(outputs)):
            gradient[k] = scale / count * _output_slope(rules, outputs, targets, k)


@compiled
def _smooth(rules: RuleTable, outputs: Values, targets: Values) -> Number:
    """Give the label y as it is aimed at: y(1 − s) + ½s."""
    s = outputs.dtype.type(rules.label_smoothing)
    return targets[0] * (outputs.dtype.type(1) - s) + outputs.dtype.type(0.5) * s


@compiled
def _log_of_sum(outputs: Values) -> Number:
    """Give ln Σₖ e^fₖ, without overflow."""
    largest = outputs[0]
    for k in range(1, len(outputs)):
        largest = max(largest, outputs[k])
    total = outputs.dtype.type(0)
    for k in range(len(outputs)):
        total += math.exp(outputs[k] - largest)
    return largest + math.log(total)


@compiled
def _aimed_at(rules: RuleTable, outputs: Values, targets: Values) -> Number:
    """Give (1 − s)·f_y + s·(mean of f)."""
    s = outputs.dtype.type(rules.label_smoothing)
    total = outputs.dtype.type(0)
    for k in range(len(outputs)):
        total += outputs[k]
    right = outputs[np.int64(targets[0])]
    return (outputs.dtype.type(1) - s) * right + s * (total / outputs.dtype.type(len(outputs)))


@compiled
def _deviation(outputs: Values, targets: Values, k: Number) -> Number:
    """Give f − y of output k; a class index stands for a row of 0 and a 1."""
    if len(targets) == len(outputs):
        return outputs[k] - targets[k]
    return outputs[k] - outputs.dtype.type(1 if np.int64(targets[0]) == k else 0)


@compiled
def _output_loss(rules: RuleTable, outputs: Values, targets: Values, k: Number) -> Number:
    """Give output k's share in a loss that is a mean over the outputs."""
    zero, one, half = outputs.dtype.type(0), outputs.dtype.type(1), outputs.dtype.type(0.5)
    if rules.loss == _HINGE:
        if len(outputs) == 1:
            missing = one - (targets[0] + targets[0] - one) * outputs[0]
        elif k == np.int64(targets[0]):
            missing = zero
        else:
            missing = one + outputs[k] - outputs[np.int64(targets[0])]
        return zero if missing <= zero else missing
    deviation = _deviation(outputs, targets, k)
    if rules.loss == _ABSOLUTE_ERROR:
        return abs(deviation)
    if rules.loss == _HUBER:
        size, delta = abs(deviation), outputs.dtype.type(rules.huber_delta)
        return delta * (size - half * delta) if size > delta else half * size * size
    square = deviation * deviation
    return half * square if rules.loss == _HALF_SQUARED_ERROR else square


@compiled
def _output_slope(rules: RuleTable, outputs: Values, targets: Values, k: Number) -> Number:
    """Give the derivative of `_output_loss` by output k."""
    zero, one = outputs.dtype.type(0), outputs.dtype.type(1)
    if rules.loss == _HINGE:
        sign = targets[0] + targets[0] - one
        return zero if one - sign * outputs[0] <= zero else -sign
    deviation = _deviation(outputs, targets, k)
    if rules.loss == _ABSOLUTE_ERROR:
        return one if deviation > zero else (-one if deviation < zero else deviation)
    if rules.loss == _HUBER:
        delta = outputs.dtype.type(rules.huber_delta)
        return min(max(deviation, -delta), delta)
    return deviation if rules.loss == _HALF_SQUARED_ERROR else deviation + deviation


@compiled
def _hinge_gradient(outputs: Values, label: Number, scale: Number, gradient: Values) -> None:
    """Write `scale` · ∂/∂f of the sum of max(0, 1 + fₖ − f_y) over the wrong classes k."""
    total = outputs.dtype.type(0)
    for k in range(len(outputs)):
        is_pushed = k != label and outputs.dtype.type(1) + outputs[k] - outputs[label] > outputs.dtype.type(0)
        gradient[k] = scale if is_pushed else outputs.dtype.type(0)
        total += gradient[k]
    gradient[label] = -total
