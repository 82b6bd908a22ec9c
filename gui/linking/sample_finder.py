"""Samples chosen where many are drawn together: a click selects one of them, another click the next."""

from PySide6.QtCore import QObject, Signal

from engine.process.events import FoundSample
from engine.process.sample_groups import SampleGroup
from engine.project.settings import with_selected_sample
from gui.session import Session


class SampleFinder(QObject):
    """Selects one of a group of samples at a time.

    Args:
        session: Knows the engine, which knows the samples, and the document, which keeps the one selected.
        parent: Its owner.

    Signals:
        sample_found: the `FoundSample` that is selected now.
    """

    sample_found = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = session.engine
        self._document = session.document
        self._found: FoundSample | None = None
        self._engine.sample_found.connect(self._on_sample_found)
        session.data_set_changed.connect(self._forget)

    def find(self, group: SampleGroup, near: float = 0.0) -> None:
        """Select the sample of a group whose value is nearest; the next one if that group's was selected last."""
        found = self._found
        if found is None or found.group != group or found.sample != self._document.view.selected_sample:
            self._engine.find_sample(group, near)
        else:
            self._engine.find_sample(group, near, found.sample, found.neuron)

    def _on_sample_found(self, found: FoundSample) -> None:
        if found.sample is None:
            return  # the network has moved on since the group was drawn
        self._found = found
        self._document.set_view(with_selected_sample(self._document.view, found.sample))
        self.sample_found.emit(found)

    def _forget(self) -> None:
        self._found = None
