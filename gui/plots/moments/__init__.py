"""Two moments of a run side by side, as a plot."""
