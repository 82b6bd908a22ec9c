"""How small a plot may be: the window leaves it that room before it is there, without loading what draws it."""

LEAST_PLOT_WIDTH, LEAST_PLOT_HEIGHT = 240, 180
