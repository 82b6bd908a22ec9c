"""The look of pyqtgraph plots; apart from the rest of the theme, so that what draws no plot need not load pyqtgraph."""

import pyqtgraph as pg
from PySide6.QtGui import QColor, QPen

from gui.theme.fonts import ui_font
from gui.theme.tokens import Theme

TICK_LENGTH_PX = -4


def style_plot(plot_item: pg.PlotItem, theme: Theme) -> None:
    """Give a plot the theme's background, axes, grid and type; call it again when the theme changes."""
    colors = theme.palette
    view = plot_item.getViewWidget()
    if view is not None:
        view.setBackground(colors.plot_background)
    plot_item.getViewBox().setBackgroundColor(colors.plot_background)
    for side in ("left", "bottom", "right", "top"):
        _style_axis(plot_item.getAxis(side), theme)
    plot_item.hideButtons()
    plot_item.titleLabel.setText(plot_item.titleLabel.text, color=colors.text, size=f"{theme.type_scale.body}px")
    if plot_item.legend is not None:
        _style_legend(plot_item.legend, theme)


def _style_axis(axis: pg.AxisItem, theme: Theme) -> None:
    colors = theme.palette
    # pyqtgraph's own pens are cosmetic: one pixel wide also where a picture has several for each of the screen's.
    axis.setPen(QPen(QColor(colors.plot_axis)))
    axis.setTickPen(QPen(QColor(colors.plot_grid)))
    axis.setTextPen(QPen(QColor(colors.plot_text)))
    axis.setTickFont(ui_font(theme, theme.type_scale.caption))
    axis.setStyle(tickLength=TICK_LENGTH_PX, tickTextOffset=4, maxTickLevel=1)
    if axis.labelText:
        style = {"font-size": f"{theme.type_scale.caption}px"}
        axis.setLabel(axis.labelText, axis.labelUnits, color=colors.plot_text, **style)


def _style_legend(legend: pg.LegendItem, theme: Theme) -> None:
    colors = theme.palette
    background = QColor(colors.plot_background)
    background.setAlpha(220)
    legend.setBrush(background)
    legend.setPen(pg.mkPen(colors.plot_grid))
    legend.setLabelTextColor(colors.plot_text)
    legend.setLabelTextSize(f"{theme.type_scale.caption}px")
