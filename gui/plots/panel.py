"""The frame around every plot: tools above, the plot, what to do while it is empty, and one line of text below."""

import html
from collections.abc import Callable, Iterable
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from gui.export.image_export import IMAGE_FILTERS, Caption, Figure, Picture
from gui.files.file_writing import choose_file, write_whole
from gui.icons import IconName, icon
from gui.plots.axis import PlotAxis
from gui.plots.least_size import LEAST_PLOT_HEIGHT, LEAST_PLOT_WIDTH
from gui.plots.origin import Origin, file_stem
from gui.plots.plot_graphics import PlotGraphics
from gui.plots.pointer import PointerTracker
from gui.plots.readout import Part, Readout, joined
from gui.plots.table import TABLE_FILTERS, Table
from gui.theme import Spacing, Theme, ThemeManager, ui_font
from gui.theme.plots import style_plot
from gui.widgets import EmptyState, let_rest

# Said before any plot exists: pyqtgraph reads some of it only when an item is made.
pg.setConfigOptions(imageAxisOrder="row-major", antialias=True, useOpenGL=False)

NO_TABLE = "There are no data to save yet."
NOTICE_OPACITY = 235
MOST_FOOTER_SHARE = 0.25  # of the height, for what stands below the plot


class PlotPanel(QWidget):
    """What all plots share. A plot fills in `draw`, `restyle` and `reset_view`.

    A hidden plot draws nothing: `redraw` waits until the plot is shown.

    Args:
        theme_manager: whose theme the plot follows.
        empty_icon: the picture in the empty plot.

    Attributes:
        footer: the text below the plot.
        takes_turns: whether `redraw`, too, waits until `catch_up` is called.
        menu: what can be done with it as a picture.

    Signals:
        turn_wanted: it takes turns, and has something new to show.
        drawn: it shows the present values.
    """

    turn_wanted = Signal()
    drawn = Signal()

    def __init__(self, theme_manager: ThemeManager, empty_icon: IconName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_manager = theme_manager
        self.takes_turns = False
        self._is_stale = False
        self._resting_parts: tuple[Part, ...] = ()
        self._pointer_parts: tuple[Part, ...] | None = None
        self._rows_in_pictures: list[QWidget] = []
        self._origin: Callable[[], Origin] = Origin
        self.header = QHBoxLayout()
        self.header.setContentsMargins(Spacing.SMALL, Spacing.TIGHT, Spacing.TIGHT, Spacing.TIGHT)
        self.header.setSpacing(Spacing.TIGHT)
        self.header.addStretch(1)
        self.graphics = PlotGraphics()
        self.pointer = PointerTracker(self.graphics)
        self._empty_icon = empty_icon
        self.footer = Readout()
        self._notice = _notice_label()
        self._menu_button = self._make_menu_button()
        self._stage: QWidget = self.graphics
        self._lay_out()
        self.pointer.left.connect(self._on_pointer_left)
        self.graphics.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.graphics.customContextMenuRequested.connect(self._on_context_menu_requested)
        self.pointer.double_clicked.connect(self.reset_view)
        theme_manager.theme_changed.connect(self._on_theme_changed)
        self.setMinimumSize(LEAST_PLOT_WIDTH, LEAST_PLOT_HEIGHT)

    def setAccessibleName(self, name: str) -> None:
        """Name the plot, and its picture, which is a stop of the keyboard of its own."""
        super().setAccessibleName(name)
        self.graphics.setAccessibleName(f"{name}: picture")

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme_manager.theme

    def come_from(self, origin: Callable[[], Origin]) -> None:
        """Ask this from now on where what is shown comes from, for titles of pictures and names of files."""
        self._origin = origin

    # What a plot fills in

    def draw(self) -> None:
        """Show the present values."""
        raise NotImplementedError

    def restyle(self, theme: Theme) -> None:
        """Take on the theme's colours; `draw` follows."""
        raise NotImplementedError

    def reset_view(self) -> None:
        """Show everything again after zooming."""
        raise NotImplementedError

    def table(self) -> Table | None:
        """Give the values shown; None while there are none."""
        raise NotImplementedError

    def what_is_shown(self) -> tuple[str, ...]:
        """Say what is shown that the plot's name doesn't tell, such as a layer."""
        return ()

    def moment_shown(self, moment: str) -> str:
        """Say which moment is shown, given the project's."""
        return moment

    def figure_of(self, background: QColor, caption: Caption) -> Picture:
        """Give what is shown as a picture; a plot with a stage of its own does so by itself."""
        return Figure(self.graphics, background, caption)

    # What a plot uses

    def add_plot(self, row: int, column: int) -> pg.PlotItem:
        """Add a plot area without pyqtgraph's own menus and buttons."""
        axes = {side: PlotAxis(side) for side in ("left", "bottom")}
        plot = self.graphics.addPlot(row=row, col=column, enableMenu=False, axisItems=axes)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.getViewBox().setMenuEnabled(False)
        for side in ("left", "bottom"):
            plot.getAxis(side).enableAutoSIPrefix(False)  # “loss (×0.001)” is no help
        plot.ctrlMenu.setParent(self, plot.ctrlMenu.windowFlags())  # pyqtgraph makes it anyway and never deletes it
        return plot

    def set_stage(self, stage: QWidget) -> None:
        """Show a widget of the plot's own where pyqtgraph's would be."""
        self._stage = stage
        self._stack.addWidget(stage)
        self._stack.setCurrentWidget(stage)

    def add_toggle(self, text: str, tool_tip: str, *, checked: bool = False) -> QToolButton:
        """Add a button that stays down to the tools above the plot."""
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tool_tip)
        button.setAccessibleName(text)
        button.setCheckable(True)
        button.setChecked(checked)
        button.setAutoRaise(True)
        button.setProperty("kind", "toggle")
        self.header.insertWidget(self.header.count() - 1, button)  # left of the menu
        return button

    def add_row(self, widget: QWidget) -> None:
        """Add a row of its own between tools and plot."""
        self._rows.insertWidget(1, widget)

    def add_row_below(self, widget: QWidget, *, is_in_pictures: bool = False) -> None:
        """Add a row of its own between plot and text, which saved pictures may show, too."""
        self._rows.insertWidget(self._rows.count() - 1, widget)
        if is_in_pictures:
            self._rows_in_pictures.append(widget)

    def redraw(self) -> None:
        """Draw now, or as soon as the plot is shown and it is its turn."""
        self._is_stale = True
        if self.takes_turns:
            self.turn_wanted.emit()
        else:
            self.catch_up()

    @property
    def is_stale(self) -> bool:
        """Whether something is yet to be drawn."""
        return self._is_stale

    def catch_up(self) -> None:
        """Draw what has been waiting, if the plot is shown."""
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self.draw()
            for plot in self.graphics.ci.items:
                # pyqtgraph does it while it paints, if at all, and so has all that is in there painted twice.
                plot.getViewBox().updateMatrix()
            self.drawn.emit()

    def show_empty(self, title: str, sentence: str) -> None:
        """Show what to do instead of a plot."""
        self._empty.set_text(title, sentence)
        self._stack.setCurrentWidget(self._empty)
        self.footer.setVisible(False)

    def show_plot(self) -> None:
        """Show the plot."""
        self._stack.setCurrentWidget(self._stage)
        self.footer.setVisible(True)

    def set_notice(self, sentence: str) -> None:
        """Show a sentence above the plot, or nothing for ""."""
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def set_obstacle(self, sentence: str) -> None:
        """Say as a tooltip why there is nothing to draw, "" for no reason; in full it stands where it can be mended."""
        for label in (self._empty, self._notice):
            label.setToolTip(sentence)

    def set_resting_parts(self, parts: Iterable[Part]) -> None:
        """Show this below the plot while the pointer is elsewhere."""
        self._resting_parts = tuple(parts)
        self._show_readout()

    def set_pointer_parts(self, parts: Iterable[Part] | None) -> None:
        """Show this below the plot while the pointer is over it; None for what is shown at rest."""
        self._pointer_parts = None if parts is None else tuple(parts)
        self._show_readout()

    def set_pointer_help(self, sentence: str) -> None:
        """Say what a click does where the pointer is, and show by its shape that it does something; "" for nothing."""
        viewport = self.graphics.viewport()
        viewport.setToolTip(sentence)
        if sentence:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            viewport.unsetCursor()

    def expect_pointer_parts(self, parts: Iterable[Part]) -> None:
        """Keep room below the plot for these, so that it stays where it is when the pointer enters it."""
        self.footer.expect(parts)

    @property
    def readout(self) -> str:
        """The text below the plot, as rich text."""
        return self.footer.text()

    # Pictures

    def save_image(self, path: Path) -> None:
        """Write the plot as a PNG or, by the ending, an SVG.

        Raises:
            EngineError: The file cannot be written.
        """
        self._figure().save(path)

    def copy_image(self) -> None:
        """Put the plot on the clipboard as an image."""
        QGuiApplication.clipboard().setImage(self._figure().image())

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the plot was hidden."""
        super().showEvent(event)
        self.catch_up()

    def apply_theme(self) -> None:
        """Style the frame and the plot; a plot calls this once it has all its parts."""
        theme = self.theme
        for plot in self.graphics.ci.items:
            style_plot(plot, theme)
        fill = QColor(theme.palette.raised)
        self._notice.setStyleSheet(
            f"color: {theme.palette.text}; border-bottom: 1px solid {theme.palette.border};"
            f"background: rgba({fill.red()}, {fill.green()}, {fill.blue()}, {NOTICE_OPACITY});"
            f"padding: {int(Spacing.TIGHT)}px {int(Spacing.SMALL)}px;"
        )
        self.restyle(theme)

    def _lay_out(self) -> None:
        self._empty = EmptyState(self._empty_icon, "", "")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.graphics)
        self._stack.addWidget(self._empty)
        self.header.addWidget(self._menu_button)
        layout = self._rows = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.header)
        layout.addWidget(self._notice)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.footer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the plot most of the height."""
        super().resizeEvent(event)
        self.footer.set_most_height(round(MOST_FOOTER_SHARE * self.height()))

    def _show_readout(self) -> None:
        self.footer.show_parts(self._resting_parts if self._pointer_parts is None else self._pointer_parts)

    def _make_menu_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(IconName.MORE))
        button.setToolTip("Save or copy the image, save the data, reset the view")
        button.setAccessibleName("Plot menu")
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        button.setMenu(self._make_menu())
        return button

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(icon(IconName.IMAGE), "Save image…", self._on_save_image)
        menu.addAction(icon(IconName.COPY), "Copy image", self.copy_image)
        save_data = menu.addAction(icon(IconName.TABLE), "Save data…", self._on_save_data)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: let_rest(save_data, "" if self.table() is not None else NO_TABLE))
        menu.addSeparator()
        menu.addAction(icon(IconName.FIT), "Reset view", self.reset_view)
        self.menu = menu
        return menu

    def _figure(self) -> Picture:
        theme = self.theme
        background, color = QColor(theme.palette.plot_background), QColor(theme.palette.text_muted)
        told = [part for part in self._resting_parts if not part.is_hint]
        rows = tuple(row for row in self._rows_in_pictures if row.isVisible())
        return self.figure_of(background, Caption(joined(told), ui_font(theme), color, rows, self._title))

    @property
    def _title(self) -> str:
        """What stands above pictures, as rich text."""
        origin = self._origin()
        words = origin.project, self.accessibleName(), *self.what_is_shown(), self.moment_shown(origin.moment)
        return " · ".join(html.escape(word) for word in words if word)

    def _on_theme_changed(self) -> None:
        self.apply_theme()
        self.redraw()

    def _on_pointer_left(self) -> None:
        self.set_pointer_parts(None)

    def _on_context_menu_requested(self, place: QPoint) -> None:
        self._menu_button.menu().popup(self.graphics.mapToGlobal(place))

    def _file_name(self, ending: str) -> Path:
        return Path(f"{file_stem(self._origin().project, self.accessibleName(), *self.what_is_shown())}{ending}")

    def _on_save_image(self) -> None:
        try:
            path = choose_file(self, "Save image", self._file_name(".png"), IMAGE_FILTERS)
            if path is not None:
                self.save_image(path)
        except EngineError as error:
            self.set_notice(str(error))

    def _on_save_data(self) -> None:
        table = self.table()
        try:
            path = None if table is None else choose_file(self, "Save data", self._file_name(".csv"), TABLE_FILTERS)
            if table is not None and path is not None:
                write_whole(path, table.csv())
        except EngineError as error:
            self.set_notice(str(error))


def _notice_label() -> QLabel:
    label = QLabel()
    label.setProperty("type", "caption")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setFrameShape(QFrame.Shape.NoFrame)
    label.setVisible(False)
    return label
