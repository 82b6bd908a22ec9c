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
    differences = [np.abs(found[-1] - trace.input_gradient).max(initial=0.0)]
    for layer in trace.layers:
        differences.append(np.abs(biases[layer.layer] - layer.bias_gradient).max(initial=0.0))
        for read in layer.sources:
            mask = network.connection(read.source, layer.layer).mask
            expected = np.where(mask, weights[read.source, layer.layer], 0.0)
            differences.append(np.abs(expected - read.weight_gradient).max(initial=0.0))
    return float(np.max(differences))
