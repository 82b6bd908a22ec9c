"""Logistic regression for several classes, in numpy: quick, deterministic, and bounded in time."""

from collections import deque

import numpy as np

from engine.arrays import FloatArray, IntArray

_MEMORY = 10  # pairs of steps that stand for the Hessian
_SUFFICIENT = 1e-4  # share of the decrease promised by the slope that a step must bring
_MOST_HALVINGS = 20
_MOST_INVERTED = 200

Pairs = deque[tuple[FloatArray, FloatArray]]


def logistic_regression(
    features: FloatArray, labels: IntArray, class_count: int, ridge: float, iterations: int
) -> FloatArray:
    """Fit softmax(Xθ₁.. + θ₀) to classes: minimise the mean of −ln p_y, plus ½λ‖θ₁..‖².

    By L-BFGS from θ = 0 (Liu and Nocedal, 1989) with steps halved until they bring enough (Armijo, 1966). The
    problem is convex, so what it tends to does not depend on where it begins. The first guess at the Hessian is
    a bound on it, ½XᵀX/N + λI (Böhning, 1992): features that are much alike then cost no steps.

    Args:
        features: X (N, H), best of mean 0 and standard deviation 1; N ≥ 1.
        labels: Classes 0 … K − 1 (N,).
        class_count: K ≥ 2.
        ridge: λ > 0.
        iterations: At most so many steps are taken; fewer once the gradient is below 10⁻⁵.

    Returns:
        θ (H + 1, K); its first row are the intercepts, which the penalty spares.
    """
    design = np.concatenate([np.ones((len(features), 1)), features], axis=1)
    wanted = (labels[:, np.newaxis] == np.arange(class_count)).astype(np.float64)
    parameters = np.zeros((design.shape[1], class_count))
    value, gradient = _penalized_loss(parameters, design, wanted, ridge)
    guess = _inverse_hessian_bound(design, ridge)
    pairs: Pairs = deque(maxlen=_MEMORY)
    for _ in range(iterations):
        if np.abs(gradient).max() < 1e-5:
            break
        direction = -_times_inverse_hessian(gradient, pairs, guess)
        slope = float((direction * gradient).sum())
        share = 1.0
        for _ in range(_MOST_HALVINGS):
            tried = parameters + share * direction
            new_value, new_gradient = _penalized_loss(tried, design, wanted, ridge)
            if new_value <= value + _SUFFICIENT * share * slope:
                break
            share /= 2.0
        else:
            break
        step, bend = tried - parameters, new_gradient - gradient
        if (step * bend).sum() > 1e-12:
            pairs.append((step, bend))
        parameters, value, gradient = tried, new_value, new_gradient
    return parameters


def _penalized_loss(
    parameters: FloatArray, design: FloatArray, wanted: FloatArray, ridge: float
) -> tuple[float, FloatArray]:
    logits = design @ parameters
    logits -= logits.max(axis=1, keepdims=True)
    exponentials = np.exp(logits)
    totals = exponentials.sum(axis=1, keepdims=True)
    count, weights = len(design), parameters[1:]
    loss = (np.log(totals).sum() - (wanted * logits).sum()) / count + 0.5 * ridge * (weights**2).sum()
    gradient = design.T @ ((exponentials / totals - wanted) / count)
    gradient[1:] += ridge * weights
    return float(loss), gradient


def _inverse_hessian_bound(design: FloatArray, ridge: float) -> FloatArray:
    """Give (½XᵀX/N + λI)⁻¹, of wide features (½I·mean square + λI)⁻¹: there the inverse would take too long."""
    count, width = design.shape
    if width > _MOST_INVERTED:
        return np.asarray(1.0 / (0.5 * (design**2).sum() / count + ridge))
    return np.linalg.inv(design.T @ design * (0.5 / count) + ridge * np.eye(width))


def _times_inverse_hessian(gradient: FloatArray, pairs: Pairs, guess: FloatArray) -> FloatArray:
    """Give about H⁻¹g by the two loops of L-BFGS, from a first guess at H⁻¹."""
    result = gradient.copy()
    shares = []
    for step, bend in reversed(pairs):
        share = np.vdot(step, result) / np.vdot(step, bend)
        result -= share * bend
        shares.append(share)
    result = guess @ result if guess.ndim else guess * result
    for (step, bend), share in zip(pairs, reversed(shares), strict=True):
        result += (share - np.vdot(bend, result) / np.vdot(step, bend)) * step
    return result
