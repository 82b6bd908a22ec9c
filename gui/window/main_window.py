"""The main window: canvas in the middle, panels and plots docked around it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget

from engine.data.data_set import DataSet
from engine.project.project import Project
from gui.actions import FILE, VIEW, Actions
from gui.canvas.canvas import NetworkCanvas
from gui.canvas.commands import canvas_commands
from gui.canvas.context_menu import make_context_menu
from gui.canvas.mime import LayerPreset
from gui.canvas.value_editing.item_values import ValueItem
from gui.files.data_files import DataFiles
from gui.files.project_files import ProjectFiles
from gui.linking.canvas_links import CanvasLinks
from gui.linking.focus_links import FocusLinks
from gui.linking.sample_finder import SampleFinder
from gui.panels.palette import PalettePanel
from gui.plots.kinds import dock_title
from gui.quick_add import QuickAdd
from gui.run_book import RunBook
from gui.search_popup import SearchEntry
from gui.selection import Selection
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme, ThemeManager
from gui.timeline.timeline import RunTimeline
from gui.timeline.timeline_strip import TimelineStrip
from gui.training.instant_retraining import InstantRetraining
from gui.training.run_keeper import RunKeeper
from gui.training.training_controller import TrainingController
from gui.training.transport import Transport
from gui.widgets.inline_message import InlineMessage
from gui.window.action_state import ActionState
from gui.window.announcements import Announcements
from gui.window.command_palette import CommandPalette
from gui.window.commands.window_commands import first_commands, last_commands
from gui.window.docks import Docks
from gui.window.exports import Exports
from gui.window.menu_bar import MenuBar
from gui.window.menus import fill_menu_bar, fill_recent_menu
from gui.window.presentation import Presentation
from gui.window.remembered_layout import remember_layout, restore_layout
from gui.window.sections import remember_sections
from gui.window.setting_entries import panel_entries, setting_entries
from gui.window.status import TrainingStatusBar
from gui.window.toolbar import make_toolbar
from gui.window.window_drops import WindowDrops

if TYPE_CHECKING:
    from gui.linking.open_plots import OpenPlots
    from gui.linking.panel_links import PanelLinks
    from gui.linking.plot_links import PlotLinks

# What the first picture of the window does without is imported where it is needed, so that the window is there at once:
# pyqtgraph alone takes as long to load as all the rest.


class MainWindow(QMainWindow):
    """Lays out the views and joins actions with what they do.

    It opens with canvas, palette and tools; panels and plots are made when first asked for, or by `furnish`.

    Args:
        session: The open project and its engine.
        training: Drives runs.
        themes: Light, dark and projector size.
        settings: Remembered layout and recent files.
    """

    def __init__(
        self, session: Session, training: TrainingController, themes: ThemeManager, settings: Settings
    ) -> None:
        super().__init__()
        self._session = session
        self.document = session.document
        self.training = training
        self.runs = RunBook(self)
        run_keeper = RunKeeper(session, training, self.runs, self)  # before what lets runs enter the project
        self.retraining = InstantRetraining(session, self)
        run_keeper.show_previews_of(self.retraining)
        self.transport = Transport(training, self.retraining, self)
        self.themes = themes
        self._settings = settings
        self.selection = Selection(self)
        self.sample_finder = SampleFinder(session, self)
        FocusLinks(session, self.selection, self.sample_finder, self)
        self.timeline = RunTimeline(session, training, self)
        self.timeline.changed.connect(self._tell_moments)
        self.files = ProjectFiles(self.document, settings, self, training.snapshot)
        self.data_files = DataFiles(self.document, self)
        self.setMinimumSize(960, 600)
        self._make_views()
        self.presentation = Presentation(self)
        self.exports = Exports(self, session, settings)
        commands = (*first_commands(self), *canvas_commands(self.canvas), *last_commands(self))
        self.actions_by_name = Actions(self, self.canvas, commands)
        self.docks = Docks(self)
        self.docks.fill(palette=self.palette_panel)
        for name in self._settings.open_plots:
            if (title := dock_title(name)) is not None:
                self.docks.add(name, title)
        for name in ("quick-add", "select-all"):  # the cards have no use for these keys, and lie beside the canvas
            self.palette_panel.addAction(self.actions_by_name[name])
        self._toolbar = make_toolbar(self.actions_by_name, self.themes.theme.metrics.icon_large)
        self.addToolBar(self._toolbar)
        self.timeline_strip = TimelineStrip(
            self.timeline, self.runs, self.actions_by_name, self.themes.theme.metrics.icon
        )
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.timeline_strip)
        self._make_menus()
        self.status = TrainingStatusBar(self)
        self.setStatusBar(self.status)
        self.announcements = Announcements(self.document, training, self.message, self.status, self)
        ActionState(
            self.actions_by_name, session, self.transport, self.retraining, self.timeline, self.selection, themes
        )
        themes.theme_changed.connect(self._on_theme_changed)
        self._connect_views()
        restore_layout(self, self._settings)
        self._refresh_title()
        self.status.show_state(self.transport.state)
        self.canvas.setFocus()  # its keys count from the start

    def _make_views(self) -> None:
        self.setMenuBar(MenuBar())
        self.canvas = NetworkCanvas(self.document, self.selection, self.themes)
        self.canvas_links = CanvasLinks(self._session, self.canvas, self.themes, self.timeline.hand_edits)
        self.message = InlineMessage()
        self.palette_panel = PalettePanel(self.document)
        self.command_palette = CommandPalette(
            self.menuBar(), self.canvas, self.files.open_example, self._settings, self._searched
        )
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.canvas, 1)
        self.setCentralWidget(centre)

    @cached_property
    def panels(self) -> PanelLinks:
        """The panels beside the canvas, in their docks."""
        from gui.linking.panel_links import PanelLinks  # noqa: PLC0415

        panels = PanelLinks(self._session, self.training, self.retraining, self.selection, self.sample_finder, self)
        panels.inspector.edit_weights_requested.connect(lambda _source, _target: self.docks.show("matrix"))
        for panel in (panels.data, panels.training, panels.metrics):
            remember_sections(panel, self._settings)
        self.docks.fill(data=panels.data, training=panels.training, inspector=panels.inspector)
        panels.matrices.matrix_actions.connection_changed.connect(self.actions_by_name.refresh)
        self.docks.fill(matrix=panels.matrices, formula=panels.formula, metrics=panels.metrics)
        return panels

    @property
    def made_panels(self) -> PanelLinks | None:
        """The panels, None before they are made: asking what is possible must not make them."""
        return self.__dict__.get("panels")

    @property
    def data_set(self) -> DataSet | None:
        """The data, None while there is none."""
        return self._session.data_set

    @cached_property
    def plots(self) -> PlotLinks:
        """The plots, in their docks."""
        from gui.linking.plot_links import PlotLinks  # noqa: PLC0415

        plots = PlotLinks(
            self._session,
            self.training,
            self.retraining,
            self.themes,
            self.selection,
            self.sample_finder,
            self.runs,
            self.timeline,
            self._settings,
            self,
        )
        self.timeline.changed.connect(
            lambda: plots.loss.set_moment(None if self.timeline.shown is None else self.timeline.shown.step)
        )
        pictures, boundary = self.canvas_links.neuron_pictures, plots.boundary
        boundary.request_changed.connect(lambda _request: pictures.set_plane(boundary.plane))
        pictures.set_plane(boundary.plane)
        self.docks.fill(boundary=plots.boundary, loss=plots.loss, distributions=plots.distributions)
        return plots

    @cached_property
    def open_plots(self) -> OpenPlots:
        """The plots that a person has opened, in their docks."""
        from gui.linking.open_plots import OpenPlots  # noqa: PLC0415

        opened = OpenPlots(self.plots.feed, self.selection, self.themes, self.docks, self._settings, self.plots)
        metrics = self.panels.metrics
        metrics.cell_clicked.connect(opened.show_samples)
        metrics.test_part_changed.connect(self.plots.feed.show_test_part)
        return opened

    def _searched(self, text: str) -> Iterator[SearchEntry]:
        """Give what the command palette finds beside menus, layers and examples."""
        yield from panel_entries(self.docks)
        yield from setting_entries(self.docks)
        yield from self.quick_add.entries(text)

    def furnish(self) -> None:
        """Make the panels now and the plots in the next round of the event loop; the window answers in between."""
        _ = self.panels
        QTimer.singleShot(0, self, lambda: self.open_plots)

    def _make_menus(self) -> None:
        menus = fill_menu_bar(self.menuBar(), self.actions_by_name)
        self._recent_menu = QMenu("Open &recent", self)
        menus[FILE].insertMenu(self.actions_by_name["examples"], self._recent_menu)
        menus[VIEW].addSeparator()
        self.docks.fill_menu(menus[VIEW])
        self._fill_recent_menu()

    def _connect_views(self) -> None:
        self.announcements.reset_requested.connect(self.reset_run)
        self.announcements.value_requested.connect(self._edit_value_of)
        self.files.refused.connect(self.announcements.warn)
        self.files.opened.connect(self._on_project_opened)
        self.data_files.refused.connect(self.announcements.warn)
        self.data_files.loaded.connect(self._on_data_loaded)
        data = self.data_files
        WindowDrops(self, self.files.open, self.files.open_example, data.load, data.use_source, self.announcements.warn)
        self.files.recent_files_changed.connect(self._fill_recent_menu)
        self.document.path_changed.connect(lambda _path: self._refresh_title())
        self.document.undo_stack.cleanChanged.connect(lambda _clean: self._refresh_title())
        self.document.project_changed.connect(self._on_project_changed)
        self.document.training_changed.connect(lambda _is_training: self._refresh_title())
        self.palette_panel.preset_activated.connect(self._on_preset_activated)
        self.palette_panel.example_activated.connect(self.files.open_example)
        self.quick_add = QuickAdd(self.canvas, self.files.open_example)
        self.canvas.context_menu_requested.connect(self._show_context_menu)
        self._session.trouble.connect(self.announcements.warn)
        self.transport.state_changed.connect(self.status.show_state)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self.themes.theme

    def _tell_moments(self) -> None:
        """Let the plots of runs know which moments there are; while training there are others with every frame."""
        shown = self.timeline.shown
        self.runs.set_moment(None if shown is None else shown.step)
        if not self.document.is_training:
            self.runs.set_moments(self.timeline.named_moments())

    # What the window shows of itself

    def _refresh_title(self) -> None:
        name = self.document.path.stem if self.document.path else "Untitled"
        self.setWindowTitle(f"{name}[*]")
        self.setWindowModified(self.document.is_modified)

    def _edit_value_of(self, item: ValueItem) -> None:
        self.selection.select(item)
        self.edit_value()

    def edit_value(self) -> None:
        """Let the weight or bias of what is selected be typed where it stands, any other value in the inspector."""
        if self.canvas.edit_value():
            return
        self.docks.show("inspector")
        self.panels.inspector.edit_value()

    def reset_run(self) -> None:
        """Go back to the parameters the run began from."""
        self.announcements.clear()
        self.training.reset()

    def _on_preset_activated(self, preset: LayerPreset) -> None:
        """Add it, and go on with it by keys on the canvas, wherever the card was activated."""
        self.canvas.add_layer_from_preset(preset)
        self.canvas.setFocus()

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.network is not after.network:
            self.selection.keep_existing(after.network)

    def _show_context_menu(self, point: QPoint) -> None:
        is_removed = self.selection.removed_edge is not None
        make_context_menu(self.selection.items, self.actions_by_name, self.canvas, is_removed=is_removed).popup(point)

    # Files

    def _on_project_opened(self) -> None:
        self.announcements.clear()
        self.selection.select()
        self.canvas.fit()
        self.canvas.setFocus()
        self._refresh_title()

    def _on_data_loaded(self, sentence: str) -> None:
        self.docks.show("data")
        self.announcements.confirm(sentence)

    def show_gallery(self) -> None:
        """Show the examples to choose from."""
        from gui.files.gallery import Gallery  # noqa: PLC0415

        gallery = Gallery(self.themes, self)
        gallery.example_chosen.connect(self.files.open_example)
        gallery.open()

    def show_shortcuts(self) -> None:
        """Show every key and gesture, or put the sheet away."""
        from gui.window.shortcut_sheet import ShortcutSheet  # noqa: PLC0415

        sheet = self.findChild(ShortcutSheet)
        if sheet is not None:
            sheet.close()
        else:
            ShortcutSheet(self.actions_by_name, self).show()

    def show_about(self) -> None:
        """Say which version this is."""
        from gui.window.help_dialogs import show_about  # noqa: PLC0415

        show_about(self)

    def _fill_recent_menu(self) -> None:
        fill_recent_menu(self._recent_menu, self._settings.recent_files, self.files.open)

    # Layout

    def _on_theme_changed(self, theme: Theme) -> None:
        for bar, side in ((self._toolbar, theme.metrics.icon_large), (self.timeline_strip, theme.metrics.icon)):
            bar.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say why a command can't be run now whose keys were pressed; they come here as nobody had use for them."""
        if event.key() == Qt.Key.Key_Escape and self.selection.samples.release():
            return
        keys = QKeySequence(event.keyCombination())
        reason = self.actions_by_name.obstacle_of_keys(keys, is_on_canvas=self.canvas.hasFocus())
        if reason:
            self.canvas.context.edit_refused.emit(reason, None)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, then remember the layout."""
        if not self.files.confirm_leaving():
            event.ignore()
            return
        self.exports.cancel()
        remember_layout(self, self._settings)
        self._settings.flush()
        event.accept()
