"""One of the two boundaries: that of one moment."""

import pyqtgraph as pg

from engine.arrays import BoolArray
from engine.data.data_set import DataSet
from engine.process.views.moments import MomentSeen
from gui.plots.boundary_picture import BoundaryPicture
from gui.plots.ranges import Range
from gui.plots.subject import PlotSubject
from gui.theme import Theme


class MomentPane:
    """Draws the boundary of a moment into a plot.

    Args:
        plot: Where.
        theme: Its colours at first.
    """

    def __init__(self, plot: pg.PlotItem, theme: Theme) -> None:
        self.plot = plot
        self.picture = BoundaryPicture(plot, theme)
        plot.getViewBox().sigResized.connect(self._on_resized)

    def look_at(self, subject: PlotSubject) -> bool:
        """Show samples, loss and what is looked at of this subject. Gives whether it is to be framed anew."""
        is_other = subject.data_set is not self.picture.data_set
        if is_other:
            self.picture.set_data_set(subject.data_set)
        self.picture.set_loss(subject.loss)
        is_other = self.picture.set_inputs(subject.boundary_inputs) or is_other
        self.picture.set_looked_at(subject.looked_at)
        return is_other

    def draw(
        self, data_set: DataSet, seen: MomentSeen | None, in_focus: BoolArray | None, *, is_contoured: bool
    ) -> None:
        """Draw what was seen of the moment, nothing for None; samples (N,) may stand out."""
        self.picture.take_field(None if seen is None else seen.field)
        self.picture.take_outputs(None if seen is None else seen.outputs)
        x_range, y_range = self.ranges
        self.picture.draw(data_set, x_range, y_range, in_focus, is_contoured=is_contoured)

    @property
    def ranges(self) -> tuple[Range, Range]:
        """The visible part of the plane."""
        (left, right), (bottom, top) = self.plot.getViewBox().viewRange()
        return (float(left), float(right)), (float(bottom), float(top))

    def wrong_count(self, data_set: DataSet) -> int | None:
        """Count the training samples that are predicted wrong; None for a regression, and where nobody knows."""
        outputs, reading = self.picture.outputs, self.picture.reading(data_set)
        if outputs is None or not reading.predicts_classes:
            return None
        return int(reading.wrong(outputs, data_set.targets)[data_set.training_indices].sum())

    def _on_resized(self) -> None:
        size = self.plot.getViewBox().boundingRect().size()
        self.picture.samples.fit_to(size.width(), size.height())
