"""Every action of the window in one table: its words, icon, keys and place in the menus."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.icons import IconName, icon


class ActionDescription(msgspec.Struct, frozen=True):
    """What an action is called and how it is reached.

    Attributes:
        name: How code refers to it; also its object name.
        menu: The menu it stands in.
        text: What the menu calls it; the `&` marks its mnemonic.
        help: One sentence for tooltip and status bar.
        icon: Its icon, or None.
        keys: Shortcuts in portable text, the first one shown.
        checkable: Whether it is a switch.
        separated: Whether a line stands above it in its menu.
        on_canvas: Whether its keys count only while the canvas has the focus: Delete in a table is no layer's end.
    """

    name: str
    menu: str
    text: str
    help: str
    icon: IconName | None = None
    keys: tuple[str, ...] = ()
    checkable: bool = False
    separated: bool = False
    on_canvas: bool = False


FILE, EDIT, VIEW, TRAIN, HELP = "&File", "&Edit", "&View", "&Train", "&Help"
MENUS = (FILE, EDIT, VIEW, TRAIN, HELP)

DESCRIPTIONS = (
    ActionDescription("new", FILE, "&New", "Begin an empty project", IconName.NEW, ("Ctrl+N",)),
    ActionDescription("open", FILE, "&Open…", "Open a project file", IconName.OPEN, ("Ctrl+O",)),
    ActionDescription("examples", FILE, "&Examples…", "Open a finished example", IconName.GALLERY, ("Ctrl+E",)),
    ActionDescription("save", FILE, "&Save", "Save the project", IconName.SAVE, ("Ctrl+S",), separated=True),
    ActionDescription("save-as", FILE, "Save &as…", "Save the project to another file", None, ("Ctrl+Shift+S",)),
    ActionDescription("quit", FILE, "&Quit", "Close the window", None, ("Ctrl+Q",), separated=True),
    ActionDescription("undo", EDIT, "&Undo", "Take back the last edit", IconName.UNDO, ("Ctrl+Z",)),
    ActionDescription("redo", EDIT, "&Redo", "Do the edit again", IconName.REDO, ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionDescription(
        "delete", EDIT, "&Delete", "Delete what is selected", IconName.DELETE, ("Del", "Backspace"),
        separated=True, on_canvas=True,
    ),
    ActionDescription(
        "edit-value", EDIT, "Edit &value", "Type the weight or bias of what is selected", IconName.EDIT,
        ("Return", "Enter"), on_canvas=True,
    ),
    ActionDescription(
        "select-all", EDIT, "Select &all", "Select every layer", IconName.SELECT, ("Ctrl+A",), on_canvas=True
    ),
    ActionDescription("fit", VIEW, "&Fit", "Show the whole network", IconName.FIT, ("F", ".")),
    ActionDescription("zoom-in", VIEW, "Zoom &in", "Zoom in", IconName.ZOOM_IN, ("Ctrl++", "Ctrl+=")),
    ActionDescription("zoom-out", VIEW, "Zoom &out", "Zoom out", IconName.ZOOM_OUT, ("Ctrl+-",)),
    ActionDescription("zoom-reset", VIEW, "&Actual size", "Zoom to 100 %", None, ("Ctrl+0",)),
    ActionDescription(
        "theme-system", VIEW, "Colours as the &system has them", "Light or dark as the desktop is",
        IconName.THEME_SYSTEM, checkable=True, separated=True,
    ),
    ActionDescription("theme-light", VIEW, "&Light", "Light colours", IconName.THEME_LIGHT, checkable=True),
    ActionDescription("theme-dark", VIEW, "&Dark", "Dark colours", IconName.THEME_DARK, checkable=True),
    ActionDescription(
        "larger", VIEW, "&Projector size", "Larger type and thicker lines, readable from the last row",
        IconName.PROJECTOR, ("F11",), checkable=True, separated=True,
    ),
    ActionDescription("play", TRAIN, "&Play", "Train; pause with the same key", IconName.PLAY, ("Space",)),
    ActionDescription("step", TRAIN, "&Step", "Take one mini-batch", IconName.STEP, ("Right",)),
    ActionDescription("epoch", TRAIN, "&Epoch", "Train to the end of the epoch", IconName.EPOCH, ("E",)),
    ActionDescription(
        "reset", TRAIN, "&Reset", "Go back to the very parameters the run began from", IconName.RESET, ("R",)
    ),
    ActionDescription("shortcuts", HELP, "&Keyboard shortcuts", "Show every key", IconName.KEYBOARD, ("?",)),
    ActionDescription("about", HELP, "&About Neurocanvas", "Version and licences", IconName.INFO),
)  # fmt: skip

TOOLBAR_LEFT = (("new", "open", "examples", "save"), ("undo", "redo"))
TRANSPORT = ("reset", "play", "step", "epoch")
TOOLBAR_CENTRE = (TRANSPORT,)
TOOLBAR_RIGHT = (("zoom-out", "zoom-in", "fit"),)


class Actions:
    """The window's actions, by name.

    Args:
        window: The window whose shortcuts they are.
        canvas: The canvas within it.
    """

    def __init__(self, window: QWidget, canvas: QWidget) -> None:
        self._actions = {description.name: _make(description, window, canvas) for description in DESCRIPTIONS}
        self._help = {description.name: description.help for description in DESCRIPTIONS}
        themes = QActionGroup(window)
        for name in ("theme-system", "theme-light", "theme-dark"):
            themes.addAction(self._actions[name])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def describe(self, name: str, text: str, help_text: str, icon_name: IconName) -> None:
        """Give an action other words and another icon, as Play becomes Pause."""
        self._help[name] = help_text
        _word(self._actions[name], text, help_text, icon_name, _keys_of(name))

    def set_enabled(self, name: str, enabled: bool, reason: str = "") -> None:
        """Enable an action, or disable it with the reason in its tooltip."""
        action = self._actions[name]
        action.setEnabled(enabled)
        action.setToolTip(_tooltip(self._help[name] if enabled or not reason else reason, _keys_of(name)))


def _keys_of(name: str) -> tuple[str, ...]:
    return next(description.keys for description in DESCRIPTIONS if description.name == name)


def _make(description: ActionDescription, window: QWidget, canvas: QWidget) -> QAction:
    action = QAction(window)
    action.setObjectName(f"action-{description.name}")
    action.setShortcuts([QKeySequence(key) for key in description.keys])
    action.setCheckable(description.checkable)
    _word(action, description.text, description.help, description.icon, description.keys)
    if description.on_canvas:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    (canvas if description.on_canvas else window).addAction(action)
    return action


def _word(action: QAction, text: str, help_text: str, icon_name: IconName | None, keys: tuple[str, ...]) -> None:
    action.setText(text)
    action.setIconText(text.replace("&", "").rstrip("…"))
    action.setToolTip(_tooltip(help_text, keys))
    action.setStatusTip(help_text)
    if icon_name is not None:
        action.setIcon(icon(icon_name))


def _tooltip(help_text: str, keys: tuple[str, ...]) -> str:
    if not keys:
        return help_text
    return f"{help_text} ({QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"
