"""Samples one by one: what is predicted for each, how surely, and how wrong that is."""

import msgspec

from engine.arrays import FloatArray, IntArray

# In which order samples come.
BY_NUMBER, LEAST_SURE, SUREST, HIGHEST_LOSS = "number", "least_sure", "surest", "highest_loss"


class SampleGridRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which samples, in which order.

    Attributes:
        part: “training”, “validation” or “test”.
        true: Of which class; None for any.
        predicted: For which that class is predicted; None for any.
        only_wrong: Whether those predicted rightly are left out.
        order: `BY_NUMBER`, `LEAST_SURE`, `SUREST` or `HIGHEST_LOSS`.
        most: At most so many of them are given.
    """

    part: str = "training"
    true: int | None = None
    predicted: int | None = None
    only_wrong: bool = False
    order: str = BY_NUMBER
    most: int = 2000


class SampleGrid(msgspec.Struct, frozen=True, eq=False, tag=True):
    """What is predicted for some samples.

    Attributes:
        request: What was asked for.
        rows: (n,) their rows in the data set, in the order asked for.
        predicted: (n,) the class predicted for each.
        sureness: (n,) how surely: the probability of that class where the loss takes logits; else by how much its
            output leads the next one's, or a single output the threshold.
        losses: (n,) the loss of each alone.
        match_count: How many of those looked at are of the kind asked for.
        wrong_count: How many of those looked at, of whatever kind, are predicted wrongly.
        looked_at: How many were looked at: all, or, of large networks, evenly spread ones.
        sample_count: How many samples the part has.
    """

    request: SampleGridRequest
    rows: IntArray
    predicted: IntArray
    sureness: FloatArray
    losses: FloatArray
    match_count: int
    wrong_count: int
    looked_at: int
    sample_count: int
