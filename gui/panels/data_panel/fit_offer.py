"""Offers to make the ends of the network as wide as the data."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.data.data_set import DataSet
from engine.network.model import Network
from engine.project import edits
from gui.icons import IconName, IconTone, icon
from gui.panels.data_panel.summary import misfit_sentence
from gui.panels.panel_edits import PanelEdits
from gui.theme import Spacing
from gui.widgets import IconLabel

ICON_SIDE = 16
HELP = "Give the input and the output layer as many neurons as the data needs."


class FitOffer(QWidget):
    """A card that is there while the network's input or output layer does not fit the data."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._data_set: DataSet | None = None
        self._sentence = QLabel()
        self._sentence.setObjectName("fit-reason")
        self._sentence.setWordWrap(True)
        self._button = QPushButton("Fit network to data")
        self._button.setObjectName("fit-network")
        self._button.setIcon(icon(IconName.FIT))
        self._button.setToolTip(HELP)
        self._button.clicked.connect(self._on_clicked)
        card = QFrame()
        card.setObjectName("card")
        words = QHBoxLayout()
        words.setSpacing(Spacing.SMALL)
        words.addWidget(IconLabel(IconName.WARNING, ICON_SIDE, IconTone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._sentence, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, Spacing.MEDIUM)
        inside.setSpacing(Spacing.SMALL)
        inside.addLayout(words)
        inside.addWidget(self._button)
        around = QVBoxLayout(self)
        around.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, Spacing.SMALL)
        around.addWidget(card)
        self.hide()

    def show_fit(self, network: Network, data_set: DataSet | None) -> None:
        """Show what does not fit, or nothing where all does or there are no data yet."""
        self._data_set = data_set
        lacking = edits.misfits(network, data_set.input_count, data_set.output_count) if data_set is not None else {}
        self._sentence.setText(misfit_sentence(network, lacking))
        self.setVisible(bool(lacking))

    def _on_clicked(self) -> None:
        data_set = self._data_set
        if data_set is not None:
            self._edits.apply(
                "Fit network to data",
                lambda project: edits.fit_network(project, data_set.input_count, data_set.output_count),
            )
