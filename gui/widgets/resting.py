"""Controls that rest for a reason, and tell it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

_HELP = "help-while-usable"


def let_rest(control: QWidget | QAction, obstacle: str) -> None:
    """Let a control rest and say why as its tooltip; with "" it can be used again, and has its own tooltip back."""
    if control.property(_HELP) is None:
        control.setProperty(_HELP, control.toolTip())
    control.setEnabled(not obstacle)
    control.setToolTip(obstacle or control.property(_HELP))
