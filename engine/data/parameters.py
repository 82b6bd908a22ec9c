"""The parameters that several sources share."""

import msgspec

from engine.data.source import DataParameter

SEED = DataParameter(
    field="seed",
    label="Seed",
    minimum=0,
    maximum=2**31 - 1,
    step=1,
    default=0,
    help="Another seed draws other samples and another split; the same seed always gives the same.",
)
SPLIT_SEED = msgspec.structs.replace(
    SEED, help="Another seed draws another split into training and validation; the same seed always gives the same."
)
VALIDATION_FRACTION = DataParameter(
    field="validation_fraction",
    label="Validation part",
    minimum=0.0,
    maximum=0.9,
    step=0.05,
    default=0.2,
    help="The share of the samples that training never sees, held back to measure how well it generalises.",
)
TEST_FRACTION = msgspec.structs.replace(
    VALIDATION_FRACTION,
    field="test_fraction",
    label="Test part",
    default=0.0,
    help="The share of the samples that neither training nor any plot looks at, kept for one honest test at the end.",
)
SAMPLE_COUNT = DataParameter(
    field="sample_count",
    label="Samples",
    minimum=10,
    maximum=100_000,
    step=10,
    default=200,
    help="How many samples, training and validation together.",
)


def noise(default: float, help_text: str) -> DataParameter:
    """Give the noise parameter of a source, whose help says what is jittered and in which unit."""
    return DataParameter(
        field="noise", label="Noise", minimum=0.0, maximum=1.0, step=0.01, default=default, help=help_text
    )


def class_count(minimum: int, maximum: int, default: int, help_text: str) -> DataParameter:
    """Give the class count of a source."""
    return DataParameter(
        field="class_count", label="Classes", minimum=minimum, maximum=maximum, step=1, default=default, help=help_text
    )


def drawn(*own: DataParameter) -> tuple[DataParameter, ...]:
    """Give the parameters of a source that draws as many samples as are wanted, with those of its own among them."""
    return (SAMPLE_COUNT, *own, SEED, VALIDATION_FRACTION, TEST_FRACTION)


def brought(*own: DataParameter) -> tuple[DataParameter, ...]:
    """Give the parameters of a source whose samples are there already: those of its own, and how they are split."""
    return (*own, SPLIT_SEED, VALIDATION_FRACTION, TEST_FRACTION)
