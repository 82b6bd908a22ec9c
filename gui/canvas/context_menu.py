"""The menu of a right click: for each kind of item, the commands that make sense for it.

The commands are the window's own, so a menu names what keeps from each, and shows its keys.
"""

from collections.abc import Sequence

import msgspec
from PySide6.QtWidgets import QMenu, QWidget

from engine.network.activations import ACTIVATION_FUNCTIONS
from gui.actions import Actions
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, Selection


class Submenu(msgspec.Struct, frozen=True):
    """Commands one level down."""

    title: str
    names: tuple[str, ...]


SEPARATOR = None
Entry = str | Submenu | None

FUNCTIONS = Submenu("Activation &function", tuple(f"activation-{name}" for name in ACTIVATION_FUNCTIONS))

EMPTY: tuple[Entry, ...] = ("quick-add", SEPARATOR, "select-all", "fit", SEPARATOR, "undo", "redo")
LAYER: tuple[Entry, ...] = (
    "quick-add",
    "add-neuron",
    FUNCTIONS,
    SEPARATOR,
    "freeze",
    "restore-edges",
    SEPARATOR,
    "delete",
)
NEURON: tuple[Entry, ...] = ("edit-value", "add-neuron", SEPARATOR, "freeze", "restore-edges", SEPARATOR, "delete")
CONNECTION: tuple[Entry, ...] = ("freeze", "restore-edges", SEPARATOR, "delete")
EDGE: tuple[Entry, ...] = ("edit-value", "freeze", SEPARATOR, "delete")
SEVERAL: tuple[Entry, ...] = ("wire", "freeze", "restore-edges", FUNCTIONS, SEPARATOR, "delete")

_OF_ONE: dict[type[Item], tuple[Entry, ...]] = {
    LayerItem: LAYER,
    NeuronItem: NEURON,
    ConnectionItem: CONNECTION,
    EdgeItem: EDGE,
}


def menu_entries(items: Sequence[Item]) -> tuple[Entry, ...]:
    """Give the entries of the menu for what is selected; `SEPARATOR` stands for a line."""
    if not items:
        return EMPTY
    return _OF_ONE[type(items[0])] if len(items) == 1 else SEVERAL


def make_context_menu(items: Sequence[Item], actions: Actions, parent: QWidget) -> QMenu:
    """Give the menu for what is selected; it goes by itself once it is closed."""
    menu = QMenu(parent)
    menu.setObjectName("context-menu")
    menu.setAccessibleName("What can be done here")
    _fill(menu, menu_entries(items), actions)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def select_for_menu(selection: Selection, item: Item | None) -> None:
    """Select what was clicked, unless it is among what is selected already: a menu is for all of that."""
    if item is None:
        selection.select()
    elif item not in selection.items:
        selection.select(item)


def _fill(menu: QMenu, entries: Sequence[Entry], actions: Actions) -> None:
    menu.setToolTipsVisible(True)  # a disabled action says why there
    for entry in entries:
        if isinstance(entry, Submenu):
            _fill(menu.addMenu(entry.title), entry.names, actions)
        elif entry is SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[entry])
