"""The small panel over the canvas in which one chooses what neurons and edges show, and the button that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QToolButton, QVBoxLayout

from gui.canvas.display.commands import SWITCHES, choose_face, choose_labels
from gui.canvas.display.dismissal import PanelDismissal
from gui.canvas.display.placing import MARGIN, place_beside
from gui.canvas.display.scale_choice import ScaleChoice
from gui.canvas.edges.labels import LABEL_RULES, LabelMode
from gui.canvas.edges.quantities import EDGE_QUANTITIES
from gui.canvas.in_view import rects_in_view, seen_rect
from gui.canvas.layers.neuron_faces import NEURON_FACES
from gui.canvas.overlays.card import OverlayCard
from gui.canvas.overlays.commands import toggle_minimap
from gui.icons import IconName, icon
from gui.theme import Spacing, active_theme
from gui.widgets import Choice, ChoiceField, Form
from gui.widgets.tab_stops import tab_stops

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

WIDTH = 300
PICTURES_ONLY = "All neurons show pictures now, which have colours of their own; the scale is for numbers."
PICTURES_HELD_BACK = "Small neurons: zoom in for pictures"
BUTTON_HELP = "Choose what neurons and edges show (Alt+D)"


class DisplayPanel(OverlayCard):
    """Choices of what the graph shows. The mouse stays in it: the canvas below is not pressed.

    Args:
        canvas: What shows it.
    """

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self.setObjectName("display-panel")
        self.setAccessibleName("Display")
        faces, quantities, rules = NEURON_FACES.values(), EDGE_QUANTITIES.values(), LABEL_RULES.items()
        self._face = ChoiceField(tuple(Choice(face.name, face.label, face.help) for face in faces))
        self._quantity = ChoiceField(tuple(Choice(each.name, each.label, each.help) for each in quantities))
        self._labels = ChoiceField(tuple(Choice(mode.value, rule.label, rule.help) for mode, rule in rules))
        self._switches = {field: QCheckBox(row.text.replace("&", "")) for field, row in SWITCHES.items()}
        self._minimap = QCheckBox("Minimap")
        self._note = QLabel(PICTURES_HELD_BACK)
        self._note.setObjectName("picture-note")
        self._note.setProperty("type", "caption")
        self._note.hide()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._face)
        self.hide()

    def refresh(self) -> None:
        """Show the choices as they are."""
        display = self._canvas.display.settings
        self._face.set_choice(display.neuron_face)
        self._show_note(is_shown=bool(self._canvas.display.picture_note))
        self._quantity.set_choice(display.edge_quantity)
        self._labels.set_choice(display.edge_labels)
        edges_label = f"Full at |{EDGE_QUANTITIES[display.edge_quantity].symbol}| ="
        self._edge_scale.show_scale(edges_label, display.full_scale, self._canvas.display.edge_full_scale)
        neurons_label = f"Full at |{NEURON_FACES[display.neuron_face].symbol}| ="
        automatic = self._canvas.display.neuron_full_scale
        obstacle = "" if self._canvas.display.has_neuron_fills else PICTURES_ONLY
        self._neuron_scale.show_scale(neurons_label, display.neuron_full_scale, automatic, obstacle)
        for field, switch in self._switches.items():
            switch.setChecked(getattr(display, field))
        self._minimap.setChecked(not self._canvas.minimap.isHidden())

    def _show_note(self, *, is_shown: bool) -> None:
        if is_shown == self._note.isHidden():
            self._note.setVisible(is_shown)
            if self.isVisible():  # it has its width then, and else takes its size when it is placed
                self.adjustSize()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Stay within the panel with Tab: the window behind would take the next keys unseen."""
        reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        stops, focused = tab_stops(self), QApplication.focusWidget()
        if stops:
            here = stops.index(focused) if focused in stops else -1 if is_next else 0
            stops[(here + (1 if is_next else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; other keys are not for the canvas below."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._canvas.setFocus()

    def _lay_out(self) -> None:
        form = Form()
        form.add_row("Neurons show", self._face)
        form.add_wide(self._note)
        self._neuron_scale = ScaleChoice(
            form,
            "Automatic neuron scale",
            "automatic-neuron-scale",
            "Full colour at the largest of all neurons over the training samples, rounded up; bounded functions at 1",
            "The magnitude at which a neuron has full colour",
        )
        form.add_row("Edges show", self._quantity)
        form.add_row("Edge labels", self._labels)
        self._edge_scale = ScaleChoice(
            form,
            "Automatic edge scale",
            "automatic-scale",
            "Full colour at the largest of all edges, rounded up; full width at 5, or less where all are small",
            "The magnitude drawn in full colour and width",
        )
        for field, switch in self._switches.items():
            switch.setToolTip(SWITCHES[field].help)
            switch.setObjectName(f"switch-{SWITCHES[field].name}")
            form.add_wide(switch)
        self._minimap.setToolTip("Show the whole network small in a corner (M)")
        self._minimap.setObjectName("switch-minimap")
        form.add_wide(self._minimap)
        title = QLabel("Display")
        title.setProperty("type", "title")
        title.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Spacing.SMALL)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(form)
        self._face.setObjectName("neuron-face")
        self._quantity.setObjectName("edge-quantity")
        self._labels.setObjectName("edge-labels")

    def _connect(self) -> None:
        choose = self._canvas.display.choose
        self._face.choice_edited.connect(lambda name: choose_face(self._canvas, name))
        self._quantity.choice_edited.connect(lambda name: choose(edge_quantity=name))
        self._labels.choice_edited.connect(lambda name: choose_labels(self._canvas, LabelMode(name)))
        self._edge_scale.scale_chosen.connect(lambda scale: choose(full_scale=scale))
        self._neuron_scale.scale_chosen.connect(lambda scale: choose(neuron_full_scale=scale))
        for field, switch in self._switches.items():
            switch.clicked.connect(lambda is_on, field=field: choose(**{field: is_on}))
        self._minimap.clicked.connect(lambda: toggle_minimap(self._canvas))


class DisplayButton(QToolButton):
    """Opens and closes the panel from the canvas's upper right corner; Esc or a press beside it closes it, too.

    Args:
        canvas: What it floats over.
    """

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self.panel = DisplayPanel(canvas)
        self.setObjectName("display-button")
        self.setText(" Display")  # Qt puts icon and text side by side without a gap
        self.setAccessibleName("Display")
        self._dismissal = PanelDismissal(self.panel, self)
        self.setToolTip(BUTTON_HELP)
        self.setIcon(icon(IconName.VISIBLE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab walks the graph; keys open the panel by its command
        self.clicked.connect(self.toggle)
        canvas.viewport().installEventFilter(self)
        self._place()

    def refresh(self) -> None:
        """Show the choices as they are."""
        if not self.panel.isHidden():
            self.panel.refresh()

    def toggle(self) -> None:
        """Open or close the panel."""
        if self.panel.isHidden():
            self.panel.refresh()
            self.panel.setParent(self._canvas.window())  # it may reach over what is beside the canvas
            self._place_panel()
            self.panel.show()
            self.panel.raise_()
            self.panel.setFocus()
        else:
            self.panel.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the size that the theme's type needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def _place(self) -> None:
        self.adjustSize()
        self.move(self._canvas.viewport().width() - MARGIN - self.width(), MARGIN)
        if not self.panel.isHidden():
            self._place_panel()

    def _place_panel(self) -> None:
        """Put the panel where one sees what it changes."""
        view, window = self._canvas.viewport(), self._canvas.window()
        self.panel.setFixedWidth(min(round(WIDTH * active_theme().scale), max(view.width() - 2 * MARGIN, 1)))
        self.panel.adjustSize()
        origin = window.mapFromGlobal(view.mapToGlobal(QPoint(0, 0)))
        layers = self._canvas.network_scene.places.panel_rects_in(seen_rect(self._canvas))
        place = place_beside(
            self.panel.size(),
            self.geometry().translated(origin),
            view.rect().translated(origin),
            window.rect(),
            [layer.translated(origin) for layer in rects_in_view(self._canvas, layers)],
        )
        self.panel.move(place)
