"""What a project says about its data: small, saved with it, and enough to make the same data set again."""

import msgspec

from engine.arrays import FloatArray, read_only


class DataSpecification(msgspec.Struct, frozen=True, eq=False):
    """Which data set to make and how; a source ignores the fields that it does not list among its parameters.

    Attributes:
        source: the key of `engine.data.sources.DATA_SOURCES` that makes the samples.
        sample_count: how many samples, all parts together.
        noise: standard deviation of the Gaussian jitter, in the unit that the source's parameter help names.
        class_count: how many classes.
        seed: fixes the samples, their jitter and the split, each by a random stream of its own.
        validation_fraction: share of the samples held back for validation, in [0, 0.9].
        test_fraction: share of the samples that only a test on demand looks at; with the validation part at most 0.9.
        standardize: shift and scale each input to mean 0 and standard deviation 1 over the training part.
        user_inputs: points the user brought, shape (N, D), for the source "own".
        user_targets: their targets, (N, 1) class indices or (N, K) values to predict.
        user_task: what the user's targets are, the value of a `Task`.
        user_input_names: names of the user's inputs, D of them or none.
        user_class_names: names of the user's classes, in the order of their indices, or none.
    """

    source: str = "xor-points"
    sample_count: int = 200
    noise: float = 0.1
    class_count: int = 3
    seed: int = 0
    validation_fraction: float = 0.2
    standardize: bool = False
    user_inputs: FloatArray | None = None
    user_targets: FloatArray | None = None
    user_task: str = "binary"
    user_input_names: tuple[str, ...] = ()
    user_class_names: tuple[str, ...] = ()
    test_fraction: float = 0.0

    def __post_init__(self) -> None:
        for field in ("user_inputs", "user_targets"):
            values = getattr(self, field)
            if values is not None:
                msgspec.structs.force_setattr(self, field, read_only(values))
