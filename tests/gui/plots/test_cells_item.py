"""Matrices of colours have sharp cells, also where there are more rows than pixels."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyleOptionGraphicsItem
from pytestqt.qtbot import QtBot

from gui.export.svg import svg_painted
from gui.plots.cells_item import CellsItem

ROWS, SIDE = 900, 200


def columns_item() -> CellsItem:
    """Four columns, red and blue in turn, of more rows than there are pixels."""
    colors = np.zeros((ROWS, 4, 4), np.uint8)
    colors[:, ::2, 0] = colors[:, 1::2, 2] = colors[..., 3] = 255
    item = CellsItem()
    item.set_cells(colors, QRectF(0, 0, 4, ROWS))
    return item


def painted(painter: QPainter) -> None:
    painter.scale(SIDE / 4, SIDE / ROWS)
    columns_item().paint(painter, QStyleOptionGraphicsItem())


@pytest.mark.parametrize("is_file", [False, True])
def test_columns_do_not_melt_where_rows_share_pixels(qtbot: QtBot, *, is_file: bool) -> None:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    if is_file:
        QSvgRenderer(svg_painted(QSize(SIDE, SIDE), painted)).render(painter)
    else:
        painted(painter)
    painter.end()
    seen = [image.pixelColor(x, SIDE // 2) for x in range(SIDE)]
    mixed = [x for x, color in enumerate(seen) if min(color.red(), color.blue()) > 40]
    assert len(mixed) <= (3 if is_file else 0)  # a viewer may blend the pixels at the edges themselves
    assert [color.red() > color.blue() for color in seen[25::50]] == [True, False, True, False]
