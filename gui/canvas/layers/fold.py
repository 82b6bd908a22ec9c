"""How the neurons of a layer are laid out: in a column, in a column with a folded strip, or as a grid of small cells.

A layer of some dozens stands whole in one column. A wider one shows its first neurons and its last, and folds the
others into a strip; unfolded it is a grid, as is an input that is an image, pixel by pixel, and then one long column.
"""

import math
from enum import Enum, auto
from functools import lru_cache

import msgspec
import numpy as np

from engine.arrays import BoolArray, FloatArray, read_only

ROOMY_UP_TO = 14
WHOLE_UP_TO = 48
COLUMN_UP_TO = 256  # neurons; a longer column is no drawing any more
SHOWN_BEFORE_STRIP = 9
NEURON_PITCH = 60.0
NEURON_RADIUS = 20.0
RADIUS_SHARE = 0.42
DENSE_HEIGHT = 640.0
LEAST_PITCH = 10.0  # in a column, which is higher where that takes more
STRIP_HEIGHT = 160.0
STRIP_MARGIN = 8.0
PILL_HEIGHT = 20.0
PILL_SPACE = PILL_HEIGHT + STRIP_MARGIN
MAX_CELL = 16.0
GRID_ROOM = 204.0

ImageShape = tuple[int, int]


class Form(Enum):
    """How the neurons of a layer may be laid out, in the order in which a person goes through the forms."""

    FOLDED = auto()
    GRID = auto()
    COLUMN = auto()


class Fold(msgspec.Struct, frozen=True, eq=False):
    """How a layer of some width is laid out around the middle of its panel's body, in scene units.

    Attributes:
        shown: Indices of the neurons drawn as circles; none in a grid.
        folded: Indices of those in the strip; empty where there is none.
        offsets: float64 (H,), height of each neuron, downwards.
        across: float64 (H,), place of each neuron from left to right; 0 in a column.
        width: Width of the whole.
        height: Height of the whole.
        radius: Radius of a circle.
        pitch: Distance of neighbouring circles.
        strip: Top and bottom of the strip, or None.
        pill: Height of the middle of the pill that folds or unfolds, or None where there is none.
        columns: Cells in a row of the grid; 1 in a column.
        cell: Side of a cell of the grid, or 0 where there is no grid.
    """

    shown: tuple[int, ...]
    folded: range
    offsets: FloatArray
    across: FloatArray
    width: float
    height: float
    radius: float = NEURON_RADIUS
    pitch: float = NEURON_PITCH
    strip: tuple[float, float] | None = None
    pill: float | None = None
    columns: int = 1
    cell: float = 0.0

    @property
    def is_grid(self) -> bool:
        """Whether the neurons are cells of a grid."""
        return self.cell > 0

    @property
    def form(self) -> Form:
        """The form that the neurons are laid out in."""
        return Form.GRID if self.is_grid else Form.COLUMN if self.strip is None else Form.FOLDED

    @property
    def rows(self) -> int:
        """Rows of the grid."""
        return math.ceil(len(self.offsets) / self.columns)

    @property
    def is_folded(self) -> BoolArray:
        """Whether each neuron is in the strip: bool (H,)."""
        folded = np.zeros(len(self.offsets), np.bool_)
        folded[self.folded.start : self.folded.stop] = True
        return folded


def can_fold(width: int) -> bool:
    """Tell whether a layer is wide enough to be folded and unfolded."""
    return width > ROOMY_UP_TO


def forms_of_width(width: int, image_shape: ImageShape | None = None) -> tuple[Form, ...]:
    """Give the forms that a layer of so many neurons can have, in the order in which a person goes through them."""
    has_grid = width > WHOLE_UP_TO or _is_image(width, image_shape)
    can_be = {Form.FOLDED: can_fold(width), Form.GRID: has_grid, Form.COLUMN: width <= COLUMN_UP_TO}
    return tuple(form for form in Form if can_be[form])


@lru_cache(maxsize=256)
def fold(
    width: int, form: Form | None = None, image_shape: ImageShape | None = None, radius: float = NEURON_RADIUS
) -> Fold:
    """Lay out the neurons of a layer.

    Args:
        width: Number of neurons H.
        form: The form it is to have; None, and one that it can't have, leave it to its width.
        image_shape: Height and width where a sample of the layer is an image, else None.
        radius: Of a circle where it has all the room it wants.
    """
    forms, is_image = forms_of_width(width, image_shape), _is_image(width, image_shape)
    if form not in forms:
        unfolded = Form.GRID if Form.GRID in forms else Form.COLUMN
        form = Form.FOLDED if form is None and width > WHOLE_UP_TO and not is_image else unfolded
    if form is Form.FOLDED:
        return _with_strip(width, radius)
    if form is Form.COLUMN:
        return _column(width, radius)
    return _grid(width, image_shape[1] if is_image and image_shape is not None else math.ceil(math.sqrt(width)))


def _is_image(width: int, image_shape: ImageShape | None) -> bool:
    return image_shape is not None and math.prod(image_shape) == width and can_fold(width)


def _column(width: int, radius: float) -> Fold:
    pitch = NEURON_PITCH if width <= ROOMY_UP_TO else max(DENSE_HEIGHT / width, LEAST_PITCH)
    pill_space = PILL_SPACE if width > WHOLE_UP_TO else 0.0
    height = width * pitch + pill_space
    return Fold(
        shown=tuple(range(width)),
        folded=range(0),
        offsets=read_only((np.arange(width) + 0.5) * pitch - height / 2),
        across=read_only(np.zeros(width)),
        width=2 * radius,
        height=height,
        radius=min(radius, RADIUS_SHARE * pitch),
        pitch=pitch,
        pill=height / 2 - PILL_HEIGHT / 2 if pill_space else None,
    )


def _with_strip(width: int, radius: float) -> Fold:
    folded = range(SHOWN_BEFORE_STRIP, width - 1)
    height = (SHOWN_BEFORE_STRIP + 1) * NEURON_PITCH + STRIP_HEIGHT
    top = SHOWN_BEFORE_STRIP * NEURON_PITCH - height / 2 + STRIP_MARGIN
    bottom = top + STRIP_HEIGHT - STRIP_MARGIN - PILL_SPACE
    offsets = np.empty(width)
    offsets[:SHOWN_BEFORE_STRIP] = (np.arange(SHOWN_BEFORE_STRIP) + 0.5) * NEURON_PITCH - height / 2
    offsets[folded.start : folded.stop] = top + (np.arange(len(folded)) + 0.5) / len(folded) * (bottom - top)
    offsets[-1] = (height - NEURON_PITCH) / 2
    return Fold(
        shown=(*range(SHOWN_BEFORE_STRIP), width - 1),
        folded=folded,
        offsets=read_only(offsets),
        across=read_only(np.zeros(width)),
        width=2 * radius,
        height=height,
        radius=radius,
        strip=(top, bottom),
        pill=bottom + PILL_SPACE / 2,
    )


def _grid(width: int, columns: int) -> Fold:
    cell = min(MAX_CELL, GRID_ROOM / columns)
    rows = math.ceil(width / columns)
    height = rows * cell + PILL_SPACE + STRIP_MARGIN
    row, column = np.divmod(np.arange(width), columns)
    return Fold(
        shown=(),
        folded=range(0),
        offsets=read_only((row + 0.5) * cell - height / 2 + STRIP_MARGIN),
        across=read_only((column + 0.5 - columns / 2) * cell),
        width=columns * cell,
        height=height,
        radius=cell / 2,
        pitch=cell,
        pill=height / 2 - PILL_SPACE / 2,
        columns=columns,
        cell=cell,
    )
