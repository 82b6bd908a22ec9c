"""The weights of the neurons that read a layer, as they are drawn."""

import numpy as np

from engine.network.model import Network
from engine.process.views.weight_pictures import WeightPictures, WeightPicturesRequest


def weight_pictures(network: Network, request: WeightPicturesRequest) -> WeightPictures:
    """Give the weights (n, D) of the neurons of a layer from another one with D neurons, removed edges as NaN.

    Raises:
        GraphError: There is no such connection.
    """
    connection = network.connection(request.source, request.target)
    count, width = connection.weight.shape
    shown = slice(min(count, max(request.most_values // width, 1)))
    weights = np.where(connection.mask[shown], connection.weight[shown], np.nan).astype(np.float32)
    return WeightPictures(request, weights, count)
