"""Gradients written out by hand, compared with those of autograd."""

import numpy as np
import torch

from engine.network.model import Network
from engine.process.views.backpropagation import Backpropagation
from engine.project.settings import TrainingSettings
from engine.training.compiled import CompiledNetwork, to_tensor
from engine.training.losses import TORCH_LOSSES


def largest_difference(network: Network, trace: Backpropagation, settings: TrainingSettings) -> float:
    """Give the largest absolute difference between an entry of any ∂L/∂W, ∂L/∂b or ∂L/∂X and autograd's, in float64.

    It is NaN or infinite where these are.

    Args:
        network: Which was differentiated.
        trace: What came of it, whole.
        settings: Of these the loss and its numbers count.
    """
    compiled = CompiledNetwork(network, torch.float64, "cpu")
    for tensor in compiled.tensors:
        tensor.requires_grad_()
    inputs = to_tensor(trace.inputs, torch.float64, "cpu").requires_grad_()
    used = TORCH_LOSSES[settings.loss]
    outputs = compiled.outputs(inputs)
    targets = used.prepare(to_tensor(trace.targets, torch.float64, "cpu"), outputs.shape[1])
    value = used.value(outputs, targets, settings.loss_numbers)
    gradients = torch.autograd.grad(value, [*compiled.tensors, inputs], allow_unused=True, materialize_grads=True)
    found = [gradient.numpy() for gradient in gradients]
    count = len(network.connections)
    weights = dict(zip((each.key for each in network.connections), found[:count], strict=True))
    biases = dict(zip((each.id for each in network.layers), found[count:-1], strict=True))
    pairs = [(found[-1], trace.input_gradient)]
    for layer in trace.layers:
        pairs.append((biases[layer.layer], layer.bias_gradient))
        for read in layer.sources:
            mask = network.connection(read.source, layer.layer).mask
            pairs.append((np.where(mask, weights[read.source, layer.layer], 0.0), read.weight_gradient))
    with np.errstate(invalid="ignore"):  # infinity less infinity
        return float(np.max([np.abs(one - other).max(initial=0.0) for one, other in pairs]))
