"""A view of each layer of a network, kept up to date by comparing values."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from engine.network.model import Layer, LayerId, Network
from gui.canvas.detail import Detail
from gui.canvas.highlights import Highlights
from gui.canvas.layers.forms import LayerForms
from gui.canvas.layers.outlook import NeuronOutlook
from gui.canvas.layers.place import Place
from gui.canvas.layers.view import LayerView
from gui.canvas.layers.words import LayerWords
from gui.canvas.places import Places
from gui.canvas.style import CanvasStyle


class ShownLayers:
    """Lets layers' views come, go and follow a network.

    Args:
        views: What shows the layers; it is changed here only.
        places: Told where they are.
        highlights: Marks those that come.
        neurons: What their neurons show.
        style: Colours and fonts.
    """

    def __init__(
        self,
        views: dict[LayerId, LayerView],
        places: Places,
        highlights: Highlights,
        neurons: NeuronOutlook,
        style: CanvasStyle,
    ) -> None:
        self._views = views
        self._places = places
        self._highlights = highlights
        self._neurons = neurons
        self._style = style
        self._detail = Detail.NEURONS
        self._words = LayerWords()
        self._forms = LayerForms()
        self._are_all_other = False

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the inputs; empty where they have none."""
        return self._words.input_names

    @property
    def forms(self) -> LayerForms:
        """What is known of the form of layers beyond their width."""
        return self._forms

    @property
    def places(self) -> dict[LayerId, Place]:
        """Geometry and position of every layer."""
        return {layer_id: view.place for layer_id, view in self._views.items()}

    def set_input_names(self, names: tuple[str, ...]) -> bool:
        """Take names of the inputs. Gives whether layers are to be shown again."""
        is_other = names != self._words.input_names
        if is_other:
            self._words.input_names = names
            self._are_all_other = True
        return is_other

    def set_class_names(self, names: tuple[str, ...]) -> bool:
        """Take names of the classes that outputs stand for. Gives whether layers are to be shown again."""
        is_other = names != self._words.class_names
        if is_other:
            self._words.class_names = names
            self._are_all_other = True
        return is_other

    def set_forms(self, forms: LayerForms) -> bool:
        """Take which layers are folded. Gives whether layers are to be shown again."""
        is_other = forms != self._forms
        if is_other:
            self._forms = forms
            self._are_all_other = True
        return is_other

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        for view in self._views.values():
            view.set_style(style)

    def set_detail(self, detail: Detail) -> None:
        """Show neurons and headers, or from afar cards."""
        self._detail = detail
        for view in self._views.values():
            view.set_detail(detail)

    def set_controls_shown(self, *, shown: bool) -> None:
        """Show what can be pressed, or say the same in words."""
        for view in self._views.values():
            view.set_controls_shown(shown=shown)

    def show(self, scene: QGraphicsScene, network: Network, previewed: Mapping[LayerId, QPointF]) -> bool:
        """Show the layers of a network. Gives whether any has come, gone, moved or another form.

        Args:
            scene: Where they are shown.
            network: What to show.
            previewed: Where layers are shown that are elsewhere than where they belong.
        """
        are_all_other = self._words.set_network(network) or self._are_all_other
        self._are_all_other = False
        has_moved = self._remove_others(scene, {layer.id for layer in network.layers})
        for layer in network.layers:
            view, elsewhere = self._views.get(layer.id), previewed.get(layer.id)
            position = layer.position if elsewhere is None else elsewhere.toTuple()
            if view is None:
                self._add(scene, layer, QPointF(*position))
                has_moved = True
            elif are_all_other or layer is not view.layer or position != (view.place.x, view.place.y):
                has_moved |= self._show_layer(view, layer, QPointF(*position))
        return has_moved

    def _remove_others(self, scene: QGraphicsScene, kept: Collection[LayerId]) -> bool:
        removed = self._views.keys() - kept
        for layer_id in removed:
            self._views.pop(layer_id).remove_from(scene)
            self._places.remove_layer(layer_id)
        return bool(removed)

    def _show_layer(self, view: LayerView, layer: Layer, position: QPointF) -> bool:
        """Show a layer as it is now. Gives whether it has moved or another form."""
        before = view.place
        view.set_layer(layer, self._forms.geometry(layer), self._words.header(layer), self._words.names(layer))
        view.set_loose(self._words.loose_note(layer))
        view.move_to(position)
        if view.place is before:
            return False
        self._places.put_layer(layer.id)
        return True

    def _add(self, scene: QGraphicsScene, layer: Layer, position: QPointF) -> None:
        text, names = self._words.header(layer), self._words.names(layer)
        view = LayerView(scene, layer, self._forms.geometry(layer), text, names, self._style)
        view.set_loose(self._words.loose_note(layer))
        view.move_to(position)
        view.set_detail(self._detail)
        self._neurons.dress(view)
        self._views[layer.id] = view
        self._places.put_layer(layer.id)
        self._highlights.mark_layer(layer.id)
