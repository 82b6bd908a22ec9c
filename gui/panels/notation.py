"""How panels write mathematics: layer numbers, neuron symbols, and a neuron's equation with its numbers."""

from collections.abc import Callable

import msgspec

from engine.network.activations import activation_function
from engine.network.graph import output_layers, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId, Network

MOST_TERMS = 8

_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class NeuronValue(msgspec.Struct, frozen=True):
    """A neuron's numbers for one sample."""

    pre_activation: float
    activation: float


def number_text(value: float, digits: int = 4) -> str:
    """Write a number with at most `digits` significant digits, a true minus sign and no trailing zeros."""
    text = f"{value:.{digits}g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")


def cell_text(value: float) -> str:
    """Write a number in at most eight characters, for the cells of a table."""
    size = abs(value)
    if size != 0 and not 1e-3 <= size < 1e4:
        return number_text(value, 2)
    return number_text(round(value, 4) if size < 1 else value)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def subscript(number: int) -> str:
    """Write ₁₂."""
    return str(number).translate(_SUBSCRIPT)


def layer_mark(number: int) -> str:
    """Write ⁽²⁾."""
    return f"⁽{str(number).translate(_SUPERSCRIPT)}⁾"


def layer_numbers(network: Network) -> dict[LayerId, int]:
    """Give l for every layer: 0 for input layers, then 1, 2, … in the order of computation."""
    numbers: dict[LayerId, int] = {}
    computing = 0
    for layer in topological_order(network):
        computing += layer_kind(layer.kind).takes_sources
        numbers[layer.id] = computing if layer_kind(layer.kind).takes_sources else 0
    return numbers


def weight_symbol(network: Network, source: LayerId, target: LayerId) -> str:
    """Write W⁽ˡ⁾, or W⁽ˡ,ˢ⁾ where layer l has several sources."""
    numbers = layer_numbers(network)
    if len(network.incoming(target)) == 1:
        return f"W{layer_mark(numbers[target])}"
    pair = f"{numbers[target]},{numbers[source]}".translate(_SUPERSCRIPT).replace(",", "˒")
    return f"W⁽{pair}⁾"


def neuron_namer(network: Network, layer_id: LayerId) -> Callable[[int], str]:
    """Give the function from a neuron's index to its symbol.

    That is x₁ in an input layer, f(x), or f₁(x) of several, in the output layer, and h₁⁽ˡ⁾ in any other.
    """
    layer = network.layer(layer_id)
    if not layer_kind(layer.kind).takes_sources:
        return lambda index: f"x{subscript(index + 1)}"
    if [output.id for output in output_layers(network)] == [layer_id]:
        return lambda index: f"f{subscript(index + 1)}(x)" if layer.width > 1 else "f(x)"
    mark = layer_mark(layer_numbers(network)[layer_id])
    return lambda index: f"h{subscript(index + 1)}{mark}"


def neuron_symbol(network: Network, layer_id: LayerId, index: int) -> str:
    """Write x₁ for an input neuron, f(x) for the output, and h₁⁽ˡ⁾ for any other."""
    return neuron_namer(network, layer_id)(index)


def neuron_labels(network: Network, layer: Layer) -> list[str]:
    """Write the symbols of all neurons of a layer."""
    return list(map(neuron_namer(network, layer.id), range(layer.width)))


def bias_symbol(network: Network, layer_id: LayerId, index: int | None = None) -> str:
    """Write b⁽ˡ⁾, or b₁⁽ˡ⁾ for the bias of one neuron."""
    place = "" if index is None else subscript(index + 1)
    return f"b{place}{layer_mark(layer_numbers(network)[layer_id])}"


def edge_symbol(network: Network, target: LayerId, row: int, column: int) -> str:
    """Write w₂₁⁽ˡ⁾, with a comma between numbers of several digits."""
    separator = "," if max(row, column) >= 9 else ""
    place = subscript(row + 1) + separator + subscript(column + 1)
    return f"w{place}{layer_mark(layer_numbers(network)[target])}"


def neuron_equation(network: Network, layer_id: LayerId, index: int, value: NeuronValue | None) -> str:
    """Write how a neuron computes its activation, a step a line.

    For example h₂⁽¹⁾ = ReLU(1·x₁ + 1·x₂ − 1), then = ReLU(0.4) and = 0.4 where the sample's values are given.
    """
    layer = network.layer(layer_id)
    symbol = neuron_symbol(network, layer_id, index)
    if not layer_kind(layer.kind).takes_sources:
        return symbol if value is None else f"{symbol} = {number_text(value.activation)}"
    is_identity = layer.activation_function == "identity"
    function = "" if is_identity else activation_function(layer.activation_function).label
    lines = [f"{symbol} = {_applied(function, _weighted_sum(network, layer, index))}"]
    if value is not None:
        if not is_identity:
            lines.append(f"= {_applied(function, number_text(value.pre_activation))}")
        lines.append(f"= {number_text(value.activation)}")
    return "\n".join(lines)


def _applied(function: str, argument: str) -> str:
    return f"{function}({argument})" if function else argument


def _weighted_sum(network: Network, layer: Layer, index: int) -> str:
    terms: list[tuple[float, str]] = []
    total = 0
    for connection in network.incoming(layer.id):
        columns = [int(column) for column in connection.mask[index].nonzero()[0]]
        total += len(columns)
        name = neuron_namer(network, connection.source)
        terms += [(float(connection.weight[index, column]), name(column)) for column in columns[:MOST_TERMS]]
    written = [_term(weight, f"·{label}") for weight, label in terms[:MOST_TERMS]]
    if total > len(written):
        written.append(f"+ … ({total - len(written)} more)")
    if layer.bias[index] or not written:
        written.append(_term(float(layer.bias[index]), ""))
    first, *others = written
    return " ".join([first.removeprefix("+ ").replace("− ", "−"), *others])


def _term(factor: float, rest: str) -> str:
    sign = "−" if factor < 0 else "+"
    return f"{sign} {number_text(abs(factor))}{rest}"
