"""The kinds of plots that a person may open, as many of each as they like.

This is read before the window is painted; what draws a plot is imported when one is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from gui.icons import IconName
from gui.plots.confusion.obstacle import classes_obstacle
from gui.plots.images import labelled_picture_obstacle, picture_obstacle

if TYPE_CHECKING:
    from engine.data.data_set import DataSet
    from gui.plots.engine_plot import EnginePlot
    from gui.selection import Selection
    from gui.theme import ThemeManager


def _nothing(_data_set: DataSet | None) -> str:
    return ""


class PlotKind(msgspec.Struct, frozen=True):
    """A kind of plot.

    Attributes:
        name: How settings and code refer to it.
        title: What its dock is called.
        help: One sentence: what is seen in it.
        icon: Its icon.
        place: Module and class of the plot, “module:Class”.
        keywords: Other words people look for it by.
        obstacle: Gives why there is nothing to see of these data, or "".
        first_number: What the first one opened is counted as: 2 where another one is always there.
    """

    name: str
    title: str
    help: str
    icon: IconName
    place: str
    keywords: str = ""
    obstacle: Callable[[DataSet | None], str] = _nothing
    first_number: int = 1

    def make(self, themes: ThemeManager, selection: Selection) -> EnginePlot:
        """Make a plot of this kind."""
        module, name = self.place.split(":")
        make: Callable[[ThemeManager, Selection], EnginePlot] = getattr(import_module(module), name)
        return make(themes, selection)


PLOT_KINDS: dict[str, PlotKind] = {
    kind.name: kind
    for kind in (
        PlotKind(
            "boundary",
            "Decision boundary",
            "What the network, or one neuron, says over a plane of two inputs, and the samples it should agree with",
            IconName.BOUNDARY,
            "gui.plots.boundary:BoundaryPlot",
            "region output plane neuron response confidence contour",
            first_number=2,
        ),
        PlotKind(
            "features",
            "Feature space",
            "The data as a layer sees it, before and after its activation function",
            IconName.FEATURE_SPACE,
            "gui.plots.feature_space.plot:FeatureSpacePlot",
            "hidden representation embedding PCA principal components hyperplane separable",
        ),
        PlotKind(
            "morph",
            "Morph",
            "The input plane and the data, carried through the layers from x to f(x)",
            IconName.MORPH,
            "gui.plots.morph.plot:MorphPlot",
            "animation deformation transformation fold slider layers play",
        ),
        PlotKind(
            "backpropagation",
            "Backpropagation",
            "A mini-batch forward, backward and to its update, step by step, with all matrices and the formulas",
            IconName.BACKPROPAGATION,
            "gui.plots.backpropagation.plot:BackpropagationPlot",
            "chain rule gradient stepper autograd derivative update matrices",
        ),
        PlotKind(
            "distributions",
            "Distributions",
            "How a layer's pre-activations and activations are distributed over the samples, neuron by neuron",
            IconName.CHART_BAR,
            "gui.plots.distributions:DistributionPlot",
            "histogram activations pre-activations bars",
            first_number=2,
        ),
        PlotKind(
            "values-over-time",
            "Values over time",
            "How a layer's pre-activations and activations were distributed over the run, and one sample's way in it",
            IconName.VALUES_OVER_TIME,
            "gui.plots.values_over_time.plot:ValuesOverTimePlot",
            "histogram distributions activations heat ridge course trace history training time",
        ),
        PlotKind(
            "activity",
            "Activity",
            "What each neuron of a layer does, sample by sample, and which neurons are dead or saturated",
            IconName.ACTIVITY,
            "gui.plots.activity.plot:ActivityPlot",
            "heatmap activations dead ReLU saturated trace",
        ),
        PlotKind(
            "samples",
            "Sample grid",
            "Samples as small pictures, with their class and the one predicted; wrong ones marked",
            IconName.SAMPLE_GRID,
            "gui.plots.sample_grid.plot:SampleGridPlot",
            "images digits pictures misclassified mistakes errors gallery",
            labelled_picture_obstacle,
        ),
        PlotKind(
            "confusion",
            "Confusion matrix",
            "Which classes are taken for which, on one part of the data; the samples of a cell stand out in all plots",
            IconName.CONFUSION,
            "gui.plots.confusion.plot:ConfusionPlot",
            "accuracy recall precision mistakes errors classes predicted true test",
            classes_obstacle,
        ),
        PlotKind(
            "gradients",
            "Gradients",
            "How large the gradient is in each layer, now and over training, and whether it vanishes or explodes",
            IconName.GRADIENTS,
            "gui.plots.gradients.plot:GradientPlot",
            "norm vanishing exploding update to weight ratio log",
        ),
        PlotKind(
            "first-layer",
            "Weights as pictures",
            "The weights of each neuron that reads the samples, as a picture of their shape",
            IconName.FIRST_LAYER,
            "gui.plots.first_layer.plot:FirstLayerPlot",
            "first layer filters receptive fields templates images features kernels",
            picture_obstacle,
        ),
        PlotKind(
            "curves",
            "Curves",
            "Loss, accuracy, any metric or the learning rate of this run and of those before, overlaid and compared",
            IconName.CURVES,
            "gui.plots.curves.plot:CurvesPlot",
            "runs compare history overlay smoothing early stopping patience best epoch seconds log",
        ),
        PlotKind(
            "weights",
            "Weights",
            "How a layer's weights and biases are distributed, now, at the start and over the run",
            IconName.WEIGHTS,
            "gui.plots.weights.plot:WeightsPlot",
            "histogram distribution biases parameters initial frozen heat",
        ),
        PlotKind(
            "moments",
            "Two moments",
            "Two moments of the run side by side: the boundary of both, and what changed between them",
            IconName.MOMENTS,
            "gui.plots.moments.plot:MomentsPlot",
            "compare timeline rewind before after difference delta marked best start end",
        ),
        PlotKind(
            "history",
            "Weight history",
            "Single weights and biases over the run, which moved most, and how far all are from the start",
            IconName.WEIGHT_HISTORY,
            "gui.plots.weights.history_plot:WeightHistoryPlot",
            "change delta distance trajectory initial hand set bias course",
        ),
    )
}


def dock_title(plot_name: str) -> str | None:
    """Give what the dock of an open plot is called; None where there is no such kind."""
    kind = kind_of(plot_name)
    return None if kind is None else numbered(kind.title, plot_name)


def numbered(title: str, plot_name: str) -> str:
    """Give the title of one plot among those of its kind by its name: from the second on with its number."""
    number = plot_name.rpartition("-")[2]
    return f"{title} {number}" if number.isdecimal() and number != "1" else title


def kind_of(plot_name: str) -> PlotKind | None:
    """Give the kind of an open plot by its name, such as “features-2”; None where there is no such kind."""
    return PLOT_KINDS.get(plot_name.rpartition("-")[0])
