"""The plots: decision boundary, loss curves, distributions. One file per plot, and what they share."""
