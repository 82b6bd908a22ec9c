"""Where layers stand: snapping while dragged, arranging, aligning, distributing."""
