"""Numbers that a person sets between the steps of a run."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.arrays import FloatArray
from engine.network.model import Parameters, parameters_of, shares_parameters
from engine.project.project import Project
from gui.document import Document
from gui.plots.recording import HandEdit


class HandEdits(QObject):
    """Takes note of what is set by hand while the project's run rests.

    Args:
        document: Where it is set.
        parent: Its owner.

    Signals:
        changed: there is more of it, or less.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._edits: tuple[HandEdit, ...] = ()
        document.project_changed.connect(self._on_project_changed)

    @property
    def edits(self) -> tuple[HandEdit, ...]:
        """What was set, one for each step that the run rested at, ascending by step."""
        return self._edits

    def _on_project_changed(self, before: Project, after: Project) -> None:
        """Forget what was set in another run, or after the step that the run went back to."""
        step = -1 if after.run is None else after.run.step
        edits = self._edits if self._document.is_training else tuple(each for each in self._edits if each.step <= step)
        is_by_hand = after.run is not None and after.run is before.run
        if is_by_hand and not shares_parameters(before.network, after.network):
            *earlier, last = (*edits, HandEdit(step, parameters_of(before.network), parameters_of(after.network)))
            if earlier and earlier[-1].step == step:  # edits at one step, and taking them back, follow each other
                last = HandEdit(step, earlier.pop().before, last.after)
            edits = (*earlier, last)
        if edits != self._edits:
            self._edits = edits
            self.changed.emit()


def hand_set_start(initial: Parameters, edits: Sequence[HandEdit]) -> Parameters:
    """Give the parameters that a run began with, or where one was set by hand since, those set."""
    weights, biases = initial.weights, initial.biases
    for edit in edits:
        weights = _hand_set(weights, edit.before.weights, edit.after.weights)
        biases = _hand_set(biases, edit.before.biases, edit.after.biases)
    return Parameters(weights, biases)


def _hand_set(
    starts: Sequence[FloatArray], before: Sequence[FloatArray], after: Sequence[FloatArray]
) -> tuple[FloatArray, ...]:
    return tuple(
        np.where(old != new, new, start) if start.shape == old.shape == new.shape else start
        for start, old, new in zip(starts, before, after, strict=False)
    )
