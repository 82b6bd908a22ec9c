"""What can be found and chosen."""

from collections.abc import Callable

import msgspec
from PySide6.QtGui import QIcon


def _nothing() -> None:
    return None


class SearchEntry(msgspec.Struct, frozen=True, eq=False):
    """Something to choose.

    Attributes:
        title: What it is called; letters that match are marked in it.
        run: Does it, after the popup has closed.
        detail: A few words beside the title.
        place: Where else it is found, or what kind of thing it is; at the right.
        keys: Its shortcut in the words of this system, or "".
        help: One sentence for the foot of the popup.
        keywords: Other words it can be found by.
        obstacle: Why it can't be chosen now, or "".
        icon: Its icon, or None.
    """

    title: str
    run: Callable[[], object] = _nothing
    detail: str = ""
    place: str = ""
    keys: str = ""
    help: str = ""
    keywords: str = ""
    obstacle: str = ""
    icon: QIcon | None = None


class Found(msgspec.Struct, frozen=True, eq=False):
    """An entry that fits what was typed.

    Attributes:
        entry: The entry.
        marks: Places of the letters of its title that fit.
    """

    entry: SearchEntry
    marks: frozenset[int] = frozenset()
