"""The plots that a person has opened beside those that are always there, each in a dock."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QObject

from engine.process.sample_groups import SampleGroup
from gui.icons import IconName, icon
from gui.linking.plot_feed import PlotFeed
from gui.plots.engine_plot import EnginePlot
from gui.plots.kinds import PlotKind, dock_title, kind_of
from gui.selection import Selection
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.window.docks import Docks


class OpenPlots(QObject):
    """Opens and closes plots, and remembers which are open.

    Args:
        feed: Feeds them.
        selection: What is selected on the canvas.
        themes: What the plots look like.
        docks: Where they stand; those left open stand there already, empty.
        settings: Remembers which are open.
        parent: Its owner.
    """

    def __init__(
        self,
        feed: PlotFeed,
        selection: Selection,
        themes: ThemeManager,
        docks: Docks,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._feed = feed
        self._selection = selection
        self._themes = themes
        self._docks = docks
        self._settings = settings
        self._names: list[str] = []
        docks.closed.connect(self.close)
        for name in settings.open_plots:
            kind = kind_of(name)
            if kind is not None:
                self._make(name, kind)

    def __getitem__(self, name: str) -> EnginePlot:
        return self._feed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def open(self, kind: PlotKind) -> str:
        """Open another plot of a kind, in front, and give its name."""
        numbers = {int(found[1]) for name in self if (found := re.fullmatch(rf"{kind.name}-(\d+)", name))}
        numbers |= set(range(1, kind.first_number))
        number = next(number for number in range(1, len(numbers) + 2) if number not in numbers)
        name = f"{kind.name}-{number}"
        self._docks.add(name, dock_title(name) or kind.title)
        self._make(name, kind)
        self._docks.show(name)
        self._settings.remember_open_plots(tuple(self))
        return name

    def show(self, kind: PlotKind) -> None:
        """Bring the first plot of a kind to the front; open one where there is none."""
        name = next((name for name in self if kind_of(name) is kind), None)
        if name is None:
            self.open(kind)
        else:
            self._docks.show(name)

    def close(self, name: str) -> None:
        """Close a plot for good."""
        if name not in self._names:
            return
        self._names.remove(name)
        self._feed.remove(name)
        self._docks.remove(name)
        self._settings.remember_open_plots(tuple(self))

    def show_samples(self, group: SampleGroup) -> None:
        """Show a group of samples in the plots that can; one of these comes to the front if none is seen."""
        showing = self._feed.show_samples(group)
        if showing and not any(self[name].isVisible() for name in showing):
            self._docks.show(showing[0])

    def _on_group_clicked(self, group: SampleGroup, _near: float) -> None:
        """Show the group in the plots that can, but bring none of them over the one that was clicked."""
        self._feed.show_samples(group)

    def _make(self, name: str, kind: PlotKind) -> None:
        plot = kind.make(self._themes, self._selection)
        plot.setObjectName(f"plot-{name}")
        plot.menu.addSeparator()
        plot.menu.addAction(icon(IconName.CLOSE), "Close the plot", lambda: self.close(name))
        plot.group_clicked.connect(self._on_group_clicked)
        self._names.append(name)
        self._feed.add(name, plot)
        self._docks.fill(**{name: plot})
