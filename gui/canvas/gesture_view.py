"""The view that turns mouse, wheel and drag events into gestures."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView

from gui.canvas.autoscroll import AutoScroll
from gui.canvas.context import CanvasContext
from gui.canvas.context_menu import select_for_menu
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.gestures.drop_layer import DropLayerGesture
from gui.canvas.gestures.ghost_sight import GhostSight
from gui.canvas.gestures.pan import PanGesture
from gui.canvas.gestures.pressing import Editors, double_click, press_at
from gui.canvas.hover import HoverTracker
from gui.canvas.in_view import rect_in_view, seen_rect
from gui.canvas.layers.header_editing import HeaderEditing
from gui.canvas.mime import DRAG_PICTURE, read_layer_mime
from gui.canvas.navigation import Navigation
from gui.canvas.overlays.frost import Frost
from gui.canvas.overlays.notes import Notes
from gui.canvas.places import Hit
from gui.canvas.scene import NetworkScene
from gui.canvas.transition import Transition
from gui.canvas.value_editing.editing import ValueEditing
from gui.canvas.value_editing.input_editing import InputEditing
from gui.canvas.wiring.removed_edges import RemovedEdges
from gui.document import Document
from gui.selection import Selection

EDGE_REACH_PX = 7.0
SETTLED_MS = 150


class GestureView(QGraphicsView):
    """Runs one gesture at a time, and follows the pointer between gestures.

    Args:
        scene: What is seen.
        document: What gestures edit.
        selection: What they select.

    Signals:
        quick_add_requested: the scene point double-clicked, or None, and the text to begin with.
        ghost_moved: where in the viewport something is drawn that a drop would make, as a rectangle; empty if nowhere.
        gesture_ended: what was dragged or pressed is let go, or given up.
        context_menu_requested: the screen point at which the menu of what is selected is wanted.
    """

    quick_add_requested = Signal(object, str)
    ghost_moved = Signal(QRect)
    gesture_ended = Signal()
    context_menu_requested = Signal(QPoint)

    def __init__(self, scene: NetworkScene, document: Document, selection: Selection) -> None:
        super().__init__(scene)
        self.network_scene = scene
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.navigation = Navigation(self)
        self.context = CanvasContext(document, selection, scene, self)
        self.hover = HoverTracker(self.context, self)
        self.editing = HeaderEditing(self.context, self)
        self.values = ValueEditing(self.context, self.navigation, self)
        self.inputs = InputEditing(self.context, self.navigation, self)
        self.removed_edges = RemovedEdges(self.context, self)
        self._frost = Frost(self.context, self)
        self._notes = Notes(self.context, self)
        self._editors = Editors(self.editing, self.values, self.inputs, self.removed_edges, self._notes.say)
        self.transition = Transition(scene, self)
        self._autoscroll = AutoScroll(self, self.navigation)
        self._autoscroll.scrolled.connect(self._on_scrolled)
        self._ghost_sight = GhostSight(self, scene, self.navigation)
        self._dragged_to: Pointer | None = None
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton  # the one held during the gesture; none while Qt drags
        self.navigation.view_moved.connect(self._on_view_moved)
        for editing in (self.values, self.inputs):
            editing.opened.connect(lambda _item: self.hover.leave())  # its note would lie over the field
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self._on_view_settled)

    @property
    def gesture(self) -> Gesture | None:
        """The gesture going on."""
        return self._gesture

    def cancel_gesture(self) -> bool:
        """Give up the gesture going on. Gives whether there was one."""
        gesture, self._gesture = self._gesture, None
        self._autoscroll.stop()
        self._ghost_sight.end()
        self._notes.dismiss()
        if gesture is None:
            return False
        gesture.cancel()
        self.ghost_moved.emit(QRect())
        self.viewport().unsetCursor()
        self.gesture_ended.emit()
        return True

    def hit(self, point: QPointF) -> Hit | None:
        """Give what is at a point of the scene."""
        return self.network_scene.places.hit(point, EDGE_REACH_PX / self.navigation.zoom)

    def say(self, sentence: str) -> None:
        """Show a sentence over the canvas for a while."""
        self._notes.say(sentence)

    @property
    def said(self) -> str:
        """What the canvas says at present of what was chosen or done, or ""."""
        return self._notes.said

    def set_note_style(self) -> None:
        """Paint the notes in the theme of the scene."""
        self._notes.set_style()
        self.hover.note.set_style(self.network_scene.canvas_style)
        self.values.set_style(self.network_scene.canvas_style)
        self.inputs.set_style(self.network_scene.canvas_style)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self._press(event, self._hit_pressed(self._pointer(event)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do what a double click does, or press a second time; on empty space, restore an edge or ask what to add."""
        pointer = self._pointer(event)
        hit = self._hit_pressed(pointer)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and hit is None and self._gesture is None and not event.modifiers():
            if not self.removed_edges.double_click(pointer.scene):
                self.quick_add_requested.emit(pointer.scene, "")
        elif not (is_left and self._gesture is None and double_click(self.context, self._editors, hit)):
            self._press(event, hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the gesture, or the marks of what is under the pointer, follow."""
        pointer = self._pointer(event)
        if self._gesture is None:
            self._notes.follow(pointer.view)
            self._hover(self.hit(pointer.scene), pointer.view)
            return
        self._gesture.move(pointer)
        if self._gesture is not None and self._gesture.cursor is not None:
            self.viewport().setCursor(self._gesture.cursor)
        if self._gesture is not None and self._gesture.scrolls:
            self._dragged_to = pointer
            self._autoscroll.follow(pointer.view)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish the gesture with the button that began it: another one pressed meanwhile is no end of a drag."""
        if event.button() != self._button:
            return
        gesture, self._gesture = self._gesture, None
        self._autoscroll.stop()
        if gesture is not None:
            self.viewport().unsetCursor()
            gesture.finish(self._pointer(event))
            self.gesture_ended.emit()
            pointer = self._pointer(event)  # what was under it may be elsewhere
            self._hover(self.hit(pointer.scene), pointer.view)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or with the key of what is selected."""
        if self._gesture is not None:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.request_context_menu()
            return
        point = self.mapToScene(self.viewport().mapFromGlobal(event.globalPos()))
        hit = self.hit(point)
        if hit is not None or not self.removed_edges.click(point):
            select_for_menu(self.context.selection, None if hit is None else hit.item)
        self.context_menu_requested.emit(event.globalPos())

    def request_context_menu(self) -> None:
        """Ask for the menu of what is selected, beside it where it can be seen."""
        current = self.context.selection.current
        place = self.viewport().rect().center()
        if current is not None:
            seen = rect_in_view(self, self.network_scene.places.rect_of(current)) & self.viewport().rect()
            place = place if seen.isEmpty() else seen.center()
        self.context_menu_requested.emit(self.viewport().mapToGlobal(place))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint with what has come into view."""
        self.network_scene.look_at(seen_rect(self))
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; over the selected number, or anywhere on an item being edited, nudge."""
        if self._turns_number(event):
            event.accept()
            return
        self.navigation.wheel(event.angleDelta().y() or event.angleDelta().x(), event.position().toPoint())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice the pointer leaving."""
        if event.type() == QEvent.Type.Leave:
            self._notes.follow(None)
            self.hover.leave()
            self.removed_edges.leave()
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give up what went on when the window loses the keyboard, as on switching to another."""
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self.cancel_gesture()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give up what went on."""
        self.cancel_gesture()
        self.transition.finish()
        self.hover.leave()
        self._notes.dismiss()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Begin to show where a layer from the palette would go."""
        preset = read_layer_mime(event.mimeData())
        if preset is None:
            event.ignore()
            return
        self.cancel_gesture()
        self.transition.finish()
        self._notes.dismiss()
        self._notes.keep_clear(DRAG_PICTURE)
        self._begin(DropLayerGesture(self.context, self._pointer(event), preset), Qt.MouseButton.NoButton)
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the layer would go now."""
        if self._gesture is None:
            event.ignore()
            return
        self._drag_over(self._gesture, self._pointer(event))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        """Show nothing any more."""
        self.cancel_gesture()
        self._notes.keep_clear(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the layer."""
        gesture, self._gesture = self._gesture, None
        self._autoscroll.stop()
        if gesture is None:
            event.ignore()
            return
        self._notes.keep_clear(None)
        pointer = self._pointer(event)
        self._drag_over(gesture, pointer)
        self._ghost_sight.end()
        self.ghost_moved.emit(QRect())
        gesture.finish(pointer)
        self.navigation.hold()  # what is dropped stays under the pointer, and the next is aimed at the place beside it
        self.gesture_ended.emit()
        self.setFocus()
        event.acceptProposedAction()

    def _press(self, event: QMouseEvent, hit: Hit | None) -> None:
        if self._gesture is not None:
            return
        self.editing.close()
        self.values.close()
        self.inputs.close()
        self.hover.leave()
        self.removed_edges.leave()
        self._notes.dismiss()
        pointer = self._pointer(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        is_control_held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.button() == Qt.MouseButton.MiddleButton or (is_left and is_control_held):
            self._begin(PanGesture(self.context, pointer, self.navigation), event.button())
        elif is_left:
            self._begin(press_at(self.context, self._editors, pointer, hit), event.button())

    def _drag_over(self, gesture: Gesture, pointer: Pointer) -> None:
        """Let what is dragged in follow the pointer, and be seen."""
        if not self._ghost_sight.holds(pointer.view):
            gesture.move(pointer)
        self._ghost_sight.follow(pointer.view, gesture.outcome)
        self.ghost_moved.emit(rect_in_view(self, gesture.ghost))

    def _turns_number(self, event: QWheelEvent) -> bool:
        if not self.context.selection.items:
            return False
        hit = self.hit(self.mapToScene(event.position().toPoint()))
        if hit is None:
            return False
        is_turned = self.values.turn(hit.item, event) or self.inputs.turn(hit.item, event)
        return is_turned or (hit.on_value and self.values.wheel(hit.item, event))

    def _hover(self, hit: Hit | None, point: QPoint) -> None:
        if hit is None or not hit.on_value:
            self.values.end_wheel()
        self.hover.follow(hit, point)
        if hit is not None:
            self.removed_edges.leave()
        elif self.removed_edges.follow(self.mapToScene(point)):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def _hit_pressed(self, pointer: Pointer) -> Hit | None:
        """Give what a press is meant for."""
        self.transition.finish()
        return self.hit(pointer.scene)

    def _begin(self, gesture: Gesture, button: Qt.MouseButton) -> None:
        self._gesture, self._button = gesture, button
        self.viewport().update()

    def _pointer(self, event: QMouseEvent | QDropEvent) -> Pointer:
        point = event.position()
        scene_point = self.viewportTransform().inverted()[0].map(point)
        return Pointer(scene_point, point.toPoint(), event.modifiers())

    def _on_scrolled(self) -> None:
        if self._gesture is not None and self._dragged_to is not None:
            view, modifiers = self._dragged_to.view, self._dragged_to.modifiers
            self._gesture.move(Pointer(self.mapToScene(view), view, modifiers))

    def _on_view_moved(self) -> None:
        self.context.zoom = self.navigation.zoom
        self.network_scene.set_zoom(self.navigation.zoom)
        self._settling.start()
        self.editing.close()
        self.values.follow()
        self.inputs.follow()
        self.hover.leave()
        self.removed_edges.leave()

    def _on_view_settled(self) -> None:
        """Choose the edges to draw anew, once the view stands still: on the way they would come and go."""
        self.network_scene.set_seen(seen_rect(self))
