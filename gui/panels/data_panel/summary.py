"""A data set in words."""

from engine.data.data_set import PARTS, DataSet
from engine.network.model import LayerId, Network
from gui.panels.notation import counted


def summary(data_set: DataSet) -> str:
    """Write such as “200 samples: 160 training, 40 validation · 2 inputs · 2 classes”."""
    counts = {part: len(data_set.part(part)) for part in PARTS}
    held_back = counts["training"] < data_set.sample_count
    told = ", ".join(f"{count:,} {part}" for part, count in counts.items() if count)
    parts = f": {told}" if held_back else ", all for training"
    targets = (
        counted(len(data_set.class_names), "class", "classes")
        if data_set.task.is_classification
        else f"{counted(data_set.output_count, 'value')} to predict"
    )
    samples = counted(data_set.sample_count, "sample")
    return f"{samples}{parts} · {counted(data_set.input_count, 'input')} · {targets}"


def misfit_sentence(network: Network, lacking: dict[LayerId, int]) -> str:
    """Say which layers are not as wide as the data, such as: “Input” has 2 neurons; the data needs 4."""
    return "\n".join(
        f"“{network.layer(layer_id).name}” has {counted(network.layer(layer_id).width, 'neuron')}; "
        f"the data needs {width:,}."
        for layer_id, width in lacking.items()
    )
