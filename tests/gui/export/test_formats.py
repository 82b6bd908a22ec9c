"""The drawing in every kind of file: the same sights, and what only the screen needs left out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from engine.errors import EngineError
from engine.network import edits
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.canvas import NetworkCanvas
from gui.document import Document
from gui.export import FORMATS, Drawing, Extras, save_drawing
from gui.export.pictures import image_of
from gui.export.tikz import tikz_of
from gui.selection import LayerItem, NeuronItem
from gui.theme import DARK, LIGHT

WORDS = {"Input", "Hidden", "Output", "ReLU", "Identity", "b −1", "−2"}


def drawing_of(canvas: NetworkCanvas, **extras: bool) -> Drawing:
    return Drawing(canvas, Extras(**extras))


def written(canvas: NetworkCanvas, name: str, **extras: bool) -> bytes:
    return FORMATS[name].write(drawing_of(canvas, **extras))


def colors_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def test_the_svg_holds_words_and_coloured_lines(canvas: NetworkCanvas) -> None:
    root = ElementTree.fromstring(written(canvas, "svg"))
    words = {text.strip() for text in root.itertext()}
    assert words >= WORDS
    size = drawing_of(canvas).size
    assert (root.get("width"), root.get("height")) == (str(size.width()), str(size.height()))
    strokes = {element.get("stroke") for element in root.iter()}
    assert any(QColor(stroke).blue() > 150 and QColor(stroke).red() < 90 for stroke in strokes if stroke)
    assert any(QColor(stroke).red() > 150 and QColor(stroke).blue() < 90 for stroke in strokes if stroke)


def test_the_svg_needs_no_font(canvas: NetworkCanvas) -> None:
    canvas.navigation.zoom_to(2.0)
    svg = written(canvas, "svg")
    drawn = QImage(drawing_of(canvas).size, QImage.Format.Format_ARGB32_Premultiplied)
    assert b"<text" not in svg
    assert b'font-family="Inter' not in b"".join(line for line in svg.splitlines() if b"<path" in line)
    drawn.fill(0)
    painter = QPainter(drawn)
    QSvgRenderer(svg).render(painter)
    painter.end()
    wanted = image_of(drawing_of(canvas)).scaled(drawn.size(), mode=Qt.TransformationMode.SmoothTransformation)
    assert mean_difference(drawn, wanted) < 2.0


def mean_difference(first: QImage, second: QImage) -> float:
    pixels = [
        np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB888).constBits(), np.uint8).astype(np.float64)
        for image in (first, second)
    ]
    return float(np.abs(pixels[0] - pixels[1]).mean())


def test_lines_of_the_svg_grow_with_it(canvas: NetworkCanvas) -> None:
    canvas.navigation.zoom_to(2.0)
    svg = written(canvas, "svg")
    assert b"non-scaling" not in svg
    groups = [group for group in ElementTree.fromstring(svg).iter() if any(path.get("d") for path in group)]
    widths = [float(group.get("stroke-width", "0")) for group in groups]
    assert 2.5 < max(widths) < 5.0  # in the units of groups twice as large


def test_the_pdf_has_one_page_as_large_as_the_drawing(canvas: NetworkCanvas) -> None:
    pdf = written(canvas, "pdf")
    assert pdf.startswith(b"%PDF-1.")
    assert pdf.count(b"/Type /Page\n") == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    size = drawing_of(canvas).size
    assert float(box[1]) == pytest.approx(size.width() * 0.75, abs=1)
    assert float(box[2]) == pytest.approx(size.height() * 0.75, abs=1)


def test_the_png_is_twice_as_fine(canvas: NetworkCanvas, tmp_path: Path) -> None:
    path = tmp_path / "xor.png"
    save_drawing(drawing_of(canvas), FORMATS["png"], path)
    image = QImage(str(path))
    assert image.size() == drawing_of(canvas).size * 2
    assert image.pixelColor(2, 2) == QColor(LIGHT.palette.canvas)


def test_the_ground_can_be_left_out(canvas: NetworkCanvas) -> None:
    image = QImage.fromData(written(canvas, "png", has_ground=False))
    assert image.pixelColor(2, 2).alpha() == 0
    assert image.pixelColor(image.width() // 2, image.height() // 2).alpha() > 0
    assert rb"\fill" in written(canvas, "tikz")
    assert rb"\fill" not in written(canvas, "tikz", has_ground=False)


@pytest.mark.parametrize("name", ["svg", "tikz"])
def test_the_legend_is_drawn_where_it_is_wanted(canvas: NetworkCanvas, name: str) -> None:
    assert b"Weight w" not in written(canvas, name, has_legend=False)
    assert b"Weight w" in written(canvas, name, has_legend=True)
    assert drawing_of(canvas, has_legend=True).size.height() > drawing_of(canvas, has_legend=False).size.height()


def test_the_legend_is_drawn_by_default_where_the_canvas_shows_it(canvas: NetworkCanvas) -> None:
    assert image_of(drawing_of(canvas)) == image_of(drawing_of(canvas, has_legend=True))
    canvas.display.choose(legend=False)
    assert image_of(drawing_of(canvas)) == image_of(drawing_of(canvas, has_legend=False))


@pytest.mark.parametrize("face", ["value", "histogram", "response"])
@pytest.mark.parametrize("zoom", [0.4, 1.0])
def test_the_legend_is_the_strip_below_the_canvas(canvas: NetworkCanvas, face: str, zoom: float) -> None:
    canvas.set_sample_values(forward(canvas.network_scene.network, np.ones((1, 2))))
    canvas.display.choose(neuron_face=face)
    canvas.navigation.zoom_to(zoom)
    strip = canvas.legend.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    drawing = image_of(drawing_of(canvas))
    image = drawing.scaled(drawing.size() / 2).convertToFormat(QImage.Format.Format_RGB32)
    top, width = image.height() - strip.height(), min(image.width(), strip.width() - 40)  # its cross is in no picture
    assert image.pixelColor(0, top) != image.pixelColor(0, top + 3) == QColor(canvas.network_scene.canvas_style.panel)
    assert _alike(image.copy(0, top, width, strip.height()), strip.copy(0, 0, width, strip.height()))


def _alike(one: QImage, other: QImage) -> bool:
    """Tell whether two images show the same, but for how their edges are smoothed."""
    small = [image.scaled(image.size() / 4, mode=Qt.TransformationMode.SmoothTransformation) for image in (one, other)]
    pixels = [np.frombuffer(image.constBits(), np.uint8).astype(int) for image in small]
    return pixels[0].shape == pixels[1].shape and int(abs(pixels[0] - pixels[1]).max()) < 60


@pytest.mark.parametrize("is_dark", [False, True])
def test_layers_cast_the_same_shadow_in_every_kind_of_file(canvas: NetworkCanvas, is_dark: bool) -> None:
    canvas.navigation.zoom_reset()
    drawing = drawing_of(canvas, is_dark=is_dark, has_legend=False)
    wanted, drawn = image_of(drawing), QImage(drawing.size * 2, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    QSvgRenderer(FORMATS["svg"].write(drawing)).render(painter)
    painter.end()
    scene = canvas.network_scene
    panel, ground = scene.places.panel_rects["L2"], QColor(scene.canvas_style.background)
    below = panel.center() - scene.places.content_rect().topLeft()
    darknesses = []
    for gap in (2, 5, 8):
        place = [round(2 * (16 + below.x())), round(2 * (16 + below.y() + panel.height() / 2 + gap))]
        lightness = [image.pixelColor(*place).value() for image in (wanted, drawn)]
        assert lightness[0] == pytest.approx(lightness[1], abs=2)
        darknesses.append(ground.value() - lightness[0])
    assert darknesses[0] > darknesses[2] >= 0
    assert b"fill opacity=0.0" in tikz_of(drawing)


def dots_run(canvas: NetworkCanvas) -> bool:
    """Tell whether one of the next pictures of the canvas is another than the first; two may fall on the same place."""
    first = canvas.grab().toImage()
    return any(canvas.grab().toImage() != first for _ in range(10))


def test_figures_hold_no_dots_that_run_along_edges_while_training(canvas: NetworkCanvas) -> None:
    before = image_of(drawing_of(canvas))
    canvas.network_scene.set_flowing(True)
    assert dots_run(canvas)
    assert image_of(drawing_of(canvas)) == before
    assert dots_run(canvas)


def test_controls_can_be_said_in_words(canvas: NetworkCanvas) -> None:
    seen = canvas.grab().toImage()
    words = {text.strip() for text in ElementTree.fromstring(written(canvas, "svg", has_controls=False)).itertext()}
    assert words >= {"Hidden", "ReLU", "2 neurons", "1 neuron", "2 inputs"}
    assert LIGHT.palette.hover.lower() not in written(canvas, "svg", has_controls=False).decode().lower()
    assert canvas.grab().toImage() == seen


def test_a_drawing_has_the_colours_asked_for_whatever_the_screen_has(canvas: NetworkCanvas) -> None:
    seen = canvas.grab().toImage()
    dark = image_of(drawing_of(canvas, is_dark=True, has_legend=True))
    assert dark.pixelColor(2, 2) == QColor(DARK.palette.canvas)
    assert image_of(drawing_of(canvas, is_dark=False)) == image_of(drawing_of(canvas))
    words = written(canvas, "svg", is_dark=True, has_legend=True, has_ground=False).decode().lower()
    assert DARK.palette.text.lower() in words
    assert LIGHT.palette.text.lower() not in words
    assert canvas.grab().toImage() == seen


def test_neither_selection_nor_grid_is_drawn(canvas: NetworkCanvas) -> None:
    before = image_of(drawing_of(canvas))
    canvas.context.selection.select(LayerItem("L2"), NeuronItem("L3", 0))
    seen = canvas.grab().toImage()
    assert LIGHT.palette.accent.lower() in colors_of(seen)
    assert image_of(drawing_of(canvas)) == before
    assert LIGHT.palette.grid_dot.lower() not in colors_of(before)
    assert canvas.grab().toImage() == seen  # and the canvas shows again what is selected


def test_pictures_in_neurons_are_drawn_where_they_are(canvas: NetworkCanvas, document: Document) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGBA8888)
    picture.fill(QColor("#123456"))
    canvas.network_scene.set_display(replace(document.view.display, neuron_face="response"))
    canvas.network_scene.neurons.set_pictures({"L3": {0: picture}})
    root = ElementTree.fromstring(written(canvas, "svg"))
    images = [element for element in root.iter() if element.tag.endswith("image")]
    assert any(float(image.get("width", "0")) > 30 for image in images)
    text = tikz_of(drawing_of(canvas)).decode()
    name = re.search(r"\\definecolor\{(neuro\d+)\}\{HTML\}\{123456\}", text)
    assert name is not None
    assert f"fill={name[1]}" in text


def test_the_bars_of_a_small_histogram_are_told_apart_in_the_tikz(canvas: NetworkCanvas, document: Document) -> None:
    picture = QImage(32, 32, QImage.Format.Format_RGBA8888)
    picture.fill(QColor("white"))
    bars = [QColor(200 - 10 * number, 20 * number, 90) for number in range(8)]
    painter = QPainter(picture)
    for number, color in enumerate(bars):
        painter.fillRect(4 * number, 8 + number, 3, 24, color)
    painter.end()
    canvas.network_scene.set_display(replace(document.view.display, neuron_face="histogram"))
    canvas.network_scene.neurons.set_pictures({"L3": {0: picture}})
    named = set(re.findall(r"\{HTML\}\{([0-9A-F]{6})\}", tikz_of(drawing_of(canvas)).decode()))
    assert {color.name()[1:].upper() for color in bars[1:-1]} <= named


def test_a_folded_layer_is_drawn_folded(canvas: NetworkCanvas, document: Document) -> None:
    document.edit_network("Resize", lambda network: edits.resize_layer(network, "L1", 200, Initialization()))
    words = " ".join(ElementTree.fromstring(written(canvas, "svg")).itertext())
    assert "more" in words


def test_the_tikz_is_a_document_with_what_is_seen(canvas: NetworkCanvas) -> None:
    text = tikz_of(drawing_of(canvas)).decode()
    assert r"\documentclass[border=0pt]{standalone}" in text
    assert text.count(r"\begin{") == text.count(r"\end{") == 2
    assert "% Input → Hidden" in text
    body = text.split(r"\begin{tikzpicture}")[1].split(r"\end{tikzpicture}")[0]
    statements = [line.strip() for line in body.splitlines()[1:] if line.strip() and not line.strip().startswith("%")]
    assert all(re.fullmatch(r"\\(path|node|fill|useasboundingbox)\b.*;", statement) for statement in statements)
    named = set(re.findall(r"(?:fill|draw|text)=(neuro\d+)", body))
    assert named <= set(re.findall(r"\\definecolor\{(neuro\d+)\}\{HTML\}\{[0-9A-F]{6}\}", text))
    edges = [statement for statement in statements if ".. controls" in statement and "draw=" in statement]
    widths = {re.search(r"line width=([\d.]+)bp", edge)[1] for edge in edges}  # type: ignore[index]
    assert len(widths) >= 2
    for label in ("Hidden", "ReLU", "b --1", r"h\textsuperscript{(1)}", r"$\mathbb{R}$"):
        assert any(label in statement for statement in statements if statement.startswith(r"\node"))


def test_texts_of_the_tikz_are_as_wide_as_on_the_screen(canvas: NetworkCanvas) -> None:
    nodes = [line for line in tikz_of(drawing_of(canvas)).decode().splitlines() if "{Weight w}" in line]
    (width,) = re.findall(r"anchor=base west.*resizebox\{([\d.]+)bp\}\{!\}\{Weight w\}", "".join(nodes))
    shown = QFontMetricsF(canvas.network_scene.canvas_style.overlay_font).horizontalAdvance("Weight w")
    assert float(width) == pytest.approx(0.75 * shown, rel=0.03)


def test_colours_that_pass_into_each_other_do_so_in_the_tikz(canvas: NetworkCanvas) -> None:
    text = tikz_of(drawing_of(canvas, has_legend=True)).decode()
    shades = re.findall(r"left color=(\w+), right color=(\w+), middle color=(\w+)", text)
    assert shades
    colors = dict(re.findall(r"\\definecolor\{(neuro\d+)\}\{HTML\}\{([0-9A-F]{6})\}", text))
    style = canvas.network_scene.canvas_style
    wanted = [style.value_fill(share).name()[1:].upper() for share in (-1.0, 1.0, 0.0)]
    assert [colors[name] for name in shades[0]] == wanted


def test_names_can_hold_anything(canvas: NetworkCanvas, document: Document) -> None:
    name = r"50 % of {x_1} \& #$~^ <ü> 層"
    document.edit_network("Rename", lambda network: edits.rename_layer(network, "L2", name))
    assert ElementTree.fromstring(written(canvas, "svg")) is not None
    text = tikz_of(drawing_of(canvas)).decode()
    assert r"50 \% of \{x\_1\}" in text
    uncommented = [line for line in text.splitlines() if not line.strip().startswith("%")]
    assert not any(re.search(r"(?<!\\)%", line) for line in uncommented)


def test_a_skip_connection_is_an_arch_in_every_file(canvas: NetworkCanvas, document: Document) -> None:
    document.edit_network("Connect", lambda network: edits.connect(network, "L1", "L3", Initialization()))
    assert "% Input → Output" in tikz_of(drawing_of(canvas)).decode()


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
def test_the_tikz_compiles(canvas: NetworkCanvas, document: Document, tmp_path: Path) -> None:
    document.edit_network("Rename", lambda network: edits.rename_layer(network, "L2", r"50 % {x} \_ ü 層"))
    path = tmp_path / "xor.tex"
    save_drawing(drawing_of(canvas), FORMATS["tikz"], path)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", path.name]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    if b"standalone.cls' not found" in ended.stdout:
        pytest.skip("LaTeX has no standalone class")
    assert ended.returncode == 0, ended.stdout[-2000:]
    assert (tmp_path / "xor.pdf").read_bytes().startswith(b"%PDF")


def test_an_empty_canvas_has_no_drawing(canvas: NetworkCanvas, document: Document) -> None:
    document.edit_network("Clear", lambda _network: Network())
    with pytest.raises(EngineError, match="nothing to draw"):
        drawing_of(canvas)


def test_a_file_that_cannot_be_written_is_told_and_left_alone(canvas: NetworkCanvas, tmp_path: Path) -> None:
    folder = tmp_path / "taken.svg"
    folder.mkdir()
    with pytest.raises(EngineError, match=r"taken\.svg” cannot be written"):
        save_drawing(drawing_of(canvas), FORMATS["svg"], folder)
    with pytest.raises(EngineError, match="cannot be written"):
        save_drawing(drawing_of(canvas), FORMATS["svg"], tmp_path / "nowhere" / "x.svg")
    assert list(tmp_path.glob("*.svg*")) == [folder]


def test_a_drawing_too_large_for_pixels_is_less_fine(canvas: NetworkCanvas, document: Document) -> None:
    document.edit_network("Move", lambda network: edits.move_layers(network, {"L3": (30_000.0, 0.0)}))
    assert image_of(drawing_of(canvas)).width() <= 16_000
