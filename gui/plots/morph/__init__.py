"""The morph, as a plot."""
