"""What is dragged out of panels: a layer to the canvas, an example or data to the window."""

import msgspec
from PySide6.QtCore import QMimeData, QRect

from engine.errors import EngineError
from engine.network.edits import add_layer
from engine.network.model import Network

LAYER_MIME_TYPE = "application/x-neurocanvas-layer"
EXAMPLE_MIME_TYPE = "application/x-neurocanvas-example"
DATA_MIME_TYPE = "application/x-neurocanvas-data"
DRAG_PICTURE = QRect(28, 16, 80, 48)  # what is dragged, from the pointer in pixels: beside the neurons of its ghost


class LayerPreset(msgspec.Struct, frozen=True):
    """A layer that does not exist yet: what `engine.network.edits.add_layer` needs to make it.

    One that `is_single_neuron` joins the layer it is dropped on.
    """

    kind: str
    width: int
    activation: str
    name: str
    is_single_neuron: bool = False


def make_layer_mime(preset: LayerPreset) -> QMimeData:
    """Pack a preset for a drag."""
    mime = QMimeData()
    mime.setData(LAYER_MIME_TYPE, msgspec.json.encode(preset))
    return mime


def read_layer_mime(mime: QMimeData) -> LayerPreset | None:
    """Give the preset that a drag carries, or None where it carries something else, or a layer that cannot be made."""
    if not mime.hasFormat(LAYER_MIME_TYPE):
        return None
    try:
        preset = msgspec.json.decode(mime.data(LAYER_MIME_TYPE).data(), type=LayerPreset)
        add_layer(Network(), preset.kind, preset.width, activation=preset.activation, name=preset.name)
    except (msgspec.DecodeError, EngineError):  # another program may use any name for its drags
        return None
    return preset


def make_example_mime(name: str) -> QMimeData:
    """Pack the name of an example for a drag."""
    return _make_name_mime(EXAMPLE_MIME_TYPE, name)


def read_example_mime(mime: QMimeData) -> str | None:
    """Give the name of the example that a drag carries, or None where it carries something else."""
    return _read_name_mime(EXAMPLE_MIME_TYPE, mime)


def make_data_mime(source: str) -> QMimeData:
    """Pack the name of a data source for a drag."""
    return _make_name_mime(DATA_MIME_TYPE, source)


def read_data_mime(mime: QMimeData) -> str | None:
    """Give the name of the data source that a drag carries, or None where it carries something else."""
    return _read_name_mime(DATA_MIME_TYPE, mime)


def _make_name_mime(mime_type: str, name: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(mime_type, name.encode())
    return mime


def _read_name_mime(mime_type: str, mime: QMimeData) -> str | None:
    if not mime.hasFormat(mime_type):
        return None
    return bytes(mime.data(mime_type).data()).decode(errors="replace")
