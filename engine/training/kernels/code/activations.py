"""The activation functions of `engine.network.activations` and their derivatives, chosen by a layer's code.

Compiled once for all networks, so that which function a layer has is data: the codes are those of
`engine.training.kernels.tables`. Each comparison is written so that NaN stays NaN, since a run is told by it.
"""

import math

import numpy as np

from engine.network.activations import LEAKY_SLOPE
from engine.training.kernels.code.arrays import copy
from engine.training.kernels.code.elementary import tanh
from engine.training.kernels.code.jit import compiled
from engine.training.kernels.tables import ACTIVATION_CODES, Number, Values

_SIGMOID = np.uintp(ACTIVATION_CODES["sigmoid"])
_TANH = np.uintp(ACTIVATION_CODES["tanh"])
_RELU = np.uintp(ACTIVATION_CODES["relu"])
_LEAKY_RELU = np.uintp(ACTIVATION_CODES["leaky_relu"])
_STEP = np.uintp(ACTIVATION_CODES["step"])
_SOFTPLUS = np.uintp(ACTIVATION_CODES["softplus"])
_GELU = np.uintp(ACTIVATION_CODES["gelu"])
_SINE = np.uintp(ACTIVATION_CODES["sine"])
_ROOT_HALF = math.sqrt(0.5)
_DENSITY_AT_0 = 1.0 / math.sqrt(2.0 * math.pi)  # of the normal distribution


@compiled
def activate(  # noqa: PLR0912 - a branch for each function: compiled code keeps no table of them
    code: Number, pre_activation: Values, activation: Values
) -> None:
    """Write h = g(a) for all values of one layer, (H · LANES,) each."""
    one = pre_activation.dtype.type(1)
    zero = pre_activation.dtype.type(0)
    half = pre_activation.dtype.type(0.5)
    if code == _TANH:
        for i in range(np.uintp(len(activation))):
            activation[i] = tanh(pre_activation[i])
    elif code == _SIGMOID:
        for i in range(np.uintp(len(activation))):
            activation[i] = half + half * tanh(half * pre_activation[i])
    elif code == _RELU:
        for i in range(np.uintp(len(activation))):
            activation[i] = zero if pre_activation[i] <= zero else pre_activation[i]
    elif code == _LEAKY_RELU:
        slope = pre_activation.dtype.type(LEAKY_SLOPE)
        for i in range(np.uintp(len(activation))):
            activation[i] = pre_activation[i] if pre_activation[i] > zero else slope * pre_activation[i]
    elif code == _STEP:
        for i in range(np.uintp(len(activation))):
            activation[i] = one if pre_activation[i] > zero else zero
    elif code == _SOFTPLUS:
        for i in range(np.uintp(len(activation))):
            a = pre_activation[i]
            activation[i] = (zero if a <= zero else a) + math.log1p(math.exp(-abs(a)))
    elif code == _GELU:
        root = pre_activation.dtype.type(_ROOT_HALF)
        for i in range(np.uintp(len(activation))):
            activation[i] = pre_activation[i] * half * math.erfc(-pre_activation[i] * root)
    elif code == _SINE:
        for i in range(np.uintp(len(activation))):
            activation[i] = math.sin(pre_activation[i])
    else:
        copy(pre_activation, activation)


@compiled
def times_derivative(  # noqa: PLR0912
    code: Number, pre_activation: Values, activation: Values, gradient: Values
) -> None:
    """Turn ∂L/∂h into ∂L/∂a = ∂L/∂h · g′(a), in place, for all values of one layer, (H · LANES,) each."""
    one = pre_activation.dtype.type(1)
    zero = pre_activation.dtype.type(0)
    half = pre_activation.dtype.type(0.5)
    if code == _TANH:
        for i in range(np.uintp(len(gradient))):
            gradient[i] *= one - activation[i] * activation[i]
    elif code == _SIGMOID:
        for i in range(np.uintp(len(gradient))):
            gradient[i] *= activation[i] * (one - activation[i])
    elif code == _RELU:
        for i in range(np.uintp(len(gradient))):
            gradient[i] = zero if pre_activation[i] <= zero else gradient[i]
    elif code == _LEAKY_RELU:
        slope = pre_activation.dtype.type(LEAKY_SLOPE)
        for i in range(np.uintp(len(gradient))):
            gradient[i] *= one if pre_activation[i] > zero else slope
    elif code == _STEP:
        for i in range(np.uintp(len(gradient))):
            gradient[i] *= zero
    elif code == _SOFTPLUS:
        for i in range(np.uintp(len(gradient))):
            gradient[i] *= half + half * tanh(half * pre_activation[i])
    elif code == _GELU:
        root, density = pre_activation.dtype.type(_ROOT_HALF), pre_activation.dtype.type(_DENSITY_AT_0)
        for i in range(np.uintp(len(gradient))):
            a = pre_activation[i]
            gradient[i] *= half * math.erfc(-a * root) + a * density * math.exp(-half * a * a)
    elif code == _SINE:
        for i in range(np.uintp(len(gradient))):
            gradient[i] *= math.cos(pre_activation[i])
