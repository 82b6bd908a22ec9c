"""One sentence where it belongs: a coloured strip beside the control or above the view that it is about."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from gui.icons import IconName, IconTone
from gui.theme import Spacing
from gui.widgets.close_button import CloseButton
from gui.widgets.icon_label import IconLabel
from gui.widgets.styled_property import set_styled_property


class MessageKind(StrEnum):
    """How serious a message is; the value is the style sheet's."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {
    MessageKind.INFO: (IconName.INFO, IconTone.INFO),
    MessageKind.SUCCESS: (IconName.SUCCESS, IconTone.SUCCESS),
    MessageKind.WARNING: (IconName.WARNING, IconTone.WARNING),
    MessageKind.ERROR: (IconName.ERROR, IconTone.ERROR),
}
_ICON_SIDE = 16
NARROW_EM = 40  # font sizes
_INSET = 4  # brings icon and first line level with the buttons


class InlineMessage(QFrame):
    """A strip with an icon, a sentence, perhaps a button, and a cross; hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(IconName.INFO, _ICON_SIDE)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._action = QPushButton()
        self._action.setProperty("kind", "flat")
        self._action.clicked.connect(self._on_action_clicked)
        self._on_action: Callable[[], object] = _nothing
        self._is_narrow = False
        close = CloseButton("Close message", "Put this message away")
        close.clicked.connect(self.hide)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Spacing.SMALL, Spacing.TIGHT, Spacing.TIGHT, Spacing.TIGHT)
        self._grid.setHorizontalSpacing(Spacing.SMALL)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._icon.setContentsMargins(0, _INSET, 0, 0)
        self._text.setContentsMargins(0, _INSET, 0, _INSET)
        for column, widget in enumerate((self._icon, self._text, self._action, close)):
            self._grid.addWidget(widget, 0, column, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the sentence where it would leave that too little room."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_EM * self.fontInfo().pixelSize()
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            place = (1, 1) if is_narrow else (0, 2)
            self._grid.addWidget(self._action, *place, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """Need no room for the button beside the sentence: it goes below."""
        hint = super().minimumSizeHint()
        if not (self._is_narrow or self._action.isHidden()):
            hint.setWidth(hint.width() - self._action.minimumSizeHint().width() - Spacing.SMALL)
        return hint

    @property
    def text(self) -> str:
        """The sentence shown, "" while hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_message(
        self, sentence: str, kind: MessageKind, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence, and a button where `action` names one; "" hides the strip."""
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self._icon.set_icon(*_ICONS[kind])
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._on_action = on_action or _nothing
        set_styled_property(self, "severity", kind.value)
        self.setVisible(bool(sentence))

    def show_info(self, sentence: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Show something worth knowing."""
        self.show_message(sentence, MessageKind.INFO, action, on_action)

    def show_warning(self, sentence: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Show something to look at."""
        self.show_message(sentence, MessageKind.WARNING, action, on_action)

    def show_error(self, sentence: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Show why something was refused."""
        self.show_message(sentence, MessageKind.ERROR, action, on_action)

    def _on_action_clicked(self) -> None:
        on_action = self._on_action
        self.hide()
        on_action()


def _nothing() -> None:
    """Do nothing: the action of a message without a button."""
