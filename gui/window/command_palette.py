"""The command palette: every action of the menus, every layer and neuron by name, and the examples, found by typing."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMenu, QMenuBar

from engine.network.activations import activation_function
from engine.network.kinds import layer_kind
from engine.network.model import Layer
from engine.project.examples import EXAMPLES
from gui.actions import KEYWORDS
from gui.canvas.canvas import NetworkCanvas
from gui.icons import IconName, icon
from gui.search_popup import Found, SearchEntry, SearchPopup, ranked
from gui.selection import LayerItem, NeuronItem
from gui.settings import Settings

PLACEHOLDER = "Command, layer, neuron or example"
OWN_ACTION = "action-command-palette"
_LAST_NUMBER = re.compile(r"(\d{1,6})\s*$")


class CommandPalette(QObject):
    """Finds what stands in the menus; what was run lately comes first.

    Args:
        menu_bar: Where all actions stand; the popup lies over its window.
        canvas: What layers and neurons are shown on.
        open_example: Opens an example by its name.
        settings: Remembers what was run lately.
        more: Gives what else there is to find for a text.
    """

    def __init__(
        self,
        menu_bar: QMenuBar,
        canvas: NetworkCanvas,
        open_example: Callable[[str], object],
        settings: Settings,
        more: Callable[[str], Iterable[SearchEntry]] = lambda _text: (),
    ) -> None:
        super().__init__(menu_bar)
        self._menu_bar = menu_bar
        self._canvas = canvas
        self._open_example = open_example
        self._settings = settings
        self._more = more
        self._popup: SearchPopup | None = None

    @property
    def popup(self) -> SearchPopup | None:
        """The popup that is open."""
        return self._popup

    def toggle(self) -> None:
        """Open, or close what is open."""
        if self._popup is not None:
            self._popup.close_popup()
            return
        window = self._menu_bar.window()
        commands = self._commands()
        popup = SearchPopup(window, partial(self._find, commands), name="Command palette", placeholder=PLACEHOLDER)
        popup.closed.connect(self._on_closed)
        self._popup = popup

    def _find(self, commands: Sequence[SearchEntry], text: str) -> list[Found]:
        others = (self._layers(), self._neurons(text), self._inputs(), self._examples(), self._more(text))
        return ranked([*commands, *itertools.chain.from_iterable(others)], text)

    def _commands(self) -> list[SearchEntry]:
        """Give the actions, those run lately first."""
        everything = [pair for top in self._menu_bar.actions() for pair in _actions_in(top.menu(), _plain(top.text()))]
        actions = [pair for pair in everything if pair[0].objectName() != OWN_ACTION and not _turns_panel(pair[0])]
        recent = self._settings.recent_commands
        places = {name: place for place, name in enumerate(recent)}
        actions.sort(key=lambda pair: places.get(_key_of(pair[0]), len(places)))
        titles = Counter(_plain(action.text()) for action, _ in actions)
        return [self._command(action, path, is_alone=titles[_plain(action.text())] == 1) for action, path in actions]

    def _command(self, action: QAction, path: str, *, is_alone: bool) -> SearchEntry:
        """Give what finds an action; one that is called like others names the menu within a menu that it stands in."""
        help_text, title = action.statusTip() or action.toolTip(), _plain(action.text())
        _, is_within, submenu = path.rpartition(" › ")
        return SearchEntry(
            title if is_alone or not is_within else f"{submenu}: {title}",
            partial(self._run, action),
            detail="on" if action.isChecked() else "",
            place=path,
            keys=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            help=help_text,
            keywords=action.property(KEYWORDS) or "",
            obstacle="" if action.isEnabled() else help_text,
            icon=action.icon(),
        )

    def _run(self, action: QAction) -> None:
        self._settings.remember_command(_key_of(action))
        action.trigger()

    def _layers(self) -> Iterator[SearchEntry]:
        for layer in self._canvas.network_scene.network.layers:
            yield SearchEntry(
                layer.name,
                partial(self._canvas.go_to, LayerItem(layer.id)),
                detail=_extent(layer),
                place="Layer",
                help=f"Selects “{layer.name}” and shows it in the middle.",
                keywords="go to",
                icon=icon(IconName.LAYER),
            )

    def _neurons(self, text: str) -> Iterator[SearchEntry]:
        """Give the neurons that have the number typed last; all of them would be thousands."""
        number = _LAST_NUMBER.search(text)
        index = int(number[1]) - 1 if number else -1
        for layer in self._canvas.network_scene.network.layers:
            if 0 <= index < layer.width:
                yield self._neuron(layer, index, f"{layer.name}, neuron {index + 1}", "Neuron")

    def _inputs(self) -> Iterator[SearchEntry]:
        """Give the inputs that have names of their own."""
        scene = self._canvas.network_scene
        for layer in scene.network.layers:
            if not layer_kind(layer.kind).takes_sources and len(scene.input_names) == layer.width:
                for index, name in enumerate(scene.input_names):
                    yield self._neuron(layer, index, name, "Input")

    def _neuron(self, layer: Layer, index: int, title: str, place: str) -> SearchEntry:
        return SearchEntry(
            title,
            partial(self._canvas.go_to, NeuronItem(layer.id, index)),
            place=place,
            help=f"Selects neuron {index + 1} of “{layer.name}” and shows it in the middle.",
            keywords="go to",
            icon=icon(IconName.NEURON),
        )

    def _examples(self) -> Iterator[SearchEntry]:
        for example in EXAMPLES.values():
            yield SearchEntry(
                example.label,
                partial(self._open_example, example.name),
                place="Example",
                help=example.description,
                keywords="open",
                icon=icon(IconName.GALLERY),
            )

    def _on_closed(self) -> None:
        self._popup = None


def _actions_in(menu: QObject | None, path: str) -> Iterator[tuple[QAction, str]]:
    """Give the actions of a menu and of those in it, each with the titles of the menus that lead to it."""
    for action in menu.actions() if isinstance(menu, QMenu) else ():
        if action.menu() is not None:
            yield from _actions_in(action.menu(), f"{path} › {_plain(action.text())}")
        elif not action.isSeparator():
            yield action, path


def _turns_panel(action: QAction) -> bool:
    """Tell whether it shows or hides a panel: in the menu one behind another counts as shown, here it is looked for."""
    return isinstance(action.parent(), QDockWidget)


def _key_of(action: QAction) -> str:
    return action.objectName() or action.text()


def _plain(text: str) -> str:
    """Give an action's words without the mark of the mnemonic and the dots that promise a dialog."""
    return text.replace("&", "").rstrip("…")


def _extent(layer: Layer) -> str:
    count = f"{layer.width:,} neuron{'' if layer.width == 1 else 's'}"
    function = activation_function(layer.activation_function).label
    return f"{count} · {function}" if layer_kind(layer.kind).has_bias else count
