"""The popup that adds whatever is typed."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, QPointF

from engine.network.shape_text import is_like_shape
from engine.project.examples import EXAMPLES
from gui.canvas.canvas import NetworkCanvas
from gui.canvas.wiring.wire_plan import LooseWire
from gui.icons import IconName, icon
from gui.quick_add.layer_entries import LayerAdding
from gui.quick_add.shape_entries import shape_entries
from gui.quick_add.typed_text import take_apart
from gui.search_popup import Found, SearchEntry, SearchPopup, ranked

PLACEHOLDER = "Layer, activation function, example, or a shape such as 2-8-1"
WIRE_PLACEHOLDER = "What to connect here: a layer or activation function"
OFFSET = QPoint(12, 12)


class QuickAdd(QObject):
    """Opens when the canvas asks for it, and adds what is chosen.

    Args:
        canvas: What is added to.
        open_example: Opens an example by its name.
    """

    def __init__(self, canvas: NetworkCanvas, open_example: Callable[[str], object]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._open_example = open_example
        self._popup: SearchPopup | None = None
        canvas.quick_add_requested.connect(self.open)
        canvas.context.document.editing_obstacle_changed.connect(lambda _obstacle: self._refresh())
        canvas.context.wire_let_go.connect(lambda point, wire: self.open(point, "", wire))

    @property
    def popup(self) -> SearchPopup | None:
        """The popup that is open."""
        return self._popup

    def open(self, point: QPointF | None, text: str, wire: LooseWire | None = None) -> None:
        """Open at a scene point, or in the middle if None, with some text typed already.

        What is added at the loose end of a wire is connected by it.
        """
        if self._popup is not None:
            return
        host, viewport = self._canvas.window(), self._canvas.viewport()
        corner = None if point is None else viewport.mapTo(host, self._canvas.mapFromScene(point) + OFFSET)
        find = partial(
            self._find if wire is None else self._find_layers, LayerAdding(self._canvas.context, point, wire)
        )
        placeholder = PLACEHOLDER if wire is None else WIRE_PLACEHOLDER
        self._popup = SearchPopup(host, find, name="Quick add", placeholder=placeholder, point=corner, text=text)
        self._popup.closed.connect(self._on_closed)
        self._popup.chosen.connect(partial(self._on_chosen, is_placed=point is not None))

    def entries(self, text: str) -> Iterator[SearchEntry]:
        """Give what can be added where it fits what is selected, in words that say so: shapes, or else layers."""
        context = self._canvas.context
        if is_like_shape(text):
            shapes = shape_entries(context, text)
            yield from (replace(entry, run=partial(self._run, entry), keywords=text) for entry in shapes)
        else:
            layers = (entry for entry in LayerAdding(context, None).entries(None) if entry.place == "Layer")
            for entry in layers:
                yield replace(entry, title=f"Add layer: {entry.title}", place="", run=partial(self._run, entry))

    def _run(self, entry: SearchEntry) -> None:
        entry.run()
        self._on_chosen(is_placed=False)

    def _find_layers(self, adding: LayerAdding, text: str) -> list[Found]:
        typed = take_apart(text)
        return ranked(list(adding.entries(typed.width)), typed.words)

    def _find(self, adding: LayerAdding, text: str) -> list[Found]:
        if is_like_shape(text):
            return [Found(entry) for entry in shape_entries(self._canvas.context, text)]
        typed = take_apart(text)
        entries = list(adding.entries(typed.width))
        if typed.width is None:
            entries += self._examples()
        return ranked(entries, typed.words)

    def _examples(self) -> list[SearchEntry]:
        return [
            SearchEntry(
                example.label,
                partial(self._open_example, example.name),
                place="Example",
                help=example.description,
                icon=icon(IconName.GALLERY),
            )
            for example in EXAMPLES.values()
        ]

    def _on_chosen(self, *, is_placed: bool) -> None:
        """Go on with what was added by keys on the canvas; put at a point, it stays there, else all may move."""
        self._canvas.let_selection_be_seen(wholly=not is_placed)
        self._canvas.setFocus()

    def _refresh(self) -> None:
        if self._popup is not None:
            self._popup.refresh()

    def _on_closed(self) -> None:
        self._popup = None
