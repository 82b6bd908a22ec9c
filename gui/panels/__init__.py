"""The panels around the canvas: palette, inspector, matrix editor, training and data."""
