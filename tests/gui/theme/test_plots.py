"""Plots in the program's colours."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT
from gui.theme.plots import style_plot


@pytest.fixture
def plot(qtbot: QtBot) -> pg.PlotWidget:
    widget = pg.PlotWidget()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    widget.setLabel("bottom", "epoch")
    widget.show()
    return widget


def test_a_plot_follows_the_theme(plot: pg.PlotWidget) -> None:
    for theme in (LIGHT, DARK, LIGHT):
        style_plot(plot.getPlotItem(), theme)
        image = plot.grab().toImage()
        corner = image.pixelColor(QPoint(2, 2)).name().upper()
        assert corner == theme.palette.plot_background
        assert plot.getAxis("bottom").textPen().color().name().upper() == theme.palette.plot_text
