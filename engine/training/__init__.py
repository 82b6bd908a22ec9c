"""How a network learns: losses, mini-batches, the training step and whole runs, differentiated by torch."""
