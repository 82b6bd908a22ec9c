"""Stepping through the samples, and typing an x of one's own, as commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.project.settings import sample_beside, with_selected_sample
from gui.actions import VIEW, ActionDescription, Command
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


def sample_commands(window: MainWindow) -> list[Command]:
    """Give the commands that step through the samples, and the one that lets an own x be typed."""
    document, inputs = window.document, window.canvas.inputs

    def beside(step: int) -> int | None:
        count = 0 if window.data_set is None else window.data_set.sample_count
        return sample_beside(document.view, step, count)

    def step_to(step: int) -> None:
        index = beside(step)
        if index is not None:
            document.set_view(with_selected_sample(document.view, index))

    def obstacle(step: int, end: str) -> str:
        if window.data_set is None:
            return "There is no data yet."
        return "" if beside(step) is not None else f"This is the {end} sample."

    before = ActionDescription(
        "previous-sample", VIEW, "Previous &sample", "Let the sample before flow through the graph",
        IconName.CHEVRON_LEFT, ("[", "PgUp"), separated=True,
    )  # fmt: skip
    after = ActionDescription(
        "next-sample", VIEW, "Next sample", "Let the next sample flow through the graph",
        IconName.CHEVRON_RIGHT, ("]", "PgDown"),
    )  # fmt: skip
    typing = ActionDescription(
        "type-x", VIEW, "Type your own x", "Type input values by hand and let them flow through the graph",
        IconName.EDIT, ("X",), on_canvas=True, keywords="x input values own sample by hand inputs probe point",
    )  # fmt: skip
    return [
        Command(before, partial(step_to, -1), partial(obstacle, -1, "first")),
        Command(after, partial(step_to, 1), partial(obstacle, 1, "last")),
        Command(typing, inputs.begin, lambda: inputs.obstacle),
    ]
