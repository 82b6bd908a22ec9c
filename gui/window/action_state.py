"""What keeps actions true: which are possible, and what those say whose word changes with what they would do."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui.actions import Actions
from gui.icons import IconName
from gui.selection import Selection
from gui.session import Session
from gui.theme import ThemeManager
from gui.timeline.timeline import RunTimeline
from gui.timeline.timeline_commands import word_playing
from gui.training.instant_retraining import InstantRetraining
from gui.training.training_controller import TrainingState
from gui.training.transport import Transport


class ActionState(QObject):
    """Refreshes the actions whenever anything changes that decides whether they can apply.

    Args:
        actions: All of the window's.
        session: The open project and its data.
        transport: The run that is seen going on.
        retraining: Whether each edit trains anew.
        timeline: The run recorded.
        selection: What is selected.
        themes: Whether it is dark, and large.
    """

    def __init__(
        self,
        actions: Actions,
        session: Session,
        transport: Transport,
        retraining: InstantRetraining,
        timeline: RunTimeline,
        selection: Selection,
        themes: ThemeManager,
    ) -> None:
        super().__init__(actions)
        self._actions = actions
        self._document = document = session.document
        self._timeline = timeline
        self._shown_transport: tuple[object, ...] = ()
        self._shown_timeline: tuple[object, ...] = ()
        document.undo_stack.indexChanged.connect(self._word_undo)  # at every edit
        timeline.changed.connect(self._on_timeline_changed)
        timeline.playing_changed.connect(partial(word_playing, actions))
        transport.state_changed.connect(self._refresh_transport)
        for changed in (
            document.view_changed,
            document.replaced,
            document.training_changed,
            document.rewound_changed,
            selection.selection_changed,
            QGuiApplication.clipboard().dataChanged,
            themes.theme_changed,
            session.data_set_changed,
            retraining.switched,
        ):
            changed.connect(self._refresh)
        self._word_undo()
        self._refresh_transport(transport.state)

    def _refresh(self) -> None:
        self._actions.refresh()

    def _word_undo(self) -> None:
        stack = self._document.undo_stack
        self._actions["undo"].setText(f"&Undo {stack.undoText()}".rstrip())
        self._actions["redo"].setText(f"&Redo {stack.redoText()}".rstrip())
        self._actions.refresh()

    def _on_timeline_changed(self) -> None:
        if self._document.is_training:  # then it grows with every frame, and nothing becomes possible by it
            return
        timeline = self._timeline
        shown = (timeline.obstacle, timeline.index > 0, timeline.shown is not None, timeline.is_shown_marked)
        if shown != self._shown_timeline:  # it is told of at every edit, too, which refreshes the actions by itself
            self._shown_timeline = shown
            self._actions.refresh()

    def _refresh_transport(self, state: TrainingState) -> None:
        begun = state.is_training or self._document.project.run is not None
        transport = (state.is_training, state.obstacle, state.is_waiting_for_data, begun)
        if transport != self._shown_transport:  # a toolbar is laid out anew whenever its actions are touched
            self._shown_transport = transport
            self._word_transport(state)

    def _word_transport(self, state: TrainingState) -> None:
        if state.is_training:
            self._actions.describe("play", "&Pause", "Pause the run", IconName.PAUSE)
        else:
            self._actions.describe("play", "&Play", "Train; pause with the same key", IconName.PLAY)
        self._actions.refresh()
