"""What an entry of ∂L/∂W is made of, in words: the samples' shares, and the chain of factors along each path."""

import html

import numpy as np

from engine.network.formulas.names import Names
from engine.network.formulas.pieces import plain_of, subscript
from engine.network.model import LayerId, Network
from engine.process.views.backpropagation import WeightPath, WeightPaths
from gui.plots.numbers import readable

MOST_SHARES = 5


class PathNames:
    """Names what occurs on paths.

    Args:
        network: Which was gone through.
        samples: The samples of the mini-batch by the numbers that people count them by.
    """

    def __init__(self, network: Network, samples: tuple[int, ...]) -> None:
        self._network = network
        self._names = Names(network)
        self.samples = samples

    def weight(self, source: LayerId, target: LayerId, row: int, column: int) -> str:
        """Write w₂₁⁽¹⁾."""
        return self._names.weight(source, target, row, column).plain

    def activation(self, layer: LayerId, neuron: int) -> str:
        """Write h₁⁽¹⁾."""
        return plain_of(self._names.activation(layer, neuron))

    def slope(self, layer: LayerId, neuron: int) -> str:
        """Write g′(a₁⁽¹⁾)."""
        return f"g′({plain_of(self._names.pre_activation(layer, neuron))})"

    def delta(self, layer: LayerId, neuron: int) -> str:
        """Write δ₁⁽¹⁾."""
        mark = plain_of(self._names.pre_activation(layer, neuron))[1:]
        return f"δ{mark}"

    def output_gradient(self, layer: LayerId, neuron: int) -> str:
        """Write ∂L/∂f₁."""
        index = subscript(str(neuron + 1)) if self._network.layer(layer).width > 1 else ""
        return f"∂L/∂f{index}"


def paths_text(paths: WeightPaths, names: PathNames) -> str:
    """Write, as rich text, where an entry of a gradient comes from."""
    place = paths.place
    weight = names.weight(place.source, place.layer, place.row, place.column)
    delta, read = names.delta(place.layer, place.row), names.activation(place.source, place.column)
    sentences = [f"<b>∂L/∂{weight} = {readable(paths.value)}</b>"]
    if len(paths.shares) > 1:
        sentences.append(f"Each sample adds {delta} · {read}; the largest shares:")
        sentences.append(_table(_shares(paths, names, delta, read)))
    sample = names.samples[paths.sample]
    if not paths.paths:
        sentences.append(f"No gradient gets from the loss back to it for sample {sample:,}: a slope on each path is 0.")
        return _paragraphs(sentences)
    shown, count = len(paths.paths), paths.path_count
    which = f"the {shown:,} largest of {count:,} paths" if shown < count else "its paths" if count > 1 else "its path"
    sentences.append(f"Sample {sample:,}, {which} from the weight to the loss:")
    sentences.append(_table([_row(*_factors(path, paths, names)) for path in paths.paths]))
    if shown > 1:
        total = paths.shares[paths.sample]
        others = "" if shown == count else " with the others"
        sentences.append(
            f"Together{others} {readable(float(total))}. All factors after {read} add up to "
            f"{delta} = {readable(float(paths.deltas[paths.sample]))}: worked out once, for all edges into this neuron."
        )
    return _paragraphs(sentences)


def _shares(paths: WeightPaths, names: PathNames, delta: str, read: str) -> list[str]:
    largest = np.argsort(-np.abs(paths.shares), kind="stable")[:MOST_SHARES].tolist()
    return [
        _row(
            f"sample {names.samples[row]:,}: {delta} · {read}",
            f"{_factor(paths.deltas[row])} · {_factor(paths.activations[row])}",
            readable(float(paths.shares[row])),
        )
        for row in largest
    ]


def _factors(path: WeightPath, paths: WeightPaths, names: PathNames) -> tuple[str, str, str]:
    """Write a path's factors in symbols and in numbers, and their product."""
    place = paths.place
    symbols = [names.activation(place.source, place.column)]
    numbers = [_factor(paths.activations[paths.sample])]
    for number, (layer, neuron) in enumerate(path.neurons):
        if number:
            before, column = path.neurons[number - 1]
            symbols.append(names.weight(before, layer, neuron, column))
            numbers.append(_factor(path.weights[number - 1]))
        symbols.append(names.slope(layer, neuron))
        numbers.append(_factor(path.slopes[number]))
    symbols.append(names.output_gradient(*path.neurons[-1]))
    numbers.append(_factor(path.output_gradient))
    return " · ".join(symbols), " · ".join(numbers), readable(path.product)


def _factor(value: float) -> str:
    text = readable(float(value))
    return f"({text})" if text.startswith("−") else text


def _row(symbols: str, numbers: str, product: str) -> str:
    cells = (symbols, f"= {numbers}", f"= <b>{html.escape(product)}</b>")
    return "<tr>" + "".join(f"<td style='padding-right:12px'>{cell}</td>" for cell in cells) + "</tr>"


def _table(rows: list[str]) -> str:
    return "<table cellspacing='0' cellpadding='2'>" + "".join(rows) + "</table>"


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<div style='margin-top:4px'>{text}</div>" for text in texts)
