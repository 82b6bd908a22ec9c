"""Filling what is selected, freezing it and restoring its edges: the edits, and those set in the strip live."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from engine.network.blocks import Change, replaced_by
from engine.network.fills import FILLS, Fill, scaled
from engine.network.freezing import freeze, frozen_count
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.wiring import restore_edges
from gui.document import Document
from gui.panels.matrix_editor.fill_strip import FillStrip
from gui.panels.matrix_editor.target import Target
from gui.panels.panel_edits import PanelEdits

ChangeOf = Callable[[Network], Change]
NO_BLOCK = "The cells selected form no block; select neighbouring ones."


class Filling(QObject):
    """Edits targets; while the strip is open, the target's numbers follow it within one undo step.

    Args:
        document: The open project.
        edits: Applies edits and tells why one was refused.
        strip: Where factor and seed are set.
    """

    def __init__(self, document: Document, edits: PanelEdits, strip: FillStrip) -> None:
        super().__init__(strip)
        self._document = document
        self._edits = edits
        self._strip = strip
        self._target: Target | None = None
        self._before: Change = replaced_by(0.0)
        self._gesture = object()
        strip.factor_edited.connect(self._on_factor_edited)
        strip.initialization_edited.connect(self._on_initialization_edited)
        strip.accepted.connect(self.close)
        strip.cancelled.connect(self._on_cancelled)

    def obstacle(self, target: Target, fill: Fill | None = None) -> str:
        """Give why a target cannot be filled now, "" where it can."""
        if self._document.is_training or target.is_scattered:
            return self._document.editing_obstacle or NO_BLOCK
        rows, columns = target.values(self._document.network).shape
        return "" if fill is None else fill.obstacle(rows, columns)

    def fill(self, target: Target, name: str) -> None:
        """Fill a target in the way of that name."""
        self.close()
        fill = FILLS[name]
        title = target.symbol(self._document.network)
        self._edits.apply_to_network(f"{fill.label}: {title}", lambda network: target.changed(network, fill.change))

    def erase(self, target: Target) -> bool:
        """Set a target to 0; tell whether it was allowed."""
        self.close()
        return self._edits.apply_to_network("Clear cells", lambda network: target.changed(network, replaced_by(0.0)))

    def begin_scaling(self, target: Target) -> None:
        """Ask for the factor to scale a target by."""
        self._begin(target)
        self._strip.ask_factor(target.symbol(self._document.network))

    def begin_drawing(self, target: Target) -> None:
        """Draw a target anew, and ask how."""
        self._begin(target)
        project = self._document.project
        self._strip.ask_initialization(target.symbol(project.network), project.training.initialization)

    def close(self) -> None:
        """Keep what the strip has come to, and put it away."""
        self._target = None
        if self._strip.isVisible():
            self._strip.hide()

    def is_frozen(self, target: Target) -> bool:
        """Tell whether training leaves all of a target alone."""
        network = self._document.network
        return frozen_count(network, target.parameters(network)).is_all

    def set_frozen(self, target: Target, *, frozen: bool) -> None:
        """Let training leave a target alone, or train it."""
        label = "Freeze" if frozen else "Thaw"

        def edit(network: Network) -> Network:
            return freeze(network, target.parameters(network), frozen=frozen)

        self._edits.apply_to_network(f"{label} {target.symbol(self._document.network)}", edit)

    def restore(self, target: Target) -> None:
        """Bring back the edges removed in a target."""
        initialization = self._document.project.training.initialization
        self._edits.apply_to_network(
            "Restore edges", lambda network: restore_edges(network, target.parameters(network), initialization)
        )

    def _begin(self, target: Target) -> None:
        self.close()
        self._target, self._gesture = target, object()
        self._before = replaced_by(target.values(self._document.network).copy())

    def _on_factor_edited(self, factor: float) -> None:
        before = self._before
        self._apply("Scale", lambda _network: lambda now: scaled(factor)(before(now)))

    def _on_initialization_edited(self, initialization: Initialization) -> None:
        target = self._target
        if target is not None:
            self._apply("Draw", lambda network: target.drawn(network, initialization))

    def _on_cancelled(self) -> None:
        self._apply("Restore", lambda _network: self._before)
        self.close()

    def _apply(self, label: str, change_of: ChangeOf) -> None:
        target = self._target
        if target is None:
            return
        label = f"{label} {target.symbol(self._document.network)}"
        self._edits.apply_to_network(label, lambda network: target.changed(network, change_of(network)), self._gesture)
