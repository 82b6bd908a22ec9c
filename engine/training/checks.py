"""What must hold before training can begin."""

from engine.data.data_set import DataSet
from engine.network.model import Network
from engine.project.compatibility import check_compatible
from engine.project.settings import TrainingSettings, check_training_settings


def check_trainable(network: Network, data_set: DataSet, settings: TrainingSettings) -> None:
    """Do nothing if the network can be trained on the data.

    Raises:
        SettingError: A setting is outside its range.
        EngineError: The network is not complete, or its widths, the loss and the data do not fit; the text is the
            first of `engine.project.compatibility.incompatibilities`.
    """
    check_training_settings(settings)
    check_compatible(network, data_set, settings)
