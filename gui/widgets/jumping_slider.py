"""A slider whose handle comes to where it is pressed."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider


class JumpingSlider(QSlider):
    """A horizontal slider that jumps to where it is pressed."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def value_at(self, x: float) -> int:
        """Give the value whose place is nearest to an x of the widget."""
        left, length = self._way
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), round(x - left), length)

    def place_of(self, value: int) -> int:
        """Give the x at which the middle of the handle stands for a value."""
        left, length = self._way
        return left + QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), value, length)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle under the pointer first, so that the same press drags it on."""
        handle = self._part(QStyle.SubControl.SC_SliderHandle)
        if event.button() == Qt.MouseButton.LeftButton and not handle.contains(event.position().toPoint()):
            self.setSliderDown(True)
            self.setSliderPosition(self.value_at(event.position().x()))
        super().mousePressEvent(event)

    @property
    def _way(self) -> tuple[int, int]:
        """Where the middle of the handle is at the left end, and how far it is from there to the right end."""
        groove, handle = self._part(QStyle.SubControl.SC_SliderGroove), self._part(QStyle.SubControl.SC_SliderHandle)
        return groove.x() + handle.width() // 2, groove.width() - handle.width()

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
