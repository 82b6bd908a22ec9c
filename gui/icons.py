"""The program's icons: one set of line icons (Phosphor), drawn in the colours of whatever theme holds when painted.

An icon asks for its colour each time it is painted, so it follows a change of theme by itself.
"""

from enum import Enum, StrEnum
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import Palette, active_theme

ICON_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"


class IconName(StrEnum):
    """Every icon; the value is its file's name without `.svg`."""

    PLAY = "play"
    PAUSE = "pause"
    STEP = "step"
    EPOCH = "epoch"
    RESET = "reset"
    UNDO = "undo"
    REDO = "redo"
    NEW = "new"
    OPEN = "open"
    SAVE = "save"
    EXPORT = "export"
    IMAGE = "image"
    FIT = "fit"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"
    SEARCH = "search"
    ADD = "add"
    REMOVE = "remove"
    DELETE = "delete"
    DUPLICATE = "duplicate"
    COPY = "copy"
    PASTE = "paste"
    CUT = "cut"
    CLOSE = "close"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    MORE = "more"
    FROZEN = "frozen"
    VISIBLE = "visible"
    SELECT = "select"
    CONNECT = "connect"
    NETWORK = "network"
    LAYER = "layer"
    INPUT = "input"
    NEURON = "neuron"
    ACTIVATION_FUNCTION = "activation-function"
    MATRIX = "matrix"
    RANDOM = "random"
    THEME_LIGHT = "theme-light"
    THEME_DARK = "theme-dark"
    THEME_SYSTEM = "theme-system"
    PROJECTOR = "projector"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    SUCCESS = "success"
    FORMULA = "formula"
    CHART_LOSS = "chart-loss"
    CHART_BAR = "chart-bar"
    BOUNDARY = "boundary"
    TABLE = "table"
    GALLERY = "gallery"
    INSTANT = "instant"
    EDIT = "edit"
    KEYBOARD = "keyboard"
    PIN = "pin"
    MARK = "mark"
    BRANCH = "branch"
    TO_END = "to-end"
    FEATURE_SPACE = "feature-space"
    BACKPROPAGATION = "backpropagation"
    MORPH = "morph"
    ACTIVITY = "activity"
    SAMPLE_GRID = "sample-grid"
    CONFUSION = "confusion"
    GRADIENTS = "gradients"
    FIRST_LAYER = "first-layer"
    CURVES = "curves"
    MOMENTS = "moments"
    WEIGHT_HISTORY = "weight-history"
    VALUES_OVER_TIME = "values-over-time"
    WEIGHTS = "weights"


class IconTone(Enum):
    """Which of the palette's colours an icon takes."""

    NORMAL = "text"
    MUTED = "text_muted"
    ACCENT = "accent"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"

    def color(self, palette: Palette) -> str:
        """Give the colour as `#rrggbb`."""
        color: str = getattr(palette, self.value)
        return color


@cache
def icon(name: IconName, tone: IconTone = IconTone.NORMAL) -> QIcon:
    """Give an icon that is grey while disabled, in the accent colour while checked, and right in every theme."""
    # Made once and never given up: where the garbage collector frees an icon in a cycle, PySide 6.11.3 may free its
    # engine before it, and Qt crashes.
    return QIcon(_ThemedIconEngine(name, tone))


def application_icon() -> QIcon:
    """Give the program's own icon: a small network in orange and blue."""
    return QIcon(str(ICON_FOLDER / "neurocanvas.svg"))


class _ThemedIconEngine(QIconEngine):
    def __init__(self, name: IconName, tone: IconTone) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._copies: list[QIconEngine] = []

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        image = _rendered(self._name, self._color(mode, state), min(rect.width(), rect.height()), ratio)
        side = image.width() / ratio
        corner = QPointF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2)
        painter.drawImage(QRectF(corner, QSizeF(side, side)), image)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = min(size.width(), size.height())
        pixmap = QPixmap.fromImage(_rendered(self._name, self._color(mode, state), side, scale))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        copy = _ThemedIconEngine(self._name, self._tone)
        self._copies.append(copy)  # PySide 6.11.3 frees what is given to Qt here as soon as Python lets go of it
        return copy

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        palette = active_theme().palette
        if mode == QIcon.Mode.Disabled:
            return palette.text_disabled
        if state == QIcon.State.On and self._tone is IconTone.NORMAL:
            return palette.accent
        return self._tone.color(palette)


@lru_cache(maxsize=1024)
def _rendered(name: IconName, color: str, side: int, ratio: float) -> QImage:
    pixels = max(1, round(side * ratio))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(_source(name).replace("currentColor", color).encode()).render(painter)
    painter.end()
    return image


@cache
def _source(name: IconName) -> str:
    return (ICON_FOLDER / f"{name.value}.svg").read_text(encoding="utf-8")
