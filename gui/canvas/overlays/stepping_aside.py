"""What floats over the canvas is seen through while something is dragged beneath it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

OPACITY = 0.15


class SteppingAside:
    """Fades those of some widgets that lie over what is dragged.

    Args:
        widgets: What floats over the canvas.
    """

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        self._widgets = tuple(widgets)

    def make_way(self, dragged: QRect) -> None:
        """Take note of where something is dragged, in their parent's pixels; an empty rectangle is nowhere."""
        for widget in self._widgets:
            is_over = widget.geometry().intersects(dragged)
            if is_over == (widget.graphicsEffect() is not None):
                continue
            effect = QGraphicsOpacityEffect(widget) if is_over else None
            if effect is not None:
                effect.setOpacity(OPACITY)
            widget.setGraphicsEffect(effect)  # type: ignore[arg-type]  # None takes it away
