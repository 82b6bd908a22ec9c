"""Cells and dashes look the same in every kind of file: sharp, in exact colours, of the same lengths."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from engine.network import edits
from engine.network.forward import forward
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import layer_set
from gui.canvas.canvas import NetworkCanvas
from gui.canvas.cells import strips
from gui.canvas.style import CanvasStyle
from gui.canvas.wiring.removed_edges import removed_edge_pen
from gui.document import Document
from gui.export import FORMATS, Drawing, Extras
from gui.export.pictures import image_of
from gui.theme import LIGHT

PIXELS = 64


def written(canvas: NetworkCanvas, name: str, **extras: bool) -> bytes:
    return FORMATS[name].write(Drawing(canvas, Extras(**extras)))


@pytest.fixture
def pixels(canvas: NetworkCanvas, document: Document) -> list[str]:
    """Widen the input to a grid of pixels; gives their colours."""
    document.edit_network("Resize", lambda network: edits.resize_layer(network, "L1", PIXELS, Initialization()))
    document.set_view(replace(document.view, unfolded_layers=("L1",)))
    sample = np.linspace(0.0, 1.0, PIXELS)[np.newaxis]
    canvas.set_sample_values(forward(document.network, sample))
    image = image_of(Drawing(canvas, Extras(has_legend=False)))
    view = canvas.network_scene.layer_view("L1")
    content, zoom = canvas.network_scene.places.content_rect(), canvas.navigation.zoom
    places = [(view.neuron_rect(index).center() - content.topLeft()) * zoom for index in range(PIXELS)]
    colors = [image.pixelColor(round(2 * (p.x() + 16)), round(2 * (p.y() + 16))).name() for p in places]
    assert len(set(colors)) > PIXELS / 2
    return colors


def test_cells_are_rectangles_of_their_colour_in_the_svg_and_the_tikz(canvas: NetworkCanvas, pixels: list[str]) -> None:
    root = ElementTree.fromstring(written(canvas, "svg"))
    fills = {element.get("fill") for element in root.iter()}
    assert set(pixels) <= fills
    named = set(re.findall(r"\{HTML\}\{([0-9A-F]{6})\}", written(canvas, "tikz").decode()))
    assert {color[1:].upper() for color in pixels} <= named


def test_no_ground_shines_through_between_the_colours_of_a_bar() -> None:
    bar = QImage(100, 1, QImage.Format.Format_RGBA8888)
    for column in range(bar.width()):
        bar.setPixelColor(column, 0, QColor(column, 0, 0))
    drawn = QImage(161, 8, QImage.Format.Format_RGB32)
    drawn.fill(QColor("white"))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for strip, color in strips(QRectF(0, 0, 161, 8), bar, 0.25):
        painter.setBrush(color)
        painter.drawRect(strip)
    painter.end()
    assert max(drawn.pixelColor(x, 4).green() for x in range(drawn.width())) == 0


@pytest.mark.usefixtures("pixels")
def test_no_image_in_the_pdf_loses_colours(canvas: NetworkCanvas, document: Document) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGBA8888)
    picture.fill(QColor("#123456"))
    canvas.network_scene.set_display(replace(document.view.display, neuron_face="response"))
    canvas.network_scene.neurons.set_pictures({"L3": {0: picture}})
    pdf = written(canvas, "pdf", has_legend=True)
    assert b"/Subtype /Image" in pdf
    assert b"DCTDecode" not in pdf


@pytest.mark.usefixtures("pixels")
def test_without_controls_nothing_is_there_to_fold(canvas: NetworkCanvas) -> None:
    assert "8×8" in " ".join(ElementTree.fromstring(written(canvas, "svg")).itertext())
    words = " ".join(ElementTree.fromstring(written(canvas, "svg", has_controls=False)).itertext())
    assert "8×8" not in words
    assert "8×8" in " ".join(ElementTree.fromstring(written(canvas, "svg")).itertext())


def test_without_controls_it_is_still_said_what_is_folded(canvas: NetworkCanvas, document: Document) -> None:
    document.edit_network("Resize", lambda network: edits.resize_layer(network, "L1", 200, Initialization()))
    words = " ".join(ElementTree.fromstring(written(canvas, "svg", has_controls=False)).itertext())
    assert "190 more" in words


def _frozen(network: Network) -> Network:
    return freeze(network, layer_set(network, "L2"))


def _shares_of_ink(canvas: NetworkCanvas, document: Document, zoom: float) -> tuple[float, int]:
    """Give the share of a frozen edge's way that is inked, and how many dashes it has."""
    canvas.navigation.zoom_to(zoom)
    image = image_of(Drawing(canvas, Extras(has_legend=False)))
    route = canvas.network_scene.connection_graphics(("L1", "L2")).route
    row = np.zeros(400, np.intp)
    points = route.points_along(row, row, np.linspace(0.05, 0.3, 400))[0]
    top_left = canvas.network_scene.places.content_rect().topLeft()
    ground = QColor(canvas.network_scene.canvas_style.background)
    panel = QColor(canvas.network_scene.canvas_style.panel)
    is_ink = []
    for x, y in points:
        pixel = [(value * zoom + 16) * 2 for value in (x - top_left.x(), y - top_left.y())]
        color = image.pixelColor(round(pixel[0]), round(pixel[1]))
        is_ink.append(min(abs(color.red() - each.red()) for each in (ground, panel)) > 90)
    assert document.network.connection("L1", "L2").frozen.all()
    return float(np.mean(is_ink)), int(np.count_nonzero(np.diff(np.array(is_ink, np.int8)) == 1))


def test_as_many_dashes_are_seen_from_near_and_from_afar(canvas: NetworkCanvas, document: Document) -> None:
    document.edit_network("Freeze", _frozen)
    shares, counts = zip(*(_shares_of_ink(canvas, document, zoom) for zoom in (0.7, 1.0, 1.5)), strict=True)
    assert max(counts) - min(counts) <= 1
    assert all(0.5 < share < 0.75 for share in shares)


def test_a_frozen_layers_frame_is_no_paler_than_its_colour(canvas: NetworkCanvas, document: Document) -> None:
    """A veil filled and framed at once is framed as palely as it is filled, in a PDF."""
    document.edit_network("Freeze", _frozen)
    muted = canvas.network_scene.canvas_style.muted.name()
    paths = [line for line in written(canvas, "tikz").decode().splitlines() if "dash pattern" in line]
    assert paths
    assert not any("fill" in path for path in paths)
    assert muted[1:].upper() in written(canvas, "tikz").decode()


def test_dashes_are_as_long_in_the_tikz_as_on_the_screen(canvas: NetworkCanvas, document: Document) -> None:
    document.edit_network("Freeze", _frozen)
    patterns = set(re.findall(r"dash pattern=on ([\d.]+)bp off ([\d.]+)bp", written(canvas, "tikz").decode()))
    assert patterns == {("5.25", "3")}


def test_removed_edges_are_as_wide_and_as_far_apart_in_a_picture_of_twice_the_pixels() -> None:
    def ink(ratio: int) -> int:
        image = QImage(120 * ratio, 20 * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        painter.setPen(removed_edge_pen(CanvasStyle(LIGHT), painter))
        painter.drawLine(QLineF(0, 10.5, 120, 10.5))
        painter.end()
        return sum(
            image.pixelColor(x, y) != Qt.GlobalColor.white for x in range(120 * ratio) for y in range(20 * ratio)
        )

    assert ink(1) == 40  # a third of the line, one pixel wide
    assert ink(2) == 4 * ink(1)
