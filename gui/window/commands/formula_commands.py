"""What can be done with the formula of what is selected, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.network.graph import problems
from gui.actions import EDIT, VIEW, ActionDescription, Command
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

SUBMENU = "Copy &formula"


def formula_commands(window: MainWindow) -> list[Command]:
    """Give the commands of the formula: show it, copy it."""

    def obstacle() -> str:
        is_of_all = window.selection.current is None
        return next(iter(problems(window.document.network)), "") if is_of_all else ""

    # Written out, so that the panels are made when they are needed, not with the commands.
    def copy_latex() -> None:
        window.panels.formula.copy_latex()

    def copy_image() -> None:
        window.panels.formula.copy_image()

    return [
        Command(
            ActionDescription(
                "show-formula", VIEW, "Sho&w formula", "Show the formula of what is selected", IconName.FORMULA
            ),
            lambda: window.docks.show("formula"),
        ),
        Command(
            ActionDescription(
                "copy-formula-latex", EDIT, "As &LaTeX", "Copy the formula of what is selected as LaTeX",
                IconName.FORMULA, submenu=SUBMENU,
            ),
            copy_latex,
            obstacle,
        ),
        Command(
            ActionDescription(
                "copy-formula-image", EDIT, "As &image", "Copy the formula of what is selected as a picture",
                IconName.IMAGE, submenu=SUBMENU,
            ),
            copy_image,
            obstacle,
        ),
    ]  # fmt: skip
