"""What the inspector's pages have in common."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.network.forward import LayerValues
from engine.network.model import LayerId, Network
from gui.document import Document
from gui.icons import IconName, icon
from gui.panels.controls import make_caption, make_title
from gui.panels.panel_edits import PanelEdits
from gui.selection import Item
from gui.theme import Spacing

SampleValues = Mapping[LayerId, LayerValues]
AnyItem = TypeVar("AnyItem", bound=Item | None)


class InspectorPage(QWidget, Generic[AnyItem]):
    """One page: a title, a line below it, and what its subclass adds.

    Attributes:
        locked: What rests while a run goes on.

    Signals:
        edit_weights_requested: the matrix of the connection `(source, target)` is wanted.
    """

    edit_weights_requested = Signal(str, str)

    def __init__(self, document: Document, panel_edits: PanelEdits, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.locked: list[QWidget] = []
        self._document = document
        self._edits = panel_edits
        self.title = make_title(f"{name}-title")
        self.subtitle = make_caption(f"{name}-subtitle")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.TIGHT)
        header = QVBoxLayout()
        header.setContentsMargins(Spacing.MEDIUM, Spacing.MEDIUM, Spacing.MEDIUM, 0)
        header.setSpacing(Spacing.TIGHT)
        header.addWidget(self.title)
        header.addWidget(self.subtitle)
        self._column.addLayout(header)

    @property
    def network(self) -> Network:
        """The network to show."""
        return self._document.network

    @property
    def main_field(self) -> QWidget | None:
        """The field that a person who wants to type a value means."""
        return None

    def refresh(self, item: AnyItem, values: SampleValues) -> None:
        """Show an item of the network and its values for the selected sample, where there are any."""
        raise NotImplementedError

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self.locked.append(widget)

    def _add_buttons(self, showing: QPushButton, editing: QPushButton) -> None:
        """Add a button that shows something, also while a run goes on, and one that edits, which rests then."""
        resting = QWidget()
        inside = QHBoxLayout(resting)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(editing)
        self.locked.append(resting)
        row = QHBoxLayout()
        row.setContentsMargins(Spacing.MEDIUM, Spacing.TIGHT, Spacing.MEDIUM, Spacing.MEDIUM)
        row.setSpacing(Spacing.SMALL)
        row.addWidget(showing, 1)
        row.addWidget(resting, 1)
        self._column.addLayout(row)


def make_button(text: str, name: str, icon_name: IconName, tooltip: str) -> QPushButton:
    """Give a button with words and an icon."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setIcon(icon(icon_name))
    button.setToolTip(tooltip)
    return button


def activation_of(values: SampleValues, layer_id: LayerId, index: int) -> float | None:
    """Give a neuron's activation for the sample, or None where there is none (yet)."""
    layer_values = values.get(layer_id)
    if layer_values is None or index >= layer_values.activation.shape[1]:
        return None
    return float(layer_values.activation[0, index])
