"""What an entry of ∂L/∂W is made of, in words: the samples' shares, and the chain of factors along each path."""

import html
from collections.abc import Sequence

import msgspec
import numpy as np

from engine.network.formulas.names import Names
from engine.network.formulas.pieces import plain_of, subscript
from engine.network.model import LayerId, Network
from engine.process.views.backpropagation import WeightPath, WeightPaths
from gui.plots.numbers import readable

MOST_SHARES = 5


class PathsRow(msgspec.Struct, frozen=True):
    """A product: its factors in symbols and in numbers, and what they come to."""

    symbols: str
    numbers: str
    product: str


class PathsTable(msgspec.Struct, frozen=True):
    """Products below each other."""

    rows: tuple[PathsRow, ...]


Paragraph = str | PathsTable


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


def paths_told(paths: WeightPaths, names: PathNames) -> tuple[Paragraph, ...]:
    """Tell where an entry of a gradient comes from; the sentences are rich text."""
    place = paths.place
    weight = names.weight(place.source, place.layer, place.row, place.column)
    delta, read = names.delta(place.layer, place.row), names.activation(place.source, place.column)
    sentences: list[Paragraph] = [f"<b>∂L/∂{weight} = {readable(paths.value)}</b>"]
    if len(paths.shares) > 1:
        sentences.append(f"Each sample adds {delta} · {read}; the largest shares:")
        sentences.append(_shares(paths, names, delta, read))
    sample = names.samples[paths.sample]
    if not paths.paths:
        sentences.append(f"No gradient gets from the loss back to it for sample {sample:,}: a slope on each path is 0.")
        return tuple(sentences)
    shown, count = len(paths.paths), paths.path_count
    which = f"the {shown:,} largest of {count:,} paths" if shown < count else "its paths" if count > 1 else "its path"
    sentences.append(f"Sample {sample:,}, {which} from the weight to the loss:")
    sentences.append(PathsTable(tuple(_factors(path, paths, names) for path in paths.paths)))
    if shown > 1:
        total = paths.shares[paths.sample]
        others = "" if shown == count else " with the others"
        sentences.append(
            f"Together{others} {readable(float(total))}. All factors after {read} add up to "
            f"{delta} = {readable(float(paths.deltas[paths.sample]))}: worked out once, for all edges into this neuron."
        )
    return tuple(sentences)


def rich_text(paragraphs: Sequence[Paragraph], *, is_narrow: bool) -> str:
    """Write it as HTML; where it is narrow, a product's symbols, numbers and result stand below each other."""
    table = _stacked if is_narrow else _beside_each_other
    texts = (each if isinstance(each, str) else table(each) for each in paragraphs)
    return "".join(f"<div style='margin-top:4px'>{text}</div>" for text in texts)


def _shares(paths: WeightPaths, names: PathNames, delta: str, read: str) -> PathsTable:
    largest = np.argsort(-np.abs(paths.shares), kind="stable")[:MOST_SHARES].tolist()
    return PathsTable(
        tuple(
            PathsRow(
                f"sample {names.samples[row]:,}: {delta} · {read}",
                f"{_factor(paths.deltas[row])} · {_factor(paths.activations[row])}",
                readable(float(paths.shares[row])),
            )
            for row in largest
        )
    )


def _factors(path: WeightPath, paths: WeightPaths, names: PathNames) -> PathsRow:
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
    return PathsRow(" · ".join(symbols), " · ".join(numbers), readable(path.product))


def _factor(value: float) -> str:
    text = readable(float(value))
    return f"({text})" if text.startswith("−") else text


def _beside_each_other(table: PathsTable) -> str:
    rows = (
        "".join(f"<td style='padding-right:12px; white-space:nowrap'>{cell}</td>" for cell in _cells(row))
        for row in table.rows
    )
    return "<table cellspacing='0' cellpadding='2'>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _stacked(table: PathsTable) -> str:
    lines = ("<br>".join(_cells(row)).replace("· ", "·&nbsp;").replace("= ", "=&nbsp;") for row in table.rows)
    return "".join(f"<div style='margin-top:2px'>{line}</div>" for line in lines)


def _cells(row: PathsRow) -> tuple[str, str, str]:
    return html.escape(row.symbols), f"= {row.numbers}", f"= <b>{row.product}</b>"
