"""The input plane and the data carried continuously through the layers of a network."""

import math
from typing import NamedTuple

import msgspec
import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId
from engine.process.pictures import BoundaryRequest
from engine.process.views.projection import Projection

_NO_TURN = 1e-9  # of M's size: below it the angle would be that of rounding errors


class MorphRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """What is carried through the network.

    Attributes:
        grid: The part of the input plane whose lines are carried along, its resolution the lines along each axis;
            None for no grid.
        regions: The part whose surface is carried along with the outputs there, its resolution the points along each
            axis; None for no surface.
        neurons: By layer the one or two neurons shown of it. Other layers show all of up to two neurons, else their
            first two principal components, their signs such that no stage faces away from the one before.
        target: The layer where the way ends; None for the output layer.
        points_per_line: How finely the lines bend, 2 … 501.
        most_samples: At most so many samples are carried along.
    """

    grid: BoundaryRequest | None = None
    regions: BoundaryRequest | None = None
    neurons: dict[LayerId, tuple[int, ...]] = {}
    target: LayerId | None = None
    points_per_line: int = 49
    most_samples: int = 1000


class MorphPositions(NamedTuple):
    """Where everything is at one moment, in shown coordinates.

    Attributes:
        samples: (n, 2).
        lines: (L, P, 2), the grid's lines.
        mesh: (R, R, 2), the surface.
    """

    samples: FloatArray
    lines: FloatArray
    mesh: FloatArray


class MorphStage(msgspec.Struct, frozen=True, eq=False):
    """One of the places that the way leads through: a layer's values before or after its activation function.

    Attributes:
        layer: The layer.
        quantity: “pre_activation” or “activation”; that of an input layer is the sample.
        projection: What is shown of its values; a second coordinate of 0 is added where it has only one.
        turn: M (2, 2), the linear part, in shown coordinates, of what leads here from the stage before: B W B₋ᵀ into
            pre-activations, B B₋ᵀ into activations, where B₋ is the basis there; the identity at the first stage.
        samples: (n, 2).
        lines: (L, P, 2).
        mesh: (R, R, 2).
    """

    layer: LayerId
    quantity: str
    projection: Projection
    turn: FloatArray
    samples: FloatArray
    lines: FloatArray
    mesh: FloatArray

    @property
    def positions(self) -> MorphPositions:
        """Where everything is at this stage."""
        return MorphPositions(self.samples, self.lines, self.mesh)


class Morph(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The way from the sample x through a⁽¹⁾, h⁽¹⁾, a⁽²⁾, … to f(x).

    Attributes:
        request: What was asked for.
        stages: S + 1 of them, the first the sample. Layers whose activation function is the identity have one stage.
        rows: (n,) which of the samples given are carried along, ascending.
        sample_count: How many samples there are.
        outputs: (R, R, K), f at the points of the surface.
        bypassed: The layers beside the way. What they send into it by skip connections is added to the
            pre-activations there, so that every stage shows the layer's true values.
    """

    request: MorphRequest
    stages: tuple[MorphStage, ...]
    rows: IntArray
    sample_count: int
    outputs: FloatArray
    bypassed: tuple[LayerId, ...]

    def at(self, moment: float) -> MorphPositions:
        """Give where everything is at a moment t in 0 … S; at whole numbers the stages themselves, bit for bit.

        Between stages k and k + 1, with s = t − k, points move from u to u′ = Mu + r by

            u(s) = M(s)u + s r,  M(s) = R(sθ) ((1 − s)I + sP),  M = R(θ)P,

        where P is symmetric and R a rotation by θ in −π … π: the polar decomposition of M. A rotation turns instead of
        collapsing half-way, as (1 − s)I + sM would; a reflection folds over a line. What is not linear in what is
        shown, r, is added in proportion: where M = I that is (1 − s)a + s·g(a). Moments outside are those of the ends.
        """
        last = len(self.stages) - 1
        moment = min(max(moment, 0.0), float(last))
        before = min(math.floor(moment), max(last - 1, 0))
        share = moment - before
        if share in {0.0, 1.0}:
            return self.stages[before + int(share)].positions
        here, there = self.stages[before], self.stages[before + 1]
        left = partial_turn(there.turn, share) - share * there.turn
        with np.errstate(over="ignore", invalid="ignore"):
            moved = (start @ left.T + share * end for start, end in zip(here.positions, there.positions, strict=True))
            return MorphPositions(*moved)


def partial_turn(turn: FloatArray, share: float) -> FloatArray:
    """Give M(s) = R(sθ) ((1 − s)I + sP) for M = R(θ)P.

    R(θ)ᵀM is symmetric for θ = atan2(m₂₁ − m₁₂, m₁₁ + m₂₂); of the two such angles this is the one that gives P the
    larger trace. Of a reflection both are 0, and P is M itself.

    Args:
        turn: M (2, 2), finite.
        share: s in 0 … 1.
    """
    sine, cosine = turn[1, 0] - turn[0, 1], turn[0, 0] + turn[1, 1]
    is_reflection = math.hypot(sine, cosine) <= _NO_TURN * np.abs(turn).max()
    angle = 0.0 if is_reflection else math.atan2(sine, cosine)
    stretch = (1.0 - share) * np.eye(2) + share * (_rotation(angle).T @ turn)
    return np.asarray(_rotation(share * angle) @ stretch)


def _rotation(angle: float) -> FloatArray:
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, -sine], [sine, cosine]])
