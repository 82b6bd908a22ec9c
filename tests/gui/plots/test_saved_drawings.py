"""Plots saved as SVG look the same in every program: widths stand in the units of the drawing itself."""

import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.export.svg import svg_painted
from gui.export.svg_names import LINK_NAMESPACE, NAMESPACE
from gui.export.svg_numbers import matrix_of
from gui.icons import IconName
from gui.plots.contours import Segments
from gui.plots.lines_item import LinesItem
from gui.plots.origin import Origin, file_stem
from gui.plots.panel import PlotPanel
from gui.plots.table import Table
from gui.theme import Theme, ThemeManager

WIDTH = 3.0
COLOR = "#123456"


class LinePlot(PlotPanel):
    """A line through a plane whose units are far from as long as each other."""

    def __init__(self, theme_manager: ThemeManager) -> None:
        super().__init__(theme_manager, IconName.CURVES)
        plot = self.add_plot(0, 0)
        self._line = LinesItem()
        plot.getViewBox().addItem(self._line)
        plot.setRange(xRange=(0, 5000), yRange=(0, 0.01), padding=0)
        self.apply_theme()

    def draw(self) -> None:
        self._line.set_segments(Segments.polyline(np.array([0.0, 2500.0, 5000.0]), np.array([0.002, 0.008, 0.002])))

    def restyle(self, theme: Theme) -> None:  # noqa: ARG002
        self._line.set_pen(QColor(COLOR), WIDTH)

    def reset_view(self) -> None:
        pass

    def table(self) -> None:
        return None


@pytest.fixture
def svg(qtbot: QtBot, theme_manager: ThemeManager, tmp_path: Path) -> Path:
    plot = LinePlot(theme_manager)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.redraw()
    path = tmp_path / "line.svg"
    plot.save_image(path)
    return path


def test_no_width_depends_on_what_only_some_programs_know(svg: Path) -> None:
    assert "vector-effect" not in svg.read_text()
    assert QSvgRenderer(str(svg)).isValid()


def test_a_line_is_as_wide_as_on_the_screen_however_the_axes_are_stretched(svg: Path) -> None:
    groups = [
        group
        for group in ElementTree.parse(svg).getroot().iter(f"{{{NAMESPACE}}}g")
        if group.get("stroke") == COLOR and len(group)
    ]
    assert groups
    for group in groups:
        matrix = matrix_of(group.get("transform", ""))
        assert float(group.attrib["stroke-width"]) == WIDTH
        assert (matrix.m11(), matrix.m22()) == (1.0, 1.0)


def test_a_line_lies_within_the_drawing(svg: Path) -> None:
    root = ElementTree.parse(svg).getroot()
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    ways = [
        way.attrib["d"]
        for group in root.iter(f"{{{NAMESPACE}}}g")
        if group.get("stroke") == COLOR
        for way in group.iter(f"{{{NAMESPACE}}}path")
    ]
    places = np.array([float(number) for way in ways for number in re.findall(r"-?\d+\.?\d*", way)]).reshape(-1, 2)
    assert len(places) >= 4
    assert (places >= 0).all()
    assert (places <= [width, height]).all()
    assert np.ptp(places[:, 0]) > width / 2


@pytest.mark.parametrize("thing", ["axis", "line", "ring", "own ring"])
def test_a_thin_line_is_as_wide_in_an_image_as_on_the_screen(
    qtbot: QtBot, theme_manager: ThemeManager, thing: str
) -> None:
    plot = LinePlot(theme_manager)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    item, pen = plot.graphics.ci.getItem(0, 0), pg.mkPen(COLOR, width=2)
    if thing == "line":
        item.addItem(pg.InfiniteLine(pos=0.005, angle=0, pen=pen))
    elif thing == "ring":
        item.addItem(pg.ScatterPlotItem([2500], [0.005], size=40, symbol="s", pen=pen, brush=None))
    elif thing == "own ring":
        item.addItem(pg.ScatterPlotItem([2500], [0.005], size=40, symbol="s", pen=[pen], brush=None))
    plot.show()
    color = QColor(plot.theme.palette.plot_axis if thing == "axis" else COLOR)
    on_screen, saved = (
        sum(image.pixelColor(x, y) == color for x in range(image.width()) for y in range(image.height()))
        for image in (plot.graphics.grab().toImage(), plot._figure().image())
    )
    assert on_screen > 100
    assert 3.6 < saved / on_screen < 4.4


class Bar(QWidget):
    """A row in one colour."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        QPainter(self).fillRect(self.rect(), QColor(COLOR))


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_saved_picture_has_the_rows_that_belong_to_the_plot(
    qtbot: QtBot, theme_manager: ThemeManager, tmp_path: Path, ending: str
) -> None:
    plot, heights = LinePlot(theme_manager), (30, 40)
    qtbot.addWidget(plot)
    for height, is_in_pictures in zip(heights, (True, False), strict=True):
        bar = Bar()
        bar.setFixedHeight(height)
        plot.add_row_below(bar, is_in_pictures=is_in_pictures)
    plot.resize(400, 300)
    plot.show()
    path = tmp_path / f"plot.{ending}"
    plot.save_image(path)
    picture = QImage(400, plot.graphics.height() + heights[0], QImage.Format.Format_RGB32)
    if ending == "svg":
        drawing = QSvgRenderer(str(path))
        assert drawing.defaultSize() == picture.size()
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
    else:
        picture = QImage(str(path)).scaled(picture.size())
    for above in (5, 25):
        assert picture.pixelColor(200, picture.height() - above) == QColor(COLOR)
    assert picture.pixelColor(200, picture.height() - heights[0] - 5) != QColor(COLOR)


def test_the_file_offered_is_named_after_the_plot(
    qtbot: QtBot, theme_manager: ThemeManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    plot, offered = LinePlot(theme_manager), []
    qtbot.addWidget(plot)
    plot.setAccessibleName("Feature space 2")
    monkeypatch.setattr(plot, "table", lambda: Table.of({"x": [1.0]}))

    def choose(_parent: QWidget, _title: str, suggested: str, _filters: str) -> tuple[str, str]:
        offered.append(suggested)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    for text in ("Save image…", "Save data…"):
        next(action for action in plot.menu.actions() if action.text() == text).trigger()
    plot.come_from(lambda: Origin("My XOR", "step 20"))
    monkeypatch.setattr(plot, "what_is_shown", lambda: ("h⁽¹⁾ of Layer 2",))
    next(action for action in plot.menu.actions() if action.text() == "Save image…").trigger()
    long_name = "my-xor-feature-space-2-h-1-of-layer-2.png"
    assert offered == ["feature-space-2.png", "feature-space-2.csv", long_name]


def test_a_file_name_is_one_that_any_system_takes() -> None:
    assert file_stem("", "‖∂‖") == "plot"
    assert len(file_stem("long " * 100)) < 128


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_saved_picture_has_a_title_above_it(
    qtbot: QtBot, theme_manager: ThemeManager, tmp_path: Path, ending: str
) -> None:
    plot = LinePlot(theme_manager)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    heights = []
    for project in ("", "a < b"):
        plot.come_from(lambda project=project: Origin(project, ""))
        path = tmp_path / f"plot.{ending}"
        plot.save_image(path)
        size = QSvgRenderer(str(path)).defaultSize() if ending == "svg" else QImage(str(path)).size() / 2
        heights.append(size.height())
    assert heights[0] + 20 < heights[1] < heights[0] + 40
    if ending == "svg":
        assert ElementTree.parse(path).getroot().findtext(f"{{{NAMESPACE}}}title") == "a < b"


def test_the_dots_of_an_image_are_seen_in_programs_that_smooth_what_they_enlarge() -> None:
    dots = QImage(2, 1, QImage.Format.Format_RGB32)
    for column, color in enumerate(("#ff0000", "#0000ff")):
        dots.setPixelColor(column, 0, QColor(color))
    svg = svg_painted(QSize(80, 40), lambda painter: painter.drawImage(QRect(0, 0, 80, 40), dots))
    image = next(ElementTree.fromstring(svg).iter(f"{{{NAMESPACE}}}image"))
    embedded = QImage.fromData(b64decode(image.attrib[f"{{{LINK_NAMESPACE}}}href"].partition(",")[2]))
    middle = embedded.width() // 2
    assert embedded.width() == 512
    assert [embedded.pixelColor(x, 0).name() for x in (0, middle - 1, middle)] == ["#ff0000", "#ff0000", "#0000ff"]
