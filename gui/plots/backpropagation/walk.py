"""The steps through a mini-batch: forward layer by layer, back again, and to the update."""

from itertools import chain

from engine.network.activations import activation_function
from engine.network.losses import loss
from engine.network.model import Network
from engine.process.views.backpropagation import BackpropagationTrace, LayerTrace, SourceTrace
from engine.project.settings import TrainingSettings
from gui.plots.backpropagation.quantities import Quantities
from gui.plots.backpropagation.steps import BACKWARD, FORWARD, Step, Term
from gui.plots.backpropagation.update_steps import update_steps
from gui.selection import ConnectionItem, Item, LayerItem

# ∂L/∂F of the losses in the lecture's form; others are written as the derivative that they are.
_GRADIENTS = {
    "log_loss": (r"\frac{1}{B} (P - Y)", "(P − Y) / B"),
    "cross_entropy": (r"\frac{1}{B} (P - Y)", "(P − Y) / B"),
    "squared_error": (r"\frac{2}{B K} (H - Y)", "2 (H − Y) / (B K)"),
    "half_squared_error": (r"\frac{1}{B K} (H - Y)", "(H − Y) / (B K)"),
}
_AIMED = (r"\frac{1}{B} (P - T)", "(P − T) / B")  # where T is another matrix than Y
_AIMS_SMOOTHED = " T are the targets with label smoothing: what it aims at instead of Y."
_AIMS_OF_CLASSES = " T is Y with a column for each class: 1 in that of the sample, 0 in the others."


def steps_of(network: Network, trace: BackpropagationTrace, settings: TrainingSettings) -> tuple[Step, ...]:
    """Give all steps in their order."""
    quantities = Quantities(network, trace)
    layers = trace.passes.layers
    forward = chain.from_iterable(_forward(quantities, layer) for layer in layers)
    backward = chain.from_iterable(_backward(quantities, layer, settings) for layer in reversed(layers))
    return (
        _batch(quantities),
        *forward,
        _loss(quantities, settings),
        *backward,
        _input_gradient(quantities),
        *update_steps(quantities, settings),
    )


def _batch(quantities: Quantities) -> Step:
    x, y = quantities.input_term, quantities.target_term
    count = quantities.trace.batch_size
    noun = "one sample" if count == 1 else f"{count:,} samples, one a row"
    return Step(
        FORWARD,
        "X, Y",
        f"The mini-batch: {noun}, and what the network should say, Y.",
        (rf"X \in ℝ^{{{_latex_size(x)}}} \quad Y \in ℝ^{{{_latex_size(y)}}}",),
        (f"X is {x.size}, Y is {y.size}",),
        ((x, y),),
        (x.name, y.name),
        (LayerItem(quantities.passes.input_layer),),
    )


def _forward(quantities: Quantities, layer: LayerTrace) -> tuple[Step, Step]:
    a, bias = quantities.pre_activation(layer), quantities.bias(layer)
    products = [(quantities.activation(read.source), _weight(quantities, layer, read)) for read in layer.sources]
    model = quantities.network.layer(layer.layer)
    parts: list[Term | str] = [a, "="]
    for read, weight in products:
        parts += [read, "·", weight.turned_over(), "+"]
    latex = " + ".join(rf"{read.name.latex} {_turned(weight.name.latex)}" for read, weight in products)
    plain = " + ".join(f"{read.name.plain} {weight.name.plain}ᵀ" for read, weight in products)
    sizes = " + ".join(f"({_latex_size(read)})({_latex_size(weight, turned=True)})" for read, weight in products)
    items: tuple[Item, ...] = (
        LayerItem(layer.layer),
        *(ConnectionItem(read.source, layer.layer) for read in layer.sources),
    )
    function = activation_function(model.activation_function)
    h = quantities.activation(layer.layer)
    return (
        Step(
            FORWARD,
            a.name.plain,
            f"Every neuron of “{model.name}” adds up what it reads times its weights, and its bias.",
            (
                rf"{a.name.latex} = {latex} + {_turned(bias.name.latex)}",
                rf"({_latex_size(a)}) = {sizes} + ({_latex_size(bias)})",
            ),
            (f"{a.name.plain} = {plain} + {bias.name.plain}ᵀ",),
            ((*parts, bias),),
            (a.name,),
            items,
        ),
        Step(
            FORWARD,
            h.name.plain,
            f"{function.label} of every entry: {function.formula}.",
            (rf"{h.name.latex} = g({a.name.latex}) \in ℝ^{{{_latex_size(h)}}}",),
            (f"{h.name.plain} = g({a.name.plain})",),
            ((h, "= g", a),),
            (h.name,),
            (LayerItem(layer.layer),),
        ),
    )


def _loss(quantities: Quantities, settings: TrainingSettings) -> Step:
    passes = quantities.passes
    last, used = passes.layers[-1].layer, loss(settings.loss)
    text, latex = used.definition(settings.loss_numbers)
    value, h, y = quantities.loss_term(passes.loss), quantities.activation(last), quantities.target_term
    parts: tuple[Term | str, ...] = (value, "of", h, y)
    results = [value.name]
    if used.takes_logits and passes.probabilities.size:
        parts = (*parts, quantities.probability_term)
        results.append(quantities.probability_term.name)
    penalty = quantities.trace.update.penalty
    added = f" The penalty on weights, {penalty:.4g}, comes on top of it when weights are updated." if penalty else ""
    probabilities = " P are the probabilities that it makes of the outputs." if len(results) > 1 else ""
    return Step(
        FORWARD,
        "L",
        f"{used.label}, the mean over the mini-batch; f are the entries of {h.name.plain}.{probabilities}{added}",
        latex,
        (text,),
        (parts,),
        tuple(results),
        (LayerItem(last),),
    )


def _backward(quantities: Quantities, layer: LayerTrace, settings: TrainingSettings) -> tuple[Step, ...]:
    is_last = layer is quantities.passes.layers[-1]
    gradient = _output_gradient(quantities, layer, settings) if is_last else _sent_back(quantities, layer)
    weights = (_weight_gradient(quantities, layer, source) for source in layer.sources)
    return (gradient, _slope(quantities, layer), _delta(quantities, layer), *weights, _bias_gradient(quantities, layer))


def _output_gradient(quantities: Quantities, layer: LayerTrace, settings: TrainingSettings) -> Step:
    g, h, y = quantities.gradient(layer), quantities.activation(layer.layer), quantities.target_term
    takes_logits = loss(settings.loss).takes_logits
    smoothing = settings.loss_numbers.label_smoothing if loss(settings.loss).smoothed_formula else 0.0
    has_aims = bool(smoothing) or (takes_logits and not quantities.targets_are_probabilities)
    latex, plain = _AIMED if has_aims else _GRADIENTS.get(settings.loss, ("", ""))
    aims = [quantities.aim_term(settings.loss_numbers)] if has_aims else []
    told = _AIMS_SMOOTHED if smoothing else _AIMS_OF_CLASSES if has_aims else ""
    latex, plain = latex.replace("H", h.name.latex), plain.replace("H", h.name.plain)
    derivative = rf"{g.name.latex} = \frac{{\partial L}}{{\partial {h.name.latex}}}"
    return Step(
        BACKWARD,
        g.name.plain,
        f"The way back begins: how fast the loss grows with each output of each sample.{told}",
        (derivative + (f" = {latex}" if latex else "") + rf" \in ℝ^{{{_latex_size(g)}}}",),
        (f"{g.name.plain} = ∂L/∂{h.name.plain}" + (f" = {plain}" if plain else ""),),
        ((g, "from", quantities.probability_term if takes_logits else h, *aims, y),),
        (g.name, *(aim.name for aim in aims)),
        (LayerItem(layer.layer),),
    )


def _sent_back(quantities: Quantities, layer: LayerTrace) -> Step:
    g = quantities.gradient(layer)
    name = quantities.network.layer(layer.layer).name
    readers = [(each, read) for each in quantities.passes.layers for read in each.sources if read.source == layer.layer]
    return _collected(quantities, g, readers, f"What the neurons that read “{name}” send back along their edges.")


def _input_gradient(quantities: Quantities) -> Step:
    first = quantities.passes.input_layer
    readers = [(each, read) for each in quantities.passes.layers for read in each.sources if read.source == first]
    sentence = "What arrives at the inputs. No parameter is left before them, so no update needs it."
    return _collected(quantities, quantities.input_gradient(), readers, sentence)


def _collected(quantities: Quantities, g: Term, readers: list[tuple[LayerTrace, SourceTrace]], sentence: str) -> Step:
    products = [(quantities.delta(each), _weight(quantities, each, read)) for each, read in readers]
    parts: list[Term | str] = [g, "="]
    for place, (delta, weight) in enumerate(products):
        parts += ["+"] * (place > 0) + [delta, "·", weight]
    latex = " + ".join(f"{delta.name.latex} {weight.name.latex}" for delta, weight in products)
    sizes = " + ".join(f"({_latex_size(delta)})({_latex_size(weight)})" for delta, weight in products)
    plain = " + ".join(f"{delta.name.plain} {weight.name.plain}" for delta, weight in products)
    items: list[Item] = [ConnectionItem(read.source, each.layer) for each, read in readers]
    if g.column_layer is not None:
        items.append(LayerItem(g.column_layer))
    return Step(
        BACKWARD,
        g.name.plain,
        sentence,
        (f"{g.name.latex} = {latex}", f"({_latex_size(g)}) = {sizes}"),
        (f"{g.name.plain} = {plain}",),
        (tuple(parts),),
        (g.name,),
        tuple(items),
    )


def _slope(quantities: Quantities, layer: LayerTrace) -> Step:
    slope, a = quantities.slope(layer), quantities.pre_activation(layer)
    function = activation_function(quantities.network.layer(layer.layer).activation_function)
    return Step(
        BACKWARD,
        slope.name.plain,
        f"How steep {function.label} is where each neuron stands: what it lets through on the way back.",
        (rf"{slope.name.latex} \in ℝ^{{{_latex_size(slope)}}}",),
        (f"{slope.name.plain}, the slope of {function.formula}",),
        ((slope, "of", a),),
        (slope.name,),
        (LayerItem(layer.layer),),
    )


def _delta(quantities: Quantities, layer: LayerTrace) -> Step:
    delta, g, slope = quantities.delta(layer), quantities.gradient(layer), quantities.slope(layer)
    a = quantities.pre_activation(layer)
    return Step(
        BACKWARD,
        delta.name.plain,
        "Computed once and used for all that follows in this layer: its weights, its biases and what it sends back.",
        (
            rf"{delta.name.latex} = \frac{{\partial L}}{{\partial {a.name.latex}}} = {g.name.latex} \odot "
            rf"{slope.name.latex} \in ℝ^{{{_latex_size(delta)}}}",
        ),
        (f"{delta.name.plain} = {g.name.plain} ⊙ {slope.name.plain}",),
        ((delta, "=", g, "⊙", slope),),
        (delta.name,),
        (LayerItem(layer.layer),),
    )


def _weight_gradient(quantities: Quantities, layer: LayerTrace, source: SourceTrace) -> Step:
    result, delta = quantities.weight_gradient(layer, source), quantities.delta(layer)
    h = quantities.activation(source.source)
    return Step(
        BACKWARD,
        result.name.plain,
        "For each edge: what came back to its target times what came forward from its source, summed over samples. "
        "Click an entry to see the paths it is made of."
        + (" Dashed: frozen, so no update uses it." if result.frozen is not None else ""),
        (
            rf"{result.name.latex} = {_turned(delta.name.latex)} {h.name.latex}",
            f"({_latex_size(result)}) = ({_latex_size(delta, turned=True)})({_latex_size(h)})",
        ),
        (f"{result.name.plain} = {delta.name.plain}ᵀ {h.name.plain}",),
        ((result, "=", delta.turned_over(), "·", h),),
        (result.name,),
        (ConnectionItem(source.source, layer.layer),),
    )


def _bias_gradient(quantities: Quantities, layer: LayerTrace) -> Step:
    result, delta = quantities.bias_gradient(layer), quantities.delta(layer)
    return Step(
        BACKWARD,
        result.name.plain,
        "A bias is a weight on 1, so its gradient is the sum of each column.",
        (
            rf"{result.name.latex} = {_turned(delta.name.latex)} 1",
            rf"({_latex_size(result, turned=True)}) = ({_latex_size(delta, turned=True)})"
            rf"({quantities.trace.batch_size} \times 1)",
        ),
        (f"{result.name.plain} = {delta.name.plain}ᵀ 1",),
        ((result, "= Σ", delta),),
        (result.name,),
        (LayerItem(layer.layer),),
    )


def _weight(quantities: Quantities, layer: LayerTrace, source: SourceTrace) -> Term:
    return quantities.weight(layer.layer, source.source, source.weight)


def _turned(latex: str) -> str:
    """Write a transposed matrix; its superscript, if any, takes up the mark."""
    return f"{latex[:-1]}" + r"\mathrm{T}}" if latex.endswith(")}") else rf"{latex}^{{\mathrm{{T}}}}"


def _latex_size(term: Term, *, turned: bool = False) -> str:
    rows, columns = reversed(term.shape) if turned else term.shape
    return rf"{rows} \times {columns}"
