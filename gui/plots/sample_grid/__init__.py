"""Samples that are pictures, one by one, with what is predicted for each, as a plot."""
