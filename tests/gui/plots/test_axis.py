"""Axes, as they are painted: the texts and where they stand."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from gui.plots.axis import PlotAxis

TYPE_SIZE_PX = 11


def labels(qtbot: QtBot, side: str, low: float, high: float, size: tuple[int, int]) -> list[tuple[QRectF, str]]:
    widget = pg.GraphicsLayoutWidget()
    qtbot.addWidget(widget)
    axis = PlotAxis(side)
    font = QFont()
    font.setPixelSize(TYPE_SIZE_PX)
    axis.setTickFont(font)
    plot = widget.addPlot(axisItems={side: axis}, enableMenu=False)
    plot.setRange(xRange=(low, high), yRange=(low, high), padding=0)
    widget.resize(*size)
    widget.show()
    widget.grab()
    texts = painted(axis)
    plot.ctrlMenu.deleteLater()
    return texts


def painted(axis: PlotAxis) -> list[tuple[QRectF, str]]:
    picture = QPixmap(10, 10)
    painter = QPainter(picture)
    specs = axis.generateDrawSpecs(painter)
    painter.end()
    assert specs is not None
    return [(rect, text) for rect, _flags, text in specs[2]]


@pytest.mark.parametrize("side", ["left", "bottom"])
@pytest.mark.parametrize("size", [(160, 120), (260, 220), (700, 500)])
@pytest.mark.parametrize(("low", "high"), [(-0.62, 0.31), (0, 900_000), (-1e-5, 2e-5), (1e6, 1e6 + 5), (-3, 3)])
def test_labels_never_touch(qtbot: QtBot, side: str, size: tuple[int, int], low: float, high: float) -> None:
    found = labels(qtbot, side, low, high, size)
    rects = [rect for rect, _text in found]
    assert not any(one.intersects(other) for place, one in enumerate(rects) for other in rects[:place])
    texts = [text for _rect, text in found]
    assert len(set(texts)) == len(texts)


def test_a_large_axis_has_several_round_labels(qtbot: QtBot) -> None:
    texts = [text for _rect, text in labels(qtbot, "bottom", -50_000, 900_000, (700, 500))]
    assert {"0", "200,000", "400,000", "600,000", "800,000"} <= set(texts)


def test_values_are_told_in_their_own_unit(qtbot: QtBot) -> None:
    widget = pg.GraphicsLayoutWidget()
    qtbot.addWidget(widget)
    axis = PlotAxis("bottom")
    axis.set_unit(2.0, 5.0)
    ((step, places),) = axis.tickValues(-2.0, 2.0, 400)
    told = np.array(places) * 2 + 5
    np.testing.assert_allclose(told, np.round(told))
    assert axis.tickStrings(places, 1.0, step) == [f"{value:.0f}" for value in told]
    assert (told.min(), told.max()) == (1, 9)


@pytest.mark.parametrize("height", [80, 400])
def test_a_name_longer_than_the_axis_ends_in_an_ellipsis(qtbot: QtBot, height: int) -> None:
    widget = pg.GraphicsLayoutWidget()
    qtbot.addWidget(widget)
    axis = PlotAxis("left")
    plot = widget.addPlot(axisItems={"left": axis}, enableMenu=False)
    axis.setLabel("sepal width < 5 (cm)")
    widget.resize(300, height)
    widget.show()
    widget.grab()
    text = axis.label.toPlainText()
    assert text == "sepal width < 5 (cm)" if height == 400 else "…" in text
    assert axis.label.boundingRect().width() < height
    plot.ctrlMenu.deleteLater()


@pytest.mark.parametrize(("width", "text"), [(140, "a⁽³⁾"), (400, "a⁽³⁾ pre-activations")])
def test_an_axis_too_short_for_its_name_has_the_short_one(qtbot: QtBot, width: int, text: str) -> None:
    widget = pg.GraphicsLayoutWidget()
    qtbot.addWidget(widget)
    axis = PlotAxis("bottom")
    plot = widget.addPlot(axisItems={"bottom": axis}, enableMenu=False)
    axis.set_short_names("a⁽³⁾")
    axis.setLabel("a⁽³⁾ pre-activations")
    widget.resize(width, 200)
    widget.show()
    widget.grab()
    assert axis.label.toPlainText() == text
    plot.ctrlMenu.deleteLater()


@pytest.mark.parametrize("width", range(160, 400, 20))
@pytest.mark.parametrize("extent", [0.5, 0.51, 3.0, 7.9])
def test_the_scale_of_a_short_axis_can_be_told(qtbot: QtBot, width: int, extent: float) -> None:
    assert len(labels(qtbot, "bottom", -extent, extent, (width, 120))) > 1
