"""Weights and biases set by hand where they stand."""
