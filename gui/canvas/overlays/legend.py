"""The legend in a corner of the canvas: what colours, widths and outlines mean."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGraphicsView, QWidget

from gui.canvas.navigation import Navigation
from gui.canvas.overlays.legend_drawing import LegendDrawing
from gui.canvas.scene import NetworkScene

MARGIN = 8
CALM_PX = 4  # more room than it covers is wanted for it to unfold, or it would come and go; after a fit it need not


class Legend(QWidget):
    """Explains the drawing; a click folds it to its title, and it folds by itself rather than cover a layer.

    Args:
        view: The canvas it floats over.
        scene: What the canvas shows.
        navigation: Moves the canvas.
        is_moving: Tells whether what is on the canvas is on its way; it neither folds nor unfolds then.

    Attributes:
        drawing: What it shows unfolded.
    """

    def __init__(
        self, view: QGraphicsView, scene: NetworkScene, navigation: Navigation, is_moving: Callable[[], bool]
    ) -> None:
        super().__init__(view.viewport())
        self._is_moving = is_moving
        self._view = view
        self._scene = scene
        self._navigation = navigation
        self.drawing = LegendDrawing(scene)
        self._choice: bool | None = None
        self._is_open = True
        self._edges_in: tuple[QRectF, bool] | None = None
        self._said: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._pictured: tuple[object, ...] = ()
        self.setObjectName("legend")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Legend")
        self.hide()
        navigation.view_moved.connect(self.give_way)
        scene.layout_changed.connect(self._on_layout_changed)
        scene.numbers_counted.connect(self.refresh, Qt.ConnectionType.QueuedConnection)  # after the painting
        view.viewport().installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether it shows more than its title."""
        return self._is_open

    @property
    def is_wanted_open(self) -> bool:
        """Whether a person has unfolded it, and it folds no more by itself."""
        return self._choice is True and not self.isHidden()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says now."""
        return self.drawing.texts if self._is_open else (self.drawing.folded_title,)

    @property
    def wanted_rects(self) -> tuple[QRect, ...]:
        """The places it would have in the view, the best first; empty where it is not shown.

        In projector size that is its title's: it unfolds where the drawing, as large as can be, leaves it room.
        """
        if self.isHidden():
            return ()
        sizes = {True: self.drawing.reserved_size, False: self.drawing.title_size}
        is_folded = self._is_too_large(sizes[True]) or self._scene.canvas_style.theme.scale > 1
        ways = (self._choice,) if self._choice is not None else (False,) if is_folded else (True, False)
        return tuple(QRect(self._corner(sizes[way]), sizes[way]) for way in ways)

    def refresh(self) -> None:
        """Say what is to be said now; what would then cover a layer at rest is folded, and not unfolded again.

        So it may be called while numbers come and go, as in training, and does not come and go with them.
        """
        self._show(may_unfold=False)

    def give_way(self) -> None:
        """Say what is to be said now, folded rather than over a layer at rest, unfolded where there is room again."""
        self._show(may_unfold=True)

    def toggle(self) -> None:
        """Fold or unfold it, whatever it covers."""
        self._choice = not self._is_open
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self.give_way()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold it; the canvas below is not pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Be two clicks: a canvas below would take a double click as meant for it."""
        self.mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the title and, unless folded, bar, widths and marks."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._current_picture())
        painter.end()

    def _show(self, *, may_unfold: bool) -> None:
        was_hidden = self.isHidden()
        self.setVisible(self._scene.display.legend and bool(self._scene.network.connections))
        if self.isHidden():
            return
        self.drawing.refresh()
        if self._choice is not None:
            self._is_open = self._choice
        elif was_hidden or not self._is_moving():
            may_open = self._is_open or may_unfold or was_hidden
            is_settled = self._is_open or self._navigation.is_fitted
            self._is_open = may_open and not self._covers_layers(0 if is_settled else CALM_PX)
        size = self.drawing.size if self._is_open else self.drawing.title_size
        self.resize(size)
        self.move(self._corner(size))
        said = (*self.texts, self._scene.canvas_style)
        if said != self._said:
            self._said = said
            self.setAccessibleDescription("; ".join(self.texts))
            self.setToolTip("Click to fold the legend" if self._is_open else "Click to unfold the legend")
            self.update()

    def _current_picture(self) -> QPixmap:
        """Give what it looks like, drawn anew only when it says something else: the canvas below asks every frame."""
        ratio = self.devicePixelRatioF()
        pictured = (*self.texts, self._is_open, self._scene.canvas_style, self.size(), ratio)
        if pictured != self._pictured:
            self._pictured = pictured
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._draw(QPainter(self._picture))
        return self._picture

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.drawing.paint_ground(painter, self.size())
        if self._is_open:
            self.drawing.paint(painter)
        else:
            self.drawing.paint_folded(painter)
        self.drawing.paint_chevron(painter, self.width(), is_open=self._is_open)
        painter.end()

    def _corner(self, size: QSize) -> QPoint:
        return QPoint(MARGIN, self._view.viewport().height() - size.height() - MARGIN)

    def _is_too_large(self, size: QSize) -> bool:
        return size.height() > self._view.viewport().height() / 2

    def _covers_layers(self, gap: int) -> bool:
        """Tell whether it would cover a layer unfolded, whatever neurons show, or come so near to one in pixels.

        Where all is fitted into the view it covers no edge, either, but for a few pixels in some modes.
        """
        size, places = self.drawing.reserved_size, self._scene.places
        has_layer = places.has_layer_in(self._place_in_scene(size, gap), self._navigation.zoom)
        return self._is_too_large(size) or has_layer or (self._navigation.is_fitted and self._covers_edges())

    def _covers_edges(self) -> bool:
        """Tell whether it would cover an edge; found anew only where it lies or the layout is another."""
        covered = self._place_in_scene(self.drawing.least_size, 0)
        if self._edges_in is None or self._edges_in[0] != covered:
            self._edges_in = covered, self._scene.places.has_way_in(covered)
        return self._edges_in[1]

    def _place_in_scene(self, size: QSize, gap: int) -> QRectF:
        """Give where in the scene it is at a size, with so many pixels around it."""
        rect = QRect(self._corner(size), size).adjusted(-gap, -gap, gap, gap)
        return self._view.mapToScene(rect).boundingRect()

    def _on_layout_changed(self) -> None:
        self._edges_in = None
        self.give_way()
