"""The formulas that people read, held against what training computes: each rule as written, each loss term by term."""

import itertools
import math
import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.data.data_set import Task
from engine.network.losses import LOSSES, LossNumbers
from engine.network.optimizers import OPTIMIZERS, OptimizerSettings
from engine.project.settings import TrainingSettings
from engine.training.losses import TORCH_LOSSES
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

RATE = 0.05
NUMBERS = OptimizerSettings(
    "", 0.8, 0.9, 0.7, 0.95, 1e-3, 0.1
)  # each unlike the others, so that none stands for another
SYMBOLS = {
    "α": np.array(RATE),
    "μ": np.array(NUMBERS.momentum),
    "ρ": np.array(NUMBERS.smoothing),
    "β1": np.array(NUMBERS.first_moment_decay),
    "β2": np.array(NUMBERS.second_moment_decay),
    "ε": np.array(NUMBERS.epsilon),
    "w": np.array([NUMBERS.decoupled_decay, 0.0]),  # of the weight, and of the bias
}
LATEX = {
    r"\theta": "θ", r"\alpha": "α", r"\mu": "μ", r"\rho": "ρ", r"\varepsilon": "ε", r"\beta_1": "β₁", r"\beta_2": "β₂",
    r"\leftarrow": "←", "^t": "ᵗ", "^2": "²", "-": "−", r"\hat{m}": "m̂", r"\hat{v}": "v̂", r" \quad ": ", ",
}  # fmt: skip
HATS = {"m̂": "M", "v̂": "V"}  # a letter each, as all else that is multiplied
PYTHON = {"β₁": "β1", "β₂": "β2", "ᵗ": "**t", "²": "**2", "−": "-", "√": "sqrt"}
TOKEN = re.compile(r"sqrt|\*\*[t2]|β[12]|\d+|\w|[-+/()]")
STARTS, ENDS = re.compile(r"sqrt|[\w(]"), re.compile(r"\*\*.|[\w)]+$")


def plain(latex: str) -> str:
    """Give a typeset line as it would be written in plain text."""
    for command, sign in LATEX.items():
        latex = latex.replace(command, sign)
    latex = re.sub(r"\\sqrt\{([^{}]*)\}", r"√(\1)", latex)
    return re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1) / (\2))", latex)


def carry_out(line: str, values: dict[str, np.ndarray]) -> None:
    """Compute what a line of a rule says: what stands side by side is multiplied."""
    for hat, letter in HATS.items():
        line = line.replace(hat, letter)
    symbol, right = re.split(r" [←=] ", line)
    right = re.sub(r"√(\w)", r"√(\1)", right)
    for sign, text in PYTHON.items():
        right = right.replace(sign, text)
    tokens = TOKEN.findall(right)
    assert "".join(tokens) == right.replace(" ", "")
    code = tokens[0]
    for before, token in itertools.pairwise(tokens):
        is_product = before != "sqrt" and ENDS.match(before) and STARTS.match(token)
        code += f" * {token}" if is_product else token
    values[symbol] = eval(code, {"sqrt": np.sqrt}, values)


def by_hand(lines: Sequence[str], theta: np.ndarray, inputs: np.ndarray, targets: np.ndarray, steps: int) -> np.ndarray:
    """Follow a rule from θ = (weight, bias) of f(x) = wx + b, with the gradient of the squared error worked out."""
    values = {**SYMBOLS, "θ": theta} | {symbol: np.zeros(2) for symbol in "vsm"}
    for step in range(1, steps + 1):
        missed = values["θ"][0] * inputs + values["θ"][1] - targets
        values |= {"t": np.array(step), "g": np.array([2 * np.mean(missed * inputs), 2 * np.mean(missed)])}
        for statement in itertools.chain.from_iterable(line.split(", ") for line in lines):
            carry_out(statement, values)
    return values["θ"]


@pytest.mark.usefixtures("compiled_code")
@pytest.mark.parametrize("path", ["kernel", "autograd"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_training_follows_the_rule_as_it_is_written_and_typeset(name: str, path: str) -> None:
    network, samples = chain(1, 1), random_data(Task.REGRESSION, 1, 1)
    rows = samples.training_indices
    settings = TrainingSettings(
        "squared_error", RATE, batch_size=len(rows), precision="float64", device="cpu",
        optimizer=replace(NUMBERS, name=name),
    )  # fmt: skip
    trainer = Trainer(network, samples, settings, path=path)
    trainer.advance(6)

    found = trainer.parameters()
    start = np.array([network.connections[0].weight[0, 0], network.layers[1].bias[0]])
    for lines in (OPTIMIZERS[name].rule, tuple(map(plain, OPTIMIZERS[name].latex))):
        expected = by_hand(lines, start, samples.inputs[rows, 0], samples.targets[rows, 0], 6)
        np.testing.assert_allclose([found.weights[0][0, 0], found.biases[1][0]], expected, rtol=1e-12)


Rows = Sequence[Sequence[float]]


def over_all(f: Rows, y: Rows, term: Callable[[float], float]) -> float:
    """Give 1/(NK) Σ_{i,k} of a term of f_ik − y_ik."""
    return sum(term(a - b) for fs, ys in zip(f, y, strict=True) for a, b in zip(fs, ys, strict=True)) / (
        len(f) * len(f[0])
    )


def one_hot(y: Rows, count: int) -> Rows:
    return y if count == 1 else [[float(k == label) for k in range(count)] for (label,) in y]


def log_softmax(f: Sequence[float], k: int) -> float:
    return math.log(math.exp(f[k]) / sum(math.exp(each) for each in f))


def log_loss(f: Rows, y: Rows, numbers: LossNumbers) -> float:
    s = numbers.label_smoothing
    t = [(1 - s) * label + s / 2 for (label,) in y]
    return sum(math.log(1 + math.exp(fi)) - ti * fi for (fi,), ti in zip(f, t, strict=True)) / len(f)


def cross_entropy(f: Rows, y: Rows, numbers: LossNumbers) -> float:
    s, count = numbers.label_smoothing, len(f[0])
    total = 0.0
    for fi, (label,) in zip(f, y, strict=True):
        for k in range(count):
            t = 1 - s + s / count if k == label else s / count
            total += t * log_softmax(fi, k)
    return -total / len(f)


def huber(f: Rows, y: Rows, numbers: LossNumbers) -> float:
    delta = numbers.huber_delta
    return over_all(
        f,
        one_hot(y, len(f[0])),
        lambda u: 0.5 * u**2 if abs(u) <= delta else delta * (abs(u) - 0.5 * delta),
    )


def hinge(f: Rows, y: Rows, _: LossNumbers) -> float:
    count = len(f[0])
    if count == 1:
        return sum(max(0.0, 1 - (2 * yi - 1) * fi) for (fi,), (yi,) in zip(f, y, strict=True)) / len(f)
    missed = (
        max(0.0, 1 - fi[int(label)] + fi[k])
        for fi, (label,) in zip(f, y, strict=True)
        for k in range(count)
        if k != label
    )
    return sum(missed) / (len(f) * count)


WRITTEN: dict[str, Callable[[Rows, Rows, LossNumbers], float]] = {
    "log_loss": log_loss,
    "cross_entropy": cross_entropy,
    "squared_error": lambda f, y, _: over_all(f, one_hot(y, len(f[0])), lambda u: u**2),
    "half_squared_error": lambda f, y, _: over_all(f, one_hot(y, len(f[0])), lambda u: u**2) / 2,
    "absolute_error": lambda f, y, _: over_all(f, one_hot(y, len(f[0])), abs),
    "huber": huber,
    "hinge": hinge,
}
OUTPUTS = {"log_loss": (1,), "cross_entropy": (3,)}


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
@pytest.mark.parametrize(("name", "count"), [(name, count) for name in LOSSES for count in OUTPUTS.get(name, (1, 3))])
def test_losses_are_the_sums_that_their_formulas_say(name: str, count: int, smoothing: float) -> None:
    generator = np.random.default_rng(7)
    f = 2 * generator.standard_normal((9, count))
    y = generator.integers(0, max(2, count), (9, 1)).astype(float)
    numbers = LossNumbers(label_smoothing=smoothing, huber_delta=0.6)

    expected = WRITTEN[name](f.tolist(), y.tolist(), numbers)

    assert LOSSES[name].value(f, y, numbers) == pytest.approx(expected, rel=1e-12)
    targets = TORCH_LOSSES[name].prepare(torch.tensor(y), count)
    assert TORCH_LOSSES[name].value(torch.tensor(f), targets, numbers).item() == pytest.approx(expected, rel=1e-12)
