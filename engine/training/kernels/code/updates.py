"""What a mini-batch's gradient makes of the parameters: penalty, clipping, the optimizer's rule, the move.

The twin of `engine.training.gradient_descent` and `engine.training.optimizers`, operation by operation.
"""

import math

import numpy as np

from engine.training.kernels.code.jit import compiled
from engine.training.kernels.tables import OPTIMIZER_CODES, Number, RuleTable, Values

_MOMENTUM = OPTIMIZER_CODES["momentum"]
_NESTEROV = OPTIMIZER_CODES["nesterov"]
_RMSPROP = OPTIMIZER_CODES["rmsprop"]
_ADAGRAD = OPTIMIZER_CODES["adagrad"]
_ADAM = OPTIMIZER_CODES["adam"]
_ADAMW = OPTIMIZER_CODES["adamw"]
_0, _1 = np.uintp(0), np.uintp(1)


@compiled
def update(
    rules: RuleTable, rate: float, t: int, trainable: Values, parameters: Values, gradient: Values, vectors: Values
) -> None:
    """Take update t (from 1) with learning rate α: θ ← rθ − αd, in place; `gradient` becomes d."""
    count, weights = np.uintp(len(parameters)), np.uintp(rules.weight_count)
    zero = parameters.dtype.type(0)
    for i in range(count):
        gradient[i] = gradient[i] if trainable[i] else zero
    if rules.l1 > 0.0 or rules.l2 > 0.0:
        _penalize(rules, weights, trainable, parameters, gradient)
    if rules.clip_norm > 0.0:
        _clip(rules.clip_norm, gradient)
    _direct(rules, t, gradient, vectors)
    alpha = parameters.dtype.type(rate)
    share = parameters.dtype.type((1.0 - rules.weight_decay) * (1.0 - rate * rules.decoupled_decay))
    for i in range(weights):
        moved = share * parameters[i] - alpha * gradient[i]
        parameters[i] = moved if trainable[i] else parameters[i]
    for i in range(weights, count):
        moved = parameters[i] - alpha * gradient[i]
        parameters[i] = moved if trainable[i] else parameters[i]


@compiled
def _penalize(rules: RuleTable, weights: Number, trainable: Values, parameters: Values, gradient: Values) -> None:
    """Add λ₁ sign(w) + λ₂w to the gradient of every weight that is trained."""
    l1, l2 = parameters.dtype.type(rules.l1), parameters.dtype.type(rules.l2)
    zero = parameters.dtype.type(0)
    for i in range(weights):
        w = parameters[i] if trainable[i] else zero
        sign = l1 if w > zero else (-l1 if w < zero else zero)
        gradient[i] += sign + l2 * w


@compiled
def _clip(largest: float, gradient: Values) -> None:
    """Shorten g to the norm c where it is longer."""
    total = gradient.dtype.type(0)
    for i in range(np.uintp(len(gradient))):
        total += gradient[i] * gradient[i]
    norm = math.sqrt(total)
    if norm > largest:
        factor = gradient.dtype.type(largest) / norm
        for i in range(np.uintp(len(gradient))):
            gradient[i] *= factor


@compiled
def _direct(rules: RuleTable, t: int, g: Values, vectors: Values) -> None:
    """Turn g into the direction d of the optimizer's rule, in place."""
    one, epsilon = g.dtype.type(1), g.dtype.type(rules.epsilon)
    count = np.uintp(len(g))
    if rules.optimizer == _MOMENTUM or rules.optimizer == _NESTEROV:  # noqa: PLR1714 - sets cost more in compiled code
        v, mu = vectors[_0], g.dtype.type(rules.momentum)
        looks_ahead = rules.optimizer == _NESTEROV
        for i in range(count):
            v[i] = mu * v[i] + g[i]
            g[i] = g[i] + mu * v[i] if looks_ahead else v[i]
    elif rules.optimizer == _RMSPROP:
        s, rho = vectors[_0], g.dtype.type(rules.smoothing)
        rest = g.dtype.type(1.0 - rules.smoothing)
        for i in range(count):
            s[i] = rho * s[i] + rest * g[i] * g[i]
            g[i] = g[i] / (math.sqrt(s[i]) + epsilon)
    elif rules.optimizer == _ADAGRAD:
        s = vectors[_0]
        for i in range(count):
            s[i] += g[i] * g[i]
            g[i] = g[i] / (math.sqrt(s[i]) + epsilon)
    elif rules.optimizer == _ADAM or rules.optimizer == _ADAMW:  # noqa: PLR1714
        m, s = vectors[_0], vectors[_1]
        beta_1, beta_2 = g.dtype.type(rules.first_moment_decay), g.dtype.type(rules.second_moment_decay)
        rest_1, rest_2 = g.dtype.type(1.0 - rules.first_moment_decay), g.dtype.type(1.0 - rules.second_moment_decay)
        mean_share = one / g.dtype.type(1.0 - rules.first_moment_decay**t)
        square_share = one / g.dtype.type(1.0 - rules.second_moment_decay**t)
        for i in range(count):
            m[i] = beta_1 * m[i] + rest_1 * g[i]
            s[i] = beta_2 * s[i] + rest_2 * g[i] * g[i]
            g[i] = (m[i] * mean_share) / (math.sqrt(s[i] * square_share) + epsilon)
