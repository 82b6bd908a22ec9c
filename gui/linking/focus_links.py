"""Samples in focus, joined with all else: what is found comes into focus, its classes' neurons stand out with it."""

from PySide6.QtCore import QObject

from engine.data.data_set import DataSet
from engine.network.graph import output_layer, problems
from engine.process.events import FoundSample
from engine.process.sample_groups import SampleGroup, SamplesInCell
from engine.project.project import Project
from engine.project.settings import ViewSettings
from gui.linking.sample_finder import SampleFinder
from gui.plots.numbers import readable
from gui.sample_focus import FoundSamples, SamplesTogether
from gui.selection import NeuronItem, Selection
from gui.session import Session

SYMBOLS = {"pre_activation": "a", "activation": "h"}


class FocusLinks(QObject):
    """Keeps the samples in focus true to the data, and brings the outputs that tell of them into play on the canvas.

    Args:
        session: Knows the data set and the document.
        selection: Knows which samples are in focus.
        finder: Finds samples that are drawn together.
        parent: Its owner.
    """

    def __init__(
        self, session: Session, selection: Selection, finder: SampleFinder, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self._selection = selection
        finder.sample_found.connect(self._on_sample_found)
        session.data_set_changed.connect(self._on_data_set_changed)
        self._document.view_changed.connect(self._on_view_changed)
        self._document.project_changed.connect(self._on_project_changed)
        selection.samples.focus_changed.connect(self._show_classes)
        selection.in_play_dismissed.connect(selection.samples.release)

    def _on_sample_found(self, found: FoundSample) -> None:
        data_set = self._session.data_set
        if data_set is not None:
            words = _words_for(found.group, data_set)
            self._selection.samples.keep(FoundSamples(found.group, words, found.rows, data_set))

    def _on_data_set_changed(self, data_set: DataSet | None) -> None:
        self._selection.samples.forget_unlike(data_set)

    def _on_view_changed(self, before: ViewSettings, after: ViewSettings) -> None:
        """Let samples stand out no more once a person looks at something else than one of them."""
        kept, data_set = self._selection.samples.kept, self._session.data_set
        looked_at = [(view.selected_sample, view.typed_input) for view in (before, after)]
        if kept is None or data_set is None or looked_at[0] == looked_at[1]:
            return
        sample = after.selected_sample if after.typed_input is None else None
        if sample is None or sample >= data_set.sample_count or not kept.mask(data_set)[sample]:
            self._selection.samples.release()

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.network is not after.network and self._selection.samples.samples is not None:
            self._show_classes()

    def _show_classes(self) -> None:
        focus = self._selection.samples
        samples = focus.samples
        teller = "" if samples is None or samples is not focus.kept else f"Samples: {samples.words}"
        self._selection.bring_into_focus(*self._outputs_of(samples), teller=teller)

    def _outputs_of(self, samples: SamplesTogether | None) -> list[NeuronItem]:
        """Give the outputs that tell the classes from others: one for each, or the one that tells two apart."""
        network = self._document.project.network
        if samples is None or problems(network):
            return []
        layer = output_layer(network)
        indices = samples.classes if layer.width > 1 else samples.classes and (0,)
        return [NeuronItem(layer.id, index) for index in indices if index < layer.width]


def _words_for(group: SampleGroup, data_set: DataSet) -> str:
    """Say what samples have in common."""
    if isinstance(group, SamplesInCell):
        true, predicted = (data_set.class_names[index] for index in (group.true, group.predicted))
        return f"y = {true}, predicted {predicted}"
    neuron = "" if group.neuron is None else f" of neuron {group.neuron + 1}"
    return f"{readable(group.low)} ≤ {SYMBOLS[group.quantity]}{neuron} < {readable(group.high)}"
