"""Samples that stand out together in all plots: those of a class, or those that something on the screen counts."""

import msgspec
import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.arrays import BoolArray, IntArray
from engine.data.data_set import DataSet
from engine.process.sample_groups import SampleGroup, SamplesInCell


class ClassSamples(msgspec.Struct, frozen=True):
    """All samples of a class.

    Attributes:
        index: The class, from 0.
        name: What it is called.
    """

    index: int
    name: str

    @property
    def words(self) -> str:
        """What they have in common."""
        return f"y = {self.name}"

    @property
    def classes(self) -> tuple[int, ...]:
        """The classes that it is about."""
        return (self.index,)

    def are_of(self, data_set: DataSet) -> bool:
        """Tell whether data have this class: it stays the same while a slider of the data is dragged."""
        return data_set.class_names[self.index : self.index + 1] == (self.name,)

    def mask(self, data_set: DataSet) -> BoolArray:
        """Tell which samples (N,) of data that have the class these are."""
        return np.asarray(data_set.targets[:, 0] == self.index)


class FoundSamples(msgspec.Struct, frozen=True, eq=False):
    """Samples that were counted together when a person clicked that; they stay these while the network changes.

    Attributes:
        group: What counted them.
        words: What they have in common.
        rows: Their rows in the data set.
        data_set: The data.
    """

    group: SampleGroup
    words: str
    rows: IntArray
    data_set: DataSet

    @property
    def classes(self) -> tuple[int, ...]:
        """The classes that it is about."""
        group = self.group
        return tuple({group.true: None, group.predicted: None}) if isinstance(group, SamplesInCell) else ()

    def are_of(self, data_set: DataSet) -> bool:
        """Tell whether they are samples of these data."""
        return data_set is self.data_set

    def mask(self, data_set: DataSet) -> BoolArray:
        """Tell which samples (N,) of the data these are."""
        mask = np.zeros(data_set.sample_count, np.bool_)
        mask[self.rows] = True
        return mask


SamplesTogether = ClassSamples | FoundSamples


def class_of(sample: int, data_set: DataSet | None) -> ClassSamples | None:
    """Give the class of a sample, by its row, with all its samples; None where the data have no classes."""
    if data_set is None or not data_set.class_names:
        return None
    index = int(data_set.targets[sample, 0])
    return ClassSamples(index, data_set.class_names[index])


class SampleFocus(QObject):
    """The samples that stand out: those under the pointer in some view, or else those that a click has kept.

    Signals:
        focus_changed: others stand out now, or none.
        pointed_changed: the pointer is over another sample in some view, or over none.
    """

    focus_changed = Signal()
    pointed_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hovered: SamplesTogether | None = None
        self._kept: SamplesTogether | None = None
        self._pointed: int | None = None

    @property
    def pointed(self) -> int | None:
        """The row of the one sample that the pointer is over in some view; None for none."""
        return self._pointed

    def point_at(self, sample: int | None) -> None:
        """Let all views mark a sample, by its row, while the pointer is over it in one; None once it is no more."""
        if sample != self._pointed:
            self._pointed = sample
            self.pointed_changed.emit()

    @property
    def samples(self) -> SamplesTogether | None:
        """The samples that stand out; None where all are alike."""
        return self._kept if self._hovered is None else self._hovered

    @property
    def kept(self) -> SamplesTogether | None:
        """The samples that stand out wherever the pointer is."""
        return self._kept

    def mask(self, data_set: DataSet | None) -> BoolArray | None:
        """Tell which samples (N,) of some data stand out; None where all are alike."""
        samples = self.samples
        if samples is None or data_set is None or not samples.are_of(data_set):
            return None
        return samples.mask(data_set)

    def hover(self, samples: SamplesTogether | None) -> None:
        """Let samples stand out while the pointer is over what stands for them; None once it is there no more."""
        self._take(samples, self._kept)

    def keep(self, samples: SamplesTogether) -> None:
        """Let samples stand out until `release`."""
        self._take(self._hovered, samples)

    def toggle(self, samples: SamplesTogether) -> None:
        """Keep samples, or let them stand out no more than others if they are kept."""
        self._take(None if samples == self._kept else self._hovered, None if samples == self._kept else samples)

    def release(self) -> bool:
        """Let all samples be alike but those under the pointer. Gives whether any were kept."""
        was_kept = self._kept is not None
        self._take(self._hovered, None)
        return was_kept

    def forget_unlike(self, data_set: DataSet | None) -> None:
        """Let samples of other data stand out no more."""
        hovered, kept = (
            each if each is not None and data_set is not None and each.are_of(data_set) else None
            for each in (self._hovered, self._kept)
        )
        self._take(hovered, kept)
        if data_set is None or (self._pointed or 0) >= data_set.sample_count:
            self.point_at(None)

    def _take(self, hovered: SamplesTogether | None, kept: SamplesTogether | None) -> None:
        before = self._hovered, self._kept
        self._hovered, self._kept = hovered, kept
        if (hovered, kept) != before:
            self.focus_changed.emit()
