"""The update that a gradient leads to, written out in numpy with every quantity that occurs on the way."""

from collections.abc import Callable

import numpy as np

from engine.arrays import FloatArray
from engine.network.forward import forward
from engine.network.graph import output_layer
from engine.network.losses import loss
from engine.network.model import Network, Parameters, with_parameters
from engine.network.optimizers import OptimizerSettings, OptimizerState, decoupled_decay, optimizer, state_or_new
from engine.network.regularization import penalty
from engine.process.views.backpropagation import Backpropagation, Update, UpdateTerm
from engine.project.settings import TrainingSettings
from engine.training.flat_parameters import FlatParameters

# `(g, vectors of the rule, t, numbers)` → what is computed in turn, by symbols; “d” is among them.
Rule = Callable[[FloatArray, FloatArray, int, OptimizerSettings], dict[str, FloatArray]]


def _plain(g: FloatArray, _vectors: FloatArray, _t: int, _numbers: OptimizerSettings) -> dict[str, FloatArray]:
    return {"d": g}


def _momentum(g: FloatArray, vectors: FloatArray, _t: int, numbers: OptimizerSettings) -> dict[str, FloatArray]:
    v = numbers.momentum * vectors[0] + g
    return {"v": v, "d": v}


def _nesterov(g: FloatArray, vectors: FloatArray, _t: int, numbers: OptimizerSettings) -> dict[str, FloatArray]:
    v = numbers.momentum * vectors[0] + g
    return {"v": v, "d": g + numbers.momentum * v}


def _rmsprop(g: FloatArray, vectors: FloatArray, _t: int, numbers: OptimizerSettings) -> dict[str, FloatArray]:
    s = numbers.smoothing * vectors[0] + (1.0 - numbers.smoothing) * g**2
    return {"s": s, "d": g / (np.sqrt(s) + numbers.epsilon)}


def _adagrad(g: FloatArray, vectors: FloatArray, _t: int, numbers: OptimizerSettings) -> dict[str, FloatArray]:
    s = vectors[0] + g**2
    return {"s": s, "d": g / (np.sqrt(s) + numbers.epsilon)}


def _adam(g: FloatArray, vectors: FloatArray, t: int, numbers: OptimizerSettings) -> dict[str, FloatArray]:
    beta_1, beta_2 = numbers.first_moment_decay, numbers.second_moment_decay
    m = beta_1 * vectors[0] + (1.0 - beta_1) * g
    v = beta_2 * vectors[1] + (1.0 - beta_2) * g**2
    corrected_m, corrected_v = m / (1.0 - beta_1**t), v / (1.0 - beta_2**t)
    d = corrected_m / (np.sqrt(corrected_v) + numbers.epsilon)
    return {"m": m, "v": v, "m̂": corrected_m, "v̂": corrected_v, "d": d}


RULES: dict[str, Rule] = {
    "gradient_descent": _plain,
    "sgd": _plain,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "rmsprop": _rmsprop,
    "adagrad": _adagrad,
    "adam": _adam,
    "adamw": _adam,
}


def update(
    network: Network,
    trace: Backpropagation,
    settings: TrainingSettings,
    step: int,
    steps_per_epoch: int,
    state: OptimizerState | None,
) -> Update:
    """Work out the update that `engine.training.gradient_descent` makes of a gradient, in float64.

    Args:
        network: Which was differentiated.
        trace: Its gradient over a mini-batch, whole.
        settings: Optimizer, α, schedule, clipping, λ, λ₁ and λ₂.
        step: Where the update stands in the schedule; see `engine.network.schedules.learning_rate_at`.
        steps_per_epoch: Mini-batches of an epoch, likewise.
        state: What the optimizer remembers; None, or that of another optimizer, for nothing.

    Raises:
        SettingError: There is no such optimizer.
    """
    flat = FlatParameters(network)
    before, trainable = flat.initial, flat.trainable
    is_weight = trainable & (np.arange(len(before)) < flat.weight_count)
    weights = before * is_weight
    remembered = state_or_new(state, settings.optimizer.name, len(before))
    learning_rate = float(settings.learning_rates(step, 1, steps_per_epoch)[0])
    with np.errstate(all="ignore"):  # what overflows is shown so
        g = np.where(trainable, _flat_gradient(network, trace), 0.0)
        g = g + settings.l1 * np.sign(weights) + settings.l2 * weights
        factor = _clip_factor(g, settings.clip_norm)
        g = g * factor
        rule = RULES[settings.optimizer.name]
        computed = rule(g, remembered.vectors, remembered.updates + 1, settings.optimizer)
        remaining = (1.0 - settings.weight_decay) * (1.0 - learning_rate * decoupled_decay(settings.optimizer))
        after = np.where(is_weight, remaining, 1.0) * before - learning_rate * computed["d"]
        vectors = optimizer(settings.optimizer.name).vectors
        former = {f"former {symbol}": vector for symbol, vector in zip(vectors, remembered.vectors, strict=True)}
        parameters = {"θ": before, "g": g, **former, **computed, "θ′": after}
        terms = tuple(_term(network, symbol, values) for symbol, values in parameters.items())
        return Update(
            terms=terms,
            learning_rate=learning_rate,
            remaining=remaining,
            clip_factor=factor,
            number=remembered.updates + 1,
            loss=_loss_with(network, terms[-1], trace, settings),
            penalty=penalty([each.weight for each in network.connections], settings.l1, settings.l2),
        )


def _flat_gradient(network: Network, trace: Backpropagation) -> FloatArray:
    """Give ∂L/∂θ (P,), weights first; 0 for what the loss does not depend on."""
    layers = {layer.layer: layer for layer in trace.layers}
    weights = {(read.source, layer.layer): read.weight_gradient for layer in trace.layers for read in layer.sources}
    parts = [weights.get(each.key, np.zeros(each.weight.shape)).ravel() for each in network.connections]
    for layer in network.layers:
        parts.append(layers[layer.id].bias_gradient if layer.id in layers else np.zeros(layer.bias.shape))
    return np.concatenate(parts)


def _clip_factor(g: FloatArray, largest: float) -> float:
    norm = float(np.linalg.norm(g))
    return largest / norm if 0.0 < largest < norm else 1.0


def _term(network: Network, symbol: str, values: FloatArray) -> UpdateTerm:
    shapes = [each.weight.shape for each in network.connections] + [each.bias.shape for each in network.layers]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
    arrays = tuple(part.reshape(shape) for part, shape in zip(np.split(values, ends), shapes, strict=True))
    count = len(network.connections)
    return UpdateTerm(symbol, arrays[:count], arrays[count:])


def _loss_with(network: Network, after: UpdateTerm, trace: Backpropagation, settings: TrainingSettings) -> float:
    if not all(np.isfinite(array).all() for array in (*after.weights, *after.biases)):
        return float("nan")
    moved = with_parameters(network, Parameters(after.weights, after.biases))
    outputs = forward(moved, trace.inputs)[output_layer(network).id].activation
    return float(loss(settings.loss).value(outputs, trace.targets, settings.loss_numbers))
