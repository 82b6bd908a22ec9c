"""The pictures of the data sources."""

import subprocess
import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from engine.data.sources import DATA_SOURCES
from gui.panels.data_panel.thumbnails import paint_thumbnail
from gui.theme import LIGHT, Theme

PAINT_ALL = """
import sys
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from engine.data.sources import DATA_SOURCES
from gui.document import Document
from gui.panels.data_panel import DataPanel
from gui.panels.data_panel.thumbnails import paint_thumbnail
from gui.theme import LIGHT
app = QApplication([])
DataPanel(Document()).grab()
image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
painter = QPainter(image)
for source in DATA_SOURCES:
    paint_thumbnail(painter, QRectF(0, 0, 40, 40), source, LIGHT)
painter.end()
print(sorted({"sklearn", "torch", "scipy"} & set(sys.modules)))
"""


def picture(source: str, theme: Theme = LIGHT) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_thumbnail(painter, QRectF(0, 0, 40, 40), source, theme)
    painter.end()
    return image


def test_every_source_has_a_picture_of_its_own() -> None:
    empty = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    empty.fill(Qt.GlobalColor.transparent)
    pictures = [empty, *(picture(source) for source in DATA_SOURCES)]
    assert all(first != second for place, first in enumerate(pictures) for second in pictures[:place])


def test_the_four_points_of_xor_have_the_colours_of_their_classes() -> None:
    image = picture("xor-points")
    corners = {(0, 0): 1, (1, 0): 0, (0, 1): 0, (1, 1): 1}  # column, row from the top left
    for (column, row), label in corners.items():
        assert image.pixelColor(4 + 32 * column, 4 + 32 * row).name() == LIGHT.class_colors[label].lower()


def test_the_pictures_need_nothing_that_is_slow_to_load() -> None:
    done = subprocess.run([sys.executable, "-c", PAINT_ALL], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
