"""A choice among named things, each with its help."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from gui.widgets.drop_down import DropDown


class Choice(msgspec.Struct, frozen=True, eq=False):
    """One thing to choose.

    Attributes:
        name: What code calls it.
        label: What the list calls it.
        help: Its tooltip.
        icon: Its picture, or None.
        obstacle: Why it cannot be chosen now, "" when it can.
    """

    name: str
    label: str
    help: str = ""
    icon: QIcon | None = None
    obstacle: str = ""


class ChoiceField(DropDown):
    """A drop-down list of choices; those that can't be chosen now say why.

    Signals:
        choice_edited: the name the user chose.
    """

    choice_edited = Signal(str)

    def __init__(self, choices: tuple[Choice, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._choices: tuple[Choice, ...] = ()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)
        self.set_choices(choices)

    @property
    def choice(self) -> str:
        """The name chosen, "" when there is none."""
        index = self.currentIndex()
        return self._choices[index].name if 0 <= index < len(self._choices) else ""

    @property
    def labels(self) -> tuple[str, ...]:
        """What can be chosen, in the list's words."""
        return tuple(choice.label for choice in self._choices)

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        """Offer these; the one chosen stays chosen if it is among them."""
        chosen = self.choice
        self._choices = tuple(choices)
        self._items.clear()
        for choice in self._choices:
            self._items.appendRow(_item(choice))
        self.set_choice(chosen)

    def set_choice(self, name: str) -> None:
        """Show the choice of that name without announcing it."""
        names = [choice.name for choice in self._choices]
        self.setCurrentIndex(names.index(name) if name in names else -1)
        index = self.currentIndex()
        self.setToolTip(_tool_tip(self._choices[index]) if index >= 0 else "")

    def _on_activated(self, index: int) -> None:
        self.setToolTip(_tool_tip(self._choices[index]))
        self.choice_edited.emit(self._choices[index].name)


def _item(choice: Choice) -> QStandardItem:
    item = QStandardItem(choice.label)
    item.setToolTip(_tool_tip(choice))
    if choice.icon is not None:
        item.setIcon(choice.icon)
    item.setEnabled(not choice.obstacle)
    return item


def _tool_tip(choice: Choice) -> str:
    return choice.obstacle or choice.help
