"""Colour scales: from a number to a colour, for one value or for a whole array."""

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

RgbaArray = NDArray[np.uint8]

# Odd, so that zero has an entry of its own.
TABLE_SIZE = 513
HALF_TABLE = TABLE_SIZE // 2


class SignedScale(msgspec.Struct, frozen=True, eq=False):
    """Orange for negative, grey for zero, blue for positive; the same in every view."""

    negative: str
    zero: str
    positive: str
    table: RgbaArray

    @classmethod
    def between(cls, negative: str, zero: str, positive: str) -> "SignedScale":
        """Make the scale that passes through three colours in even perceptual steps."""
        lower = _gradient(negative, zero, HALF_TABLE + 1)
        upper = _gradient(zero, positive, HALF_TABLE + 1)
        return cls(negative, zero, positive, np.vstack([lower, upper[1:]]))

    def rgba(self, values: ArrayLike, scale: float) -> RgbaArray:
        """Colour an array of any shape: uint8 of shape (…, 4), full colour at ±`scale`, NaN transparent."""
        fractions = np.clip(_shares(values, scale), -1.0, 1.0)
        missing = np.isnan(fractions)
        index = np.rint(np.where(missing, 0.0, fractions) * HALF_TABLE).astype(np.intp) + HALF_TABLE
        colors: RgbaArray = self.table[index]
        colors[missing] = 0
        return colors

    def color(self, value: float, scale: float) -> QColor:
        """Colour one value, full colour at ±`scale`."""
        red, green, blue, alpha = self.rgba(value, scale).tolist()
        return QColor(red, green, blue, alpha)


class SequentialScale(msgspec.Struct, frozen=True, eq=False):
    """From the background to one strong colour, for quantities that have no sign: counts, densities, rates."""

    low: str
    high: str
    table: RgbaArray

    @classmethod
    def between(cls, low: str, high: str) -> "SequentialScale":
        """Make the scale that leads from one colour to the other in even perceptual steps."""
        return cls(low, high, _gradient(low, high, TABLE_SIZE))

    def rgba(self, values: ArrayLike, maximum: float) -> RgbaArray:
        """Colour an array of values in [0, `maximum`]: uint8 of shape (…, 4), NaN transparent."""
        fractions = np.clip(_shares(values, maximum), 0.0, 1.0)
        missing = np.isnan(fractions)
        index = np.rint(np.where(missing, 0.0, fractions) * (TABLE_SIZE - 1)).astype(np.intp)
        colors: RgbaArray = self.table[index]
        colors[missing] = 0
        return colors


@np.errstate(over="ignore")  # beyond the scale is beyond it, however far
def _shares(values: ArrayLike, whole: float) -> NDArray[np.float64]:
    """Give values as shares of a whole; of none, their signs."""
    numbers = np.asarray(values, dtype=np.float64)
    return numbers / whole if whole > 0 else np.sign(numbers)


def contrast_ratio(first: str, second: str) -> float:
    """Give the WCAG 2 contrast ratio of two `#rrggbb` colours: 1 for equal ones, 21 for black on white."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    lighter, darker = sorted((float(_linear_rgb(color) @ weights) for color in (first, second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(first: str, second: str, fraction: float) -> str:
    """Give the `#rrggbb` colour at `fraction` of the way from the first to the second, in even perceptual steps."""
    lab = (1 - fraction) * _oklab(first) + fraction * _oklab(second)
    red, green, blue = _rgb_bytes(lab).tolist()
    return f"#{red:02X}{green:02X}{blue:02X}"


def _gradient(first: str, last: str, steps: int) -> RgbaArray:
    fractions = np.linspace(0.0, 1.0, steps)[:, np.newaxis]
    colors = _rgb_bytes((1 - fractions) * _oklab(first) + fractions * _oklab(last))
    return np.hstack([colors, np.full((steps, 1), 255, dtype=np.uint8)])


# Oklab (Ottosson 2020): a space in which equal steps look equal. Mixing in sRGB makes muddy, uneven gradients.
_TO_CONE = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _linear_rgb(color: str) -> NDArray[np.float64]:
    values = np.array([int(color[start : start + 2], 16) for start in (1, 3, 5)]) / 255.0
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _oklab(color: str) -> NDArray[np.float64]:
    lab: NDArray[np.float64] = _TO_LAB @ np.cbrt(_TO_CONE @ _linear_rgb(color))
    return lab


def _rgb_bytes(lab: NDArray[np.float64]) -> RgbaArray:
    cone = (lab @ np.linalg.inv(_TO_LAB).T) ** 3
    linear = np.clip(cone @ np.linalg.inv(_TO_CONE).T, 0.0, 1.0)
    values = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    bytes_of: RgbaArray = np.rint(values * 255).astype(np.uint8)
    return bytes_of
