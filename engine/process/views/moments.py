"""What networks of one structure with other parameters than the project's say and how good they are, side by side."""

import msgspec

from engine.arrays import FloatArray
from engine.network.metrics import Evaluation
from engine.network.model import Parameters
from engine.process.pictures import BoundaryField, BoundaryRequest


class MomentsRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which parameters the project's network is looked at with.

    Attributes:
        steps: Of each moment, which tell its answer from those to questions before.
        parameters: Of each moment.
        plane: Over which part of the input plane its outputs are wanted.
    """

    steps: tuple[int, ...]
    parameters: tuple[Parameters, ...]
    plane: BoundaryRequest


class MomentSeen(msgspec.Struct, frozen=True, eq=False):
    """What the network is with the parameters of one moment.

    Attributes:
        field: The outputs over the plane.
        outputs: (N, K) of all samples; None where there are too many to send them along.
        parts: How good it is on the training and the validation part, by the part's name, for those that have samples.
    """

    field: BoundaryField
    outputs: FloatArray | None
    parts: dict[str, Evaluation]


class MomentsSeen(msgspec.Struct, frozen=True, eq=False, tag=True):
    """What was asked for.

    Attributes:
        steps: As asked.
        moments: In the order of the request's parameters.
    """

    steps: tuple[int, ...]
    moments: tuple[MomentSeen, ...]
