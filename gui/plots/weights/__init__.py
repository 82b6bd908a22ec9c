"""Weights and biases over a run, as plots."""
