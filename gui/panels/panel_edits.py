"""How a panel's controls edit the document: one undo step for each visit to a field, refusals told beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.errors import EngineError
from engine.network.model import Network
from engine.project.project import Project, with_network
from gui.document import Document
from gui.widgets import InlineMessage


class PanelEdits(QObject):
    """Applies the edits of one panel and shows in its message why one was refused.

    Signals:
        refused: an edit was refused, so a field may show what is not so.
    """

    refused = Signal()

    def __init__(self, document: Document, message: InlineMessage) -> None:
        super().__init__(message)
        self._document = document
        self._message = message
        document.project_changed.connect(self._on_project_changed)

    @property
    def project(self) -> Project:
        """The project to edit."""
        return self._document.project

    def apply(
        self,
        label: str,
        edit: Callable[[Project], Project],
        gesture: object = None,
        *,
        note: str = "",
        while_training: bool = False,
    ) -> bool:
        """Edit the project, and show a note of what that has come to; tell whether it was allowed."""
        try:
            self._document.apply(label, edit, gesture=gesture, while_training=while_training)
        except EngineError as error:
            self._message.show_error(str(error))
            self.refused.emit()
            return False
        self._message.show_info(note)
        return True

    def apply_to_network(self, label: str, edit: Callable[[Network], Network], gesture: object = None) -> bool:
        """Edit the network; tell whether it was allowed."""
        return self.apply(label, lambda project: with_network(project, edit(project.network)), gesture)

    def bind(
        self,
        label: str,
        edit: Callable[[Project, Any], Project],
        edited: SignalInstance,
        committed: SignalInstance,
        *,
        note_of: Callable[[Project], str] | None = None,
        while_training: bool = False,
    ) -> None:
        """Let a field edit the project: `edit(project, value)` at each `edited`, one undo step until `committed`.

        `note_of` gives the note for an edit of a project; the first one of a visit stays until its end. A run going
        on takes over what is edited `while_training`.
        """
        visit = _Visit()

        def on_edited(value: object) -> None:
            if note_of is not None and not visit.note:
                visit.note = note_of(self._document.project)
            self.apply(
                label,
                lambda project: edit(project, value),
                visit.gesture,
                note=visit.note,
                while_training=while_training,
            )

        edited.connect(on_edited)
        committed.connect(visit.end)

    def _on_project_changed(self, _before: Project, _after: Project) -> None:
        self._message.hide()


class _Visit:
    """What edits from one visit to a field have in common, so that they merge, and what is to be said of them."""

    def __init__(self) -> None:
        self.gesture = object()
        self.note = ""

    def end(self, *_value: object) -> None:
        """Let the next edit begin a new undo step."""
        self.gesture = object()
        self.note = ""
