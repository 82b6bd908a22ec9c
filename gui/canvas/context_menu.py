"""The menu of a right click: for each kind of item, the commands that make sense for it.

The commands are the window's own, so a menu names what keeps from each, and shows its keys.
"""

from collections.abc import Sequence

import msgspec
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import Actions
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, Selection, whole_of


class Submenu(msgspec.Struct, frozen=True):
    """All commands that stand under this title in the menu bar, one level down."""

    title: str


SEPARATOR = None
Entry = str | Submenu | None

FUNCTIONS, ARRANGE, FORMULA = Submenu("Activation &function"), Submenu("Arran&ge"), Submenu("Copy &formula")
PATTERNS = Submenu("&Wiring pattern")

_SELECTING: tuple[Entry, ...] = ("select-incoming", "select-outgoing", "select-similar")
_DELETING: tuple[Entry, ...] = ("delete", "delete-and-rejoin")
_CLIPBOARD: tuple[Entry, ...] = ("cut", "copy", "paste", "duplicate")

EMPTY: tuple[Entry, ...] = (
    *("quick-add", "paste"),
    *(SEPARATOR, "select-all", "arrange", "fit"),
    *(SEPARATOR, "minimap", "legend", "removed-edges", "restore-edges"),
    *(SEPARATOR, "undo", "redo"),
)
LAYER: tuple[Entry, ...] = (
    *("quick-add", "rename-layer", FUNCTIONS),
    *(SEPARATOR, "add-neuron", "remove-last-neuron", "fold-layer"),
    *(SEPARATOR, "freeze", "restore-edges"),
    *(SEPARATOR, *_SELECTING, "fit-selection"),
    *(SEPARATOR, "show-formula", FORMULA),
    *(SEPARATOR, *_CLIPBOARD, *_DELETING),
)
NEURON: tuple[Entry, ...] = (
    *("edit-value", "freeze", "restore-edges"),
    *(SEPARATOR, "add-neuron", FUNCTIONS),
    *(SEPARATOR, *_SELECTING, "fit-selection"),
    *(SEPARATOR, "show-formula", FORMULA),
    *(SEPARATOR, *_CLIPBOARD, "delete"),
)
CONNECTION: tuple[Entry, ...] = (
    *("freeze", PATTERNS, "restore-edges", "removed-edges"),
    *(SEPARATOR, "select-similar", "fit-selection"),
    *(SEPARATOR, "copy", "paste", "delete"),
)
EDGE: tuple[Entry, ...] = (
    *("edit-value", "freeze", PATTERNS),
    *(SEPARATOR, "select-similar", "fit-selection"),
    *(SEPARATOR, "copy", "paste", "delete"),
)
REMOVED_EDGE: tuple[Entry, ...] = ("restore-edges", "restore-connection", SEPARATOR, "removed-edges")
SEVERAL: tuple[Entry, ...] = (
    *("wire", PATTERNS, "restore-edges", "freeze"),
    *(SEPARATOR, FUNCTIONS, ARRANGE),
    *(SEPARATOR, *_SELECTING, "fit-selection"),
    *(SEPARATOR, *_CLIPBOARD, *_DELETING),
)

_OF_ONE: dict[type[Item], tuple[Entry, ...]] = {
    LayerItem: LAYER,
    NeuronItem: NEURON,
    ConnectionItem: CONNECTION,
    EdgeItem: EDGE,
}


def menu_entries(items: Sequence[Item], *, is_removed: bool = False) -> tuple[Entry, ...]:
    """Give the entries of the menu for what is selected, or for a removed edge; `SEPARATOR` stands for a line."""
    if not items:
        return REMOVED_EDGE if is_removed else EMPTY
    return _OF_ONE[type(items[0])] if len(items) == 1 else SEVERAL


def make_context_menu(items: Sequence[Item], actions: Actions, parent: QWidget, *, is_removed: bool = False) -> QMenu:
    """Give the menu for what is selected, or for a removed edge; it goes by itself once it is closed."""
    menu = QMenu(parent)
    menu.setObjectName("context-menu")
    menu.setAccessibleName("What can be done here")
    _fill(menu, menu_entries(items, is_removed=is_removed), actions)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def submenu_names(submenu: Submenu, actions: Actions) -> list[str]:
    """Give the names of the commands that stand under a title in the menu bar."""
    described = (command.description for command in actions)
    return [description.name for description in described if description.submenu == submenu.title]


def select_for_menu(selection: Selection, item: Item | None) -> None:
    """Select what was clicked, unless it is, or is a part of, what is selected already: a menu is for all of that.

    A neuron is more than a part of its layer where that alone is selected: the layer has its header to click.
    """
    selected = selection.items
    is_clicked_apart = isinstance(item, NeuronItem) and len(selected) == 1
    if item is None:
        selection.select()
    elif item not in selected and (is_clicked_apart or whole_of(item) not in selected):
        selection.select(item)


def _fill(menu: QMenu, entries: Sequence[Entry], actions: Actions) -> None:
    menu.setToolTipsVisible(True)  # a disabled action says why there
    for entry in entries:
        if isinstance(entry, Submenu):
            _fill(menu.addMenu(entry.title), submenu_names(entry, actions), actions)
        elif entry is SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[entry])
