"""A morph that is given what it asks for at once."""

from msgspec.structs import replace

from engine.data.data_set import DataSet
from engine.network.model import Network
from engine.process.looking import Subject, look
from engine.process.views.all import ViewRequest
from engine.project.settings import TrainingSettings
from gui.plots.morph.plot import MorphPlot
from gui.selection import Selection
from gui.theme import ThemeManager


class FedMorph:
    """A morph and what the engine would answer it."""

    def __init__(self, theme_manager: ThemeManager) -> None:
        self.plot = MorphPlot(theme_manager, Selection())
        self.plot.request_changed.connect(self._on_request_changed)

    def look_at(self, network: Network, data_set: DataSet | None) -> None:
        self.plot.set_subject(replace(self.plot.subject, network=network, data_set=data_set, loss="log_loss"))
        self._on_request_changed(self.plot.request)

    def _on_request_changed(self, request: ViewRequest | None) -> None:
        if request is not None:
            subject = Subject(self.plot.subject.network, self.plot.subject.data_set, TrainingSettings())
            views, notes = look(subject, {"morph": request})
            self.plot.show_view(views.get("morph"), notes.get("morph", ""))
