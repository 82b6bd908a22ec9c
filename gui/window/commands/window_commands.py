"""What can be done in the window beyond the canvas, as commands: files, undo, colours, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import EDIT, FILE, HELP, VIEW, ActionDescription, Command
from gui.icons import IconName
from gui.settings import ThemeMode
from gui.timeline.timeline_commands import timeline_commands
from gui.window.commands.export_commands import copy_drawing_command, export_command
from gui.window.commands.formula_commands import formula_commands
from gui.window.commands.matrix_commands import matrix_commands
from gui.window.commands.plot_commands import plot_commands
from gui.window.commands.region_commands import region_commands
from gui.window.commands.sample_commands import sample_commands
from gui.window.commands.training_commands import training_commands

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

# The order of a menu is the order of its commands; those of the canvas stand between these two.


def first_commands(window: MainWindow) -> list[Command]:
    """Give the commands that stand before those of the canvas in their menus."""
    return [*_file_commands(window), *_history_commands(window)]


def last_commands(window: MainWindow) -> list[Command]:
    """Give the commands that stand after those of the canvas in their menus."""
    return [
        *_value_commands(window),
        copy_drawing_command(window),
        *formula_commands(window),
        *matrix_commands(window),
        *_colour_commands(window),
        *region_commands(window),
        *sample_commands(window),
        *plot_commands(window),
        *training_commands(window),
        *timeline_commands(window),
        *_help_commands(window),
    ]


def _file_commands(window: MainWindow) -> list[Command]:
    files = window.files
    return [
        Command(ActionDescription("new", FILE, "&New", "Begin an empty project", IconName.NEW, ("Ctrl+N",)), files.new),
        Command(
            ActionDescription("open", FILE, "&Open…", "Open a project file", IconName.OPEN, ("Ctrl+O",)),
            files.choose_and_open,
        ),
        Command(
            ActionDescription("examples", FILE, "&Examples…", "Open a finished example", IconName.GALLERY, ("Ctrl+E",)),
            window.show_gallery,
        ),
        Command(
            ActionDescription(
                "load-data",
                FILE,
                "Load &data…",
                "Take samples from a table, .csv or .tsv",
                IconName.TABLE,
                ("Ctrl+Shift+O",),
                keywords="csv tsv table import spreadsheet file",
            ),
            window.data_files.choose_and_load,
            lambda: window.document.editing_obstacle,
        ),
        Command(
            ActionDescription("save", FILE, "&Save", "Save the project", IconName.SAVE, ("Ctrl+S",), separated=True),
            files.save,
        ),
        Command(
            ActionDescription(
                "save-as", FILE, "Save &as…", "Save the project to another file", None, ("Ctrl+Shift+S",)
            ),
            files.save_as,
        ),
        export_command(window),
        Command(
            ActionDescription("quit", FILE, "&Quit", "Close the window", None, ("Ctrl+Q",), separated=True),
            window.close,
        ),
    ]


def _history_commands(window: MainWindow) -> list[Command]:
    document = window.document
    stack = document.undo_stack

    def undo_obstacle() -> str:
        return document.editing_obstacle or ("" if stack.canUndo() else "There is nothing to take back.")

    def redo_obstacle() -> str:
        return document.editing_obstacle or ("" if stack.canRedo() else "There is nothing to do again.")

    return [
        Command(
            ActionDescription("undo", EDIT, "&Undo", "Take back the last edit", IconName.UNDO, ("Ctrl+Z",)),
            stack.undo,
            undo_obstacle,
        ),
        Command(
            ActionDescription("redo", EDIT, "&Redo", "Do the edit again", IconName.REDO, ("Ctrl+Shift+Z", "Ctrl+Y")),
            stack.redo,
            redo_obstacle,
        ),
    ]


def _value_commands(window: MainWindow) -> list[Command]:
    return [
        Command(
            ActionDescription(
                "edit-value", EDIT, "Edit &value", "Type the weight or bias of what is selected", IconName.EDIT,
                ("Return", "Enter"), on_canvas=True,
            ),
            window.edit_value,
            window.canvas.context.selection_obstacle,
        )
    ]  # fmt: skip


def _colour_commands(window: MainWindow) -> list[Command]:
    themes = window.themes
    described = (
        (ThemeMode.SYSTEM, "&Colours as the system has them", "Light or dark as the desktop is", IconName.THEME_SYSTEM),
        (ThemeMode.LIGHT, "Lig&ht", "Light colours", IconName.THEME_LIGHT),
        (ThemeMode.DARK, "&Dark", "Dark colours", IconName.THEME_DARK),
    )

    def command(mode: ThemeMode, text: str, help_text: str, icon: IconName) -> Command:
        is_first = mode is ThemeMode.SYSTEM
        description = ActionDescription(
            f"theme-{mode}", VIEW, text, help_text, icon, separated=is_first, keywords="theme mode colours colors"
        )
        return Command(description, lambda: themes.set_mode(mode), is_on=lambda: themes.mode is mode)

    modes = [command(*words) for words in described]
    larger = ActionDescription(
        "larger", VIEW, "Pro&jector size", "Larger type and thicker lines, readable from the last row",
        IconName.PROJECTOR, ("F11",), separated=True,
    )  # fmt: skip
    return [*modes, Command(larger, window.presentation.toggle, is_on=lambda: window.presentation.is_on)]


def _help_commands(window: MainWindow) -> list[Command]:
    return [
        Command(
            ActionDescription(
                "command-palette", HELP, "&Find a command…", "Find any command, layer or example by typing",
                IconName.SEARCH, ("Ctrl+K",),
            ),
            window.command_palette.toggle,
        ),
        Command(
            ActionDescription(
                "shortcuts", HELP, "&Keyboard shortcuts", "Show every key", IconName.KEYBOARD, ("?",),
                keywords="help keys hotkeys",
            ),
            window.show_shortcuts,
        ),
        Command(
            ActionDescription("about", HELP, "&About Neurocanvas", "Version and licences", IconName.INFO),
            window.show_about,
        ),
    ]  # fmt: skip
