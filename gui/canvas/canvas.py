"""The canvas: where networks are drawn, wired, set and watched."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QApplication

from engine.arrays import FloatArray
from engine.data.measured_input import MeasuredInput
from engine.network.edits import move_layers
from engine.network.forward import LayerValues
from engine.network.model import ConnectionKey, LayerId, Network
from engine.project.project import Project
from gui.canvas.arranging.nudging import step_clear
from gui.canvas.building.adding import plan_at_end, plan_by_selection
from gui.canvas.building.deletion import delete_items, deletion_label
from gui.canvas.captions import describe
from gui.canvas.changed_places import same_layout
from gui.canvas.detail import Detail
from gui.canvas.display.display import Display
from gui.canvas.display.panel import DisplayButton
from gui.canvas.gesture_view import GestureView
from gui.canvas.gestures.drop_layer import add_layer_as_planned
from gui.canvas.keyboard import CanvasKeyboard
from gui.canvas.layers.fold import ImageShape
from gui.canvas.layers.forms import forms_of
from gui.canvas.mime import LayerPreset
from gui.canvas.navigation import CONCESSION, MAX_CLOSE_ZOOM, MAX_FIT_ZOOM, WANTED_CONCESSION
from gui.canvas.overlays.covering import mark_overlay
from gui.canvas.overlays.empty_state import paint_empty_state
from gui.canvas.overlays.focus_frame import FocusFrame
from gui.canvas.overlays.in_play_note import InPlayNote
from gui.canvas.overlays.legend import Legend
from gui.canvas.overlays.minimap import Minimap
from gui.canvas.overlays.stepping_aside import SteppingAside
from gui.canvas.scene import NetworkScene
from gui.canvas.style import CanvasStyle
from gui.canvas.transition import sent_far
from gui.canvas.view_keeping import ViewKeeping
from gui.canvas.walker import Walker
from gui.document import Document
from gui.selection import Item, LayerItem, Selection
from gui.theme import Theme, ThemeManager

LEFT = "The keyboard has left the canvas, for nothing is selected; F6 or Shift+F6 leads back to it, panel by panel."


class NetworkCanvas(GestureView):
    """Shows the document's network and edits it with the mouse and the keyboard.

    Args:
        document: The open project.
        selection: What is selected, shared with the other views.
        themes: The theme in use.

    Signals:
        edit_refused: one sentence that says why an edit makes no sense; the canvas shows it, too.
    """

    edit_refused = Signal(str)

    def __init__(self, document: Document, selection: Selection, themes: ThemeManager) -> None:
        self._scene = NetworkScene(CanvasStyle(themes.theme))
        super().__init__(self._scene, document, selection)
        self.setObjectName("canvas")
        self.setAccessibleName("Network canvas")
        self._document = document
        self._selection = selection
        self._image_shape: ImageShape | None = None
        self.display = Display(document, self._scene)
        self._network_before = document.network
        self._size_fitted = QSize()
        self._view_keeping = ViewKeeping(self._scene, self.navigation, self.fit)
        self.editing.holding = self._view_keeping.holding
        self._walker = Walker(self.context, self.navigation, self)
        self.focus_frame = FocusFrame(self, selection)
        self.minimap = Minimap(self, self._scene, self.navigation)
        self.legend = Legend(self, self._scene)
        self.display_button = DisplayButton(self)
        self.in_play_note = InPlayNote(self.viewport(), selection)
        overlays = (self.minimap, self.display_button, self.in_play_note)
        self._stepping_aside = SteppingAside(overlays)
        for overlay in overlays:
            overlay.installEventFilter(self)
            mark_overlay(overlay)
        self._keyboard = CanvasKeyboard(self, self._walker)
        self.legend.height_changed.connect(self._on_legend_height_changed)
        self.legend.close_clicked.connect(lambda: self.display.choose(legend=False))
        self.display.display_changed.connect(self.legend.begin_anew)
        self.display.display_changed.connect(self.display_button.refresh)
        self.navigation.view_moved.connect(self.legend.refresh)
        self.navigation.view_moved.connect(self.display_button.refresh)  # from afar some things show no more
        document.project_changed.connect(self._on_project_changed)
        document.replaced.connect(self._on_replaced)
        document.replaced.connect(self.legend.begin_anew)
        document.view_changed.connect(lambda _before, _after: self._on_view_changed())
        document.parameters_shown.connect(self._on_parameters_shown)
        themes.theme_changed.connect(self._on_theme_changed)
        self.context.edit_refused.connect(lambda sentence, _point: self.edit_refused.emit(sentence))
        selection.selection_changed.connect(self._describe)
        self.ghost_moved.connect(self._stepping_aside.make_way)
        self.gesture_ended.connect(self._walker.wake)
        self._on_view_changed()
        self._show(document.network)

    # What the canvas can be asked to do

    def fit(self) -> None:
        """Show the whole network, beside what floats over it where there is room."""
        self._size_fitted = self.size()
        had_minimap, places = self.minimap.isVisible(), self._scene.places
        self._fit_beside(places.content_rect(), places.has_anything_in)
        if self.minimap.isVisible() is not had_minimap:  # it comes and goes with how large the network is seen
            self._fit_beside(places.content_rect(), places.has_anything_in)
        labels = places.labels_rects(self.navigation.zoom)
        if labels:
            self._fit_with_labels(labels)

    def _fit_with_labels(self, labels: Sequence[QRectF]) -> None:
        """Make room for labels of outputs too, in pixels of their own, unless neurons would be cards for that."""
        places = self._scene.places
        content = places.content_rect()
        self._fit_beside(
            reduce(QRectF.united, labels, content),
            lambda rect: places.has_anything_in(rect) or any(rect.intersects(label) for label in labels),
        )
        if self._scene.detail is Detail.OVERVIEW:
            self._fit_beside(content, places.has_anything_in)

    def fit_selection(self) -> None:
        """Show what is selected as large as there is room for, near enough to read every number."""
        wanted = QRectF()
        for item in self._selection.items:
            wanted = wanted.united(self._scene.places.drawn_rect(item))
        self._fit_beside(wanted, wanted.intersects, MAX_CLOSE_ZOOM)
        self.navigation.hold()

    def select_all(self) -> None:
        """Select every layer."""
        self._selection.select(*(LayerItem(layer.id) for layer in self._document.project.network.layers))

    def delete_selection(self) -> bool:
        """Delete what is selected, as one undo step. Gives whether anything is selected."""
        items = self._selection.items
        if items and self.context.edit(deletion_label(items), lambda network: delete_items(network, items)):
            self.removed_edges.choose_deleted(items)
        return bool(items)

    def edit_value(self) -> bool:
        """Open the field over the weight, bias or input that is selected. Gives whether that has one."""
        return self.values.edit(self._selection.current) or self.inputs.edit(self._selection.current)

    def add_layer_from_preset(self, preset: LayerPreset) -> None:
        """Add a layer at the network's end, connected, or a neuron to the layer selected; let it be seen."""
        plan = plan_by_selection if preset.is_single_neuron else plan_at_end
        if add_layer_as_planned(self.context, preset, plan(self.context, preset)):
            self.let_selection_be_seen()

    def let_selection_be_seen(self, *, wholly: bool = True) -> None:
        """Show the whole network where what is selected can't be seen, or nothing is: it is all new then.

        Args:
            wholly: Whether all of it is to be seen, in a view that stays fitted if it was; else its middle will do.
        """
        rects = [self._scene.places.extent_of(item) for item in self._selection.items]
        wanted = rects if wholly else [QRectF(rect.center(), QSizeF(1, 1)) for rect in rects]
        is_hidden = not all(self.navigation.can_see(rect) for rect in wanted)
        if not rects or is_hidden or (wholly and self.navigation.is_fitted):
            self.fit()

    def put_in_order(self, edit: Callable[[], None]) -> None:
        """Let an edit move all layers, and show the whole network if it was fitted or is out of sight in part."""
        before = self._document.project.network
        with self._view_keeping.showing_whole():
            edit()
        if self._document.project.network is before:  # all was in order, perhaps out of sight
            self._view_keeping.keep_all_in_sight(before, self.navigation.state)

    def go_to(self, item: Item) -> None:
        """Select an item and show it in the middle."""
        self._selection.select(item)
        self.navigation.centre_on(self._scene.places.rect_of(item).center())

    def nudge_selection(self, dx: float, dy: float) -> bool:
        """Move the selected layers by so many scene units, or past what is there, as one undo step.

        Gives whether any are selected.
        """
        self.transition.finish()  # the next step begins where the last one ends
        network, panels = self._document.project.network, self._scene.places.panel_rects
        chosen = dict.fromkeys(self._selection.groups.layers)
        taken = [panel for layer_id, panel in panels.items() if layer_id not in chosen]
        if chosen:
            dx, dy = step_clear([panels[layer_id] for layer_id in chosen], taken, (dx, dy))
            layers = map(network.layer, chosen)
            positions = {layer.id: (layer.position[0] + dx, layer.position[1] + dy) for layer in layers}
            self.context.edit("Move layers", lambda network: move_layers(network, positions), while_training=True)
        return bool(chosen)

    # What the canvas can be told

    def set_sample_values(
        self,
        values: Mapping[LayerId, LayerValues] | None,
        measured: MeasuredInput | None = None,
        usual: Mapping[LayerId, float] | None = None,
        pixels: FloatArray | None = None,
    ) -> None:
        """Show the values for one sample: arrays of shape (1, H) by layer id, or none.

        Args:
            values: The values.
            measured: What was measured of the sample, where the network is given it standardised.
            usual: By layer, a round number that activations reach over the data, for colours that suit all samples.
            pixels: How much ink, 0 … 1, is in each pixel (D,) of the sample, where it is an image.
        """
        self._scene.neurons.set_pixels(pixels)
        self._scene.neurons.measured = measured
        self._scene.neurons.fills.usual = usual or {}
        self._scene.set_values(values or {})
        self.legend.refresh()
        self.display_button.refresh()
        self.hover.refresh()

    def set_start(self, weights: Mapping[ConnectionKey, FloatArray], biases: Mapping[LayerId, FloatArray]) -> None:
        """Show changes from the weights (H_target, H_source) and biases (H,) that a run began with; none without."""
        self._scene.set_start(weights, biases)
        self.legend.refresh()
        self.display_button.refresh()

    def set_input_names(self, names: Sequence[str]) -> None:
        """Name the inputs; without names they are x₁, x₂ and so on."""
        self._scene.set_input_names(names)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Name the classes beside the outputs, if each has its own; without names nothing stands there."""
        self._scene.set_class_names(names)

    def set_image_shape(self, shape: ImageShape | None) -> None:
        """Take note that the inputs are the pixels of an image of this height and width, or of none."""
        self._image_shape = shape
        self._refresh_forms()

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the pointer leaving for what floats over the canvas: Qt does not tell the widget beneath."""
        if event.type() == QEvent.Type.Enter:
            self.hover.leave()
            self.removed_edges.leave()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Claim from the window's shortcuts the keys that mean what is selected here, and all that a menu is to get."""
        is_claim = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_claim and isinstance(event, QKeyEvent) and (_is_menu_open() or self._keyboard.claims(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key does here, or leave it to the window."""
        if not self._keyboard.press(event):
            event.ignore()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Walk over the graph with Tab; after a second Esc, or with no graph there, go on to the next control."""
        if self.hasFocus() and self._walker.tab(1 if is_next else -1):
            return True
        is_left = super().focusNextPrevChild(is_next)
        if is_left and self._scene.network.layers:
            self.say(LEFT)
        return is_left

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let Tab walk over the graph again, however the keyboard had left it."""
        self._walker.wake()
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted network fitted; where the legend takes another row it stays, if it is still seen."""
        super().resizeEvent(event)
        is_seen = self.navigation.can_see(self._scene.places.content_rect(), margin=0)
        if self.navigation.is_fitted and not (is_seen and self.size() == self._size_fitted):
            self.fit()
        self.values.follow()
        self.inputs.follow()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Draw what the scene has on top, and say what to do while there is nothing to see."""
        super().drawForeground(painter, rect)
        if not self._scene.network.layers and (self.gesture is None or self.gesture.ghost.isEmpty()):
            painter.resetTransform()
            paint_empty_state(painter, self.viewport().rect(), self._scene.canvas_style)
        self.focus_frame.paint(painter, self._scene.canvas_style)

    # Keeping up

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if after.view is not before.view:
            self._on_view_changed()
        self._network_before = before.network
        if after.network is before.network:
            return
        if not same_layout(before.network, after.network):
            self.cancel_gesture()
            self.editing.give_up()
        self._notes.dismiss()
        shown_at = self._scene.shown_positions
        self.transition.finish()
        self._scene.forget_preview()
        self._selection.keep_existing(after.network)
        seen = self._view_keeping.seen()
        began = time.perf_counter()
        self._show(self._document.network)
        picture_s = time.perf_counter() - began
        sent = sent_far(before.network, after.network, shown_at)
        self._view_keeping.follow(before.network, after.network, seen, sent.keys())
        self.transition.run(sent, picture_s)

    def _on_replaced(self) -> None:
        """Let be seen what undo or redo has changed."""
        if self._document.undo_stack.count():  # none: another project, which is seen as a whole
            self._view_keeping.show_changed(self._network_before, self._document.project.network)

    def _on_legend_height_changed(self, height: int) -> None:
        """Leave room for the legend below what is seen, which stays where it is unless the legend comes or goes."""
        comes_or_goes = 0 in (height, self.viewportMargins().bottom())
        anchor = self.resizeAnchor()
        self.setResizeAnchor(self.ViewportAnchor.NoAnchor)
        self.setViewportMargins(0, 0, 0, height)
        self.setResizeAnchor(anchor)
        if comes_or_goes and self.navigation.is_fitted:
            self.fit()

    def _fit_beside(
        self, content: QRectF, is_drawn_in: Callable[[QRectF], bool], max_zoom: float = MAX_FIT_ZOOM
    ) -> None:
        """Show a rectangle of the scene beside what floats over it now."""
        covers = [QRectF(overlay.geometry()) for overlay in (self.minimap, self.display_button) if overlay.isVisible()]
        concession = WANTED_CONCESSION if self.minimap.is_wanted else CONCESSION
        self.navigation.fit(content, is_drawn_in, covers, concession, self._scene.canvas_style.theme.scale, max_zoom)

    def _on_view_changed(self) -> None:
        self._refresh_forms()
        self.minimap.set_choice(self._document.view.minimap)
        self.display_button.refresh()

    def _refresh_forms(self) -> None:
        was_fitted = self.navigation.is_fitted
        before = self._scene.places.content_rect()
        radius = self._scene.canvas_style.neuron_radius
        self._scene.set_forms(forms_of(self._document.view, self._image_shape, radius))
        if was_fitted and self._scene.places.content_rect() != before:
            self.fit()

    def _on_parameters_shown(self) -> None:
        self._scene.show_network(self._document.network)
        self.legend.refresh()
        self.hover.refresh()

    def _on_theme_changed(self, theme: Theme) -> None:
        self._scene.set_style(CanvasStyle(theme))
        self._refresh_forms()
        self.set_note_style()
        self.minimap.set_style()
        self.legend.begin_anew()
        if self.navigation.is_fitted:
            self.fit()
        self.viewport().update()

    def _show(self, network: Network) -> None:
        self._scene.show_network(network)
        self.legend.refresh()
        self.hover.refresh()
        self.values.follow()
        self.inputs.follow()
        self._describe()
        self.viewport().update()

    def _describe(self) -> None:
        """Say what is shown and selected, for those who can't see it."""
        network = self._scene.network
        current = self._selection.current_in(network)
        description = (
            f"{len(network.layers)} layers, {len(network.connections)} connections, "
            f"{network.parameter_count:,} parameters"
        )
        if current is not None:
            selected = describe(current, network, self._scene.told)
            description = f"{selected.replace(chr(10), ', ')}; {description}"
        self.setAccessibleDescription(description)


def _is_menu_open() -> bool:
    return QApplication.activePopupWidget() is not None
