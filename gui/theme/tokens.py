"""The visual language as values: every colour, size and duration that the program draws with."""

from enum import IntEnum
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

from gui.theme.scales import RgbaArray, SequentialScale, SignedScale

FULL_WIDTH_WEIGHT = 5.0

Record = TypeVar("Record", bound=msgspec.Struct)


class Spacing(IntEnum):
    """Distances in pixels, all on a grid of four."""

    TIGHT = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    SECTION = 24
    PAGE = 32


class Palette(msgspec.Struct, frozen=True, eq=False):
    """Every plain colour of a theme, as `#rrggbb`."""

    window: str
    panel: str
    raised: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_fill: str
    accent_fill_hover: str
    accent_soft: str
    on_accent: str
    selection: str
    info: str
    info_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    danger_fill: str
    danger_fill_hover: str
    tooltip: str
    on_tooltip: str
    scroll_bar: str
    canvas: str
    grid_dot: str
    layer_fill: str
    layer_outline: str
    neuron_fill: str
    neuron_outline: str
    plot_background: str
    plot_axis: str
    plot_text: str
    plot_grid: str
    plot_line: str
    boundary_line: str
    point_outline: str


class TypeScale(msgspec.Struct, frozen=True, eq=False):
    """Font sizes in device-independent pixels: the same on every platform, unlike points."""

    caption: int = 11
    body: int = 13
    title: int = 14
    heading: int = 17
    display: int = 22
    number: int = 12


class Metrics(msgspec.Struct, frozen=True, eq=False):
    """Sizes of controls and lines in device-independent pixels."""

    control_height: int = 28
    icon: int = 16
    icon_large: int = 20
    radius_small: int = 4
    radius: int = 6
    radius_large: int = 10
    line: float = 1.0
    connection_min: float = 1.0
    connection_max: float = 10.0


class Theme(msgspec.Struct, frozen=True, eq=False):
    """All that views need to look alike. `field` is the signed scale for areas that have points and lines on top."""

    name: str
    is_dark: bool
    palette: Palette
    signed: SignedScale
    field: SignedScale
    sequential: SequentialScale
    class_colors: tuple[str, ...]
    type_scale: TypeScale = TypeScale()
    metrics: Metrics = Metrics()
    scale: float = 1.0

    @property
    def tooltip_edge(self) -> str:
        """The line round tooltips; on light ground their own dark is edge enough."""
        return self.palette.border_strong if self.is_dark else self.palette.tooltip

    def signed_color(self, value: float, scale: float) -> QColor:
        """Colour a weight, bias or activation for a line, bar or mark; full colour at ±`scale`."""
        return self.signed.color(value, scale)

    def signed_rgba(self, values: ArrayLike, scale: float) -> RgbaArray:
        """Colour an array for lines, bars and marks: uint8 of shape (…, 4)."""
        return self.signed.rgba(values, scale)

    def field_rgba(self, values: ArrayLike, scale: float) -> RgbaArray:
        """Colour an array for an area behind other things, such as a decision field: uint8 of shape (…, 4)."""
        return self.field.rgba(values, scale)

    def class_color(self, index: int) -> QColor:
        """Give the colour of a class: 0 is the orange of negative, 1 the blue of positive, then distinct ones."""
        return QColor(self.class_colors[index % len(self.class_colors)])

    def neuron_color(self, *, is_lit: bool) -> QColor:
        """Give the colour of a neuron's line in a plot: neutral, as it is no class; as on the canvas when it is lit."""
        return QColor(self.palette.accent if is_lit else self.palette.plot_text)

    def connection_widths(self, weights: ArrayLike) -> NDArray[np.float64]:
        """Give line widths in pixels: 1 to 10 for |w| from 0 to 5, times the interface scale."""
        fractions = np.clip(np.abs(np.asarray(weights, dtype=np.float64)) / FULL_WIDTH_WEIGHT, 0.0, 1.0)
        span = self.metrics.connection_max - self.metrics.connection_min
        return self.metrics.connection_min + span * fractions

    def scaled(self, scale: float) -> "Theme":
        """Give this theme with type and lines `scale` times as large, for a projector."""
        return msgspec.structs.replace(
            self,
            type_scale=_resized(self.type_scale, scale),
            metrics=_resized(self.metrics, scale),
            scale=self.scale * scale,
        )


def _resized(record: Record, scale: float) -> Record:
    sizes = msgspec.structs.asdict(record).items()
    resized = {name: round(size * scale) if isinstance(size, int) else size * scale for name, size in sizes}
    return msgspec.structs.replace(record, **resized)
