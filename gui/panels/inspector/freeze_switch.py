"""A switch that freezes some parameters, or thaws them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from engine.network.freezing import freeze, frozen_count
from engine.network.model import Network
from engine.network.parameter_set import ParameterSet
from gui.panels.panel_edits import PanelEdits

ParametersOf = Callable[[Network], ParameterSet]
HELP = "Training leaves what is frozen as it is; typed numbers still change it"


class FreezeSwitch(QCheckBox):
    """On where all the parameters are frozen, half on where some are; switching half on freezes the others.

    Args:
        panel_edits: What applies the edit.
        name: Its object name.
        text: What it freezes.
        key: What does the same on the canvas.
    """

    def __init__(self, panel_edits: PanelEdits, name: str, text: str, key: str = "L") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setToolTip(f"{HELP} ({key})")
        self.setTristate(True)
        self._edits = panel_edits
        self._text = text
        self._parameters_of: ParametersOf = _none
        self.clicked.connect(self._on_clicked)

    def refresh(self, network: Network, parameters_of: ParametersOf) -> None:
        """Show whether parameters are frozen; hidden where there are none.

        `parameters_of` is kept, so it must not hold the page: a document in a cycle crashes the garbage collector.
        """
        self._parameters_of = parameters_of
        count = frozen_count(network, parameters_of(network))
        self.setVisible(count.total > 0)
        is_partly = 0 < count.frozen < count.total
        self.setText(f"{self._text} ({count.frozen:,} of {count.total:,})" if is_partly else self._text)
        states = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
        self.setCheckState(Qt.CheckState.PartiallyChecked if is_partly else states[count.is_all])

    def nextCheckState(self) -> None:
        """Turn all on where not all are, else off: a person never wants them half on."""
        is_on = self.checkState() is Qt.CheckState.Checked
        self.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def _on_clicked(self) -> None:
        is_frozen, parameters_of = self.checkState() is Qt.CheckState.Checked, self._parameters_of

        def edit(network: Network) -> Network:
            return freeze(network, parameters_of(network), frozen=is_frozen)

        self._edits.apply_to_network("Freeze" if is_frozen else "Thaw", edit)


def _none(network: Network) -> ParameterSet:  # noqa: ARG001
    return ParameterSet()
