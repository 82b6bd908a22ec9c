"""The page for a layer: name, width, activation function, and how it is wired."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from engine.network import edits
from engine.network.activations import ACTIVATION_FUNCTIONS, activation_function
from engine.network.dropout import DROPOUT
from engine.network.formulas import Names
from engine.network.initializers import INITIALIZERS, initializer
from engine.network.kinds import layer_kind
from engine.network.model import Layer
from engine.network.parameter_set import layer_set
from engine.network.resizing import resize_layer
from engine.project import edits as project_edits
from engine.project.project import Project, with_network
from gui.document import Document
from gui.icons import IconName
from gui.panels.controls import make_caption, set_name
from gui.panels.inspector.freeze_switch import FreezeSwitch
from gui.panels.inspector.page import InspectorPage, SampleValues, make_button
from gui.panels.latex_label import LatexLabel
from gui.panels.notation import counted
from gui.panels.number_controls import make_slider
from gui.panels.panel_edits import PanelEdits
from gui.selection import LayerItem
from gui.theme import Spacing
from gui.widgets import Choice, ChoiceField, Form, IntegerField
from gui.widgets.untouched import leaves_to_document

AS_THE_REST = ""


class LayerPage(InspectorPage[LayerItem]):
    """Everything about a layer but its numbers."""

    def __init__(self, document: Document, panel_edits: PanelEdits) -> None:
        super().__init__(document, panel_edits, "layer-page")
        self._item = LayerItem("")
        self._name = NameField()
        self._width = IntegerField(1, minimum=1)
        self._function = ChoiceField(
            tuple(Choice(f.name, f.label, f"{f.formula}\n{f.help}") for f in ACTIVATION_FUNCTIONS.values())
        )
        self._formula = make_caption("activation-formula")
        self._dropout = make_slider(DROPOUT)
        self._initializer = ChoiceField(
            (
                Choice(AS_THE_REST, "As in training", "What the training panel says for all layers."),
                *(Choice(i.name, i.label, f"{i.formula}\n{i.help}") for i in INITIALIZERS.values()),
            )
        )
        set_name(self._initializer, "layer-initializer")
        self._drawing = LatexLabel("layer-initializer-formula")
        self._wiring = make_caption("layer-wiring")
        self._wiring.setContentsMargins(Spacing.MEDIUM, 0, Spacing.MEDIUM, Spacing.SMALL)
        self._matrix = make_button("Edit matrix", "edit-matrix", IconName.MATRIX, "Show the weights into this layer")
        self._remove = make_button("Remove", "remove-layer", IconName.DELETE, "Remove this layer (Delete)")
        self._freeze = FreezeSwitch(panel_edits, "freeze-layer", "Frozen")
        self._form = Form()
        self._lay_out()
        self._name.editingFinished.connect(self._on_name_entered)
        self._width.editing_committed.connect(self._on_width_entered)
        self._function.choice_edited.connect(self._on_function_chosen)
        self._initializer.choice_edited.connect(self._on_initializer_chosen)
        self._edits.bind("Set dropout", self._set_dropout, self._dropout.value_edited, self._dropout.editing_committed)
        self._matrix.clicked.connect(self._on_matrix_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)

    @property
    def main_field(self) -> QWidget | None:
        """The width."""
        return self._width

    def refresh(self, item: LayerItem, values: SampleValues) -> None:  # noqa: ARG002
        """Show a layer."""
        self._item = item
        layer = self.network.layer(item.layer)
        kind = layer_kind(layer.kind)
        self.title.setText(layer.name)
        self.subtitle.setText(f"{kind.label}  ·  l = {Names(self.network).number(layer.id)}")
        self.subtitle.setToolTip(kind.help)
        self._name.set_name(layer.name)
        self._width.set_value(layer.width)
        self._form.set_row_visible(self._function, kind.has_bias)
        self._formula.setVisible(kind.has_bias)
        self._function.set_choice(layer.activation_function)
        function = activation_function(layer.activation_function)
        self._formula.setText(f"{function.formula}\n{function.help}")
        self._form.set_row_visible(self._dropout, kind.has_bias and bool(self.network.outgoing(layer.id)))
        self._dropout.set_value(layer.dropout)
        self._form.set_row_visible(self._initializer, kind.takes_sources)
        self._initializer.set_choice(layer.initializer or AS_THE_REST)
        self._show_drawing(layer.initializer or "")
        self._freeze.refresh(self.network, partial(layer_set, layer_id=layer.id))
        self._wiring.setText(self._wiring_text(layer))
        self._matrix.setVisible(bool(self.network.incoming(layer.id)))

    def _show_drawing(self, scheme: str) -> None:
        """Show by which formula this layer's weights are drawn, where it has one of its own."""
        self._drawing.setVisible(bool(scheme))
        if scheme:
            drawn = initializer(scheme)
            self._drawing.show_lines(drawn.latex, [drawn.formula])
            self._drawing.setToolTip(drawn.help)

    def _lay_out(self) -> None:
        self._form.add_row("Name", self._name)
        self._form.add_row("Neurons", self._width, "As many as fit into memory; those added come with drawn weights.")
        self._form.add_row("Activation g", self._function)
        self._form.add_wide(self._formula)
        self._form.add_row(DROPOUT.title, self._dropout, DROPOUT.help)
        self._form.add_row("Initialisation", self._initializer, "How the weights into this layer are drawn.")
        self._form.add_wide(self._drawing)
        self._form.add_wide(self._freeze)
        set_name(self._name, "layer-name")
        set_name(self._width, "layer-width")
        set_name(self._function, "activation-function")
        self._add(self._form)
        self._add(self._wiring)
        self._add_buttons(self._matrix, self._remove)

    def _wiring_text(self, layer: Layer) -> str:
        network = self.network
        sources = [network.layer(connection.source).name for connection in network.incoming(layer.id)]
        targets = [network.layer(connection.target).name for connection in network.outgoing(layer.id)]
        lines = [f"Reads {', '.join(sources)}"] if sources else []
        lines += [f"Feeds {', '.join(targets)}"] if targets else []
        if layer.bias.size:
            weights = sum(int(connection.mask.sum()) for connection in network.incoming(layer.id))
            total = weights + layer.bias.size
            parts = f"{counted(weights, 'weight')}, {counted(layer.bias.size, 'bias', 'biases')}"
            lines.append(f"{counted(total, 'parameter')}: {parts}")
        return "\n".join(lines)

    def _on_name_entered(self) -> None:
        layer = self.network.layer(self._item.layer)
        name = self._name.text().strip()
        if name != layer.name and not self._edits.apply_to_network(
            "Rename layer", partial(edits.rename_layer, layer_id=layer.id, name=name)
        ):
            self._name.setText(layer.name)

    def _on_width_entered(self, width: int) -> None:
        layer = self.network.layer(self._item.layer)
        if width != layer.width:
            # Not while typing: on the way from 20 to 16 stands 1, and the neurons it drops would come back redrawn.
            initialization = self._document.project.training.initialization
            self._edits.apply_to_network(
                "Set width", lambda network: resize_layer(network, layer.id, width, initialization)
            )

    def _on_function_chosen(self, name: str) -> None:
        self._edits.apply_to_network(
            "Choose activation function", partial(edits.set_activation_function, layer_id=self._item.layer, name=name)
        )

    def _on_initializer_chosen(self, scheme: str) -> None:
        layer = self._item.layer
        own = None if scheme == AS_THE_REST else scheme
        self._edits.apply(
            "Choose initialisation", lambda project: project_edits.set_layer_initializer(project, layer, own)
        )

    def _set_dropout(self, project: Project, rate: float) -> Project:
        return with_network(project, edits.set_dropout(project.network, self._item.layer, rate))

    def _on_matrix_clicked(self) -> None:
        self.edit_weights_requested.emit(*self.network.incoming(self._item.layer)[0].key)

    def _on_remove_clicked(self) -> None:
        self._edits.apply_to_network("Remove layer", partial(edits.remove_layers, layer_ids=[self._item.layer]))


class NameField(QLineEdit):
    """A line for a name: Enter accepts, Esc restores, and after either the keyboard is the window's again."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""

    def set_name(self, name: str) -> None:
        """Show another name; one being typed stays."""
        if name != self._name:
            self._name = name
            self.setText(name)

    def event(self, event: QEvent) -> bool:
        """Let undo mean the document while no name is being typed."""
        return leaves_to_document(self, event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Restore the name on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._name)
        else:
            super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.clearFocus()
