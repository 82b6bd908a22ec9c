"""Backpropagation, shown: one mini-batch forward, backward and to its update, step by step."""
