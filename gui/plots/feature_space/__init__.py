"""The feature space of a layer, as a plot."""
