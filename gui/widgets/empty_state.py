"""What stands where there is nothing to show yet: a picture, a title, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import IconName, IconTone
from gui.theme import Spacing
from gui.widgets.icon_label import IconLabel

_PICTURE_SIDE = 32
_TEXT_WIDTH = 320


class EmptyState(QWidget):
    """A picture, a title and a sentence in the middle of an empty view.

    Args:
        icon_name: The picture.
        title: A few words.
        sentence: What to do, in one sentence.
    """

    def __init__(self, icon_name: IconName, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = IconLabel(icon_name, _PICTURE_SIDE, IconTone.MUTED)
        self._title = _centred_label("title")
        self._sentence = _centred_label("")
        self._sentence.setProperty("tone", "muted")
        words = QWidget()
        words.setMaximumWidth(_TEXT_WIDTH)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.SMALL)
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        # Not aligned but stretched: an aligned label that wraps is laid out too narrow and clipped.
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.LARGE, Spacing.LARGE, Spacing.LARGE, Spacing.LARGE)
        row.addStretch(0)
        row.addWidget(words, 1)
        row.addStretch(0)
        self.set_text(title, sentence)

    def set_text(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))


def _centred_label(type_name: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    if type_name:
        label.setProperty("type", type_name)
    return label
