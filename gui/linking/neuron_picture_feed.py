"""Pictures in the neurons: what the canvas wants to show is asked of the engine, and what comes is given to it."""

from msgspec.structs import replace
from PySide6.QtCore import QObject

from engine.data.data_set import DataSet
from engine.network.graph import computed_part, input_layer, output_layer, problems
from engine.process.events import Frame
from engine.process.pictures import BoundaryRequest, NeuronGroup, NeuronPictures, NeuronPicturesRequest
from gui.canvas.canvas import NetworkCanvas
from gui.canvas.layers.neuron_faces import NEURON_FACES, OutputColors, PictureLook, PictureWish
from gui.plots.ranges import Range, are_alike, with_margin
from gui.plots.readings import reading_for
from gui.session import Session
from gui.theme import ThemeManager

NEURONS = "neurons"  # what they are watched by
_RESOLUTION = 2  # each kind of picture asks for its own


class NeuronPictureFeed(QObject):
    """Keeps the pictures in the neurons up to date; asks for nothing while neurons show none.

    Args:
        session: Source of data set and frames.
        canvas: Where the neurons are.
        themes: What the pictures look like.
        parent: Its owner.
    """

    def __init__(self, session: Session, canvas: NetworkCanvas, themes: ThemeManager, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self._canvas = canvas
        self._themes = themes
        self._plane: BoundaryRequest | None = None
        self._wanted: NeuronPicturesRequest | None = None
        self._answer: NeuronPictures | None = None
        session.data_set_changed.connect(self._refresh)
        session.engine.frame_received.connect(self._on_frame_received)
        self._document.view_changed.connect(self._refresh)
        self._document.project_changed.connect(self._refresh)
        themes.theme_changed.connect(self._show)
        self._refresh()

    @property
    def are_there(self) -> bool:
        """Whether the pictures that the neurons are to show have come; also where they show none."""
        return self._wanted is None or self._answer is not None

    def set_plane(self, plane: BoundaryRequest | None) -> None:
        """Show responses over what the boundary plot shows; None, while it shows nothing, over all of the data."""
        self._plane = plane
        self._refresh()

    def _refresh(self) -> None:
        self._wanted = self._request()
        if self._answer is not None and type(self._wanted) is not type(self._answer.request):
            self._answer = None  # pictures of another kind, or of what can't be shown any more
            self._canvas.network_scene.neurons.set_pictures({})
        self._session.watch({NEURONS: self._wanted})

    def _request(self) -> NeuronPicturesRequest | None:
        """Give what to ask for; None where neurons show no picture, or there can be none."""
        picture = NEURON_FACES[self._canvas.display.settings.neuron_face].picture
        network, data_set = self._document.project.network, self._session.data_set
        if picture is None or data_set is None or problems(network):
            return None
        if input_layer(network).width != data_set.input_count:
            return None
        groups = [
            NeuronGroup(layer, neurons)
            for layer, neurons in self._canvas.network_scene.neurons.large_neurons().items()
            if neurons and computed_part(network).has_layer(layer)
        ]
        plane = self._plane or self._whole_plane(data_set)
        return picture.request(PictureWish(groups=groups, plane=_undistorted(plane, data_set)))

    def _whole_plane(self, data_set: DataSet) -> BoundaryRequest:
        inputs = self._document.view.boundary_inputs if data_set.input_count > 1 else (0, 0)
        if max(inputs) >= data_set.input_count:
            inputs = (0, 1)
        x_range, y_range = _ranges(data_set, inputs)
        held = self._session.sample if data_set.input_count > len(inputs) else None
        return BoundaryRequest(inputs, x_range, y_range, _RESOLUTION, held)

    def _on_frame_received(self, frame: Frame) -> None:
        pictures = frame.views.get(NEURONS)
        if isinstance(pictures, NeuronPictures):
            self._answer = pictures
            self._show()

    def _show(self) -> None:
        picture = NEURON_FACES[self._canvas.display.settings.neuron_face].picture
        if picture is None or self._answer is None:
            return
        pictures = picture.paint(self._answer, PictureLook(self._themes.theme, self._output_colors()))
        if pictures is not None:
            self._canvas.network_scene.neurons.set_pictures(pictures)

    def _output_colors(self) -> OutputColors | None:
        """Give the colours of the boundary plot; None where the network does not fit the data, so that it has none."""
        project, data_set = self._document.project, self._session.data_set
        if data_set is None or problems(project.network):
            return None
        layer = output_layer(project.network)
        if layer.width != data_set.output_count:
            return None
        reading = reading_for(data_set, layer.width, project.training.loss, self._themes.theme)
        return OutputColors(layer.id, layer.width, reading.colors_by_output)


def _ranges(data_set: DataSet, inputs: tuple[int, int]) -> tuple[Range, Range]:
    return with_margin(data_set.inputs[:, inputs[0]]), with_margin(data_set.inputs[:, inputs[1]])


def _undistorted(plane: BoundaryRequest, data_set: DataSet) -> BoundaryRequest:
    """Give the middle square of a plane where a unit is as long along both axes: pictures of neurons are squares."""
    if max(plane.inputs) >= data_set.input_count or not are_alike(*_ranges(data_set, plane.inputs)):
        return plane
    side = min(high - low for low, high in (plane.x_range, plane.y_range))
    x_range, y_range = (_middle(limits, side) for limits in (plane.x_range, plane.y_range))
    return replace(plane, x_range=x_range, y_range=y_range)


def _middle(limits: Range, length: float) -> Range:
    centre = (limits[0] + limits[1]) / 2
    return centre - length / 2, centre + length / 2
