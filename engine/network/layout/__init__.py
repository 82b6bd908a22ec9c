"""Where layers stand on the canvas: placing, making room, aligning, arranging. Pure functions; nothing is drawn."""
