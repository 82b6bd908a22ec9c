"""What gestures work with: the document, the selection and the scene, and a way to say no."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from engine.errors import EngineError
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.clipboard.taken import Taken
from gui.canvas.scene import NetworkScene
from gui.canvas.selecting.recall import SelectionRecall
from gui.document import Document
from gui.selection import Selection


class CanvasContext(QObject):
    """Joins what every gesture needs.

    Signals:
        edit_refused: a sentence that says why an edit makes no sense, and the scene point it happened at, or None.
        noted: a sentence about what an edit or a key has done that can't be seen.
        hint_changed: a sentence to show beside a scene point while a gesture goes on, and the scene rectangles that it
            should not cover; or None, None and () to show none.
        wire_let_go: a scene point on empty ground, and the loose wire that was let go there.
    """

    edit_refused = Signal(str, object)
    noted = Signal(str)
    hint_changed = Signal(object, object, object)
    wire_let_go = Signal(object, object)

    def __init__(self, document: Document, selection: Selection, scene: NetworkScene, parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = selection
        self.scene = scene
        self.zoom = 1.0
        self.taken: Taken | None = None
        self._recall = SelectionRecall(document, selection, self)
        document.replaced.connect(self._on_replaced)

    @property
    def initialization(self) -> Initialization:
        """How the weights of new connections are drawn."""
        return self.document.project.training.initialization

    def show_hint(self, sentence: str | None, point: QPointF, clear_of: Sequence[QRectF] = ()) -> None:
        """Show a sentence, if there is one, beside a scene point where it covers none of these rectangles."""
        self.hint_changed.emit(sentence, point, clear_of)

    def hide_hint(self) -> None:
        """Show no sentence."""
        self.hint_changed.emit(None, None, ())

    def content_obstacle(self) -> str:
        """Give why there is nothing to select or arrange, or ""."""
        return "" if self.document.project.network.layers else "There is nothing on the canvas yet."

    def selection_obstacle(self) -> str:
        """Give why what is selected can't be edited now, or ""."""
        return self.document.editing_obstacle or ("" if self.selection.items else "Nothing is selected.")

    def edit(
        self,
        label: str,
        edit: Callable[[Network], Network],
        *,
        point: QPointF | None = None,
        gesture: object = None,
        while_training: bool = False,
    ) -> bool:
        """Edit the network as one undo step, one for all edits of the same gesture that follow each other.

        Gives whether that was possible; if not, `edit_refused` says why.
        """
        before, selected = self.document.project.network, self.selection.items
        try:
            self.document.edit_network(label, edit, gesture=gesture, while_training=while_training)
        except EngineError as error:
            self.edit_refused.emit(str(error), point)
            return False
        if self.document.project.network is not before:
            self._recall.keep(before, selected, gesture)
        return True

    def _on_replaced(self) -> None:
        if not self.document.undo_stack.count():
            self.taken = None  # another project
