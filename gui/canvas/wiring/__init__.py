"""Wiring by hand: which edges a wire makes, removed edges and their return, freezing."""
