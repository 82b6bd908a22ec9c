"""What the window says: how runs ended, what went wrong and what mends it, until it is no news any more."""

from PySide6.QtCore import QObject, Signal

from engine.network.model import shares_parameters
from engine.process.events import DIVERGED, FINISHED
from engine.project.project import Project
from gui.canvas.value_editing.item_values import ValueItem
from gui.document import Document
from gui.training.training_controller import TrainingController
from gui.widgets.inline_message import InlineMessage, MessageKind
from gui.window.status import TrainingStatusBar
from gui.window.too_large import too_large_sentence, too_large_value

PASSING_MS = 8000


class Announcements(QObject):
    """Writes what has to be acted on over the canvas, what passes into the status bar.

    Args:
        document: What is trained and edited.
        training: Whose runs end.
        message: The place over the canvas.
        status: The place for what passes.

    Attributes:
        reset_requested: The run that diverged shall be reset.
        value_requested: The weight or bias at fault shall be edited, a `ValueItem`.
    """

    reset_requested = Signal()
    value_requested = Signal(object)

    def __init__(
        self,
        document: Document,
        training: TrainingController,
        message: InlineMessage,
        status: TrainingStatusBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._message = message
        self._status = status
        self._trained_from = document.project.network
        self._culprit: ValueItem | None = None
        self._confirmed_at: int | None = None
        document.project_changed.connect(self._on_project_changed)
        document.undo_stack.indexChanged.connect(self._on_step_changed)
        document.training_changed.connect(self._on_training_changed)
        training.stopped.connect(self._on_run_stopped)

    def warn(self, sentence: str) -> None:
        """Say what went wrong."""
        self._confirmed_at = None
        self._message.show_message(sentence, MessageKind.WARNING)

    def confirm(self, sentence: str) -> None:
        """Say what came of something that was asked for, until it is undone or something else is done."""
        self._confirmed_at = self._document.undo_stack.index()
        self._message.show_message(sentence, MessageKind.SUCCESS)

    def mention(self, sentence: str) -> None:
        """Say in passing what is done."""
        self._status.tell(sentence, PASSING_MS)

    def clear(self) -> None:
        """Take back what is said over the canvas."""
        self._confirmed_at = None
        self._message.hide()

    def _on_run_stopped(self, reason: str, sentence: str) -> None:
        self._confirmed_at = None
        if reason == FINISHED:
            self.mention(sentence)
        elif reason == DIVERGED and (culprit := self._too_large_from_the_start) is not None:
            self._culprit = culprit
            told = too_large_sentence(self._document.project.network, culprit)
            self._message.show_message(
                told, MessageKind.WARNING, "Change it", lambda: self.value_requested.emit(culprit)
            )
        elif reason == DIVERGED:
            told = f"{sentence} Reset before you try again."
            self._message.show_message(told, MessageKind.WARNING, "Reset", self.reset_requested.emit)
        else:
            self.warn(sentence)

    @property
    def _too_large_from_the_start(self) -> ValueItem | None:
        """The weight or bias at fault where the last run got nowhere; otherwise it is the learning rate."""
        network = self._document.project.network
        return too_large_value(network) if shares_parameters(network, self._trained_from) else None

    def _on_training_changed(self, is_training: bool) -> None:
        if is_training:
            self._trained_from, self._culprit = self._document.project.network, None
            self.clear()  # whatever went wrong before, it is being tried again
            self._status.clearMessage()

    def _on_project_changed(self, before: Project, after: Project) -> None:
        self._status.clearMessage()  # how the last run ended is no news any more
        if before.network is after.network or self._culprit is None:
            return
        if too_large_value(after.network) is None:
            self._culprit = None
            self.clear()

    def _on_step_changed(self, index: int) -> None:
        if self._confirmed_at is not None and index != self._confirmed_at:
            self.clear()
