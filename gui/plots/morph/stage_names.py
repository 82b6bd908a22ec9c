"""What the stages of a morph are called, on the slider, along the axes and in words."""

from engine.network.activations import IDENTITY
from engine.network.formulas import Pieces, Sign, plain_of, subscript
from engine.network.formulas.layer import weighted_sum
from engine.network.formulas.names import Names, applied
from engine.network.model import Network
from engine.process.views.morph import MorphStage
from engine.process.views.projection import Projection
from gui.panels.notation import share_text


def symbol(network: Network, stage: MorphStage) -> str:
    """Give a stage's symbol: x, a⁽¹⁾, h⁽¹⁾, …, f(x)."""
    return plain_of(_symbol(network, stage))


def formula(network: Network, stage: MorphStage) -> str:
    """Say in symbols what leads to a stage: a⁽¹⁾ = W⁽¹⁾x + b⁽¹⁾, h⁽¹⁾ = ReLU(a⁽¹⁾); of the first stage, x itself."""
    names, layer = Names(network), network.layer(stage.layer)
    if not layer.bias.size:
        return symbol(network, stage)
    if stage.quantity == "pre_activation":
        result = weighted_sum(network, names, layer)
    else:
        result = applied(layer, names.pre_activation(layer.id))
    return plain_of((*_symbol(network, stage), Sign("="), *result))


def axis_name(network: Network, stage: MorphStage, axis: int) -> str:
    """Give what stands along an axis: a₁⁽¹⁾, or “component 1 of a⁽²⁾, 73% of the variance”; "" where nothing does."""
    projection = stage.projection
    if axis >= projection.dimensions:
        return ""
    if not projection.neurons:
        share = f"{share_text(projection.explained_variance[axis])} of the variance"
        return f"component {axis + 1} of {symbol(network, stage)}, {share}"
    names, neuron = Names(network), projection.neurons[axis]
    write = names.pre_activation if _is_pre_activation(network, stage) else names.activation
    return plain_of(write(stage.layer, neuron))


def short_axis_name(network: Network, stage: MorphStage, axis: int) -> str:
    """Give what stands along an axis in a few signs."""
    projection = stage.projection
    if projection.neurons or axis >= projection.dimensions:
        return axis_name(network, stage, axis)
    return f"PC{subscript(str(axis + 1))} of {symbol(network, stage)}"


def coordinate_name(projection: Projection, axis: int) -> str:
    """Give what a coordinate is, for a table's heading."""
    return f"neuron {projection.neurons[axis] + 1}" if projection.neurons else f"component {axis + 1}"


def _symbol(network: Network, stage: MorphStage) -> Pieces:
    names = Names(network)
    return (names.pre_activation if _is_pre_activation(network, stage) else names.activation)(stage.layer)


def _is_pre_activation(network: Network, stage: MorphStage) -> bool:
    """Tell whether a stage shows a and not h; where both are the same it is called h, or f(x)."""
    return stage.quantity == "pre_activation" and network.layer(stage.layer).activation_function != IDENTITY
