"""The buttons above the matrix: paste, copy, fill; where there is no room for them, one button with all of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gui.actions import Command
from gui.icons import IconName, icon
from gui.theme import Spacing

# The arrow beside the word instead of in the corner.
MENU_BUTTON_STYLE = """
QToolButton { padding-right: 16px; }
QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; right: 3px; }
"""
PLAIN_MENU_BUTTON_STYLE = "QToolButton::menu-indicator { image: none; }"
MakeCommands = Callable[[], Sequence[Command]]


def fill_menu(menu: QMenu, commands: Sequence[Command]) -> None:
    """Add commands to a menu as they are now: those with an obstacle rest, and their tooltips say why."""
    menu.setToolTipsVisible(True)
    for command in commands:
        description = command.description
        if description.separated:
            menu.addSeparator()
        action = menu.addAction(description.text)
        action.setObjectName(f"action-{description.name}")
        if description.icon is not None:
            action.setIcon(icon(description.icon))
        obstacle = command.obstacle()
        action.setEnabled(not obstacle)
        action.setToolTip(obstacle or description.help)
        action.triggered.connect(lambda _checked=False, command=command: command.run())


class MatrixTools(QWidget):
    """Buttons as wide as there is room for: with icons and words, with words or icons alone, or a single one.

    Args:
        paste: Pastes.
        copying: Gives the commands that copy.
        filling: Gives the commands that fill.
        marking: Gives the commands that freeze and restore.
    """

    def __init__(
        self, paste: Command, copying: MakeCommands, filling: MakeCommands, marking: MakeCommands,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._paste_command = paste
        self._menus: dict[str, MakeCommands] = {"&Copy": copying, "&Fill": filling, "": marking}
        self.paste_button = _make_button(IconName.PASTE, "paste-matrix", "Paste", paste.description.help)
        self.paste_button.clicked.connect(lambda _checked: paste.run())
        self._copy = self._make_menu_button(IconName.COPY, "copy-matrix", "Copy", "Copy for another program", copying)
        self._fill = self._make_menu_button(IconName.MATRIX, "fill-matrix", "Fill", "Fill with other numbers", filling)
        self._more = _make_button(IconName.MORE, "matrix-menu", "", "Paste, copy, fill, freeze")
        self._more.setAccessibleName("Matrix menu")
        self._give_menu(self._more, self._fill_whole_menu)
        self._wide = (self.paste_button, self._copy, self._fill)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        for button in (*self._wide, self._more):
            row.addWidget(button)
        row.addStretch(1)
        self._arrange()

    def refresh(self) -> None:
        """Let pasting rest while it cannot be done."""
        obstacle = self._paste_command.obstacle()
        self.paste_button.setEnabled(not obstacle)
        self.paste_button.setToolTip(obstacle or self._paste_command.description.help)

    def context_menu(self) -> QMenu:
        """Give a menu with all of it, which goes by itself once it is closed."""
        menu = QMenu(self)
        menu.setObjectName("matrix-context-menu")
        self._fill_whole_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def minimumSizeHint(self) -> QSize:
        """Need room for the button with all of it."""
        return self._more.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs more room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._arrange()

    def _arrange(self) -> None:
        kind = Qt.ToolButtonStyle
        for style in (kind.ToolButtonTextBesideIcon, kind.ToolButtonTextOnly, kind.ToolButtonIconOnly):
            for button in self._wide:
                button.setToolButtonStyle(style)
            shown = (*self._wide, self._more)
            width = sum(button.sizeHint().width() for button in shown) + Spacing.TIGHT * (len(shown) - 1)
            if width <= self.width():
                break
        for button in self._wide:
            button.setVisible(width <= self.width())

    def _make_menu_button(
        self, icon_name: IconName, name: str, text: str, help_text: str, commands: MakeCommands
    ) -> QToolButton:
        button = _make_button(icon_name, name, text, help_text)
        self._give_menu(button, lambda menu: fill_menu(menu, commands()))
        return button

    def _give_menu(self, button: QToolButton, fill: Callable[[QMenu], None]) -> None:
        menu = QMenu(button)

        def fill_anew() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(fill_anew)
        button.setMenu(menu)
        button.setStyleSheet(MENU_BUTTON_STYLE if button.text() else PLAIN_MENU_BUTTON_STYLE)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _fill_whole_menu(self, menu: QMenu) -> None:
        fill_menu(menu, [self._paste_command])
        for title, commands in self._menus.items():
            fill_menu(menu.addMenu(title) if title else menu, commands())


def _make_button(icon_name: IconName, name: str, text: str, help_text: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setText(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setToolTip(help_text)
    button.setAutoRaise(True)
    return button
