"""Optimizers: the rules that turn a mini-batch's gradient into new parameters, with formula and help.

Here without numbers, for menus, checks and files; `engine.training.optimizers` has each rule in torch. Every rule gives
a direction d from the gradient g and from vectors v, s, m of its own, all elementwise and of 0 before the first
update; then every parameter moves by

    θ ← rθ − αd,  with r = (1 − λ)(1 − αw) for weights that training may change and r = 1 for biases,

where λ is the weight decay of the training settings and w the decay of AdamW, 0 for all others. Removed edges and
frozen parameters have g = 0 and r = 1. In each rule the operations stand in the order in which they are computed.
"""

import msgspec
import numpy as np

from engine.arrays import FloatArray, read_only
from engine.errors import ShapeError
from engine.network.number_setting import NumberSetting, check_numbers
from engine.registry import look_up


class OptimizerSettings(msgspec.Struct, frozen=True, eq=False):
    """Which optimizer, and its numbers; a rule ignores the numbers that it does not list among its parameters.

    Attributes:
        name: Key of `OPTIMIZERS`.
        momentum: μ in [0, 1).
        smoothing: ρ in [0, 1), of RMSProp.
        first_moment_decay: β₁ in [0, 1), of Adam and AdamW.
        second_moment_decay: β₂ in [0, 1), of Adam and AdamW.
        epsilon: ε in (0, 1], outside the root as in PyTorch.
        decoupled_decay: w in [0, 1], of AdamW: weights shrink by 1 − αw at each update.
    """

    name: str = "sgd"
    momentum: float = 0.9
    smoothing: float = 0.99
    first_moment_decay: float = 0.9
    second_moment_decay: float = 0.999
    epsilon: float = 1e-8
    decoupled_decay: float = 0.01


class OptimizerState(msgspec.Struct, frozen=True, eq=False):
    """What an optimizer remembers of a run, so that a run that was paused goes on as if it had not been.

    Attributes:
        optimizer: Key of `OPTIMIZERS`.
        updates: How many updates it has made; t of the last one.
        vectors: float64 (vectors of the rule, parameters); parameters in the network's order: the weights of each
            connection row by row, then the biases of each layer.
    """

    optimizer: str
    updates: int
    vectors: FloatArray

    def __post_init__(self) -> None:
        vectors = read_only(self.vectors)
        if vectors.ndim != 2:
            raise ShapeError(f"An optimizer's vectors are the rows of a matrix; their shape is {vectors.shape}.")
        msgspec.structs.force_setattr(self, "vectors", vectors)


class Optimizer(msgspec.Struct, frozen=True, eq=False):
    """A rule of updating.

    Attributes:
        name: Key stored in projects.
        label: What menus call it.
        rule: How d follows from g, a line an operation, in plain text, and last the update without weight decay.
        latex: The same for typesetting, a line an operation.
        help: One sentence for a student.
        parameters: The numbers of `OptimizerSettings` that it uses.
        vectors: The symbols of the vectors that it remembers, in the order of `OptimizerState.vectors`.
        full_batch: Whether every update takes all training samples, whatever the batch size.
        safe_rate: An α from which it rarely diverges; smaller where d has the same size whatever g's.
    """

    name: str
    label: str
    rule: tuple[str, ...]
    latex: tuple[str, ...]
    help: str
    parameters: tuple[NumberSetting, ...] = ()
    vectors: tuple[str, ...] = ()
    full_batch: bool = False
    safe_rate: float = 0.1


_MOMENTUM = NumberSetting(
    "momentum",
    "μ",
    "Momentum",
    0.0,
    1.0,
    0.9,
    "How much of the last direction is kept: 0.9 sums up about ten gradients.",
    below_maximum=True,
    while_running=True,
)
_SMOOTHING = NumberSetting(
    "smoothing",
    "ρ",
    "Smoothing",
    0.0,
    1.0,
    0.99,
    "How much of the mean of the squared gradient is kept at each update.",
    below_maximum=True,
    while_running=True,
)
_BETA_1 = NumberSetting(
    "first_moment_decay",
    "β₁",
    "Decay of the mean",
    0.0,
    1.0,
    0.9,
    "How much of the mean of the gradient is kept at each update.",
    below_maximum=True,
    while_running=True,
)
_BETA_2 = NumberSetting(
    "second_moment_decay",
    "β₂",
    "Decay of the squares",
    0.0,
    1.0,
    0.999,
    "How much of the mean of the squared gradient is kept at each update.",
    below_maximum=True,
    while_running=True,
)
_EPSILON = NumberSetting(
    "epsilon",
    "ε",
    "Epsilon",
    0.0,
    1.0,
    1e-8,
    "Keeps the division from running away where gradients are tiny.",
    above_minimum=True,
    while_running=True,
)
_DECOUPLED_DECAY = NumberSetting(
    "decoupled_decay",
    "w",
    "Decoupled decay",
    0.0,
    1.0,
    0.01,
    "Weights, not biases, shrink by 1 − αw at each update; PyTorch’s weight_decay of AdamW.",
    while_running=True,
)

_PLAIN = ("θ ← θ − αg",)
_PLAIN_LATEX = (r"\theta \leftarrow \theta - \alpha g",)
_ADAM = (
    "m ← β₁m + (1 − β₁)g",
    "v ← β₂v + (1 − β₂)g²",
    "m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
    "d = m̂ / (√v̂ + ε)",
)
_ADAM_LATEX = (
    r"m \leftarrow \beta_1 m + (1 - \beta_1) g",
    r"v \leftarrow \beta_2 v + (1 - \beta_2) g^2",
    r"\hat{m} = \frac{m}{1 - \beta_1^t} \quad \hat{v} = \frac{v}{1 - \beta_2^t}",
    r"d = \frac{\hat{m}}{\sqrt{\hat{v}} + \varepsilon}",
)
_MOVE, _MOVE_LATEX = "θ ← θ − αd", r"\theta \leftarrow \theta - \alpha d"

_ALL = (
    Optimizer(
        "gradient_descent", "Gradient descent", _PLAIN, _PLAIN_LATEX,
        "Every update takes all training samples: the exact way downhill, and the slowest.", full_batch=True,
    ),
    Optimizer(
        "sgd", "SGD", _PLAIN, _PLAIN_LATEX,
        "Stochastic gradient descent: a mini-batch of samples stands for all of them.",
    ),
    Optimizer(
        "momentum", "Momentum",
        ("v ← μv + g", "θ ← θ − αv"), (r"v \leftarrow \mu v + g", r"\theta \leftarrow \theta - \alpha v"),
        "SGD with the speed of a rolling ball: what gradients agree on adds up (Polyak, 1964).",
        (_MOMENTUM,), ("v",),
    ),
    Optimizer(
        "nesterov", "Nesterov",
        ("v ← μv + g", "d = g + μv", _MOVE),
        (r"v \leftarrow \mu v + g", r"d = g + \mu v", _MOVE_LATEX),
        "Momentum that looks one step ahead, so it brakes earlier (Nesterov, 1983).",
        (_MOMENTUM,), ("v",),
    ),
    Optimizer(
        "rmsprop", "RMSProp",
        ("s ← ρs + (1 − ρ)g²", "d = g / (√s + ε)", _MOVE),
        (r"s \leftarrow \rho s + (1 - \rho) g^2", r"d = \frac{g}{\sqrt{s} + \varepsilon}", _MOVE_LATEX),
        "Divides each gradient by its recent size, so that all parameters move alike (Hinton, 2012).",
        (_SMOOTHING, _EPSILON), ("s",), safe_rate=0.001,
    ),
    Optimizer(
        "adagrad", "Adagrad",
        ("s ← s + g²", "d = g / (√s + ε)", _MOVE),
        (r"s \leftarrow s + g^2", r"d = \frac{g}{\sqrt{s} + \varepsilon}", _MOVE_LATEX),
        "Divides each gradient by the size of all before it: steps only get smaller (Duchi et al., 2011).",
        (_EPSILON,), ("s",), safe_rate=0.01,
    ),
    Optimizer(
        "adam", "Adam", (*_ADAM, _MOVE), (*_ADAM_LATEX, _MOVE_LATEX),
        "Momentum and RMSProp together, both corrected for their start at 0; t counts updates (Kingma and Ba, 2015).",
        (_BETA_1, _BETA_2, _EPSILON), ("m", "v"), safe_rate=0.001,
    ),
    Optimizer(
        "adamw", "AdamW", (*_ADAM, "θ ← (1 − αw)θ − αd"),
        (*_ADAM_LATEX, r"\theta \leftarrow (1 - \alpha w) \theta - \alpha d"),
        "Adam with a weight decay of its own, apart from the gradient (Loshchilov and Hutter, 2019).",
        (_BETA_1, _BETA_2, _EPSILON, _DECOUPLED_DECAY), ("m", "v"), safe_rate=0.001,
    ),
)  # fmt: skip

OPTIMIZERS: dict[str, Optimizer] = {optimizer.name: optimizer for optimizer in _ALL}
OPTIMIZER_NUMBERS = (_MOMENTUM, _SMOOTHING, _BETA_1, _BETA_2, _EPSILON, _DECOUPLED_DECAY)


def state_or_new(state: OptimizerState | None, name: str, parameter_count: int) -> OptimizerState:
    """Give what an optimizer remembers of a run; nothing yet, its vectors 0, where that is another optimizer's.

    Raises:
        SettingError: There is no optimizer of that name.
    """
    if state is not None and state.optimizer == name:
        return state
    return OptimizerState(name, 0, np.zeros((len(optimizer(name).vectors), parameter_count)))


def optimizer(name: str) -> Optimizer:
    """Give the optimizer called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(OPTIMIZERS, name, "optimizer")


def check_optimizer(settings: OptimizerSettings) -> None:
    """Do nothing if there is such an optimizer and its numbers, used or not, are within their ranges.

    Raises:
        SettingError: There is not, or the first number that is not.
    """
    optimizer(settings.name)
    check_numbers(OPTIMIZER_NUMBERS, settings)


def decoupled_decay(settings: OptimizerSettings) -> float:
    """Give w, the decay of weights that is the optimizer's own; 0 where it has none."""
    return settings.decoupled_decay if _DECOUPLED_DECAY in optimizer(settings.name).parameters else 0.0
