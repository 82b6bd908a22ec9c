"""The menu bar, made of the commands; and the menu of recent files."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QMenu, QMenuBar

from gui.actions import MENUS, Actions


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Give every action its place in a menu. Gives the menus by title."""
    menus = {title: bar.addMenu(title) for title in MENUS}
    submenus: dict[tuple[str, str], QMenu] = {}
    for description in (command.description for command in actions):
        menu = menus[description.menu]
        menu.setToolTipsVisible(True)  # a disabled action says why there
        if description.submenu:
            key = description.menu, description.submenu
            menu = submenus.setdefault(key, submenus.get(key) or menu.addMenu(description.submenu))
            menu.setToolTipsVisible(True)
        if description.separated:
            menu.addSeparator()
        menu.addAction(actions[description.name])
    return menus


def fill_recent_menu(menu: QMenu, paths: Sequence[Path], open_file: Callable[[Path], object]) -> None:
    """List these files, and nothing else; with none the menu is disabled."""
    menu.clear()
    for path in paths:
        action = menu.addAction(path.name)
        action.setToolTip(str(path))
        action.triggered.connect(lambda _checked=False, path=path: open_file(path))
    menu.setEnabled(bool(paths))
    menu.menuAction().setToolTip("" if paths else "No file was opened yet.")
