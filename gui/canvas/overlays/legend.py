"""The legend in a strip below the canvas: what colours, widths and outlines mean."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from gui.canvas.overlays.legend_drawing import LegendDrawing
from gui.canvas.scene import NetworkScene
from gui.widgets.close_button import CloseButton

MOST_ROWS = 2
MOST_SHARE = 1 / 8  # of the canvas's height, that two rows may take
CLOSE_MARGIN = 4


class Legend(QWidget):
    """Explains the drawing in a row that the canvas leaves free for it, or in two where it needs them in a high canvas.

    What is to be said comes and goes with samples and zooming, so it keeps a second row that it once took until it has
    another size or another project is shown: the canvas would be fitted anew each time.

    Args:
        view: The canvas whose lower edge it stands at.
        scene: What the canvas shows.

    Signals:
        height_changed: how much of the canvas it takes now, whether or not it has something to say there.
        close_clicked: the person wants to see it no more.
    """

    height_changed = Signal(int)
    close_clicked = Signal()

    def __init__(self, view: QGraphicsView, scene: NetworkScene) -> None:
        super().__init__(view)
        self._view = view
        self._scene = scene
        self._drawing = LegendDrawing(scene)
        self._rows, self._height = 1, 0
        self._close = CloseButton("Hide the legend", "Hide the legend; Alt+L shows it again", self)
        self._close.setObjectName("close-legend")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab walks the graph
        self._close.clicked.connect(self.close_clicked)
        self.setObjectName("legend")
        self.setAccessibleName("Legend")
        scene.numbers_counted.connect(self.refresh, Qt.ConnectionType.QueuedConnection)  # after the painting
        view.installEventFilter(self)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says now; nothing where there is nothing to explain."""
        return self._drawing.texts if self._has_subject else ()

    @property
    def text_width(self) -> int:
        """The width that its rows may take."""
        return self._view.width() - self._close.width() - CLOSE_MARGIN

    def refresh(self) -> None:
        """Say what is to be said now."""
        self._show(least_rows=self._rows)

    def begin_anew(self) -> None:
        """Say what is to be said now, in no more rows than that needs."""
        self._show(least_rows=1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge of the canvas, in the rows that it needs there."""
        if event.type() == QEvent.Type.Resize:
            self.begin_anew()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and what is explained."""
        painter = QPainter(self)
        if self._has_subject:
            self._drawing.paint_ground(painter, self.size())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._drawing.paint(painter, self.text_width, self._rows)
        else:
            painter.fillRect(self.rect(), self._scene.canvas_style.background)
        painter.end()

    def _show(self, *, least_rows: int) -> None:
        if self._drawing.refresh():
            self.setAccessibleDescription("; ".join(self.texts))
            self.update()
        self.setVisible(self._scene.display.legend)
        self._close.setVisible(self._has_subject)
        self._rows = max(least_rows, min(self._drawing.rows_in(self.text_width), self._most_rows))
        self.setToolTip("\n".join(self._drawing.left_out(self.text_width, self._rows)))
        self._place()

    def _place(self) -> None:
        """Stand at the lower edge, and let the canvas know where that takes another height."""
        height = self._drawing.height_of(self._rows) if self._scene.display.legend else 0
        self.setGeometry(0, self._view.height() - height, self._view.width(), height)
        self._close.adjustSize()
        self._close.move(self.width() - self._close.width() - CLOSE_MARGIN, (height - self._close.height()) // 2)
        if height != self._height:
            self._height = height
            self.height_changed.emit(height)

    @property
    def _has_subject(self) -> bool:
        return bool(self._scene.network.connections)

    @property
    def _most_rows(self) -> int:
        has_room = self._drawing.height_of(MOST_ROWS) <= MOST_SHARE * self._view.height()
        return MOST_ROWS if has_room else 1
