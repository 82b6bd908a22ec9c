"""What Qt writes, as bytes."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage


def opened_buffer() -> QBuffer:
    """Give a buffer to write into."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def png_bytes(image: QImage) -> bytes:
    """Give an image as a PNG."""
    buffer = opened_buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide takes a str, its stubs bytes
    return bytes(buffer.data().data())
