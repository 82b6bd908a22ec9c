"""SVG as Qt writes it, mended where other programs read it otherwise."""

from collections.abc import Callable
from xml.etree import ElementTree

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from gui.export.buffers import opened_buffer
from gui.export.svg_numbers import matrix_of, numbers_of

NAMESPACE = "http://www.w3.org/2000/svg"
LINK_NAMESPACE = "http://www.w3.org/1999/xlink"
_FIXED_WIDTH = "non-scaling-stroke"

ElementTree.register_namespace("", NAMESPACE)
ElementTree.register_namespace("xlink", LINK_NAMESPACE)


def svg_painted(size: QSize, paint: Callable[[QPainter], None]) -> bytes:
    """Give as an SVG what a function paints.

    Args:
        size: In pixels.
        paint: Paints within that size.
    """
    buffer = opened_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle("Neural network")
    generator.setDescription("Drawn with Neurocanvas")
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
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
        _scale_fixed_widths(group)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _scale_fixed_widths(group: ElementTree.Element) -> None:
    """Give lines of a width in pixels that same width in the units of their group.

    Otherwise they would keep it when the drawing is enlarged, and some programs know no such lines.
    """
    fixed = [element for element in group if element.get("vector-effect") == _FIXED_WIDTH]
    scale = abs(matrix_of(group.get("transform", "")).determinant()) ** 0.5
    if fixed and scale:
        for name in ("stroke-width", "stroke-dasharray", "stroke-dashoffset"):
            if name in group.attrib:
                lengths = (length / scale for length in numbers_of(group.attrib[name]))
                group.set(name, ",".join(f"{length:.5g}" for length in lengths) or group.attrib[name])
    for element in group:
        element.attrib.pop("vector-effect", None)
