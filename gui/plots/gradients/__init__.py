"""How large the gradient is in each layer, now and over training, as a plot."""
