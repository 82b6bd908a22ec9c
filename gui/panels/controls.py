"""Small things that several panels build their controls from."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from gui.icons import IconName, icon
from gui.theme import Spacing
from gui.widgets import IntegerField, NumberField, SliderField, VerticalScrollArea


def set_name(control: QWidget, name: str) -> None:
    """Give a control its object name; of a composed one, the part to type into gets it, the others a suffix."""
    parts: dict[str, QObject] = {"": control}
    if isinstance(control, IntegerField):
        parts = {"": control.field, "-less": control.less, "-more": control.more, "-row": control}
    if isinstance(control, SliderField):
        parts = {"": control.field, "-slider": control.slider, "-row": control}
    for suffix, part in parts.items():
        part.setObjectName(name + suffix)


def set_typing_live(panel: QWidget, *, is_live: bool) -> None:
    """Choose whether numbers typed in a panel count with every keystroke, or only once they are accepted."""
    for field in panel.findChildren(NumberField):
        field.set_typing_live(is_live=is_live)


def make_tool_button(icon_name: IconName, name: str, title: str, tooltip: str = "") -> QToolButton:
    """Give a small button with an icon alone; its title is its accessible name and, by default, its tooltip."""
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(tooltip or title)
    return button


def make_caption(name: str = "") -> QLabel:
    """Give a small grey label that wraps."""
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("type", "caption")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def make_title(name: str = "") -> QLabel:
    """Give a label in the size of titles that wraps."""
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("type", "title")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def indented(message: QWidget) -> QWidget:
    """Give a message strip with the margins of the forms around it."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(Spacing.MEDIUM, 0, Spacing.MEDIUM, 0)
    column.addWidget(message)
    return around


def fill_with_scroll_area(
    panel: QWidget, content: QWidget, *, header: QWidget | None = None, footer: QWidget | None = None
) -> None:
    """Lay out a panel: a header and a footer that stay, and between them the content, which scrolls up and down."""
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if header is not None:
        column.addWidget(header)
    column.addWidget(VerticalScrollArea(content, panel), 1)  # born in it: what moves in is styled anew
    if footer is not None:
        column.addWidget(footer)
