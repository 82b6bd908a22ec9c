"""The tool bar: files and undo on the left, the transport in the middle, zooming on the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from gui.actions import Actions

TRANSPORT = ("reset", "play", "step", "epoch")
LEFT = (("new", "open", "examples", "save"), ("undo", "redo"))
CENTRE = (TRANSPORT,)
RIGHT = (("zoom-out", "zoom-in", "fit"),)
PLAY_WIDTH = 96


def make_toolbar(actions: Actions, icon_side: int) -> QToolBar:
    """Make the bar of these actions, with icons of a size in pixels."""
    bar = QToolBar("Main toolbar")
    bar.setObjectName("main-toolbar")
    bar.setMovable(False)
    bar.setIconSize(QSize(icon_side, icon_side))
    for groups in (LEFT, CENTRE, RIGHT):
        if groups is not LEFT:
            bar.addWidget(_stretch())
        for number, group in enumerate(groups):
            if number:
                bar.addSeparator()
            for name in group:
                bar.addAction(actions[name])
    for name in TRANSPORT:
        bar.widgetForAction(actions[name]).setObjectName(f"{name}-button")
    play = bar.widgetForAction(actions["play"])
    assert isinstance(play, QToolButton)
    play.setProperty("kind", "primary")
    play.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    play.setMinimumWidth(PLAY_WIDTH)  # room for “Pause”, so that nothing moves when it says so
    return bar


def _stretch() -> QWidget:
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return widget
