"""SVG as Qt writes it, mended where other programs read it otherwise."""

from collections.abc import Callable
from xml.etree import ElementTree

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from gui.export.buffers import opened_buffer
from gui.export.svg_images import with_sharp_dots
from gui.export.svg_names import LINK_NAMESPACE, NAMESPACE
from gui.export.svg_widths import with_plain_widths

ElementTree.register_namespace("", NAMESPACE)
ElementTree.register_namespace("xlink", LINK_NAMESPACE)


def svg_painted(
    size: QSize, paint: Callable[[QPainter], None], title: str = "Neural network", resolution: int | None = None
) -> bytes:
    """Give as an SVG what a function paints.

    Args:
        size: In pixels.
        paint: Paints within that size.
        title: Says what it shows.
        resolution: Dots per inch of the screen that recordings among what is painted were made for; None for Qt's own.
    """
    buffer = opened_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setDescription("Drawn with Neurocanvas")
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    if resolution is not None:
        generator.setResolution(resolution)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    root = ElementTree.fromstring(buffer.data().data())
    # Qt writes millimetres for the screen that it happens to know.
    root.set("width", str(size.width()))
    root.set("height", str(size.height()))
    for group in root.iter(f"{{{NAMESPACE}}}g"):
        for empty in [part for part in group if part.tag == group.tag and not len(part)]:
            group.remove(empty)  # Qt opens a group for every change of pen, also for one that draws nothing
    with_plain_widths(root)
    with_sharp_dots(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
