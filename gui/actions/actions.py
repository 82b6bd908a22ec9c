"""Commands as Qt actions."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.actions.command import Command
from gui.icons import IconName, icon

KEYWORDS = "keywords"  # the property of an action that holds them


class Actions(QObject):
    """The window's actions, by name. What is possible and what is on is asked anew by `refresh`.

    Of commands with the same key the first has it that can be run now.

    Args:
        window: The window whose shortcuts they are.
        canvas: The canvas within it.
        commands: What they do.
    """

    def __init__(self, window: QWidget, canvas: QWidget, commands: Iterable[Command]) -> None:
        super().__init__(window)
        self._commands = {command.description.name: command for command in commands}
        self._actions: dict[str, QAction] = {}
        self._shown: dict[str, tuple[str, bool, tuple[str, ...]]] = {}
        for name, command in self._commands.items():
            self._actions[name] = action = _make(command, window)
            action.triggered.connect(lambda _checked=False, name=name: self._run(name))
            (canvas if command.description.on_canvas else window).addAction(action)
        self._help = {name: command.description.help for name, command in self._commands.items()}
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def obstacle(self, name: str) -> str:
        """Give why a command can't be run now, or ""."""
        return self._commands[name].obstacle()

    def obstacle_of_keys(self, keys: QKeySequence, *, is_on_canvas: bool) -> str:
        """Give why the commands with these keys can't be run now, or "" where there is none that can't.

        Args:
            keys: What was pressed; Qt hands a disabled action's keys on to the control that has the focus.
            is_on_canvas: Whether that is the canvas, so that commands count whose keys count there alone.
        """
        for name, command in self._commands.items():
            counts = is_on_canvas or not command.description.on_canvas
            if counts and not self._actions[name].isEnabled() and keys in self._actions[name].shortcuts():
                return command.obstacle()
        return ""

    def refresh(self) -> None:
        """Ask every command whether it is possible and on, and give out the keys."""
        taken: set[str] = set()
        for name, command in self._commands.items():
            obstacle = command.obstacle()
            keys = tuple(key for key in command.description.keys if key not in taken)
            taken.update(() if obstacle else keys)
            shown = obstacle, command.is_on is not None and command.is_on(), keys
            if shown != self._shown.get(name):  # a tool bar is laid out anew whenever its actions are touched
                self._shown[name] = shown
                self._show(name)

    def describe(self, name: str, text: str, help_text: str, icon_name: IconName | None) -> None:
        """Give an action other words and another icon, as Play becomes Pause."""
        self._help[name] = help_text
        _word(self._actions[name], text, icon_name)
        self._show(name)

    def _run(self, name: str) -> None:
        self._commands[name].run()
        self._show(name)  # Qt has turned a switch's mark itself, whatever came of it
        self.refresh()

    def _show(self, name: str) -> None:
        action = self._actions[name]
        reason, is_on, keys = self._shown[name]
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setEnabled(not reason)
        action.setChecked(is_on)
        action.setToolTip(_tooltip(reason or self._help[name], keys))
        action.setStatusTip(reason or self._help[name])


def _make(command: Command, window: QWidget) -> QAction:
    description = command.description
    action = QAction(window)
    action.setObjectName(f"action-{description.name}")
    action.setCheckable(command.is_on is not None)
    action.setProperty(KEYWORDS, description.keywords)
    _word(action, description.text, description.icon)
    if description.on_canvas:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return action


def _word(action: QAction, text: str, icon_name: IconName | None) -> None:
    action.setText(text)
    action.setIconText(text.replace("&", "").rstrip("…"))
    if icon_name is not None:
        action.setIcon(icon(icon_name))


def _tooltip(help_text: str, keys: tuple[str, ...]) -> str:
    if not keys:
        return help_text
    return f"{help_text} ({QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"
