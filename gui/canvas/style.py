"""The theme as the canvas uses it: colours, fonts and pens made once, not at every paint."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from engine.arrays import FloatArray
from gui.canvas.edges.scale import FULL_WIDTH, EdgeScale
from gui.canvas.layers.fold import NEURON_RADIUS
from gui.theme import Theme, mixed, ui_font
from gui.theme.scales import RgbaArray, SequentialScale

LEVELS = 24
COLOR_POWER = 0.4  # signs are seen of edges a tenth as strong as the strongest, on either ground
CROWD = 64
LEAST_CROWD_FACTOR = 0.35
CROWD_FADING = 0.5
HAIRLINE_PX = 1.25
HAIRLINE_CROWD, LEAST_WIDE_IN_CROWD_PX = 200, 2.2
MAX_WIDTH_ZOOM = 1.6
MOST_TYPE_GROWTH, MOST_NEURON_GROWTH = 1.2, 1.1  # what headers have room for, and what leaves room for biases
ZERO_DARKENING = 0.3  # a thin line of 0 is seen less than an area
LEAST_MARKED_SHARE = 0.6  # of full colour: paler than so, a sign is not told beside what marks the edge
DIMMED = 0.85
HALO_FADING, RIM_FADING = 0.65, 0.2
WEIGHT_TEXT_FADING = 0.35

Levels = NDArray[np.int64]

_ALL_LEVELS = np.arange(-LEVELS, LEVELS + 1)
_LEVEL_SHARES = np.sign(_ALL_LEVELS) * (_ALL_LEVELS / LEVELS) ** 2


def weight_levels(weights: FloatArray, full_width: float = FULL_WIDTH) -> Levels:
    """Give each weight's bucket, −24 … 24: fine steps near 0, coarse ones far out, the last beyond ±`full_width`."""
    known = np.nan_to_num(weights)
    fractions = np.clip(np.abs(known) / full_width, 0.0, 1.0)
    return np.asarray(np.sign(known) * np.rint(np.sqrt(fractions) * LEVELS)).astype(np.int64)


class CanvasStyle:
    """What the canvas paints with under one theme.

    Args:
        theme: The theme.

    Attributes:
        type_growth: How many times as large as usual type in the drawing is, for a projector.
        neuron_radius: Of a neuron's circle where it has all the room it wants.
        ink: Greys of pixels.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        palette = theme.palette
        self.background = QColor(palette.canvas)
        self.grid_dot = QColor(palette.grid_dot)
        self.panel = QColor(palette.layer_fill)
        self.outline = QColor(palette.layer_outline)
        self.outline_hovered = QColor(palette.border_strong)
        self.control = QColor(palette.hover)
        self.control_hovered = QColor(palette.pressed)
        self.ink = SequentialScale.between(palette.neuron_fill, palette.text)
        self.neuron_fill = QColor(palette.neuron_fill)
        self.neuron_outline = QColor(palette.neuron_outline)
        self.activated = QColor(palette.text)
        self.text = QColor(palette.text)
        self.muted = QColor(palette.text_muted)
        self.accent = QColor(palette.accent)
        self.accent_soft = QColor(palette.accent_soft)
        self.error = QColor(palette.error)
        self.halo = QColor(mixed(palette.accent, palette.canvas, HALO_FADING))
        self._rim = QColor(mixed(palette.accent, palette.canvas, RIM_FADING))
        self.shadow = QColor(0, 0, 0, 150 if theme.is_dark else 36)
        self.type_growth = min(max(theme.scale, 1.0), MOST_TYPE_GROWTH)
        self.neuron_radius = NEURON_RADIUS * min(max(theme.scale, 1.0), MOST_NEURON_GROWTH)
        self.name_font = self._drawn_font(13, QFont.Weight.DemiBold)
        self.control_font = self._drawn_font(12)
        self.symbol_font = self._drawn_font(12)
        self.value_font = self._drawn_font(12, QFont.Weight.Medium)
        self.small_font = self._drawn_font(10)
        self.label_font = ui_font(theme, 11, QFont.Weight.Medium)  # labels grow as a whole, with their ground
        self.overlay_font = ui_font(theme, round(12 * theme.scale))
        self.small_overlay_font = ui_font(theme, round(10 * theme.scale))
        self._edge_colors = lru_cache(maxsize=64)(self._level_colors)
        self._edge_pens = lru_cache(maxsize=64)(self._level_pens)
        signed = theme.signed
        self._positive_text = QColor(mixed(signed.positive, palette.text, WEIGHT_TEXT_FADING))
        self._negative_text = QColor(mixed(signed.negative, palette.text, WEIGHT_TEXT_FADING))

    def _drawn_font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return ui_font(self.theme, round(size * self.type_growth), weight)

    def value_fill(self, value: float, full: float = 1.0) -> QColor:
        """Give a neuron's fill for its activation or bias; full colour at ±`full`."""
        red, green, blue, alpha = self.theme.field_rgba(value, full).tolist()
        return QColor(red, green, blue, alpha)

    def weight_text(self, weight: float) -> QColor:
        """Give a legible colour for a weight's label."""
        if weight == 0:
            return self.muted
        return self._positive_text if weight > 0 else self._negative_text

    def edge_rgba(self, values: FloatArray, full_color: float, least_share: float = 0.0) -> RgbaArray:
        """Colour edges of these values: uint8 (…, 4), NaN transparent, all but 0 with a least share of full colour.

        Colour tells the sign, of weak edges too, where one is far stronger than all others; width tells magnitudes.
        """
        shares = np.clip(values / full_color, -1.0, 1.0)
        strengths = np.maximum(np.abs(shares) ** COLOR_POWER, least_share)
        return self.theme.signed_rgba(np.sign(shares) * strengths, 1.0)

    def edge_pens(
        self,
        zoom: float,
        scale: EdgeScale,
        edge_count: int,
        *,
        ratio: float = 1.0,
        dimmed: bool = False,
        marked: bool = False,
        finest: float = 1.0,
    ) -> list[QPen]:
        """Give a pen for each level, the pen of level k at `LEVELS + k`. Widths are pixels, whatever the zoom.

        Args:
            zoom: Pixels in a scene unit; lines grow and shrink with it, within bounds.
            scale: How strong an edge must be for full colour and width.
            edge_count: How many edges the connection draws; in a crowd they are finer and paler.
            ratio: Physical pixels in a point.
            dimmed: Whether they stand back behind others.
            marked: Whether something beside them marks them; they have so much colour that their signs are seen then.
            finest: Physical pixels that the finest line is wide; more than 1 takes far longer.
        """
        return self._edge_pens(zoom, scale, edge_count, ratio, dimmed, marked, finest)

    def _level_pens(
        self,
        zoom: float,
        scale: EdgeScale,
        edge_count: int,
        ratio: float,
        dimmed: bool,
        marked: bool,
        least_width: float,
    ) -> list[QPen]:
        crowd = max(LEAST_CROWD_FACTOR, min(1.0, (CROWD / max(edge_count, 1)) ** 0.5))
        widths = self.theme.connection_widths(_LEVEL_SHARES * FULL_WIDTH) * (crowd * min(zoom, MAX_WIDTH_ZOOM) * ratio)
        fading = DIMMED if dimmed else 0.0 if marked else CROWD_FADING * (1 - crowd)
        colors = self._edge_colors(scale, round(fading, 2), LEAST_MARKED_SHARE if marked else 0.0)
        if edge_count > HAIRLINE_CROWD:  # of so many only the strongest are worth the time that wide lines take
            widths = np.where(widths < LEAST_WIDE_IN_CROWD_PX * ratio, HAIRLINE_PX / 2, widths)
        return [_cosmetic_pen(*pen) for pen in zip(colors, np.maximum(widths, least_width).tolist(), strict=True)]

    def _level_colors(self, scale: EdgeScale, fading: float, least_share: float) -> list[QColor]:
        levels = self.edge_rgba(_LEVEL_SHARES * scale.full_width, scale.full_color, least_share)
        colors = ["#{:02X}{:02X}{:02X}".format(*rgba[:3]) for rgba in levels]
        background, muted = self.theme.palette.canvas, self.theme.palette.text_muted
        colors[LEVELS] = mixed(colors[LEVELS], muted, ZERO_DARKENING)
        return [QColor(mixed(color, background, fading) if fading else color) for color in colors]

    def halo_pen(self, width: float) -> QPen:
        """Give the pen that runs beneath the edges of a selected connection."""
        return _cosmetic_pen(self.halo, width)

    def rim_pen(self, width: float) -> QPen:
        """Give the pen that runs along both sides of an edge marked by itself."""
        return _cosmetic_pen(self._rim, width)

    def gap_pen(self, width: float) -> QPen:
        """Give the pen that parts an edge from its rim."""
        return _cosmetic_pen(self.background, width)


def _cosmetic_pen(color: QColor, width: float) -> QPen:
    # Translucent or barely wider than one pixel, lines cost ten times as much: colours are mixed with the background.
    pen = QPen(color, 1.0 if width < HAIRLINE_PX else width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    pen.setCosmetic(True)
    return pen
