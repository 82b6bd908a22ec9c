"""A titled part of a panel that can be folded away."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.icons import IconName, IconTone, icon
from gui.theme import Spacing


class Collapsible(QWidget):
    """A header that shows or hides what lies below it.

    Args:
        title: The header's words.
        content: What is shown or hidden.
        expanded: Whether it is shown at first.
    """

    def __init__(self, title: str, content: QWidget, *, expanded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._title = title
        self._summary = ""
        self.header = QToolButton()
        self.header.setProperty("kind", "section")
        self.header.setText(title)
        self.header.setAccessibleName(title)
        self.header.setCheckable(True)
        self.header.setIconSize(QSize(12, 12))
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.TIGHT)
        column.addWidget(self.header)
        column.addWidget(content)
        self.header.setChecked(expanded)
        self._show_state()
        if not expanded:  # what is to be seen comes with its window; shown now, Qt would style it before its time
            content.hide()
        self.header.toggled.connect(self._on_toggled)

    @property
    def title(self) -> str:
        """The header's words, without the summary."""
        return self._title

    def set_summary(self, summary: str) -> None:
        """Say in the header what the content holds, while it is folded away."""
        self._summary = summary
        self._word_header()

    def _word_header(self) -> None:
        is_told = self._summary and not self.header.isChecked()
        self.header.setText(f"{self._title}  ·  {self._summary}" if is_told else self._title)

    def _show_state(self) -> None:
        self._word_header()
        chevron = IconName.CHEVRON_DOWN if self.header.isChecked() else IconName.CHEVRON_RIGHT
        self.header.setIcon(icon(chevron, IconTone.MUTED))

    def _on_toggled(self, expanded: bool) -> None:
        self._show_state()
        self._content.setVisible(expanded)
