"""Rewinding a run, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import TRAIN, ActionDescription, Actions, Command
from gui.icons import IconName
from gui.plots.kinds import PLOT_KINDS

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

_RECORDING = "Re&cording"
PLAY = ("&Play back", "Play the run back, from its beginning or the moment shown", IconName.PLAY)
PAUSE = ("&Pause", "Pause playing back", IconName.PAUSE)
FILMING = "A film is being made; wait for it, or cancel it."
_WORDS = "gif mp4 video animation movie timeline rewind history snapshot scrub replay recording"


def timeline_commands(window: MainWindow) -> list[Command]:
    """Give the commands that lead to the moments of the run recorded."""
    timeline = window.timeline

    def back_obstacle() -> str:
        return timeline.obstacle or ("" if timeline.index > 0 else "This is the beginning of the run.")

    def end_obstacle() -> str:
        return timeline.obstacle or ("" if timeline.shown is not None else "This is the end of the run.")

    def export_film() -> None:
        window.exports.film.choose()  # loaded when it is first used

    return [
        Command(
            _described("play-recording", *PLAY),
            timeline.play,
            lambda: timeline.obstacle,
        ),
        Command(
            _described("previous-moment", "One moment &back", "Rewind canvas and plots by one moment of the run",
                       None, ("Ctrl+PgUp",)),
            lambda: timeline.show(timeline.index - 1),
            back_obstacle,
        ),
        Command(
            _described("next-moment", "One moment &on", "Show the next moment of the run", None, ("Ctrl+PgDown",)),
            lambda: timeline.show(timeline.index + 1),
            end_obstacle,
        ),
        Command(
            _described("mark-moment", "&Mark the moment", "Mark the moment shown, so that it is found again and kept",
                       IconName.MARK),
            timeline.mark,
            lambda: timeline.obstacle,
            lambda: timeline.is_shown_marked,
        ),
        Command(
            _described("compare-moments", "&Compare with another", "Show the moment seen beside another one of the "
                       "run: both boundaries, and what changed", IconName.MOMENTS),
            lambda: window.open_plots.show(PLOT_KINDS["moments"]),
            lambda: timeline.obstacle,
        ),
        Command(
            _described("go-on-from-moment", "&Go on from here", "Take the project back to the moment shown; training "
                       "goes on from there", IconName.BRANCH),
            timeline.go_on_from_here,
            end_obstacle,
        ),
        Command(
            _described("end-of-recording", "Back to the e&nd", "Show the project as the run left it", IconName.TO_END),
            timeline.to_end,
            end_obstacle,
        ),
        Command(
            _described("export-film", "&Export film…", "Write the run as a film, a GIF or an MP4, of the canvas, the "
                       "boundary or the whole window", IconName.EXPORT),
            export_film,
            lambda: FILMING if window.exports.is_filming else timeline.obstacle,
        ),
    ]  # fmt: skip


def word_playing(actions: Actions, is_playing: bool) -> None:
    """Let the action that plays back say what it does next."""
    actions.describe("play-recording", *(PAUSE if is_playing else PLAY))


def _described(
    name: str, text: str, help_text: str, icon: IconName | None = None, keys: tuple[str, ...] = ()
) -> ActionDescription:
    return ActionDescription(name, TRAIN, text, help_text, icon, keys, submenu=_RECORDING, keywords=_WORDS)
