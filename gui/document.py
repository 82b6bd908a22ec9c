"""The open project: its current value, its undo history, and what a run going on has made of its parameters so far."""

import weakref
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.arrays import same_value
from engine.errors import EngineError
from engine.network.model import Network, Parameters, parameters_of, shares_parameters, with_parameters
from engine.project.project import Project, with_network
from engine.project.settings import ViewSettings

TRAINING_OBSTACLE = "Training is going on; pause it (Space) to edit."
REWOUND_OBSTACLE = "An earlier moment of the run is shown; go on from there, or go back to its end, to edit."


class Edit(QUndoCommand):
    """The one undo command: a project before and after. Undo and redo are assignment."""

    def __init__(
        self,
        document: "Document",
        label: str,
        before: Project,
        after: Project,
        *,
        gesture: object = None,
        is_consequence: bool = False,
    ) -> None:
        super().__init__(label)
        # Weak, so that no cycle runs through the undo stack: the garbage collector crashes on one (PySide 6.11.3).
        self._document: Document = weakref.proxy(document)
        self._before = before
        self._after = after
        self._gesture = gesture
        self._is_consequence = is_consequence
        self._is_done = False

    def redo(self) -> None:
        """Make the project the one after the edit; done again, it leaves the view as it is now."""
        self._document._show(self._after, keep_view=self._is_done)
        self._is_done = True

    def undo(self) -> None:
        """Make the project the one before the edit, in the view as it is now."""
        self._document._show(self._before, keep_view=True)

    def change_before(self, project: Project) -> None:
        """Let the edit be undone to another project than the one it began from."""
        self._before = project

    def change_after(self, project: Project) -> None:
        """Let the edit come to another project when it is done again."""
        self._after = project

    def id(self) -> int:
        """Tell Qt that any two may merge; `mergeWith` decides."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the result of a later edit of the same gesture, or of a consequence of this one."""
        if not isinstance(other, Edit):
            return False
        is_same_gesture = self._gesture is not None and other._gesture is self._gesture
        if not (is_same_gesture or other._is_consequence):
            return False
        self._after = other._after
        # A gesture that ends where it began, such as one cancelled with Esc, leaves no step behind.
        self.setObsolete(same_value(self._before, self._after))
        return True


class Document(QObject):
    """Holds the open project and every way to change it.

    Views read `project` (or `network`, which shows a run's live parameters), listen to the signals, and compare parts
    with `is` to refresh only what differs.

    Signals:
        project_changed: `(before, after)`; an edit, an undo, a redo or another project opened.
        edited: `(before, after)` of an edit, after `project_changed`.
        replaced: an undo, a redo, or another project opened, after `project_changed`.
        view_changed: `(before, after)` view settings; never an undo step.
        parameters_shown: new parameters of a run going on, or of a preview, are now in `network`.
        training_changed: whether a run goes on.
        rewound_changed: whether an earlier moment of the project's run is shown.
        editing_obstacle_changed: why what a run works with can't be edited now, or "".
        path_changed: the file the project belongs to, or None.
    """

    project_changed = Signal(object, object)
    edited = Signal(object, object)
    replaced = Signal()
    view_changed = Signal(object, object)
    parameters_shown = Signal()
    training_changed = Signal(bool)
    rewound_changed = Signal(bool)
    editing_obstacle_changed = Signal(str)
    path_changed = Signal(object)

    def __init__(self, project: Project | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project or Project()
        self._network = self._project.network
        self._path: Path | None = None
        self._is_training = False
        self._is_previewing = False
        self._is_rewound = False
        self.undo_stack = QUndoStack(self)

    @property
    def project(self) -> Project:
        """The project as last edited; a run going on shows in `network` and enters here when it stops."""
        return self._project

    @property
    def network(self) -> Network:
        """The network to show: the project's, with the latest parameters of a run going on."""
        return self._network

    @property
    def parameters(self) -> Parameters:
        """The parameters to show."""
        return parameters_of(self._network)

    @property
    def view(self) -> ViewSettings:
        """The project's view settings."""
        return self._project.view

    @property
    def path(self) -> Path | None:
        """The file the project was read from or saved to last."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """Whether there are edits that no file holds; a run going on makes them all the time."""
        return self._is_training or not self.undo_stack.isClean()

    @property
    def is_training(self) -> bool:
        """Whether a run goes on."""
        return self._is_training

    @property
    def is_previewing(self) -> bool:
        """Whether other parameters than the project's are shown, of which more are on their way."""
        return self._is_previewing

    @property
    def is_rewound(self) -> bool:
        """Whether an earlier moment of the project's run is shown."""
        return self._is_rewound

    @property
    def editing_obstacle(self) -> str:
        """Why what a run works with can't be edited now, or ""."""
        if self._is_training:
            return TRAINING_OBSTACLE
        return REWOUND_OBSTACLE if self._is_rewound else ""

    def apply(
        self, label: str, edit: Callable[[Project], Project], *, gesture: object = None, while_training: bool = False
    ) -> None:
        """Replace the project by `edit(project)`, as one undo step called `label`.

        Args:
            label: What the Undo menu calls the step, such as “Set weight”.
            edit: A pure function; if it gives the very same project back, nothing happens.
            gesture: Edits with the same gesture object (compared with `is`) that follow each other are one undo step.
            while_training: Whether the edit leaves alone what a run going on works with, such as moving a layer.

        Raises:
            EngineError: The edit makes no sense, or a run goes on; nothing has happened then.
        """
        if self.editing_obstacle and not while_training:
            raise EngineError(self.editing_obstacle)
        before = self._project
        after = edit(before)
        if after is not before:
            self.undo_stack.push(Edit(self, label, before, after, gesture=gesture))
            self.edited.emit(before, after)

    def add_consequence(self, label: str, edit: Callable[[Project], Project]) -> None:
        """Replace the project by `edit(project)` as a part of the last edit: undo takes both back at once.

        Where there is no edit to belong to, as after saving, it is an undo step called `label`. Of what an undo has
        brought back it becomes a part in place: what was undone can still be done again.
        """
        before = self._project
        after = edit(before)
        if after is before:
            return
        if self.undo_stack.canRedo():
            self._replace_in_place(after)
        else:
            self.undo_stack.push(Edit(self, label, before, after, is_consequence=True))

    def _replace_in_place(self, project: Project) -> None:
        """Let the undo history lead to another project here than it does."""
        index = self.undo_stack.index()
        undone = self.undo_stack.command(index)
        assert isinstance(undone, Edit)
        undone.change_before(project)
        if index:
            done = self.undo_stack.command(index - 1)
            assert isinstance(done, Edit)
            done.change_after(project)
        if self.undo_stack.isClean():
            self.undo_stack.resetClean()  # it is not what the file holds any more
        self._show(project, keep_view=False)

    def edit_network(
        self, label: str, edit: Callable[[Network], Network], *, gesture: object = None, while_training: bool = False
    ) -> None:
        """Replace the project's network by `edit(network)`; arguments and errors as in `apply`."""
        self.apply(
            label,
            lambda project: with_network(project, edit(project.network)),
            gesture=gesture,
            while_training=while_training,
        )

    def set_view(self, view: ViewSettings) -> None:
        """Change how the project is looked at: no undo step, kept through undo and redo, saved with the project."""
        before = self._project.view
        if view is not before:
            self._project = replace(self._project, view=view)
            self.view_changed.emit(before, view)

    def open(self, project: Project, path: Path | None) -> None:
        """Show another project, unmodified, with an undo history of its own."""
        before = self._project
        self.undo_stack.clear()
        self._project = project
        self._network = project.network
        self._is_previewing = False
        self._set_rewound(False)
        self._set_path(path)
        self.project_changed.emit(before, project)
        self.replaced.emit()

    def mark_saved(self, path: Path) -> None:
        """Note that `path` holds the project as it is now."""
        self.undo_stack.setClean()
        self._set_path(path)

    def set_training(self, is_training: bool) -> None:
        """Note that a run has begun or ended."""
        if is_training != self._is_training:
            self._is_training = is_training
            self.training_changed.emit(is_training)
            self.editing_obstacle_changed.emit(self.editing_obstacle)

    def show_parameters(self, parameters: Parameters) -> None:
        """Show the latest parameters of the run going on."""
        self._network = with_parameters(self._project.network, parameters)
        self.parameters_shown.emit()

    def preview_parameters(self, parameters: Parameters) -> None:
        """Show other parameters than the project's, until it has others or the preview ends.

        Raises:
            ShapeError: They do not fit the project's network.
        """
        self._network = with_parameters(self._project.network, parameters)
        self._is_previewing = True
        self.parameters_shown.emit()

    def rewind(self, parameters: Parameters) -> None:
        """Show the parameters of an earlier moment of the project's run; the project stays as it is.

        Raises:
            ShapeError: They do not fit the project's network.
        """
        self._network = with_parameters(self._project.network, parameters)
        self._set_rewound(True)
        self.parameters_shown.emit()

    def end_rewind(self) -> None:
        """Show the project's own parameters again."""
        if self._is_rewound:
            self._network = self._project.network
            self._set_rewound(False)
            self.parameters_shown.emit()

    def _set_rewound(self, is_rewound: bool) -> None:
        if is_rewound != self._is_rewound:
            self._is_rewound = is_rewound
            self.rewound_changed.emit(is_rewound)
            self.editing_obstacle_changed.emit(self.editing_obstacle)

    def end_preview(self) -> None:
        """Show the project's own parameters again."""
        if self._is_previewing:
            self._is_previewing = False
            self._network = self._project.network
            self.parameters_shown.emit()

    def _show(self, project: Project, *, keep_view: bool) -> None:
        before = self._project
        self._project = replace(project, view=before.view) if keep_view else project
        shares = shares_parameters(before.network, project.network)
        self._is_previewing = self._is_previewing and shares
        if not shares:
            self._set_rewound(False)
        is_live = self._is_training or self._is_previewing or self._is_rewound
        live = parameters_of(self._network) if is_live else None
        self._network = with_parameters(project.network, live) if live is not None else project.network
        self.project_changed.emit(before, self._project)
        if keep_view:  # not an edit: that shows its own
            self.replaced.emit()

    def _set_path(self, path: Path | None) -> None:
        if path != self._path:
            self._path = path
            self.path_changed.emit(path)
