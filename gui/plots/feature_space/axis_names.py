"""What the axes of a feature space are called."""

import pyqtgraph as pg

from engine.network.formulas.pieces import Symbol
from engine.process.views.projection import Projection
from gui.panels.notation import share_text
from gui.theme import Theme


class AxisNames:
    """Names the axes of a space by what stands along them.

    Args:
        symbol: What its values are called: x, a or h.
        layer_number: l of a⁽ˡ⁾ or h⁽ˡ⁾; 0 of the input layer, whose x has none.
        projection: What is shown of it.
    """

    def __init__(self, symbol: str, layer_number: int, projection: Projection) -> None:
        self._symbol = symbol
        self._above = f"({layer_number})" if layer_number else ""
        self._projection = projection

    def forms(self, axis: int) -> tuple[str, ...]:
        """Name an axis, such as a₂⁽¹⁾, or “component 1 of a⁽¹⁾, 62% of the variance” and ever shorter forms of it."""
        projection = self._projection
        if projection.neurons:
            return (Symbol(self._symbol, str(projection.neurons[axis] + 1), self._above).plain,)
        whole, share = Symbol(self._symbol, "", self._above).plain, share_text(projection.explained_variance[axis])
        number = axis + 1
        return (
            f"component {number} of {whole}, {share} of the variance",
            f"component {number} of {whole}, {share}",
            f"{whole} c{number}, {share}",
        )

    @property
    def shortest(self) -> tuple[str, ...]:
        """The shortest name of each axis."""
        return tuple(self.forms(axis)[-1] for axis in range(self._projection.dimensions))

    @property
    def tiny(self) -> tuple[str, ...]:
        """What names the axes of a picture so small that nothing else fits."""
        neurons = self._projection.neurons
        if neurons:
            return tuple(Symbol(self._symbol, str(neuron + 1)).plain for neuron in neurons)
        shares = self._projection.explained_variance
        return tuple(f"c{axis + 1} {share_text(shares[axis])}" for axis in range(self._projection.dimensions))

    def write_beside(self, plot: pg.PlotItem, theme: Theme) -> None:
        """Write them beside the axes of a plot; a strip has one, and three have a cube of their own."""
        dimensions = self._projection.dimensions
        for axis, side in enumerate(("bottom", "left")):
            is_named = axis < dimensions <= 2
            plot.showAxis(side, is_named)
            name, *shorter = self.forms(axis) if is_named else ("",)
            if plot.getAxis(side).labelText != name:
                plot.getAxis(side).set_short_names(*shorter)
                style = {"font-size": f"{theme.type_scale.caption}px"}
                plot.getAxis(side).setLabel(name, color=theme.palette.plot_text, **style)
