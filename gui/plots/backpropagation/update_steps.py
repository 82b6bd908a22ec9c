"""The steps of an update: what the gradient makes of each matrix and each bias, then the loss before and after."""

import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.network.optimizers import optimizer
from engine.process.views.backpropagation import Update
from engine.project.settings import TrainingSettings
from gui.plots.backpropagation.matrix_card import FROZEN
from gui.plots.backpropagation.quantities import Quantities
from gui.plots.backpropagation.steps import UPDATE, Name, Step, Term
from gui.plots.numbers import readable, readable_apart
from gui.selection import ConnectionItem, Item, LayerItem


def update_steps(quantities: Quantities, settings: TrainingSettings) -> tuple[Step, ...]:
    """Give the steps."""
    found: list[Step] = []
    places = {layer.id: place for place, layer in enumerate(quantities.network.layers)}
    connections = {connection.key: place for place, connection in enumerate(quantities.network.connections)}
    for layer in quantities.passes.layers:
        for source in layer.sources:
            weight = quantities.weight(layer.layer, source.source, source.weight)
            gradient = quantities.weight_gradient(layer, source)
            place = connections[source.source, layer.layer]
            values = [(term.symbol, term.weights[place]) for term in quantities.trace.update.terms]
            item = ConnectionItem(source.source, layer.layer)
            found.append(_step(quantities.trace.update, settings, weight, gradient, values, item))
        values = [(term.symbol, term.biases[places[layer.layer]][np.newaxis]) for term in quantities.trace.update.terms]
        bias, gradient = quantities.bias(layer), quantities.bias_gradient(layer)
        found.append(_step(quantities.trace.update, settings, bias, gradient, values, LayerItem(layer.layer)))
    return (*found, _losses(quantities, settings))


def _step(
    update: Update,
    settings: TrainingSettings,
    parameter: Term,
    gradient: Term,
    values: list[tuple[str, FloatArray]],
    item: Item,
) -> Step:
    """Give the step that moves one matrix, or one row of biases.

    Args:
        update: Of all parameters.
        settings: Of the run.
        parameter: θ.
        gradient: ∂L/∂θ.
        values: All quantities of the update for this parameter by their symbols, θ the first and θ′ the last.
        item: What on the canvas it is.
    """
    used = optimizer(settings.optimizer.name)
    is_weight = parameter.row_layer is not None
    parts: list[Term | str] = []
    results: list[Name] = []
    last = None
    for symbol, array in values:
        if symbol == "d" and last is not None and np.array_equal(array, last, equal_nan=True):
            continue  # the rule's direction is what was shown just now
        last = array
        name = _name(symbol, parameter.name)
        if symbol == "g" and np.array_equal(array, gradient.values, equal_nan=True):
            name = gradient.name
        elif symbol == "g":
            parts += [gradient, "→"]
        parts += ["→"] * (symbol == "θ′")
        parts.append(replace(parameter, name=name, values=array))
        if name not in {parameter.name, gradient.name}:
            results.append(name)
    remaining = update.remaining if is_weight else 1.0
    (*latex, _move), (*rule, move) = used.latex, used.rule
    direction = move.rpartition("α")[2]  # a letter, the same in both
    kept = "" if remaining == 1.0 else readable(remaining)
    frozen = "" if parameter.frozen is None else f" Dashed: {FROZEN.lower()}."
    return Step(
        UPDATE,
        f"{parameter.name.plain} new",
        f"{used.label}: {_numbers(update, settings, remaining, is_weight=is_weight)}{frozen}",
        (*latex, rf"\theta \leftarrow {kept} \theta - \alpha {direction}"),
        (*rule, f"θ ← {kept} θ − α{direction}".replace("  ", " ")),
        (tuple(parts),),
        tuple(results),
        (item,),
    )


def _numbers(update: Update, settings: TrainingSettings, remaining: float, *, is_weight: bool) -> str:
    """Say with which numbers the update is made, and what is done to the gradient before."""
    statements = [f"α = {readable(update.learning_rate)}"]
    statements += [
        f"{number.symbol} = {readable(getattr(settings.optimizer, number.field))}"
        for number in optimizer(settings.optimizer.name).parameters
    ]
    if optimizer(settings.optimizer.name).vectors:
        statements.append(f"t = {update.number:,}")
    if remaining != 1.0:
        statements.append(f"weight decay leaves {readable(remaining)} of each weight")
    if is_weight and settings.l1:
        statements.append(f"g has λ₁ sign(w) added, λ₁ = {readable(settings.l1)}")
    if is_weight and settings.l2:
        statements.append(f"g has λ₂w added, λ₂ = {readable(settings.l2)}")
    if update.clip_factor != 1.0:
        statements.append(f"g is clipped to {readable(update.clip_factor)} of its length")
    return ", ".join(statements) + "."


def _name(symbol: str, parameter: Name) -> Name:
    if symbol == "θ":
        return parameter
    if symbol == "θ′":
        return Name(f"{parameter.plain} new", rf"{parameter.latex} \text{{ new}}")
    former, _space, letter = symbol.rpartition(" ")
    latex = rf"\text{{{former} }} {letter}" if former else letter
    return Name(f"{symbol} of {parameter.plain}", rf"{latex} \text{{ of }} {parameter.latex}")


def _losses(quantities: Quantities, settings: TrainingSettings) -> Step:
    before, after = quantities.passes.loss, quantities.trace.update.loss
    moved = readable(abs(after - before), 3)
    more = f"{moved} more: {_why_more(quantities.trace.update, settings)}"
    change = f"{moved} less" if after < before else more if after > before else "the same"
    first, second = readable_apart(before, after, 6)
    return Step(
        UPDATE,
        "L new",
        f"The same mini-batch once more with the new parameters: the loss is {change}.",
        (rf"L = {first} \quad → \quad {second}",),
        (f"L = {first} → {second}",),
        ((quantities.loss_term(before, "L", first), "→", quantities.loss_term(after, "L new", second)),),
        (Name.of("L new"),),
        (),
    )


def _why_more(update: Update, settings: TrainingSettings) -> str:
    """Say why a step can raise the loss: only one along its gradient has to be too long for it."""
    if optimizer(settings.optimizer.name).vectors:
        return "the step was too long, or the gradients of earlier ones led it elsewhere"
    if update.remaining != 1.0 or update.penalty:
        return "the step was too long, or what makes weights small raised it"
    return "the step was too long"
