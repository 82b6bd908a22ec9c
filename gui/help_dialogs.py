"""The shortcut sheet and the about box."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from gui.actions import MENUS, Actions
from gui.theme import Spacing

_GESTURES = (
    ("Add a layer", "drag it from Layers onto the canvas"),
    ("Insert a layer", "drop it on a connection"),
    ("Connect", "drag from the handle at a layer's side to another layer"),
    ("Rename a layer", "double-click its name"),
    ("Set a weight or bias", "click the edge or neuron, press Enter and type"),
    ("Select several", "drag a frame, or Shift+click"),
    ("Pan", "drag with the middle button, or Ctrl+drag"),
    ("Zoom", "turn the wheel"),
    ("Nudge a number", "↑ ↓, with Shift ×10, with Alt ÷10"),
    ("Cancel a gesture", "Esc"),
)


def show_shortcuts(parent: QWidget, actions: Actions) -> None:
    """Show every key and gesture in a sheet that Esc closes."""
    sheet = QDialog(parent)
    sheet.setWindowTitle("Keyboard and mouse")
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(Spacing.SECTION, Spacing.SECTION, Spacing.SECTION, Spacing.LARGE)
    described = [command.description for command in actions]
    groups = [
        (menu.replace("&", ""), [(d.help, _keys(d.keys)) for d in described if d.menu == menu and d.keys])
        for menu in MENUS
    ]
    halves = QHBoxLayout()
    halves.setSpacing(Spacing.PAGE)
    halves.addLayout(_group_column(groups[:3]))
    halves.addLayout(_group_column([*groups[3:], ("On the canvas", list(_GESTURES))]))
    column.addLayout(halves)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(sheet.reject)
    column.addWidget(buttons)
    sheet.open()


def show_about(parent: QWidget) -> None:
    """Say which version this is and what it stands on."""
    QMessageBox.about(
        parent,
        "About Neurocanvas",
        f"<b>Neurocanvas {_version()}</b><p>Draw neural networks, set their weights by hand or train them, "
        "and watch every quantity move.</p><p>MIT licence. Built on Qt and PySide6 (LGPL), pyqtgraph, NumPy and "
        "PyTorch; icons from Phosphor (MIT), type from Inter and STIX Two Math (SIL Open Font License).</p>",
    )


def _group_column(groups: list[tuple[str, list[tuple[str, str]]]]) -> QGridLayout:
    """Lay out titled groups of “what, how” rows one below the other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(Spacing.SECTION)
    grid.setVerticalSpacing(Spacing.TIGHT)
    row = 0
    for title, rows in groups:
        heading = QLabel(title)
        heading.setProperty("type", "heading")
        heading.setContentsMargins(0, Spacing.SMALL if row else 0, 0, 0)
        grid.addWidget(heading, row, 0, 1, 2)
        for what, how in rows:
            row += 1
            grid.addWidget(QLabel(what), row, 0)
            keys = QLabel(how)
            keys.setProperty("tone", "muted")
            grid.addWidget(keys, row, 1)
        row += 1
    grid.setRowStretch(row, 1)
    return grid


def _keys(keys: tuple[str, ...]) -> str:
    names = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return " or ".join("→" if name == "Right" else name for name in names)


def _version() -> str:
    try:
        return version("neurocanvas")
    except PackageNotFoundError:
        return "(from a checkout)"
