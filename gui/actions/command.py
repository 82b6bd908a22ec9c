"""A command: what it is called, how it is reached, what it does and what keeps from it."""

from collections.abc import Callable

import msgspec

from gui.icons import IconName

FILE, EDIT, NETWORK, VIEW, TRAIN, HELP = "&File", "&Edit", "&Network", "&View", "&Train", "&Help"
MENUS = (FILE, EDIT, NETWORK, VIEW, TRAIN, HELP)


class ActionDescription(msgspec.Struct, frozen=True):
    """What an action is called and how it is reached.

    Attributes:
        name: How code refers to it; also its object name.
        menu: The menu it stands in.
        text: What the menu calls it; the `&` marks its mnemonic.
        help: One sentence for tooltip and status bar.
        icon: Its icon, or None.
        keys: Shortcuts in portable text, the first one shown.
        submenu: The menu within the menu it stands in, or "".
        separated: Whether a line stands above it in its menu.
        on_canvas: Whether its keys count only while the canvas has the focus: Delete in a table is no layer's end.
        keywords: Other words that people look for it by.
    """

    name: str
    menu: str
    text: str
    help: str
    icon: IconName | None = None
    keys: tuple[str, ...] = ()
    submenu: str = ""
    separated: bool = False
    on_canvas: bool = False
    keywords: str = ""


def _nothing() -> str:
    return ""


class Command(msgspec.Struct, frozen=True, eq=False):
    """Something a person can do.

    Attributes:
        description: What it is called and how it is reached.
        run: Does it.
        obstacle: Gives "", or one sentence that says why it can't be done now.
        is_on: Of a switch, whether it is on; `run` turns it. None for what is no switch.
    """

    description: ActionDescription
    run: Callable[[], object]
    obstacle: Callable[[], str] = _nothing
    is_on: Callable[[], bool] | None = None
