"""How a layer's values were distributed over a run."""
