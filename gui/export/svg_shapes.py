"""The shapes in an SVG that Qt has written: paths with their colours and widths, texts, and pixels of images.

Qt writes a small part of SVG: flat groups with a style and a matrix, in them paths, lines, circles, texts
and images.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QTransform

from gui.canvas.cells import LEAST_CELL, OVERLAP_PX, strips
from gui.export.svg_names import LINK_NAMESPACE, NAMESPACE
from gui.export.svg_numbers import matrix_of, numbers_of

Point = tuple[float, float]
Steps = tuple[tuple[str, tuple[Point, ...]], ...]
_COMMAND = re.compile(r"([MLCZmlcz])([^MLCZmlcz]*)")
BEZIER_CIRCLE = 0.5522847498
MOST_IMAGE_PIXELS = 48
FINEST_CELL = 1.0  # pixels
MOST_FINE_CELLS = 500  # of an image; one of more colours is told apart by `LEAST_CELL`


class Look(msgspec.Struct, frozen=True):
    """How a shape is drawn.

    Attributes:
        fill: `#rrggbb`, or "" for none.
        fill_opacity: 0 … 1.
        stroke: `#rrggbb`, or "" for none.
        stroke_opacity: 0 … 1.
        width: Of the stroke, in pixels.
        dashes: Lengths of dashes and gaps in pixels; none for a solid stroke.
        cap: `flat`, `square` or `round`.
        shades: Colours at the left, the right and between where the fill passes from one to the next, else none.
    """

    fill: str
    fill_opacity: float
    stroke: str
    stroke_opacity: float
    width: float
    dashes: tuple[float, ...] = ()
    cap: str = "flat"
    shades: tuple[str, ...] = ()


class Shape(msgspec.Struct, frozen=True):
    """A path in pixels.

    Attributes:
        look: How it is drawn.
        steps: `("M", (p,))`, `("L", (p,))`, `("C", (c1, c2, p))` and `("Z", ())`.
    """

    look: Look
    steps: Steps


class Text(msgspec.Struct, frozen=True):
    """A text.

    Attributes:
        text: What it says.
        x: Its left end.
        y: Its baseline.
        size: Of its type, in pixels.
        weight: Of its type, 400 is normal.
        family: Names of its face.
        color: `#rrggbb`.
        opacity: 0 … 1.
    """

    text: str
    x: float
    y: float
    size: float
    weight: int
    family: str
    color: str
    opacity: float


def shapes_of(svg: bytes) -> Iterator[Shape | Text]:
    """Give what an SVG by Qt draws, in its order."""
    root = ElementTree.fromstring(svg)
    _name_shades(root)
    yield from _in_group(root, {}, QTransform())


def steps_of(element: ElementTree.Element, matrix: QTransform) -> Steps:
    """Give the path that one element draws, in the units that a matrix leads to."""
    shape = next(_READERS[element.tag.removeprefix(f"{{{NAMESPACE}}}")](element, {}, matrix))
    return shape.steps if isinstance(shape, Shape) else ()


def _name_shades(root: ElementTree.Element) -> None:
    """Give what is filled with a gradient of three colours the colours themselves as its fill."""
    shades = {
        f"url(#{gradient.get('id')})": " ".join(stop.get("stop-color", "") for stop in gradient)
        for gradient in root.iter(f"{{{NAMESPACE}}}linearGradient")
    }
    for element in root.iter():
        if element.get("fill") in shades:
            element.set("fill", shades[element.attrib["fill"]])


def _in_group(group: ElementTree.Element, inherited: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    style = {**inherited, **group.attrib}
    matrix = matrix_of(group.get("transform", "")) * matrix
    for element in group:
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        if name == "g":
            yield from _in_group(element, style, matrix)
        elif name in _READERS:
            yield from _READERS[name](element, {**style, **element.attrib}, matrix)


def _path(element: ElementTree.Element, style: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    steps = []
    for command, numbers in _COMMAND.findall(element.get("d", "")):
        points = _points(numbers, matrix)
        size = 3 if command == "C" else 1
        groups = [tuple(points[start : start + size]) for start in range(0, len(points), size)] or [()]
        steps += [(command.upper(), group) for group in groups]
    yield Shape(_look(style, matrix), tuple(steps))


def _polyline(element: ElementTree.Element, style: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    points = _points(element.get("points", ""), matrix)
    yield Shape(_look(style, matrix), _joined(points, is_closed=element.tag.endswith("polygon")))


def _line(element: ElementTree.Element, style: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    ends = " ".join(element.get(name, "0") for name in ("x1", "y1", "x2", "y2"))
    yield Shape(_look(style, matrix), _joined(_points(ends, matrix), is_closed=False))


def _rect(element: ElementTree.Element, style: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    x, y, width, height = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    yield Shape(_look(style, matrix), _joined([_mapped(matrix, *corner) for corner in corners], is_closed=True))


def _ellipse(element: ElementTree.Element, style: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    x, y = float(element.get("cx", "0")), float(element.get("cy", "0"))
    rx, ry = (float(element.get(name) or element.get("r") or "0") for name in ("rx", "ry"))
    kx, ky = BEZIER_CIRCLE * rx, BEZIER_CIRCLE * ry

    def at(dx: float, dy: float) -> Point:
        return _mapped(matrix, x + dx, y + dy)

    quarters = (
        (at(rx, ky), at(kx, ry), at(0, ry)), (at(-kx, ry), at(-rx, ky), at(-rx, 0)),
        (at(-rx, -ky), at(-kx, -ry), at(0, -ry)), (at(kx, -ry), at(rx, -ky), at(rx, 0)),
    )  # fmt: skip
    steps = (("M", (at(rx, 0),)), *(("C", quarter) for quarter in quarters), ("Z", ()))
    yield Shape(_look(style, matrix), steps)


def _text(element: ElementTree.Element, style: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    x, y = _mapped(matrix, float(element.get("x", "0")), float(element.get("y", "0")))
    yield Text(
        text="".join(element.itertext()),
        x=x,
        y=y,
        size=float(style.get("font-size", "12")) * matrix.m22(),
        weight=int(style.get("font-weight", "400")),
        family=style.get("font-family", ""),
        color=style.get("fill", "#000000"),
        opacity=float(style.get("fill-opacity", "1")),
    )


def _image(element: ElementTree.Element, style: Mapping[str, str], matrix: QTransform) -> Iterator[Shape | Text]:
    """Give an image as rectangles, one for each run of equal pixels in a row."""
    image = QImage.fromData(base64.b64decode((element.get(f"{{{LINK_NAMESPACE}}}href") or "").partition(",")[2]))
    if image.isNull():
        return
    left, top, width, height = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
    place = matrix.mapRect(QRectF(left, top, width, height))
    opacity = float(style.get("opacity", "1"))
    cells = (_cells(image, place, size) for size in (FINEST_CELL, LEAST_CELL))
    fine = next(cells)
    for box, color in fine if len(fine) <= MOST_FINE_CELLS else next(cells):
        yield Shape(Look(color.name(), color.alphaF() * opacity, "", 1.0, 0.0), _box(box))


def _cells(image: QImage, place: QRectF, size: float) -> list[tuple[QRectF, QColor]]:
    """Give an image as rectangles, in rows or in columns, whichever are fewer: bars of a histogram are columns.

    Args:
        image: Its pixels.
        place: What it fills.
        size: The least length in pixels of what is told apart.
    """
    columns, rows = _pixel_count(image.width(), place.width(), size), _pixel_count(image.height(), place.height(), size)
    if (columns, rows) != (image.width(), image.height()):
        image = image.scaled(columns, rows, mode=Qt.TransformationMode.SmoothTransformation)
    in_rows = list(strips(place, image, OVERLAP_PX))
    mirrored = image.transformed(QTransform(0, 1, 1, 0, 0, 0))
    in_columns = [(_mirrored(box), color) for box, color in strips(_mirrored(place), mirrored, OVERLAP_PX)]
    return min(in_rows, in_columns, key=len)


def _mirrored(rect: QRectF) -> QRectF:
    return QRectF(rect.top(), rect.left(), rect.height(), rect.width())


def _pixel_count(pixels: int, length: float, size: float) -> int:
    """Give how many of the pixels along a side are told apart: every one costs a line of text."""
    return max(1, min(pixels, MOST_IMAGE_PIXELS, round(length / size)))


def _box(rect: QRectF) -> Steps:
    corners = (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft())
    return _joined([(corner.x(), corner.y()) for corner in corners], is_closed=True)


_READERS = {
    "path": _path, "polyline": _polyline, "polygon": _polyline, "line": _line, "rect": _rect, "circle": _ellipse,
    "ellipse": _ellipse, "text": _text, "image": _image,
}  # fmt: skip


def _look(style: Mapping[str, str], matrix: QTransform) -> Look:
    scale = abs(matrix.determinant()) ** 0.5
    width = float(style.get("stroke-width", "1")) * scale
    dashes = tuple(length * scale for length in numbers_of(style.get("stroke-dasharray", "")))
    cap = style.get("stroke-linecap", "butt")
    fills = [_color(color) for color in style.get("fill", "none").split()]
    return Look(
        fill=fills[0] if len(fills) == 1 else "",
        fill_opacity=float(style.get("fill-opacity", "1")),
        stroke=_color(style.get("stroke", "none")),
        stroke_opacity=float(style.get("stroke-opacity", "1")),
        width=width,
        dashes=dashes,
        cap="flat" if cap == "butt" else cap,
        shades=(fills[0], fills[-1], *fills[1:-1]) if len(fills) > 1 else (),
    )


def _color(text: str) -> str:
    return "" if text == "none" or not QColor(text).isValid() else QColor(text).name()


def _joined(points: list[Point], *, is_closed: bool) -> Steps:
    steps = [("M" if number == 0 else "L", (point,)) for number, point in enumerate(points)]
    return (*steps, *((("Z", ()),) if is_closed else ()))


def _points(text: str, matrix: QTransform) -> list[Point]:
    numbers = numbers_of(text)
    return [_mapped(matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]


def _mapped(matrix: QTransform, x: float, y: float) -> Point:
    point = matrix.map(QPointF(x, y))
    return point.x(), point.y()
