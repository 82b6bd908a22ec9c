"""A plot that is given what it asks for at once, as the engine would."""

from typing import TypeVar

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from engine.process.looking import Subject, look
from engine.process.views.all import ViewRequest
from gui.plots.engine_plot import EnginePlot
from gui.plots.subject import PlotSubject

PlotT = TypeVar("PlotT", bound=EnginePlot)


def fed(plot: EnginePlot) -> EnginePlot:
    """Answer all that a plot asks for from now on."""

    def answer(request: ViewRequest | None) -> None:
        if request is not None:
            subject = Subject(plot.subject.network, plot.subject.data_set, plot.subject.training)
            views, notes = look(subject, {"plot": request})
            plot.show_view(views.get("plot"), notes.get("plot", ""))

    plot.request_changed.connect(answer)
    return plot


def look_at(plot: EnginePlot, **subject: object) -> None:
    """Show a plot something else, and answer what it asks for anew."""
    seen: PlotSubject = replace(plot.subject, **subject)
    plot.set_subject(seen)
    plot.request_changed.emit(plot.request)


def shown_fed(plot: PlotT, qtbot: QtBot, **subject: object) -> PlotT:
    """Show a plot in a window of its own, and feed it."""
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    fed(plot)
    plot.show()
    look_at(plot, **subject)
    return plot
