"""What the canvas says: the hint beside a gesture, what a key has chosen, and why an edit was refused."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF
from PySide6.QtWidgets import QGraphicsView

from engine.project.settings import ViewSettings
from gui.canvas.context import CanvasContext
from gui.canvas.in_view import rects_in_view, seen_rect
from gui.canvas.overlays.floating_note import FloatingNote, Toast

AWAY_PX = 24  # a hand that lets go is not quite still


class Notes(QObject):
    """Shows the sentences of the context beside the points they are about.

    Args:
        context: What has something to say.
        view: The canvas.
    """

    def __init__(self, context: CanvasContext, view: QGraphicsView) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._hint = FloatingNote(view.viewport(), context.scene.canvas_style)
        self._hint.setObjectName("canvas-hint")
        self._toast = Toast(view.viewport(), context.scene.canvas_style)
        self._toast.setObjectName("canvas-toast")
        self._kept_clear: QRect | None = None
        self._refused_at: QPoint | None = None
        context.hint_changed.connect(self._on_hint_changed)
        context.edit_refused.connect(self._on_edit_refused)
        context.noted.connect(self.say)
        context.document.view_changed.connect(self._on_view_changed)

    def say(self, sentence: str) -> None:
        """Say for a while what has been chosen or done."""
        self._refused_at = None
        self._toast.say(sentence, None, self._drawn)

    @property
    def said(self) -> str:
        """What is said at present, or ""."""
        return "" if self._toast.isHidden() else self._toast.text()

    def dismiss(self) -> None:
        """Say nothing any more of what was chosen or refused."""
        self._toast.dismiss()

    def follow(self, point: QPoint | None) -> None:
        """Say no more why nothing was done where the pointer was, once it has moved on, or out of the canvas."""
        at = self._refused_at
        if at is not None and (point is None or (point - at).manhattanLength() > AWAY_PX):
            self._refused_at = None
            self._toast.dismiss()

    def keep_clear(self, rect: QRect | None) -> None:
        """Take note of what hangs at the pointer and would cover a hint, relative to the pointer, or of nothing."""
        self._kept_clear = rect

    def set_style(self) -> None:
        """Paint in the theme of the scene."""
        for note in (self._hint, self._toast):
            note.set_style(self._context.scene.canvas_style)

    def _on_hint_changed(self, sentence: str | None, point: QPointF | None, clear_of: Sequence[QRectF]) -> None:
        if sentence is None or point is None:
            self._hint.hide()
        else:
            place = self._view.mapFromScene(point)
            avoided = rects_in_view(self._view, clear_of)
            if self._kept_clear is not None:
                avoided.append(self._kept_clear.translated(place))
            self._hint.show_beside(sentence, place, avoided)

    def _on_view_changed(self, before: ViewSettings, after: ViewSettings) -> None:
        """Say no more of the sample that was shown, such as that it is the last."""
        if (before.selected_sample, before.typed_input) != (after.selected_sample, after.typed_input):
            self.dismiss()

    def _on_edit_refused(self, sentence: str, point: QPointF | None) -> None:
        self._refused_at = None if point is None else self._view.mapFromScene(point)
        self._toast.say(sentence, self._refused_at, self._drawn)

    @property
    def _drawn(self) -> list[QRect]:
        """What a note is to cover as little of as can be: layers, and their headers above all."""
        places, seen = self._context.scene.places, seen_rect(self._view)
        return rects_in_view(self._view, [*places.panel_rects_in(seen), *places.header_rects_in(seen)])
