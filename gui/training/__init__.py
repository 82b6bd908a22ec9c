"""Training as a person runs it: play, pause, step, reset, and training anew after each edit."""
