"""Curves of the present run and of those kept, overlaid and compared in a table, as a plot."""
