"""Images in an SVG whose dots are to be seen, also by programs that smooth all that they enlarge."""

from base64 import b64decode, b64encode
from xml.etree import ElementTree

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from gui.export.buffers import png_bytes
from gui.export.svg_names import LINK_NAMESPACE, NAMESPACE

LONGEST_SIDE = 512  # pixels of an image enlarged
_SHARP = "optimizeSpeed"  # so Qt writes that an image is drawn dot by dot, which librsvg (2.54) smooths nevertheless
_LINK = f"{{{LINK_NAMESPACE}}}href"
_PNG = "data:image/png;base64,"


def with_sharp_dots(root: ElementTree.Element) -> None:
    """Give images that are drawn dot by dot many pixels for each dot, so that its edges stay where they are."""
    for element in root.iter(f"{{{NAMESPACE}}}image"):
        link = element.get(_LINK, "")
        if element.get("image-rendering") == _SHARP and link.startswith(_PNG):
            image = QImage.fromData(b64decode(link.removeprefix(_PNG)))
            element.set(_LINK, _PNG + b64encode(png_bytes(_enlarged(image))).decode())


def _enlarged(image: QImage) -> QImage:
    width, height = (side * max(1, LONGEST_SIDE // max(side, 1)) for side in image.size().toTuple())
    return image.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.FastTransformation)
