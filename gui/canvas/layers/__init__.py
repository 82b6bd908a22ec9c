"""Layers as drawn: panel, header and neurons, folded or whole, and what is edited in the header."""
